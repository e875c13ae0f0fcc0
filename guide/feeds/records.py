"""A feed of JSON (RFC 8259): a list of records, each with a place and a figure, found by paths an editor chose.

A path is names and numbers with dots between them (`data.parks`), or a JSON pointer (RFC 6901, `/data/parks`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any

from guide.errors import FeedDown
from guide.ports import Level

MOST = 2_000
"""Records that are read."""
_MILLISECONDS = 10_000_000_000
"""From here on a number counts milliseconds since 1970, not seconds: seconds will get here in 2286."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where in a document what stands. `full` is the figure that means full, or the path to it in the record."""

    items: str
    place: str
    value: str
    full: str = "100"
    time: str = ""
    words: Mapping[str, float] = field(default_factory=dict)
    """What words mean, where the figure is a word: much=0.9."""


class RecordReader:
    """Reads levels of one kind from JSON."""

    def __init__(self, kind: str, mapped: Mapped, zone: tzinfo = UTC) -> None:
        self._kind, self._mapped, self._zone = kind, mapped, zone

    def read(self, body: bytes, now: datetime) -> tuple[Level, ...]:
        """The levels; a record that lacks its place or its figure is passed over."""
        try:
            document = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise FeedDown("no_json", "the document is no JSON") from error
        items = at(document, self._mapped.items)
        if isinstance(items, Mapping):
            items = [{"": name, **each} if isinstance(each, Mapping) else {"": name, "value": each}
                     for name, each in items.items()]  # fmt: skip
        if not isinstance(items, list):
            raise FeedDown("no_list", f"there is no list at {self._mapped.items!r}")
        read = (self._level(each, now) for each in items[:MOST])
        return tuple(each for each in read if each)

    def _level(self, item: Any, now: datetime) -> Level | None:
        place = item.get("") if self._mapped.place == "" and isinstance(item, Mapping) else at(item, self._mapped.place)
        share = self._share(item)
        if not isinstance(place, str | int) or share is None or isinstance(place, bool):
            return None
        when = moment(at(item, self._mapped.time), self._zone) if self._mapped.time else now
        return Level(str(place), self._kind, share, when) if when else None

    def _share(self, item: Any) -> float | None:
        value = at(item, self._mapped.value)
        if isinstance(value, str) and value.strip().casefold() in self._mapped.words:
            return self._mapped.words[value.strip().casefold()]
        figure, full = number(value), number(self._mapped.full)
        full = number(at(item, self._mapped.full)) if full is None else full
        if figure is None or not full or full < 0:
            return None
        return min(max(figure / full, 0.0), 1.0)


def at(document: Any, path: str) -> Any:
    """What stands at a path; None where nothing does. The empty path is the document itself."""
    for name in steps(path):
        if isinstance(document, Mapping):
            document = document.get(name)
        elif isinstance(document, list) and name.isascii() and name.isdecimal() and len(name) < 7:
            document = document[int(name)] if int(name) < len(document) else None
        else:
            return None
    return document


def steps(path: str) -> list[str]:
    """The names of a path."""
    if path.startswith("/"):
        return [each.replace("~1", "/").replace("~0", "~") for each in path[1:].split("/")]
    return [each for each in path.split(".") if each]


def number(value: Any) -> float | None:
    """A finite number, or one written as text, with or without a percent sign; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value.strip().removesuffix("%")) if isinstance(value, str) else float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def moment(value: Any, zone: tzinfo) -> datetime | None:
    """A time as feeds write it: ISO 8601, or seconds or milliseconds since 1970; without a zone it is of the place."""
    figure = number(value)
    try:
        if figure is not None:
            return datetime.fromtimestamp(figure / 1000 if figure >= _MILLISECONDS else figure, UTC)
        found = datetime.fromisoformat(str(value).strip().replace("/", "-"))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)
