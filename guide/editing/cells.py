"""One cell as the facts it states, by the type of its field. What cannot be typed stays as the words it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from math import isfinite

from guide.editing.grid import Cell
from guide.editing.headings import Column
from guide.types import Fact, Lang, Position, Value

_BARE = re.compile(r"(0|[1-9]\d{0,11})(\.\d{1,6})?|[1-9]\d{0,2}(,\d{3})+(\.\d{1,6})?")
_COMMA_DECIMAL = re.compile(r"\d{1,6},\d{1,2}")
_FIGURE = re.compile(r"(?P<figure>\d+([.,]\d+)?)\s*(?P<unit>[^\d\s].*)")
_AMOUNT = re.compile(r"[¥￥$€£₩]?\s*\d[\d,.]*\s*[^\d\s]{0,10}(\s?/\s?\S{1,8})?")
_LABELLED = re.compile(r"(?P<label>[^:：\d][^:：]{0,60}?)\s*[:：]\s*(?P<value>.+)")
_LABEL_THEN_FIGURE = re.compile(r"(?P<label>[^\d:：]{1,40}?)\s*(?P<value>[¥￥$€£₩]?\s*\d.*)")
_SEPARATORS = "、;；|\n"
_OPENING, _CLOSING = "(（[【「『《<", ")）]】」』》>"
_EMPTY = {"-", "--", "---", "—", "——", "–", "/", "\\", "n/a", "#n/a", "null", "nan"}
_DAY = re.compile(
    r"(\d{4})(?:\s*[-/.年년]\s*(\d{1,2})(?:\s*[-/.月월]\s*(\d{1,2})(?:\s*[日일])?)?)?\s*[年月년월]?(?:[ T]00:00(?::00)?)?"
)
_DEGREES = re.compile(
    r"([NSEW北南东西東]?)[纬緯经經]?\s*([-+]?\d{1,3}(?:\.\d+)?)\s*°?\s*(?:(\d{1,2}(?:\.\d+)?)[′']\s*)?(?:(\d{1,2}(?:\.\d+)?)[″\"]\s*)?([NSEW]?)",
    re.IGNORECASE,
)  # noqa: E501


def is_placeholder(cell: Cell) -> bool:
    """A dash or "n/a": the editor's way of saying that there is nothing, or nothing any more."""
    return isinstance(cell, str) and cell.casefold() in _EMPTY


def facts(cell: Cell, column: Column, kind: str, lang: Lang, marks: frozenset[str] = frozenset()) -> list[Fact]:
    """The facts of one cell; `kind` is the type of the column's field. A table of prices is one fact for each line of it."""
    label = {lang: column.label} if column.label else None
    if isinstance(cell, Mapping):
        return [
            Fact(column.field, typed(item, kind, column, lang, marks), label={lang: key}) for key, item in cell.items()
        ]
    labelled = _labelled(cell) if kind == "money" else []
    if labelled:
        return [
            Fact(column.field, typed(value, kind, column, lang, marks), label={lang: each}) for each, value in labelled
        ]
    if isinstance(cell, tuple) and kind == "money" and len(cell) > 1:
        return [Fact(column.field, typed(each, kind, column, lang, marks), label=label) for each in cell]
    return [Fact(column.field, typed(cell, kind, column, lang, marks), label=label)]


def typed(
    cell: str | tuple[str, ...], kind: str, column: Column, lang: Lang, marks: frozenset[str] = frozenset()
) -> Value:
    """A cell's value. `marks` are the words for a rating's own unit (分, stars) that a bare figure does without."""
    if isinstance(cell, tuple):
        return cell if len(cell) != 1 or kind in ("list", "places") else typed(cell[0], kind, column, lang, marks)
    if kind in ("list", "places"):
        return pieces(cell) or (cell,)
    if cell.casefold() in ("true", "false") and kind != "data":
        return cell.casefold() == "true"
    if kind in ("money", "number", "duration"):
        return _figure(cell, kind, column, lang, marks)
    return _with_unit(cell, column) if kind != "" else cell


def pieces(text: str, separators: str = _SEPARATORS) -> tuple[str, ...]:
    """The items of a list cell. A separator inside brackets belongs to the item, unless the brackets do not close."""
    if sum(text.count(each) for each in _OPENING) != sum(text.count(each) for each in _CLOSING):
        return tuple(filter(None, map(str.strip, re.split(f"[{re.escape(separators)}]", text))))
    found, depth = [""], 0
    for character in text:
        depth += (character in _OPENING) - (character in _CLOSING)
        if character in separators and depth <= 0:
            found.append("")
        else:
            found[-1] += character
    return tuple(filter(None, map(str.strip, found)))


def number(text: str, lang: Lang = "") -> int | float | None:
    """A bare figure, or None for anything that is more or less than one."""
    if lang[:2] in ("fr", "de", "es", "ru") and _COMMA_DECIMAL.fullmatch(text):
        text = text.replace(",", ".")
    if not _BARE.fullmatch(text):
        return None
    value = float(text.replace(",", ""))
    return int(value) if value.is_integer() and ("." not in text or text.endswith(".00")) else value


def day(text: str) -> str | None:
    """A date as 2018, 2018-03 or 2018-03-09, or None where the words are no such date."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        return None
    year, month, of_month = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, month or 1, of_month or 1)
    except ValueError:
        return None
    return "-".join(f"{part:02}" for part in (year, month, of_month) if part)


def position(text: str, order: str = "") -> Position | None:
    """A point from "32.41,119.42" in either order, with letters or degrees. `order` (lonlat, latlon) settles the doubtful."""
    found = [_degrees(match) for match in _DEGREES.finditer(text)]
    if len(found) != 2:
        return None
    (first, axis), (second, other) = found
    swapped = (
        axis == "lon" or other == "lat" or abs(first) > 90 or (order == "lonlat" and not axis and abs(second) <= 90)
    )
    lat, lon = (second, first) if swapped else (first, second)
    return place(lat, lon)


def place(lat: float, lon: float) -> Position | None:
    """A point on the globe, or None for figures that are none."""
    real = isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
    return Position(lat, lon) if real and (lat, lon) != (0, 0) else None


def _degrees(match: re.Match[str]) -> tuple[float, str]:
    before, whole, minutes, seconds, after = match.groups()
    value = abs(float(whole)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    mark = (before or after).upper()
    sign = -1 if whole.startswith("-") or (mark and mark in "SW南西") else 1
    axis = "" if not mark else "lat" if mark in "NS北南" else "lon"
    return sign * value, axis


def _labelled(cell: Cell) -> list[tuple[str, str]]:
    """ "single: 50; double: 70" or "single 50 pounds; double 70 pounds" as pairs; empty when any part is not such a pair."""
    parts = cell if isinstance(cell, tuple) else pieces(cell) if isinstance(cell, str) else ()
    for pattern, least in ((_LABELLED, 1), (_LABEL_THEN_FIGURE, 2)):
        matches = [pattern.fullmatch(part) for part in parts]
        pairs = [(match["label"].strip(), match["value"].strip()) for match in matches if match]
        if len(pairs) == len(parts) >= least and all(
            _AMOUNT.fullmatch(value) or pattern is _LABELLED and len(value) < 20 for _, value in pairs
        ):
            return pairs
    return []


def _figure(cell: str, kind: str, column: Column, lang: Lang, marks: frozenset[str]) -> Value:
    value = number(cell, lang if kind == "number" else "")
    if value is None:
        match = _FIGURE.fullmatch(cell) if kind == "number" else None
        inner = number(match["figure"], lang) if match and match["unit"].strip().casefold() in marks else None
        return cell if inner is None else inner
    if kind == "duration":
        return value if column.unit_kind == "minutes" else _with_unit(cell, column)
    return _with_unit(cell, column) if column.unit_kind == "words" else value


def _with_unit(cell: str, column: Column) -> str:
    """A bare figure under "length (km)" keeps its unit: "3 km"."""
    if not column.unit or number(cell) is None:
        return cell
    if not column.unit[0].isalnum():
        return f"{column.unit}{cell}"
    return f"{cell} {column.unit}" if column.unit[0].isascii() else f"{cell}{column.unit}"
