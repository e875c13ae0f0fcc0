"""The tickets of a place, read from its `price` facts: admission, night, combined, and what is paid beside them.

Which ticket a fact is of is told by its label in any language, by the words of prompts/tickets.yaml; a price without a
label is admission. What a word does not tell stays a part of the place: it is named and never summed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from guide.types import Entry, Fact, Text
from guide.visiting.validity import holds_on

ADMISSION, NIGHT, COMBINED, HALF, REDUCED, PART = "admission", "night", "combined", "half", "reduced", "part"
PEAK = "peak"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A price that somebody pays for something."""

    fact: Fact
    kind: str
    amount: Decimal
    """In the currency of the city."""
    seasonal: str = ""
    """peak or low, where its label names a season and nobody says which months that is."""
    noted: bool = False
    """A visitor's note and not the place's word."""
    date: str = ""
    """The date its source speaks of."""


class Tickets:
    """Reads tickets by the words of prompts/tickets.yaml: `kinds` in the order they are tried, and the rest."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._kinds = {kind: _any_of(each) for kind, each in (words.get("kinds") or {}).items()}
        self._seasons = {season: _any_of(each) for season, each in (words.get("seasons") or {}).items()}
        self._people = {trait: _any_of(each) for trait, each in (words.get("people") or {}).items()}
        self._noted = _any_of(words.get("noted") or ())

    def of(self, entry: Entry) -> tuple[Ticket, ...]:
        """Every price of an entry that is a figure, in its order; an only one is admission, whatever it is called."""
        found = tuple(self._ticket(fact, entry) for fact in entry.of("price") if _is_amount(fact.value))
        alone = len(found) == 1 and found[0].kind == PART
        return (replace(found[0], kind=ADMISSION),) if alone else found

    def on(self, entry: Entry, day: date, kind: str = ADMISSION) -> tuple[Ticket, ...]:
        """The tickets of a kind that hold on a day, the one to go by first: the place's own word, then the newest."""
        held = [each for each in self.of(entry) if each.kind == kind and holds_on(each.fact, day)]
        return tuple(sorted(sorted(held, key=lambda each: each.date, reverse=True), key=_rank))

    def kind(self, label: Text | None) -> str:
        """Which ticket a label names."""
        if not label:
            return ADMISSION
        words = "\n".join(label.values())
        return next((kind for kind, pattern in self._kinds.items() if pattern.search(words)), PART)

    def reduced(self, entry: Entry) -> Iterator[tuple[Ticket, tuple[str, ...]]]:
        """The reduced prices whose label names sorts of people and no ages or heights, with these sorts."""
        for ticket in self.of(entry):
            words = "\n".join((ticket.fact.label or {}).values())
            sorts = tuple(trait for trait, pattern in self._people.items() if pattern.search(words))
            if ticket.kind == REDUCED and sorts and not any(each.isdecimal() for each in words):
                yield ticket, sorts

    def _ticket(self, fact: Fact, entry: Entry) -> Ticket:
        labels = "\n".join((fact.label or {}).values())
        season = next((key for key, pattern in self._seasons.items() if pattern.search(labels)), "")
        noted = any(self._noted.search(words) for words in (fact.note or {}).values())
        return Ticket(
            fact, self.kind(fact.label), Decimal(str(fact.value)), "" if fact.when else season, noted,
            fact.checked_on or fact.as_of or entry.as_of or "",
        )  # fmt: skip


def _rank(ticket: Ticket) -> tuple[bool, bool, bool]:
    """A visitor's note after a set price, an unsure one after a sure one, the other season after the peak."""
    return ticket.noted, ticket.fact.confidence == "low", ticket.seasonal not in ("", PEAK)


def _is_amount(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@lru_cache(256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I | re.M)


def _any_of(patterns: str | Iterable[str]) -> re.Pattern[str]:
    each = [patterns] if isinstance(patterns, str) else list(patterns)
    return _compiled("|".join(f"(?:{pattern})" for pattern in each) or r"(?!)")
