"""What holds for several places at once: concessions in general, shared tickets, and whose ticket includes whom.

Collected once from all entries, so that a price question looks nothing through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice

from guide.types import Entry, Fact, Text
from guide.visiting import concessions, prices
from guide.visiting.prices import Concession
from guide.visiting.tickets import COMBINED, Ticket, Tickets

SHARED, INCLUDED = "combined_ticket", "ticket_of"
TOLD_BY = (SHARED, concessions.FIELD)
"""The fields that tell what holds beyond one entry."""
_GENERAL = "practical"
"""The kind of entries whose rules are for other places."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A ticket that opens several places."""

    entry: Entry
    """Where it is told of."""
    ticket: Ticket
    covers: tuple[str, ...]
    """Ids of the places, as far as they are entries."""
    fact: Fact
    """That tells which places."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """The rules and tickets of a base that are not of one place alone."""

    tickets: Tickets
    rules: Mapping[str, tuple[Concession, ...]]
    """By the id of the place they are for."""
    loose: tuple[Concession, ...] = ()
    """Rules of which nobody lists the places: for those of their city, or for whoever holds the card."""
    shared: tuple[tuple[Entry, Fact, tuple[str, ...]], ...] = ()
    """Entries that tell of a shared ticket, with the fact and the ids of its places."""

    def of(self, entry: Entry) -> tuple[Concession, ...]:
        """The general rules on a place, its own not among them; loose ones last, and unsure."""
        loose = (each for each in self.loose if each.entry.city == entry.city or each.rule.on_card)
        return (*self.rules.get(entry.id, ()), *loose)

    def general(self, city: str) -> tuple[Concession, ...]:
        """The rules that stand in the city's entries on concessions, whichever places they are for."""
        every = {id(each.fact): each for rules in self.rules.values() for each in rules}
        return tuple(each for each in every.values() if each.entry.city == city and each.entry.kind == _GENERAL)

    def combinations(self, entry_ids: Iterable[str], on: date) -> tuple[Combination, ...]:
        """The shared tickets of a day that open at least one of these places, those that open most of them first."""
        wanted = set(entry_ids)
        found = [made for each in self.shared if wanted & set(each[2]) for made in self._made(each, on)]
        unlike: dict[tuple[Decimal, frozenset[str]], Combination] = {}
        for each in found:
            unlike.setdefault((each.ticket.amount, frozenset(each.covers)), each)
        return tuple(sorted(unlike.values(), key=lambda each: -len(wanted & set(each.covers))))

    def _made(self, shared: tuple[Entry, Fact, tuple[str, ...]], on: date) -> Iterator[Combination]:
        entry, fact, covers = shared
        held = self.tickets.on(entry, on, COMBINED)
        same = (each for each in held if fact.label is None or _alike(fact.label, each.fact.label))
        yield from (Combination(entry, ticket, covers, fact) for ticket in islice(same, 1))


def collect(entries: Iterable[Entry], tickets: Tickets) -> Tariff:
    """The tariff of all entries; those that say nothing of `TOLD_BY` may be left out."""
    rules: dict[str, list[Concession]] = {}
    loose: list[Concession] = []
    shared: list[tuple[Entry, Fact, tuple[str, ...]]] = []
    for entry in entries:
        for each in _general(entry):
            for place in each.rule.at:
                rules.setdefault(place, []).append(each)
            if not each.rule.at:
                loose.append(replace(each, sure=False))
        shared += [(entry, fact, ids(fact)) for fact in entry.of(SHARED)]
    return Tariff(tickets, {key: tuple(each) for key, each in rules.items()}, tuple(loose), tuple(shared))


def _alike(label: Text, other: Text | None) -> bool:
    """Whether two labels say the same in a language that both have."""
    return other is not None and any(other.get(lang) == words for lang, words in label.items())


def _general(entry: Entry) -> Iterator[Concession]:
    for fact, rule in concessions.of_facts(entry.of(concessions.FIELD)):
        if rule.at or entry.kind == _GENERAL:
            yield Concession(entry, fact, rule, prices.is_sure(fact))


def ids(fact: Fact) -> tuple[str, ...]:
    """The ids that a fact lists."""
    return tuple(each.strip() for each in str(fact.value).split(",") if each.strip())


def included_in(entry: Entry) -> tuple[tuple[Fact, str], ...]:
    """The places whose ticket opens an entry too, with the facts that say so."""
    return tuple((fact, each) for fact in entry.of(INCLUDED) for each in ids(fact))
