"""Figures in what is said of a plan: days, hours, money, and by how much one is late."""

from __future__ import annotations

import re
from collections.abc import Mapping

from guide.safety.numerals import han_value

Words = Mapping[str, re.Pattern[str]]
HALF_DAY = 240
"""Minutes."""
_HAN = re.compile("[一二两三四五六七八九十百千]+")


def says(known: Words, key: str, text: str) -> bool:
    """Whether a text has the words of a key."""
    return key in known and known[key].search(text) is not None


def number(known: Words, text: str) -> int:
    """A figure, a Chinese numeral, or a word that counts; 0 for none."""
    named = (int(key[7:]) for key in known if key.startswith("number.") and known[key].fullmatch(text))
    value = text if text.isdigit() else han_value(text) if _HAN.fullmatch(text) else None
    return next(named, 0) or (int(value) if value and value.isdigit() else 0)


def amount(known: Words, key: str, text: str) -> int | None:
    """The figure in the group of a key's pattern; None for none."""
    match = known[key].search(text) if key in known else None
    if match is None:
        return None
    said = next((value for value in match.groupdict().values() if value), "")
    return number(known, said.replace(",", "")) or None


def days(known: Words, words: str) -> int:
    """How many days; 0 where none are said."""
    found = amount(known, "days", words)
    return found or (1 if says(known, "one_day", words) else 0)


def minutes(known: Words, words: str) -> int:
    """How long, where hours or half a day are said, in minutes."""
    hours = amount(known, "hours", words)
    if hours:
        return min(hours, 14) * 60 + 30 * says(known, "and_half", words)
    return HALF_DAY if says(known, "half_day", words) else 0


def late(known: Words, words: str) -> int:
    """By how many minutes one is late; an hour where nothing is said of it."""
    if not says(known, "late", words):
        return 0
    if says(known, "half_hour", words):
        return 30
    spent, hours = amount(known, "late_minutes", words), amount(known, "late_hours", words)
    return min(spent or (hours or 1) * 60, 8 * 60)
