"""Notices: what goes on now at the places in talk, and the answer to whether a place is crowded or closed today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from guide.feeds.levels import Board, Fresh
from guide.retrieval import notices
from guide.retrieval.index import Snapshot
from guide.skills import events
from guide.types import NOTICE, City, Entry, Fact, Finding, FoundFact, FoundNotice, Question, Source
from guide.visiting.changes import MOVED

NAME = "notices"
MOST = 2
"""Notices told beside an answer."""
MOST_LISTED = 5
FEED, LEVEL = "feed", "level-"
"""The key of the source of what a feed measured, and the head of the subject of a notice made of it."""
_AHEAD = 366
"""Days before the time of an event that what became of it is told whenever the event is in talk."""
_DAYS_END = "23:59"
"""The clock time that means the whole of that day."""
_DEFAULT_ZONE = "Asia/Shanghai"

Cities = Callable[[], Mapping[str, City]]


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether something goes on at a place, or anywhere. `effect` is what was asked about; empty for anything."""

    entries: tuple[str, ...] = ()
    effect: str = ""


@lru_cache(64)
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)


class Watch:
    """What holds at a moment, on the clock of each place."""

    def __init__(self, cities: Cities, board: Board | None = None) -> None:
        self._cities, self._board = cities, board or Board()

    def find(self, asking: Asking, question: Question, snapshot: Snapshot) -> Finding | None:
        """What goes on where it was asked about; None where nothing does, which is no answer of this ability."""
        entries = tuple(entry for each in asking.entries if (entry := snapshot.entry(each)))
        among = entries or tuple(self._noticed(question.home, snapshot))
        cities = dict.fromkeys((entry.city for entry in entries), True) or {question.home: True}
        everywhere = (one for each in cities for one in self.everywhere(each, question.now, snapshot))
        found = (*everywhere, *self._holding(among, question.now, snapshot))
        asked = tuple(each for each in found if asking.effect in ("", each.effect)) or (found if entries else ())
        if not asked:
            return None
        shown = _once(asked)[:MOST_LISTED]
        places = tuple(each.place for each in shown if not each.is_of_city)
        return Finding(NAME, question.lang, question.standalone, entries=entries or places, notices=shown)

    def beside(self, finding: Finding, question: Question, snapshot: Snapshot) -> Finding:
        """The finding with what goes on at its places, where its facts do not tell already."""
        told = {fact.value for found in finding.facts for fact in found.facts if found.field == "exceptions"}
        found = (
            each
            for each in self._holding(finding.entries, question.now, snapshot)
            if (each.effect != notices.CLOSED or not told & {fact.value for fact in each.place.of("exceptions")})
            and each.found not in finding.facts
        )
        beside = _once((*self._urgent(finding, question, snapshot), *found))[:MOST]
        return replace(finding, notices=beside) if beside else finding

    def above(self, finding: Finding, question: Question, snapshot: Snapshot) -> Finding:
        """A finding that tells itself what goes on at its places, with what its whole city must know first."""
        urgent = tuple(self._urgent(finding, question, snapshot))[:MOST]
        return replace(finding, notices=_once((*urgent, *finding.notices))) if urgent else finding

    def everywhere(self, city: str, now: datetime, snapshot: Snapshot) -> Iterator[FoundNotice]:
        """What goes on in a whole city at a moment; the city's name stands for the place."""
        at, known = self.local(city, now), self._cities().get(city)
        for notice in snapshot.notices.everywhere(city, at):
            names = known.names if known and known.names else notice.entry.names
            yield replace(_found(replace(notice.entry, names=names), notice, at), is_of_city=True)

    def emergencies(self, city: str, now: datetime, snapshot: Snapshot) -> tuple[FoundNotice, ...]:
        """What every visitor of a city must know at a moment, wherever they look: the latest first, each once."""
        places = (entry for entry in self._noticed(city, snapshot) if entry.city == city)
        found = (*self.everywhere(city, now, snapshot), *self._holding(places, now, snapshot))
        return _once(each for each in found if each.severity == notices.EMERGENCY)

    def _urgent(self, finding: Finding, question: Question, snapshot: Snapshot) -> Iterator[FoundNotice]:
        """What holds in the whole city of what is in talk, warnings only where a place is."""
        cities = dict.fromkeys(entry.city for entry in finding.entries) or {question.home: None}
        loud = {notices.EMERGENCY, notices.WARNING} if finding.entries else {notices.EMERGENCY}
        found = (one for each in cities for one in self.everywhere(each, question.now, snapshot))
        yield from (each for each in found if each.severity in loud)

    def of(self, entry: Entry, now: datetime, snapshot: Snapshot) -> FoundNotice | None:
        """The notice of a place that should move visitors elsewhere, if one holds: a closure before a crowd."""
        held = tuple(self._holding((entry,), now, snapshot))
        return next((each for kind in (notices.CLOSED, notices.CROWDED) for each in held if each.effect == kind), None)

    def at(self, entry: Entry, now: datetime, snapshot: Snapshot) -> tuple[FoundNotice, ...]:
        """All that goes on at one place at a moment."""
        return _once(self._holding((entry,), now, snapshot))[:MOST]

    def local(self, city_id: str, now: datetime) -> datetime:
        """A moment on the clock of a city."""
        city = self._cities().get(city_id)
        return now.astimezone(_zone(city.zone if city else _DEFAULT_ZONE))

    def _noticed(self, home: str, snapshot: Snapshot) -> Iterator[Entry]:
        places = (snapshot.by_id[each] for each in snapshot.notices.of_place if each in snapshot.by_id)
        yield from (each for each in places if each.city == home or not home)

    def _holding(self, entries: Iterable[Entry], now: datetime, snapshot: Snapshot) -> Iterator[FoundNotice]:
        for entry in entries:
            at = self.local(entry.city, now)
            for notice in snapshot.notices.holding(entry.id, at):
                yield _found(entry, notice, at)
            for fresh in islice(self._board.high(entry.id, at), 1):
                yield _measured(entry, fresh, at)
            if entry.kind == "event":
                yield from _changed(entry, at)

    def moved(self, at: datetime, snapshot: Snapshot) -> frozenset[str]:
        """The places that a notice or a feed may speak of at a moment."""
        return frozenset(snapshot.notices.of_place) | self.crowded(at)

    def crowded(self, at: datetime) -> frozenset[str]:
        """The places that feeds call full, jammed or dangerous at a moment, as far as that is fresh."""
        return self._board.places(at) if at.tzinfo else frozenset()


def _found(place: Entry, notice: notices.Notice, at: datetime) -> FoundNotice:
    """A notice as it is told of a place at a moment on the clock of the place."""
    _, until = notices.bounds(notice.fact, notice.entry)
    day, _, clock = until.partition("T")
    clock = "" if clock == _DAYS_END else clock
    found, today = FoundFact(notice.entry, NOTICE, (notice.fact,)), at.date().isoformat()
    return FoundNotice(
        place, notice.effect, found, "" if day == today else day, clock, notice.rule.subject, notice.rule.severity
    )


def _changed(event: Entry, at: datetime) -> Iterator[FoundNotice]:
    """What became of the next times of an event, while visitors may still count on what was said before."""
    last = at.date() + timedelta(_AHEAD)
    for each in events.listed((event,), at.date(), last):
        if each.is_off or each.state == MOVED:
            yield FoundNotice(event, each.state, events.told(each), severity=notices.WARNING)


def _measured(place: Entry, fresh: Fresh, at: datetime) -> FoundNotice:
    """The level of a feed as a notice: it rests on the feed, and says when it was measured, on the place's clock."""
    level, when = fresh.level, fresh.level.at.astimezone(at.tzinfo)
    fact = Fact(
        NOTICE, round(level.share * 100), source=FEED, as_of=when.date().isoformat(),
        valid_from=when.strftime("%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    told = replace(place, sources={**place.sources, FEED: Source(fresh.source)})
    return FoundNotice(place, notices.CROWDED, FoundFact(told, NOTICE, (fact,)), subject=f"{LEVEL}{level.kind}")


def _once(found: Iterable[FoundNotice]) -> tuple[FoundNotice, ...]:
    """Each notice once, with the first of its places that is in talk."""
    first: dict[tuple[str, str], FoundNotice] = {}
    for each in found:
        first.setdefault((each.found.entry.id, str(each.found.facts[0])), each)
    return tuple(first.values())
