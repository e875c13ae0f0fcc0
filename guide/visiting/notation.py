"""Telling OpenStreetMap opening_hours notation from words, by form alone.

A source's words ("8:00-17:00，周一闭馆", "Daily 9-5") stay words and are quoted. Notation is what code can
compute with. Of notation, three kinds are refused, because code would read them otherwise than they were meant:

- A rule of times alone after another rule ("05:30-11:00; 14:00-17:00"): in notation it replaces all before it, people
  write it for a second session, which is a comma.
- PH and SH: the holidays of China move by a yearly notice with working days in exchange, and no rule knows them.
- Several months before a counted weekday ("Apr,Jan Mo[1]"): readers differ on which months it counts in.
"""

from __future__ import annotations

import re
from functools import lru_cache

from opening_hours import validate

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

_COMMENT = re.compile(r'"[^"]*"')
_LETTERS = re.compile(r"[A-Za-z]+")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b|\b24/7\b|\b(?:sunrise|sunset|dawn|dusk)\b", re.I)
_SPAN = re.compile(r"\d:\d\d *-")
_FIGURES = re.compile(r"[\d:;,+\-/\s]*", re.ASCII)
_TIMES_ALONE = re.compile(r"\s*\d{1,2}:\d{2}(?!.*\b(?:off|closed)\b).*", re.I | re.S)
_COUNTED = re.compile(rf"(?:{'|'.join(MONTHS)}) *, *(?:{'|'.join(MONTHS)}) +(?:{'|'.join(DAYS)})\[", re.I)
_HOLIDAY = re.compile(r"\b(?:PH|SH)\b", re.I)
_NO_SEASON = re.compile(r"\b(?:PH|SH|off|closed|open|unknown)\b", re.I)

_MARKS = frozenset(
    ["mo", "tu", "we", "th", "fr", "sa", "su", "ph", "sh", "off", "week", "sunrise", "sunset", "dawn", "dusk", "easter"]
)
"""Tokens that words hardly ever have: one of them makes a text meant as notation."""
_ALSO = frozenset(["open", "closed", "unknown", "day", "days", "year"])
_CALENDAR = re.compile(
    r"jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?"
    r"|dec(ember)?|mon(day)?|tues?(day)?|wed(nesday)?|thu(rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?"
)


@lru_cache(4096)
def is_notation(text: str) -> bool:
    """Whether a text is opening hours that code can compute with."""
    bare = _COMMENT.sub("", text)
    if not _CLOCK.search(bare) or _HOLIDAY.search(bare) or _COUNTED.search(bare):
        return False
    replaces = any(_TIMES_ALONE.fullmatch(rule) for rule in bare.split(";")[1:])
    return not replaces and validate(text)


@lru_cache(4096)
def is_selector(text: str) -> bool:
    """Whether a text names months or days without times, as a fact's `when` does."""
    bare = _COMMENT.sub("", text)
    return bool(bare.strip()) and not (_CLOCK.search(bare) or _NO_SEASON.search(bare)) and validate(text)


def looks_like_notation(text: str) -> bool:
    """Whether a text was meant as notation, well formed or not.

    Only ASCII counts. Without letters it holds a span of times and nothing but figures and `:;,+-/`. With letters, each
    word is of the notation or the name of a month or day, and one is a mark that words do not have, such as `Mo` or
    `off`: "Mar-Nov 25:00-18:00; Mon off" was meant as notation, "Mon-Fri 9:00-17:00" are an English source's words.
    A month alone beside times ("Mar-Nov 25:00-18:00") counts when it is written as notation has it, in three letters.
    """
    bare = _COMMENT.sub("", text)
    if not bare.isascii():
        return False
    words = _LETTERS.findall(bare)
    if not words:
        return bool(_SPAN.search(bare) and _FIGURES.fullmatch(bare)) or bare.strip() == "24/7"
    lower = [word.lower() for word in words]
    known = all(word in _MARKS or word in _ALSO or _CALENDAR.fullmatch(word) for word in lower)
    return known and (any(word in _MARKS for word in lower) or _has_months(words, bare))


def has_holidays(text: str) -> bool:
    """Whether a text leans on public or school holidays."""
    return bool(_HOLIDAY.search(_COMMENT.sub("", text)))


def _has_months(words: list[str], bare: str) -> bool:
    return bool(_SPAN.search(bare)) and all(word in MONTHS for word in words)
