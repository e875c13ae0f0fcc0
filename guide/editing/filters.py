"""What the list of entries is narrowed to: kind, city, drafts, age, how sure it is, a language that is wanting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from guide.editing.entries import LONGEST_QUERY, Listed, search
from guide.storage.drafts import STATES
from guide.types import Lang

MONTHS = (3, 6, 12, 24)
"""Ages on offer: not confirmed for so many months."""
SURE = ("high", "medium", "low", "none")
ANY_DRAFT, NO_DRAFT = "any", "no"
DRAFTS = (ANY_DRAFT, *STATES, NO_DRAFT)
MISSING, STALE = "missing", "stale"
MOST_TOLD = 60
"""Entries found by their text and not by a name."""

LookUp = Callable[[str, int], tuple[tuple[str, ...], tuple[str, ...]]]
"""The guide's own search: ids that a text names, ids in whose text it stands."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What was chosen; empty: all."""

    kind: str = ""
    city: str = ""
    state: str = ""
    age: str = ""
    sure: str = ""
    lang: str = ""
    """A language and what is the matter with it: missing:en, stale:en."""

    def __bool__(self) -> bool:
        """Whether anything was chosen."""
        return any((self.kind, self.city, self.state, self.age, self.sure, self.lang))


@dataclass(frozen=True, slots=True)
class Shelf:
    """What entries are held against: their drafts, the day it is, and which translations are behind."""

    listed: Mapping[str, Listed]
    states: Mapping[str, frozenset[str]]
    today: date
    stale: Callable[[Listed], Sequence[Lang]]


@dataclass(frozen=True, slots=True)
class Found:
    """One entry of the list; `by_text`: no name of it was searched for, the words stand in its text."""

    entry: Listed
    by_text: bool = False


def find(shelf: Shelf, query: str, chosen: Filter, look_up: LookUp) -> list[Found]:
    """The entries of a search, best first: by name, by what the guide takes the words for, by their text."""
    query = query[:LONGEST_QUERY]
    listed = shelf.listed
    by_name = [each.id for each in search(listed.values(), query)]
    named, told = look_up(query, MOST_TOLD) if query.strip() else ((), ())
    plain = dict.fromkeys((*by_name, *named))
    ids = [*((each, False) for each in plain), *((each, True) for each in told if each not in plain)]
    found = [Found(listed[each], by_text) for each, by_text in ids if each in listed]
    return [each for each in found if _fits(each.entry, chosen, shelf)]


def _fits(each: Listed, chosen: Filter, shelf: Shelf) -> bool:
    return (
        chosen.kind in ("", each.kind)
        and chosen.city in ("", each.city)
        and (not chosen.state or _in_state(shelf.states.get(each.id, frozenset()), chosen.state))
        and (not chosen.age or _is_older(each.since, chosen.age, shelf.today))
        and chosen.sure in ("", each.sure or "none")
        and (not chosen.lang or _is_wanting(each, chosen.lang, shelf))
    )


def _in_state(states: frozenset[str], wanted: str) -> bool:
    if wanted in (ANY_DRAFT, NO_DRAFT):
        return bool(states) == (wanted == ANY_DRAFT)
    return wanted in states


def _is_older(since: str, months: str, today: date) -> bool:
    """Dates of a year or a month alone count from their beginning; no date at all is older than any."""
    if not (months.isascii() and months.isdecimal() and len(months) < 4):
        return True
    count = today.year * 12 + today.month - 1 - int(months)
    return since < f"{count // 12:04}-{count % 12 + 1:02}-{today.day:02}"


def _is_wanting(each: Listed, asked: str, shelf: Shelf) -> bool:
    what, _, lang = asked.partition(":")
    return lang in shelf.stale(each) if what == STALE else lang not in each.langs


def languages(listed: Iterable[Listed]) -> tuple[Lang, ...]:
    """The languages that any entry has prose in, the commonest first."""
    counts: dict[str, int] = {}
    for each in listed:
        for lang in each.langs:
            counts[lang] = counts.get(lang, 0) + 1
    return tuple(sorted(counts, key=lambda lang: (-counts[lang], lang)))
