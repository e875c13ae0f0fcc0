"""What is going on at places for some days or hours: a crowd, a closure, a word of advice, as editors publish it.

    notice   = effect [" " subject] [" " severity] [": " ("*" | id ("," id)*)]
    effect   = crowded | closed | advice
    subject  = closure | crowding | weather | construction | other
    severity = info | warning | emergency

A notice is a fact of the field `notice`. It speaks of the entries it names, or of its whole city (`*`), else of those
its entry is `about`, else of its own entry. It holds from `valid_from` to `valid_until`, each a day or a minute on the
clock of the place; without an end it holds for the day it begins, or is dated, so that one that was forgotten ends by
itself. The whole days of a closure are laid over the place as an exception of its hours, so that whatever reads opening
hours knows of it; of a day that is closed in part, the notice alone tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from guide.types import NOTICE, Entry, Fact

CROWDED, CLOSED, ADVICE = "crowded", "closed", "advice"
CLOSURE, CROWDING, WEATHER, CONSTRUCTION, OTHER = "closure", "crowding", "weather", "construction", "other"
INFO, WARNING, EMERGENCY = "info", "warning", "emergency"
SUBJECTS = (CLOSURE, CROWDING, WEATHER, CONSTRUCTION, OTHER)
SEVERITIES = (INFO, WARNING, EMERGENCY)
EVERYWHERE = "*"
_RULE = re.compile(
    r"(?P<effect>crowded|closed|advice)"
    rf"(?:\s+(?P<subject>{'|'.join(SUBJECTS)}))?(?:\s+(?P<severity>{'|'.join(SEVERITIES)}))?"
    r"(?:\s*[:：]\s*(?P<ids>\*|[\w, -]+))?"
)
_SUBJECT = {CLOSED: CLOSURE, CROWDED: CROWDING, ADVICE: OTHER}
"""What a notice is about that does not say."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_CLOCK = "T"
_SOURCE = "notice"


@dataclass(frozen=True, slots=True)
class Rule:
    """A notice as it is written. `severity` is "" where it was not said."""

    effect: str
    ids: tuple[str, ...] = ()
    subject: str = OTHER
    severity: str = ""
    is_everywhere: bool = False

    def __str__(self) -> str:
        """The notation, which `read` reads."""
        said = " ".join(filter(None, (self.effect, self.subject, self.severity)))
        ids = EVERYWHERE if self.is_everywhere else ", ".join(self.ids)
        return f"{said}: {ids}" if ids else said


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: what it does to which places, and the fact and entry that say it."""

    rule: Rule
    entry: Entry
    fact: Fact
    places: tuple[str, ...]
    """Empty where it speaks of its whole city."""

    @property
    def effect(self) -> str:
        """What it does to its places."""
        return self.rule.effect

    def holds(self, at: datetime) -> bool:
        """Whether it speaks of a moment on the clock of the place."""
        now = at.strftime("%Y-%m-%dT%H:%M")
        since, until = bounds(self.fact, self.entry)
        return bool(until) and now[: len(since)] >= since and now[: len(until)] <= until


@dataclass(frozen=True, slots=True)
class Notices:
    """All notices of a base, by the place they speak of."""

    of_place: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    of_city: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    """Those of a whole city, by its id."""

    @property
    def is_empty(self) -> bool:
        """Whether there is none at all."""
        return not self.of_place and not self.of_city

    def holding(self, place_id: str, at: datetime) -> tuple[Notice, ...]:
        """The notices of a place that hold at a moment on its clock, the latest first."""
        return _holding(self.of_place.get(place_id, ()), at)

    def everywhere(self, city_id: str, at: datetime) -> tuple[Notice, ...]:
        """The notices of a whole city that hold at a moment on its clock, the latest first."""
        return _holding(self.of_city.get(city_id, ()), at)

    def laid_over(self, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        """The entries that are closed by notices, with those closures among their exceptions."""
        return {
            place: _closed(entries[place], closures)
            for place, notices in self.of_place.items()
            if place in entries and (closures := [each for each in notices if each.effect == CLOSED])
        }


def of(entries: Iterable[Entry]) -> Notices:
    """The notices of a base."""
    of_place: dict[str, tuple[Notice, ...]] = {}
    of_city: dict[str, tuple[Notice, ...]] = {}
    for notice in (each for entry in entries for each in of_entry(entry)):
        for place in notice.places:
            of_place[place] = (*of_place.get(place, ()), notice)
        if notice.rule.is_everywhere:
            of_city[notice.entry.city] = (*of_city.get(notice.entry.city, ()), notice)
    return Notices(of_place, of_city)


def read(value: object) -> Rule | None:
    """A notice as it is written; None for what is no notice."""
    match = _RULE.fullmatch(str(value).strip())
    if match is None:
        return None
    effect, named = match["effect"], match["ids"] or ""
    is_everywhere = named == EVERYWHERE
    ids = () if is_everywhere else tuple(filter(None, (each.strip() for each in named.split(","))))
    return Rule(effect, ids, match["subject"] or _SUBJECT[effect], match["severity"] or "", is_everywhere)


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


def of_entry(entry: Entry) -> Iterator[Notice]:
    """The notices that an entry says."""
    about = tuple(link.target for link in entry.links if link.relation == "about")
    for fact in entry.of(NOTICE):
        if rule := read(fact.value):
            places = () if rule.is_everywhere else rule.ids or about or (entry.id,)
            yield Notice(rule, entry, fact, places)


def _holding(notices: Iterable[Notice], at: datetime) -> tuple[Notice, ...]:
    held = (each for each in notices if each.holds(at))
    return tuple(sorted(held, key=lambda each: bounds(each.fact, each.entry), reverse=True))


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
    """The whole days of a closure; a month or a year is meant whole, a day with a clock time is not one of them."""
    first, last = _day(since, False), _day(until, True)
    if first and _CLOCK in since:
        first += timedelta(1)
    if last and _CLOCK in until:
        last -= timedelta(1)
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
