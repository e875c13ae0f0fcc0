"""One cell as the facts it states, by the type of its field. What cannot be typed stays as the words it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from guide.editing.grid import Cell
from guide.editing.headings import Column, squash
from guide.types import Fact, Lang, Text, Value

_BARE = re.compile(r"(0|[1-9]\d{0,11})(\.\d{1,6})?|[1-9]\d{0,2}(,\d{3})+(\.\d{1,6})?", re.ASCII)
_COMMA_DECIMAL = re.compile(r"\d{1,6},\d{1,2}", re.ASCII)
_COMMA_LANGUAGES = ("fr", "de", "es", "ru")
_WITH_MARK = re.compile(r"(?P<figure>\d+(?:[.,]\d+)?)\s*(?P<mark>[^\d\s].*)", re.ASCII)
_AMOUNT = re.compile(r"[¥￥$€£₩]?\s*\d[\d,.]*\s*[^\d\s,.;:，。；：、（(]{0,8}(\s?/\s?[^\s,，。]{1,8})?", re.ASCII)
_COLON = re.compile(r"(?P<label>[^:：\d][^:：]{0,60}?)\s*[:：]\s*(?P<value>.+)", re.ASCII)
_FIGURE_LAST = re.compile(r"(?P<label>[^\d:：,，。、]{1,40}?)\s*(?P<value>[¥￥$€£₩]?\s*\d.*)", re.ASCII)
_BRIEF = re.compile(r"[^,，。]{1,20}")
"""Words in place of an amount: free, on request. Clauses are none."""
_SEPARATORS, _BETWEEN_PRICES = "、;；|\n", ";；|\n"
"""、 joins nouns ("students、seniors 15"), so it parts prices only where each has a colon."""
_OPENING, _CLOSING = "(（[【「『《<", ")）]】」』》>"
_NOTHING = frozenset({"-", "--", "---", "—", "——", "–", "/", "\\", "n/a", "#n/a", "null", "nan"})
_MONTH, _DAY = r"\s*[-/.年년]\s*(\d{1,2})", r"\s*[-/.月월]\s*(\d{1,2})\s*[日일]?"
_DATE = re.compile(rf"(\d{{4}})(?:{_MONTH}(?:{_DAY})?)?\s*[年月년월]?(?:[ T]\d\d:\d\d(?::\d\d)?)?", re.ASCII)
_LISTS = ("list", "places")


def is_nothing(cell: Cell) -> bool:
    """A dash or "n/a": the editor's way of saying that there is nothing, or nothing any more."""
    return isinstance(cell, str) and cell.casefold() in _NOTHING


def words(cell: Cell) -> str:
    """A cell of any shape as one text."""
    if isinstance(cell, Mapping):
        return "; ".join(f"{key}: {value}" for key, value in cell.items())
    return "; ".join(cell) if isinstance(cell, tuple) else cell


def facts(cell: Cell, column: Column, lang: Lang) -> list[Fact]:
    """The facts of one cell. A table of prices is one fact for each of its lines, with the line's label."""
    whole = _label(column.label, column, lang) if column.label else None
    table = tuple(cell.items()) if isinstance(cell, Mapping) else ()
    pairs = labelled(cell) if column.type == "money" and not isinstance(cell, Mapping) else table
    if pairs:
        return [
            Fact(column.field, typed(value, column, lang), label=_label(label, column, lang)) for label, value in pairs
        ]
    several = isinstance(cell, tuple) and column.type == "money"
    return [Fact(column.field, typed(each, column, lang), label=whole) for each in (cell if several else [cell])]


def is_no_amount(value: Value, column: Column) -> bool:
    """Whether words stand where an amount belongs: "ask at the gate". Free is an amount."""
    if column.type != "money" or not isinstance(value, str) or any(each.isdecimal() for each in value):
        return False
    return not any(word in squash(value) for word in column.free)


def _label(words: str, column: Column, lang: Lang) -> Text:
    """What a value is for. A label the lexicons know is said in their languages; the editor's own word stays."""
    known = (column.labels or {}).get(squash(words))
    if known is None:
        return {lang: words}
    return {**known.named, lang: words} if known.lang == lang or lang not in known.named else known.named


def typed(cell: Cell, column: Column, lang: Lang) -> Value:
    """A cell's value as its column's type wants it."""
    if isinstance(cell, tuple) and len(cell) == 1 and column.type not in _LISTS:
        cell = cell[0]
    if not isinstance(cell, str):
        return cell
    if column.type in _LISTS:
        return pieces(cell) or (cell,)
    if cell.casefold() in ("true", "false") and column.type != "data":
        return cell.casefold() == "true"
    if column.type in ("money", "number", "duration"):
        return _figure(cell, column, lang)
    return _with_unit(cell, column) if column.type else cell


def pieces(text: str, separators: str = _SEPARATORS) -> tuple[str, ...]:
    """The items of a list cell. A separator inside brackets belongs to its item, unless the brackets do not close."""
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


def labelled(cell: str | tuple[str, ...]) -> list[tuple[str, str]]:
    """ "single: 50; double: 70" or "single 50 pounds; double 70 pounds" as pairs; empty unless every part is one."""
    for pattern, separators, least in ((_COLON, _SEPARATORS, 1), (_FIGURE_LAST, _BETWEEN_PRICES, 2)):
        parts = cell if isinstance(cell, tuple) else pieces(cell.rstrip("。"), separators)
        pairs = [(match["label"].strip(), match["value"].strip()) for match in map(pattern.fullmatch, parts) if match]
        amounts = sum(_AMOUNT.fullmatch(value) is not None for _, value in pairs)
        brief = pattern is _COLON and all(_BRIEF.fullmatch(value) for _, value in pairs)
        if len(pairs) == len(parts) >= least and amounts and (amounts == len(pairs) or brief):
            return pairs
    return []


def number(text: str, lang: Lang = "") -> int | float | None:
    """A bare figure, or None for anything that is more or less than one."""
    if lang[:2] in _COMMA_LANGUAGES and _COMMA_DECIMAL.fullmatch(text):
        text = text.replace(",", ".")
    if not _BARE.fullmatch(text):
        return None
    value = float(text.replace(",", ""))
    return int(value) if value.is_integer() and ("." not in text or text.endswith(".00")) else value


def day(text: str) -> str | None:
    """A date as 2018, 2018-03 or 2018-03-09, or None where the words are no such date."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    year, month, of_month = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, 1 if month is None else month, 1 if of_month is None else of_month)
    except ValueError:
        return None
    return "-".join([f"{year:04}", *(f"{part:02}" for part in (month, of_month) if part)])


def _figure(cell: str, column: Column, lang: Lang) -> Value:
    if column.type == "number":
        return _mark(cell, column, lang)
    value = number(cell)
    if value is None or column.unit_kind == "words" or (column.type == "duration" and column.unit_kind != "minutes"):
        return _with_unit(cell, column)
    return value


def _mark(cell: str, column: Column, lang: Lang) -> Value:
    """A rating or a number of stars does without its unit, so that it can be compared."""
    match = _WITH_MARK.fullmatch(cell)
    bare = match["figure"] if match and match["mark"].strip().casefold() in column.marks else cell
    value = number(bare, lang)
    return cell if value is None else value


def _with_unit(cell: str, column: Column) -> str:
    """A bare figure under "length (km)" keeps its unit: "3 km"."""
    if not column.unit or number(cell) is None:
        return cell
    if not column.unit[0].isalnum():
        return f"{column.unit}{cell}"
    return f"{cell} {column.unit}" if column.unit[0].isascii() else f"{cell}{column.unit}"
