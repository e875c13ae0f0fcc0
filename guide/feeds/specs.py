"""Feeds as an administrator describes them, and the reader each needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from guide.feeds.calendars import CalendarReader
from guide.feeds.levels import KINDS
from guide.feeds.records import Mapped, RecordReader, number
from guide.ports import FeedReader, Level

JSON, CALENDAR = "json", "ical"
FORMATS = (JSON, CALENDAR)
LEAST_EVERY, MOST_EVERY = 1, 1440
"""Minutes between two looks."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One feed. `places` says which entry the feed means by its names; a name that is an entry's id needs no line."""

    id: str
    name: str
    address: str
    format: str = JSON
    kind: str = KINDS[0]
    every: int = 5
    fresh: int = 30
    """Minutes for which a level counts."""
    items: str = ""
    place: str = ""
    value: str = ""
    full: str = "100"
    time: str = ""
    words: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    zone: str = "Asia/Shanghai"

    @property
    def lasts(self) -> timedelta:
        """For how long a level counts."""
        return timedelta(minutes=self.fresh)


def reader(spec: Spec) -> FeedReader:
    """The reader of a feed's format."""
    zone: tzinfo = ZoneInfo(spec.zone)
    if spec.format == CALENDAR:
        share = (number(spec.value) or 100) / 100
        return CalendarReader(spec.kind, min(max(share, 0.0), 1.0), zone)
    return RecordReader(spec.kind, Mapped(spec.items, spec.place, spec.value, spec.full, spec.time, spec.words), zone)


def placed(spec: Spec, levels: Iterable[Level], is_entry: Callable[[str], bool]) -> tuple[Level, ...]:
    """The levels with entries as their places; those of places that are none of ours are left out."""
    named = ((each, spec.places.get(each.place, each.place)) for each in levels)
    return tuple(
        replace(each, place=place) for each, place in named if place in spec.places.values() or is_entry(place)
    )


def faults(spec: Spec) -> Iterable[str]:
    """The cells that cannot be so."""
    if not spec.name:
        yield "name"
    if not spec.address.startswith(("http://", "https://")):
        yield "address"
    if spec.format not in FORMATS:
        yield "format"
    if spec.kind not in KINDS:
        yield "kind"
    if not LEAST_EVERY <= spec.every <= MOST_EVERY:
        yield "every"
    if not LEAST_EVERY <= spec.fresh <= MOST_EVERY:
        yield "fresh"
    if spec.format == JSON and not spec.value:
        yield "value"


def to_json(spec: Spec) -> dict[str, Any]:
    """A feed as it is stored."""
    return asdict(spec)


def from_json(stored: Mapping[str, Any]) -> Spec:
    """A feed as it was stored."""
    return Spec(**stored)


def level_to_json(level: Level) -> dict[str, Any]:
    """A level as it is stored, with its time."""
    return {**asdict(level), "at": level.at.isoformat()}


def level_from_json(stored: Mapping[str, Any]) -> Level:
    """A level as it was stored."""
    return Level(**{**stored, "at": datetime.fromisoformat(stored["at"])})
