"""What the journal can be counted by, read on a connection of its own: no question's text is ever read here.

A look sees what is on disk; the writer's last fifth of a second may be missing. Grouping is done by SQLite, in one pass
over the span for each table, so that a hundred thousand turns take well under a second (benchmarks/insight.py).
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

from guide.storage.faults import explained

_SPAN = "at >= ? AND at < ? AND (? = '' OR city = ?)"
_SUMS = "count(*), sum(answered), sum(coalesce(thumb, '') = 'up'), sum(coalesce(thumb, '') = 'down')"
_HOURS = f"SELECT substr(at, 1, 13), {_SUMS} FROM turns WHERE {_SPAN} GROUP BY 1"
_BY = {name: f"SELECT {name}, {_SUMS} FROM turns WHERE {_SPAN} GROUP BY 1" for name in ("lang", "skill")}
_PLACES = f"SELECT about, entries, count(*) FROM turns WHERE {_SPAN} GROUP BY 1, 2"
_LISTED = {
    name: f"SELECT {name}, '[]', count(*) FROM turns WHERE {_SPAN} AND {name} <> '[]' GROUP BY 1"
    for name in ("recommended", "wishes")
}
_TIMES = f"""
SELECT substr(at, 1, 13), CASE WHEN milliseconds < 1000 THEN 5 * CAST(milliseconds / 5 + 0.5 AS INTEGER)
ELSE 100 * CAST(milliseconds / 100 + 0.5 AS INTEGER) END, count(*) FROM turns WHERE {_SPAN} GROUP BY 1, 2
"""
_RATED = """
SELECT at, about, entries, answered, coalesce(thumb, '') FROM turns
WHERE at >= ? AND at < ? AND (about <> '[]' OR entries <> '[]')
"""


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another, that one not included; of one city, or of all."""

    start: datetime
    end: datetime
    city: str = ""


Sums: TypeAlias = tuple[int, int, int, int]
"""Turns, those that were answered, thumbs up, thumbs down."""


@dataclass(frozen=True, slots=True)
class RatedTurn:
    """One turn as far as it tells whether the entries it touched served."""

    at: datetime
    places: frozenset[str]
    answered: bool
    thumb: str


class JournalFigures:
    """Counts the turns of a journal file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def hours(self, span: Span) -> dict[datetime, Sums]:
        """Turns by the hour, in UTC."""
        return {_hour(hour): (asked, *rest) for hour, asked, *rest in self._all(_HOURS, span)}

    def by(self, column: Literal["lang", "skill"], span: Span) -> dict[str, Sums]:
        """Turns by language or by skill."""
        return {name: (asked, *rest) for name, asked, *rest in self._all(_BY[column], span)}

    def places(self, span: Span) -> Counter[str]:
        """How many turns asked about an entry or were answered from it."""
        return _counted(self._all(_PLACES, span))

    def listed(self, column: Literal["recommended", "wishes"], span: Span) -> Counter[str]:
        """How often an entry was put forward, or something wished for."""
        return _counted(self._all(_LISTED[column], span))

    def times(self, span: Span) -> list[tuple[datetime, int, int]]:
        """Hour, milliseconds and how many turns took so long; in steps of 5 ms, from a second on of 100 ms."""
        return [(_hour(hour), taken, count) for hour, taken, count in self._all(_TIMES, span)]

    def rated(self, start: datetime, end: datetime) -> list[RatedTurn]:
        """Every turn of a time that touched an entry."""
        with explained(str(self._path)), closing(self._connect()) as connection:
            rows = connection.execute(_RATED, (_stamp(start), _stamp(end)))
            return [
                RatedTurn(datetime.fromisoformat(at), frozenset(_union(about, entries)), bool(answered), thumb)
                for at, about, entries, answered, thumb in rows
            ]

    def _all(self, query: str, span: Span) -> list[Any]:
        values = (_stamp(span.start), _stamp(span.end), span.city, span.city)
        with explained(str(self._path)), closing(self._connect()) as connection:
            return connection.execute(query, values).fetchall()

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)


def _counted(rows: Iterable[tuple[str, str, int]]) -> Counter[str]:
    """Of two lists and a count: how often each name is in either."""
    found: Counter[str] = Counter()
    for one, other, count in rows:
        for name in _union(one, other):
            found[name] += count
    return found


def _names(listed: str) -> tuple[str, ...]:
    return () if listed == "[]" else tuple(json.loads(listed))


def _union(*lists: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for listed in lists for name in _names(listed)))


def _hour(stamp: str) -> datetime:
    return datetime.fromisoformat(f"{stamp}:00:00+00:00")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
