"""A translation held against its source before it is taken in: what would be lost, and what a person should look at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from unicodedata import normalize

from guide.editing import units
from guide.editing.grid import shown
from guide.editing.units import Unit

Wrong = tuple[str, dict[str, str]]
"""The code of a problem and its values."""
_NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:[.:]\d+)*")
_PLACEHOLDER = re.compile(r"\{\w*\}|%[sd]|https?://[^\s)）\]]+|</?[a-z][^>]*>", re.ASCII | re.IGNORECASE)
_MOST_NAMED = 5


def errors(unit: Unit, text: str, listed: Callable[[str], tuple[str, ...]]) -> Iterator[Wrong]:
    """Why a translation cannot be taken in."""
    if words := listed(text):
        yield "listed-word", {"part": unit.part, "words": ", ".join(words)}
    before, after = units.headings(unit.source), units.headings(text)
    if units.is_prose(unit.part) and before != after:
        yield "table-headings", {"before": str(before), "after": str(after)}


def warnings(unit: Unit, text: str) -> Iterator[Wrong]:
    """What a person should look at once more."""
    for code, pattern in (("table-numbers", _NUMBER), ("table-placeholders", _PLACEHOLDER)):
        ours, theirs = _counted(pattern, unit.source), _counted(pattern, text)
        if ours != theirs:
            yield code, {"source": _named(ours - theirs), "translation": _named(theirs - ours)}
    if text.strip() == unit.source.strip() and len(text) > 1 and not text.isascii():
        yield "table-untranslated", {"words": shown(text)}


def _counted(pattern: re.Pattern[str], text: str) -> Counter[str]:
    """What a pattern finds, figures without the marks between thousands."""
    plain = normalize("NFKC", text)
    return Counter(re.sub(r",(?=\d{3})", "", each) for each in pattern.findall(plain))


def _named(found: Counter[str]) -> str:
    return ", ".join(list(found)[:_MOST_NAMED]) or "–"
