"""Figures in what an entry says of itself: amounts, marks and durations, whether typed as data or left in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from guide.text.script import fold
from guide.types import Fact, Value

Range = tuple[float, float]
"""Lowest and highest; both ends count."""

MINUTE, HOUR, DAY = 1, 60, 1440
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNITS = (
    (re.compile(r"min|分|분|мин"), MINUTE),
    (re.compile(r"小时|钟头|hour|\bh\b|hrs?\b|heure|時間|时间|시간|stunde|hora|час"), HOUR),
    (re.compile(r"天|日|days?\b|jour|일|tage?\b|dias?\b|дн"), DAY),
)
"""How a duration's unit is written, in folded text of any language we read."""


def amount(fact: Fact, free: Collection[str]) -> float | None:
    """The sum of a money fact: a number as it is, words by their first figure, a word for free as 0; else None."""
    value = fact.value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    for words in _spoken(value):
        folded = fold(words).strip()
        if folded in free:
            return 0.0
        if match := _NUMBER.search(_THOUSANDS.sub("", folded)):
            return float(match[0])
    return None


def figure(fact: Fact) -> float | None:
    """The figure of a mark or a number of stars."""
    return amount(fact, ())


def duration(value: Value) -> Range | None:
    """Minutes of a visit: 120 is (120, 120), "2小时 - 3小时" (120, 180), "half an hour" None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value), float(value)
    return next((span for words in _spoken(value) if (span := _span(fold(words)))), None)


def _span(folded: str) -> Range | None:
    """Each number takes the unit that follows it, a number without one the next number's."""
    minutes: list[float] = []
    numbers = list(_NUMBER.finditer(folded))
    ends = [*(match.start() for match in numbers[1:]), len(folded)][: len(numbers)]
    unit: int | None = None
    for match, end in reversed(list(zip(numbers, ends, strict=True))):
        unit = _unit(folded[match.end() : end]) or unit
        if unit is None:
            return None
        minutes.append(float(match[0]) * unit)
    return (min(minutes), max(minutes)) if minutes else None


def _unit(words: str) -> int | None:
    found = [(match.start(), scale) for pattern, scale in _UNITS if (match := pattern.search(words))]
    return min(found)[1] if found else None


def _spoken(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value.values()
