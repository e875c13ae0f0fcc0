"""A request as a short text for an address, and back. The text is all there is of a shared plan: nothing is stored.

Anybody may write such a text, so it is read as strictly as any other input: bounded, typed, every value checked.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from guide.skills.itinerary import rules
from guide.skills.itinerary.request import (
    MEALS,
    MOST_DAYS,
    MOST_PLACES,
    MOST_WISHES,
    PACES,
    USUAL,
    Frame,
    Point,
    Request,
)  # fmt: skip
from guide.types import Position
from guide.visiting.party import OLDEST, Party, Person

LONGEST = 4_000
"""Characters of a code."""
MOST_PEOPLE = 20
_MOST_STOPS = 15
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_WORD = re.compile(r"[a-z][a-z_-]{0,29}")
_LIVES = ("", "infant", "child", "student", "adult", "elder")
_TALLEST, _MOST_MONEY, _DAY, _FAR = 250, 10_000_000, 24 * 60, timedelta(days=800)


class BadCode(ValueError):
    """A text that is no request."""


def encode(request: Request) -> str:
    """The text of a request; the same for equal requests."""
    packed = json.dumps(to_data(request), separators=(",", ":"), sort_keys=True, ensure_ascii=True)
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def decode(code: str, today: date) -> Request:
    """The request of a text. Raises BadCode for anything else, and for days far from today."""
    if len(code) > LONGEST:
        raise BadCode("too long")
    try:
        unpacked = json.loads(base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise BadCode("no plan") from error
    return of_data(unpacked, today)


def to_data(request: Request) -> dict[str, Any]:
    """A request as plain data, without what is as usual."""
    data: dict[str, Any] = {
        "c": request.city, "d": [[each.day.isoformat(), each.begin, each.end] for each in request.frames],
        "s": _point(request.start), "e": _point(request.end), "p": [_person(each) for each in request.party.people],
        "t": request.pace if request.pace != USUAL else None, "w": list(request.wishes), "a": list(request.avoid),
        "m": list(request.must), "x": list(request.without), "g": list(request.among),
        "k": list(request.keep), "o": [list(each) for each in request.agreed], "b": request.budget,
        "f": None if request.meals is None else list(request.meals), "r": request.rain or None,
        "h": request.step_free or None, "i": request.in_order or None,
    }  # fmt: skip
    return {key: value for key, value in data.items() if value not in (None, []) or key == "f" and value == []}


def of_data(data: object, today: date) -> Request:
    """The request of plain data. Raises BadCode."""
    if not isinstance(data, dict) or not data.keys() <= set("cdsepetwamxgkobfrhi"):
        raise BadCode("no plan")
    meals = data.get("f")
    return Request(
        _id(data.get("c")), _frames(data.get("d"), today), _point_of(data.get("s")), _point_of(data.get("e")),
        Party(_people(data.get("p"))), _one_of(data.get("t", USUAL), PACES), _words(data.get("w", [])),
        _words(data.get("a", [])), _ids(data.get("m", [])), _ids(data.get("x", []), 60),
        _ids(data.get("g", []), 60), _ids(data.get("k", []), 60),
        tuple(_ids(each, _MOST_STOPS) for each in _list(data.get("o", []), MOST_DAYS)),
        None if meals is None else tuple(_one_of(each, MEALS) for each in _list(meals, 3)),
        _number(data["b"], 0, _MOST_MONEY) if data.get("b") is not None else None, False,
        data.get("r") is True, data.get("h") is True, data.get("i") is True,
    )  # fmt: skip


def _point(point: Point | None) -> object:
    if point is None or point.entry:
        return point.entry if point else None
    at = point.position
    return [round(at.lat, 4), round(at.lon, 4), at.precision] if at else None


def _point_of(data: object) -> Point | None:
    if data is None:
        return None
    if isinstance(data, str):
        return Point(_id(data))
    lat, lon, precision = _list(data, 3) if isinstance(data, list) and len(data) == 3 else (None, None, None)
    return Point(position=Position(_degrees(lat, 90), _degrees(lon, 180), _number(precision, 0, 10_000)))


def _person(person: Person) -> dict[str, Any]:
    data = {
        "a": person.age, "l": person.life or None, "h": person.height, "t": sorted(person.traits),
        "c": sorted(person.cards),
    }  # fmt: skip
    return {key: value for key, value in data.items() if value not in (None, [])}


def _people(data: object) -> tuple[Person, ...]:
    people = tuple(_person_of(each) for each in _list(data, MOST_PEOPLE))
    if not people:
        raise BadCode("nobody goes")
    return people


def _person_of(data: object) -> Person:
    if not isinstance(data, Mapping):
        raise BadCode("no person")
    age, height = data.get("a"), data.get("h")
    return Person(
        None if age is None else _number(age, 0, OLDEST), _one_of(data.get("l", ""), _LIVES),
        None if height is None else _number(height, 20, _TALLEST), frozenset(_words(data.get("t", []))),
        frozenset(_ids(data.get("c", []))),
    )  # fmt: skip


def _frames(data: object, today: date) -> tuple[Frame, ...]:
    frames = tuple(_frame(each, today) for each in _list(data, MOST_DAYS))
    if not frames or any(later.day <= sooner.day for sooner, later in zip(frames, frames[1:], strict=False)):
        raise BadCode("no days in a row")
    return frames


def _frame(data: object, today: date) -> Frame:
    day, begin, end = _list(data, 3) if isinstance(data, list) and len(data) == 3 else (None, 0, 0)
    try:
        found = date.fromisoformat(day) if isinstance(day, str) else None
    except ValueError as error:
        raise BadCode("no day") from error
    if found is None or abs(found - today) > _FAR:
        raise BadCode("no day, or one too far away")
    begin, end = _number(begin, 0, _DAY), _number(end, 0, _DAY)
    if end - begin < rules.GRID:
        raise BadCode("a day that ends before it begins")
    return Frame(found, begin, end)


def _list(data: object, most: int) -> list[Any]:
    if not isinstance(data, list) or len(data) > most:
        raise BadCode("a list that is none, or too long")
    return data


def _ids(data: object, most: int = MOST_PLACES) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_id(each) for each in _list(data, most)))


def _id(data: object) -> str:
    if not isinstance(data, str) or not _ID.fullmatch(data):
        raise BadCode("no id")
    return data


def _words(data: object) -> tuple[str, ...]:
    words = _list(data, MOST_WISHES)
    if not all(isinstance(each, str) and _WORD.fullmatch(each) for each in words):
        raise BadCode("no word")
    return tuple(dict.fromkeys(words))


def _one_of(data: object, allowed: tuple[str, ...]) -> str:
    if data not in allowed:
        raise BadCode("no such choice")
    return str(data)


def _number(data: object, least: int, most: int) -> int:
    if not isinstance(data, int) or isinstance(data, bool) or not least <= data <= most:
        raise BadCode("a figure that is none, or out of bounds")
    return data


def _degrees(data: object, most: int) -> float:
    if not isinstance(data, int | float) or isinstance(data, bool) or not -most <= data <= most:
        raise BadCode("no place on earth")
    return float(data)
