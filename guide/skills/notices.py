"""Notices: what goes on now at the places in talk, and the answer to whether a place is crowded or closed today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from guide.retrieval import notices
from guide.retrieval.index import Snapshot
from guide.types import NOTICE, City, Entry, Finding, FoundFact, FoundNotice, Question

NAME = "notices"
MOST = 2
"""Notices told beside an answer."""
MOST_LISTED = 5
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

    def __init__(self, cities: Cities) -> None:
        self._cities = cities

    def find(self, asking: Asking, question: Question, snapshot: Snapshot) -> Finding | None:
        """What goes on where it was asked about; None where nothing does, which is no answer of this ability."""
        entries = tuple(entry for each in asking.entries if (entry := snapshot.entry(each)))
        among = entries or tuple(self._noticed(question.home, snapshot))
        found = tuple(self._holding(among, question.now, snapshot))
        asked = tuple(each for each in found if asking.effect in ("", each.effect)) or (found if entries else ())
        if not asked:
            return None
        shown = _once(asked)[:MOST_LISTED]
        places = tuple(each.place for each in shown)
        return Finding(NAME, question.lang, question.standalone, entries=entries or places, notices=shown)

    def beside(self, finding: Finding, question: Question, snapshot: Snapshot) -> Finding:
        """The finding with what goes on at its places, where its facts do not tell already."""
        told = {fact.value for found in finding.facts for fact in found.facts if found.field == "exceptions"}
        found = (
            each
            for each in self._holding(finding.entries, question.now, snapshot)
            if each.effect != notices.CLOSED or not told & {fact.value for fact in each.place.of("exceptions")}
        )
        beside = _once(found)[:MOST]
        return replace(finding, notices=beside) if beside else finding

    def of(self, entry: Entry, now: datetime, snapshot: Snapshot) -> FoundNotice | None:
        """The notice of a place that should move visitors elsewhere, if one holds: a closure before a crowd."""
        held = tuple(self._holding((entry,), now, snapshot))
        return next((each for kind in (notices.CLOSED, notices.CROWDED) for each in held if each.effect == kind), None)

    def local(self, city_id: str, now: datetime) -> datetime:
        """A moment on the clock of a city."""
        city = self._cities().get(city_id)
        return now.astimezone(_zone(city.zone if city else _DEFAULT_ZONE))

    def _noticed(self, home: str, snapshot: Snapshot) -> Iterator[Entry]:
        places = (snapshot.by_id[each] for each in snapshot.notices.of_place if each in snapshot.by_id)
        yield from (each for each in places if each.city == home or not home)

    def _holding(self, entries: Iterable[Entry], now: datetime, snapshot: Snapshot) -> Iterator[FoundNotice]:
        for entry in entries if snapshot.notices.of_place else ():
            at = self.local(entry.city, now)
            for notice in snapshot.notices.holding(entry.id, at):
                _, until = notices.bounds(notice.fact, notice.entry)
                day, _, clock = until.partition("T")
                found = FoundFact(notice.entry, NOTICE, (notice.fact,))
                today = at.date().isoformat()
                yield FoundNotice(entry, notice.effect, found, "" if day == today else day, clock)


def _once(found: Iterable[FoundNotice]) -> tuple[FoundNotice, ...]:
    """Each notice once, with the first of its places that is in talk."""
    first: dict[tuple[str, str], FoundNotice] = {}
    for each in found:
        first.setdefault((each.found.entry.id, str(each.found.facts[0])), each)
    return tuple(first.values())
