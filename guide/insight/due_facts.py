"""The re-check list as editors work through it: one fact a line, why it is due, the most pressing first.

A fact is due when nobody confirmed it within the review period, when its validity ended or soon ends, when a season it
speaks of begins soon and it was last confirmed before the season before, or when another value contradicts it. The
list is caught up by content_version: only what was published since is read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock

from guide.insight.recheck import CONFLICT, DOUBT, contested, first_day
from guide.storage.revisions import Revisions
from guide.types import PERISHABLE, Entry, Fact, Source, Text

REASONS = ("ended", "conflict", "ends", "season", "age")
SOON = timedelta(days=30)
_SEASON_CHECK = timedelta(days=120)
"""A confirmation younger than this is of this very season, or of the run-up to it."""
_WEIGHTS = {"ended": 4.0, "conflict": CONFLICT, "ends": 2.0, "season": 1.5, "age": 1.0}
_YEAR = 365.25
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BEGINS = re.compile(rf"(?<![-\w])({'|'.join(_MONTHS)})(?: (\d\d))?")


@dataclass(frozen=True, slots=True)
class DueFact:
    """One fact to confirm, and all that helps to decide. `since` is what its age runs from."""

    entry: str
    city: str
    names: Text
    fact: Fact
    source: Source | None
    since: str
    reasons: tuple[str, ...]
    asked: int
    weight: float


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the list keeps of an entry: the facts that can fall due, and the days on which facts were confirmed."""

    entry: Entry
    facts: tuple[tuple[Fact, bool], ...]
    """Each with whether another contradicts it."""
    checked: tuple[tuple[str, str], ...]


class DueFacts:
    """The list over what is published now. Several threads may use one."""

    def __init__(self, revisions: Revisions, asked: Callable[[], Mapping[str, int]], review_months: int) -> None:
        self._revisions, self._asked, self._months = revisions, asked, review_months
        self._lock = Lock()
        self._version = -1
        self._kept: dict[str, _Kept] = {}

    def due(self, today: date) -> list[DueFact]:
        """Every fact that is due, the weightiest first."""
        asked = self._asked()
        found = (each for kept in self._caught_up() for each in self._of(kept, asked.get(kept.entry.id, 0), today))
        return sorted(found, key=lambda each: (-each.weight, each.entry, each.fact.field))

    def confirmed(self, since: date) -> dict[str, int]:
        """How many facts each person confirmed from a day on."""
        counts: dict[str, int] = {}
        for kept in self._caught_up():
            for day, person in kept.checked:
                if day >= since.isoformat():
                    counts[person] = counts.get(person, 0) + 1
        return counts

    def _caught_up(self) -> list[_Kept]:
        with self._lock:
            version = self._revisions.content_version()
            if version != self._version:
                first = self._version < 0
                changed = self._revisions.all_current() if first else self._revisions.changed_since(self._version)
                for each in changed:
                    self._kept.pop(each.entry_id, None)
                    if each.entry:
                        self._kept[each.entry_id] = _keep(each.entry)
                self._version = version
            return list(self._kept.values())

    def _of(self, kept: _Kept, asked: int, today: date) -> Iterator[DueFact]:
        entry = kept.entry
        for fact, is_contested in kept.facts:
            since = fact.checked_on or fact.as_of or entry.as_of or ""
            age = max(timedelta(), today - (first_day(since) or today))
            told = {
                "age": fact.field in PERISHABLE and age.days / _YEAR * 12 >= self._months,
                "conflict": is_contested,
                "season": fact.field in PERISHABLE and age > _SEASON_CHECK and begins_soon(fact.when or "", today),
                **_validity(fact, today),
            }
            if reasons := tuple(each for each in REASONS if told.get(each)):
                doubt = DOUBT.get(fact.confidence or entry.confidence or "", DOUBT["medium"])
                pressing = max(_WEIGHTS[each] for each in reasons)
                weight = (1 + asked) * (0.5 + age.days / _YEAR) * doubt * pressing
                source = entry.sources.get(fact.source or "")
                yield DueFact(entry.id, entry.city, entry.names, fact, source, since, reasons, asked, weight)


def begins_soon(when: str, today: date) -> bool:
    """Whether a season of an opening_hours selector ("Mar-May,Sep 15-Nov") begins within SOON days."""
    for match in _BEGINS.finditer(when):
        month, day = _MONTHS.index(match[1]) + 1, int(match[2] or 1)
        begins = first_day(f"{today.year}-{month}-{day}")
        again = first_day(f"{today.year + 1}-{month}-{day}")
        if any(each and today <= each <= today + SOON for each in (begins, again)):
            return True
    return False


def _validity(fact: Fact, today: date) -> dict[str, bool]:
    ends = first_day(fact.valid_until) if fact.valid_until else None
    return {"ended": bool(ends and ends < today), "ends": bool(ends and today <= ends <= today + SOON)}


def _keep(entry: Entry) -> _Kept:
    fields = dict.fromkeys(fact.field for fact in entry.facts)
    torn = {field for field in fields if field in PERISHABLE and contested(entry.of(field))}
    facts = tuple((fact, fact.field in torn) for fact in entry.facts if fact.field in PERISHABLE or fact.valid_until)
    checked = tuple((fact.checked_on, fact.checked_by or "") for fact in entry.facts if fact.checked_on)
    return _Kept(entry, facts, checked)
