"""Quantities in a message: sums, marks, stars and times, with their bounds, in the words of each language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.safety.numerals import han_value
from guide.types import Lang

MONEY, MINUTES, POINTS, STARS = "money", "minutes", "points", "stars"
_UNITS = (("minutes", MINUTES, 1), ("hours", MINUTES, 60), ("days", MINUTES, 1440), ("points", POINTS, 1),
          ("stars", STARS, 1), ("money", MONEY, 1))  # fmt: skip
_NUMBER = re.compile(r"(?<![0-9.])(?<!月)(?<!월)[0-9]+(?:\.[0-9]+)?")
_HAN_DIGITS = "零一二两三四五六七八九十百千"
_HAN = re.compile(
    rf"(?<!第)(?!十分(?!钟))(?:[{_HAN_DIGITS}]+个半(?=小时|钟头)"
    rf"|[{_HAN_DIGITS}半]+(?=\s*(?:元|块|个?小时|个?钟头|天|分|星|颗|到|至|多?块)))"
)
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
"""The comma within a figure: 1,000."""
_TORN = re.compile(r"(?<=[0-9]\.) (?=[0-9] ?[a-z]{4})")
"""A blank that slipped into one: 4. 5 points."""
_SYMBOL = re.compile(r"[¥$£€₩]\s*$")
_TAKEN = 18
"""Characters before a figure in which a word tells what it counts."""
_WIDE = 0.2
"""What "about" allows on either side."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its bounds, both inclusive; `exact` when the visitor named one figure and no bound."""

    of: str
    low: float | None
    high: float | None
    exact: bool = False
    said: str = ""
    """The words for it, numbers as digits."""


class Quantities:
    """Reads quantities by prompts/<lang>/hear/recommend.yaml (`quantity.*`, `cue.*`, bounds) and numerals.yaml."""

    def __init__(self, prompts: Prompts, patterns: Patterns) -> None:
        self._prompts, self._patterns = prompts, patterns
        self._numerals = lru_cache(None)(self._compiled)

    def read(self, folded: str, lang: Lang) -> tuple[Quantity, ...]:
        """All quantities of a folded text; figures that count neither money, marks, stars nor time are left out."""
        words = self._patterns.of(lang)
        return tuple(_read(self._figures(folded, lang), words)) if words else ()

    def _figures(self, folded: str, lang: Lang) -> str:
        """The text with numbers in words as digits."""
        pattern, values = self._numerals(lang)
        text = pattern.sub(lambda match: values[match[0]], _TORN.sub("", _GROUPED.sub("", folded)))
        return _HAN.sub(_han, text)

    def _compiled(self, lang: Lang) -> tuple[re.Pattern[str], Mapping[str, str]]:
        values = {str(word): str(value) for word, value in self._prompts.words(lang, "hear/numerals").items()}
        longest = "|".join(map(re.escape, sorted(values, key=len, reverse=True)))
        units = "|".join(self._patterns.of(lang)[f"quantity.{name}"].pattern for name, *_ in _UNITS)
        return re.compile(rf"\b(?:{longest})(?=[\s-]+(?:{units}))" if values else r"(?!)"), values


def _han(match: re.Match[str]) -> str:
    if match[0] == "半":
        return "0.5"
    half = match[0].endswith("半")
    value = han_value(match[0].rstrip("个半")) if match[0].rstrip("个半") else None
    return match[0] if value is None else f"{value}.5" if half else value


def _read(text: str, words: Mapping[str, re.Pattern[str]]) -> Iterator[Quantity]:
    numbers = list(_NUMBER.finditer(text))
    at = 0
    while at < len(numbers):
        first = last = numbers[at]
        if at + 1 < len(numbers) and words["range"].fullmatch(text[first.end() : numbers[at + 1].start()]):
            at += 1
            last = numbers[at]
        unit = _unit(text, first, last, words)
        if unit:
            yield _quantity(text, (first, last), unit, words)
        at += 1


def _unit(
    text: str, first: re.Match[str], last: re.Match[str], words: Mapping[str, re.Pattern[str]]
) -> tuple[str, int, int] | None:
    """What is counted, its scale, and where its word ends."""
    blank = len(text) - len(text[last.end() :].lstrip())
    for name, of, scale in _UNITS:
        match = words[f"quantity.{name}"].match(text, blank) or words[f"quantity.{name}"].match(text, last.end())
        if match and name == "days" and "when.before" in words and words["when.before"].search(text[: first.start()]):
            return None
        if match:
            return of, scale, match.end()
    if _SYMBOL.search(text[: first.start()]):
        return MONEY, 1, last.end()
    before = text[max(0, first.start() - _TAKEN) : first.start()]
    cues = [(match.end(), of) for of in (MONEY, POINTS, STARS) for match in words[f"cue.{of}"].finditer(before)]
    return (max(cues)[1], 1, last.end()) if cues else None


def _own_scale(between: str, words: Mapping[str, re.Pattern[str]]) -> int:
    """The scale of the unit that the first figure of a range has for itself, else 0."""
    for name, _, scale in _UNITS:
        if words[f"quantity.{name}"].match(between.lstrip()):
            return scale
    return 0


def _quantity(
    text: str, figures: tuple[re.Match[str], re.Match[str]], unit: tuple[str, int, int],
    words: Mapping[str, re.Pattern[str]],
) -> Quantity:  # fmt: skip
    of, scale, end = unit
    first, last = figures
    start, said = first.start(), text[first.start() : end].strip()
    low, high = (float(each[0]) * scale for each in figures)
    if first is not last:  # "12 hours - 3 days": the first figure has a unit of its own
        low *= (_own_scale(text[first.end() : last.start()], words) or scale) / scale
        return Quantity(of, min(low, high), max(low, high), said=said)
    before = text[:start].rstrip("¥$£€₩ ")
    if match := words["least.after"].match(text, end):
        return Quantity(of, low, None, said=text[start : match.end()].strip())
    if words["least.before"].search(before):
        return Quantity(of, low, None, said=said)
    if words["most.before"].search(before) or words["most.after"].match(text, end):
        return Quantity(of, None, low, said=said)
    if words["around"].match(text, end):
        return Quantity(of, low * (1 - _WIDE), low * (1 + _WIDE), said=said)
    return Quantity(of, low, low, True, said)
