"""Times as the clocks of a city show them, in pages and in inputs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from guide.types import City


def moment(zone: tzinfo, at: datetime) -> str:
    """A time of the history as the clocks of the city show it."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def clock(zone: tzinfo, at: datetime) -> str:
    """A time as an input of type datetime-local holds it."""
    return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def zone(cities: Mapping[str, City], city: str = "") -> tzinfo:
    """The time zone of a city, else of the first one."""
    found = cities.get(city) or next(iter(cities.values()), None)
    return ZoneInfo(found.zone) if found else UTC
