"""Figures and words for people in a message, by the patterns of prompts/<lang>/hear/party.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guide.safety.numerals import han_value

ORDER = ("split", "one", "grown", "total", "group", "height", "months", "age")
"""Kinds of figures, the surest first where two begin alike."""
MOST = 200
"""People of one message that are believed; a bigger figure counts something else."""
OLDEST = 150
_COUNTS = ("total", "group", "count")
_HAN = re.compile(r"[〇零一二两兩俩仨三四五六七八九十百]+")
_LOOSE = {"俩": "两", "兩": "两", "仨": "三"}


@dataclass(slots=True)
class Token:
    """A figure or a word for a person, where it stands. `values` are all figures of "two big and one small"."""

    kind: str
    name: str
    start: int
    end: int
    value: int = 0
    values: tuple[int, ...] = ()


def says(key: str, words: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a pattern is there and matches."""
    return key in patterns and patterns[key].search(words) is not None


def read(words: str, patterns: Mapping[str, re.Pattern[str]]) -> Iterator[Token]:
    """What counts and what names people, in order, none over another."""
    found = [token for key, pattern in patterns.items() for token in _matches(key, pattern, words, patterns)]
    found.sort(key=lambda token: (token.start, -token.end, _rank(token)))
    end = 0
    for token in found:
        if token.start >= end:
            yield token
            end = token.end


def _matches(
    key: str, pattern: re.Pattern[str], words: str, patterns: Mapping[str, re.Pattern[str]]
) -> Iterator[Token]:  # fmt: skip
    kind, _, name = key.partition(".")
    for match in pattern.finditer(words) if kind in (*ORDER, "role", "count") else ():
        values = tuple(value for group in match.groups() if group and (value := number(group, patterns)) is not None)
        if kind == "height":
            yield Token("height", "", *match.span(), value=_height(match[0]))
        elif kind == "months":
            yield Token("age", "", *match.span())
        elif kind == "role":
            yield Token("role", name, *match.span())
        elif (
            values
            and values[0] <= (OLDEST if kind in ("age", "one") else MOST)
            and len(values) >= 1 + (kind == "split")
        ):
            counted = "count" if kind in _COUNTS else kind
            yield Token(counted, "" if kind == "count" else kind, *match.span(), value=values[0], values=values)


def _rank(token: Token) -> int:
    return (*ORDER, "role", "count").index(token.kind)


def number(text: str, patterns: Mapping[str, re.Pattern[str]]) -> int | None:
    """A number in figures, Chinese numerals or the words of the language (patterns `number.N`)."""
    said = text.strip()
    if said.isdecimal():
        return int(said)
    if _HAN.fullmatch(said):
        value = han_value("".join(_LOOSE.get(each, each) for each in said))
        return int(value) if value and value.isdecimal() else None
    names = (key for key, pattern in patterns.items() if key.startswith("number.") and pattern.fullmatch(said))
    return next((int(key.removeprefix("number.")) for key in names), None)


def _height(text: str) -> int:
    """Centimetres of "1 2米", "1米2", "一米二" or "120cm"."""
    figures = [number(each, {}) or 0 for each in re.findall(r"\d+|[一二两三四五六七八九零]", text)]
    if not figures:
        return 0
    metres, rest = figures[0], "".join(str(each) for each in figures[1:])[:2]
    return metres if metres > 3 else metres * 100 + int(rest.ljust(2, "0") or 0)
