"""The re-check list: which facts an editor should confirm first.

A fact's weight is the product of how often its entry is asked about, how many years it has not been confirmed, and how
uncertain it is: a much-asked price of 2018 on which two sources disagree comes before the phone of a quiet temple.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import ahocorasick

from guide.retrieval.surfaces import plain
from guide.types import PERISHABLE, Entry, Fact

DOUBT = {"high": 1.0, "medium": 1.5, "low": 2.5}
_UNSAID = 1.5
"""Of a fact that does not say how sure it is."""
CONFLICT = 1.5
"""Of a field whose values contradict each other."""
_YEAR = 365.25
_SHORTEST = {True: 2, False: 4}
"""Characters of a name that can be counted: two of Chinese, four of letters."""


@dataclass(frozen=True, slots=True)
class Due:
    """One field of one entry to confirm. `since` is the date its oldest value speaks of, or was confirmed on."""

    entry: Entry
    field: str
    facts: tuple[Fact, ...]
    since: str
    asked: int
    years: float
    is_contested: bool
    weight: float


def due(entries: Iterable[Entry], asked: Mapping[str, int], today: date, review_months: int = 12) -> tuple[Due, ...]:
    """What is past the review period, weightiest first. `asked` is how often each entry was asked about."""
    found = (each for entry in entries for each in _of(entry, asked.get(entry.id, 0), today))
    past = (each for each in found if each.years * 12 >= review_months)
    return tuple(sorted(past, key=lambda each: (-each.weight, each.entry.id, each.field)))


def asked_about(entries: Sequence[Entry], questions: Iterable[str]) -> Counter[str]:
    """How many questions name each entry, by the longest names they hold."""
    names = ahocorasick.Automaton()
    bearers: dict[str, set[str]] = {}
    for entry in entries:
        for name in (*entry.names.values(), *entry.aliases):
            if len(said := plain(name)) >= _SHORTEST[not said.isascii()]:
                bearers.setdefault(said, set()).add(entry.id)
    for name in bearers:
        names.add_word(name, name)
    names.make_automaton()
    told = Counter[str]()
    for question in questions:
        told.update({each for _, name in names.iter_long(plain(question)) for each in bearers[name]})
    return told


def contested(facts: Sequence[Fact]) -> bool:
    """Whether two figures or hours for the same thing at the same time differ; words beside words add to each other."""
    seen: dict[object, object] = {}
    for fact in facts:
        if isinstance(fact.value, Mapping):
            continue
        about = (tuple(sorted((fact.label or {}).items())), fact.when, fact.valid_from, fact.valid_until)
        if seen.setdefault(about, fact.value) != fact.value:
            return True
    return False


def _of(entry: Entry, asked: int, today: date) -> Iterable[Due]:
    for field in dict.fromkeys(fact.field for fact in entry.facts if fact.field in PERISHABLE):
        facts = entry.of(field)
        dates = [since for fact in facts if (since := fact.checked_on or fact.as_of or entry.as_of)]
        if not dates:
            continue
        since, is_contested = min(dates), contested(facts)
        years = max(0.0, (today - (first_day(since) or today)).days / _YEAR)
        doubt = max(DOUBT.get(fact.confidence or entry.confidence or "", _UNSAID) for fact in facts)
        weight = (1 + asked) * years * doubt * (CONFLICT if is_contested else 1)
        yield Due(entry, field, facts, since, asked, years, is_contested, weight)


def first_day(text: str) -> date | None:
    """The first day of a year, a month or a day; None of what is no date: `guide check` names it."""
    try:
        year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
        return date(year, month, day)
    except ValueError:
        return None
