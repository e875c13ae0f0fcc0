"""How it is at places now: the last level of each kind, with its time. Held in memory; a store outlives the process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from guide.ports import Level

KINDS = ("crowding", "parking", "traffic", "weather")
"""What is told of a place. Each is a share of the worst there is: full of people, full of cars, jammed, dangerous."""
HIGH = 0.8
"""The share from which a place is better visited at another time."""
_AHEAD = timedelta(minutes=5)
"""How far the clock of a feed may be before ours."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A level that still counts at a moment, and who measured it."""

    level: Level
    source: str


@dataclass(frozen=True, slots=True)
class _Told:
    source: str
    fresh: timedelta
    levels: tuple[Level, ...]


class Board:
    """The levels of all feeds. One thread writes, many read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._told: Mapping[str, _Told] = {}
        self._by_place: Mapping[str, tuple[tuple[_Told, Level], ...]] = {}

    def put(self, feed: str, source: str, fresh: timedelta, levels: Iterable[Level]) -> None:
        """The levels of a feed, in place of those it told before."""
        with self._lock:
            self._index({**self._told, feed: _Told(source, fresh, tuple(levels))})

    def drop(self, feed: str) -> None:
        """A feed that is no more."""
        with self._lock:
            self._index({key: each for key, each in self._told.items() if key != feed})

    def high(self, place: str, at: datetime) -> Iterator[Fresh]:
        """What should move visitors elsewhere at a moment, the worst first: only what is fresh then."""
        held = (each for each in self.fresh(place, at) if each.level.share >= HIGH)
        yield from sorted(held, key=lambda each: -each.level.share)

    def fresh(self, place: str, at: datetime) -> Iterator[Fresh]:
        """The levels of a place that count at a moment."""
        for told, level in self._by_place.get(place, ()):
            if -_AHEAD <= at - level.at <= told.fresh:
                yield Fresh(level, told.source)

    def places(self, at: datetime) -> frozenset[str]:
        """The places with a high level at a moment."""
        return frozenset(place for place in self._by_place if any(True for _ in self.high(place, at)))

    def _index(self, told: Mapping[str, _Told]) -> None:
        found: dict[str, tuple[tuple[_Told, Level], ...]] = {}
        for each in told.values():
            for level in each.levels:
                found[level.place] = (*found.get(level.place, ()), (each, level))
        self._told, self._by_place = told, found
