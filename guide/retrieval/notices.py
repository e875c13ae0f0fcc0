"""What is going on at places for some days or hours: a crowd, a closure, a word of advice, as editors publish it.

    notice = effect [": " id ("," id)*]
    effect = crowded | closed | advice

A notice is a fact of the field `notice`. It speaks of the entries it names, else of those its entry is `about`, else of
its own entry. It holds from `valid_from` to `valid_until`, each a day or a minute on the clock of the place; without an
end it holds for the day it begins, or is dated, so that one that was forgotten ends by itself. A closure is of whole
days: it is laid over the place as an exception of its hours, so that whatever reads opening hours knows of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from guide.types import NOTICE, Entry, Fact

CROWDED, CLOSED, ADVICE = "crowded", "closed", "advice"
_RULE = re.compile(r"(?P<effect>crowded|closed|advice)(?:\s*[:：]\s*(?P<ids>[\w, -]+))?")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_SOURCE = "notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: what it does to which places, and the fact and entry that say it."""

    effect: str
    entry: Entry
    fact: Fact
    places: tuple[str, ...]

    def holds(self, at: datetime) -> bool:
        """Whether it speaks of a moment on the clock of the place."""
        now = at.strftime("%Y-%m-%dT%H:%M")
        since, until = bounds(self.fact, self.entry)
        return bool(until) and now[: len(since)] >= since and now[: len(until)] <= until


@dataclass(frozen=True, slots=True)
class Notices:
    """All notices of a base, by the place they speak of."""

    of_place: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)

    def holding(self, place_id: str, at: datetime) -> tuple[Notice, ...]:
        """The notices of a place that hold at a moment on its clock, the latest first."""
        held = (each for each in self.of_place.get(place_id, ()) if each.holds(at))
        return tuple(sorted(held, key=lambda each: bounds(each.fact, each.entry), reverse=True))

    def laid_over(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        """The entries that are closed by notices, with those closures among their exceptions."""
        return {
            place: _closed(entries[place], closures)
            for place, notices in self.of_place.items()
            if place in entries and (closures := [each for each in notices if each.effect == CLOSED])
        }


def of(entries: Iterable[Entry]) -> Notices:
    """The notices of a base."""
    found: dict[str, tuple[Notice, ...]] = {}
    for entry in entries:
        for notice in _of_entry(entry):
            for place in notice.places:
                found[place] = (*found.get(place, ()), notice)
    return Notices(found)


def read(value: object) -> tuple[str, tuple[str, ...]] | None:
    """The effect of a notice and the ids it names; None for what is no notice."""
    match = _RULE.fullmatch(str(value).strip())
    if match is None:
        return None
    return match["effect"], tuple(filter(None, (each.strip() for each in (match["ids"] or "").split(","))))


def is_moment(text: str) -> bool:
    """Whether a text is a minute of a day: 2026-11-21T18:00."""
    try:
        return _MOMENT.fullmatch(text) is not None and bool(datetime.fromisoformat(text))
    except ValueError:
        return False


def bounds(fact: Fact, entry: Entry) -> tuple[str, str]:
    """From when to when a notice holds, each as it was written; the end is "" where nothing dates it."""
    dated = fact.as_of or entry.as_of or ""
    since = fact.valid_from or ""
    # What only says when it begins, or was written, is of that day.
    return since, fact.valid_until or (since or dated)[:10]


def _of_entry(entry: Entry) -> Iterator[Notice]:
    about = tuple(link.target for link in entry.links if link.relation == "about")
    for fact in entry.of(NOTICE):
        if said := read(fact.value):
            effect, ids = said
            yield Notice(effect, entry, fact, ids or about or (entry.id,))


def _closed(entry: Entry, closures: Iterable[Notice]) -> Entry:
    facts, sources = list(entry.facts), dict(entry.sources)
    for notice in closures:
        since, until = bounds(notice.fact, notice.entry)
        days = _days(since or until, until)
        if days is None:
            continue
        key = f"{_SOURCE}-{notice.entry.id}"
        if source := notice.entry.sources.get(notice.fact.source or ""):
            sources[key] = source
        rule = f"{days[0]}/{days[1]} off"
        dated = notice.fact.as_of or notice.entry.as_of
        facts.append(Fact("exceptions", rule, note=notice.fact.note, source=key if source else None, as_of=dated))
    return replace(entry, facts=tuple(facts), sources=sources)


def _days(since: str, until: str) -> tuple[date, date] | None:
    """The days of a closure; a month or a year is meant whole."""
    first, last = _day(since, False), _day(until, True)
    return (first, last) if first and last and first <= last else None


def _day(text: str, is_last: bool) -> date | None:
    parts = [int(each) for each in text[:10].split("-") if each.isdigit()]
    try:
        if len(parts) > 2:
            return date(*parts[:3])
        year, month = parts[0], parts[1] if len(parts) > 1 else 12 if is_last else 1
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if is_last else date(year, month, 1)
    except (ValueError, IndexError):
        return None
