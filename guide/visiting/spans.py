"""Common opening_hours notation as language-neutral data, so that the words of a language can be put to it.

Read are months, days of the year, days of the week, times, `off` and comments, which is what the opening times of
sights and shops are written with. Rarer notation (years, weeks, "first Monday") gives no spans and is quoted.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from opening_hours import OpeningHours

from guide.visiting.notation import DAYS, MONTHS, is_notation, is_selector

MonthDay: TypeAlias = tuple[int, int]

_MONTH, _DAY = "|".join(MONTHS), "|".join(DAYS)
# Never the beginning of a time: "Jan 10:00" is no tenth of January.
_DAY_NUMBER = r"\d{1,2}(?!\d|:\d)"
_DATE = rf"(?:{_MONTH})(?: ?{_DAY_NUMBER})?"
_DATES = rf"{_DATE}(?:-(?:{_DATE}|{_DAY_NUMBER}))?"
_WEEKDAYS = rf"(?:{_DAY})(?:-(?:{_DAY}))?"
_TIME = r"\d{1,2}:\d{2}(?:-\d{1,2}:\d{2}|\+)"
_SELECTOR = rf"(?P<dates>{_DATES}(?:, ?{_DATES})*)?:? ?(?P<days>{_WEEKDAYS}(?:, ?{_WEEKDAYS})*)?"
_RULE = re.compile(
    rf'{_SELECTOR}:? ?(?P<times>24/7|{_TIME}(?:, ?{_TIME})*)? ?(?P<state>open|off|closed)? ?(?:"(?P<comment>[^"]*)")?',
    re.I,
)
_RULES = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_ADDED = re.compile(r"(\d|off|closed|\"), +(?=[A-Z])", re.I)
_A_DATE = re.compile(rf"(?P<month>{_MONTH})? ?(?P<day>\d{{1,2}})?", re.I)
_LEAP = 2024


@dataclass(frozen=True, slots=True)
class Span:
    """When something holds. Months are 1-12, days of the week 1-7 from Monday; ranges include both ends and may wrap.

    Without months, dates and days it holds all year; without times, all day. A time is "HH:MM"; a span of times whose
    end is not after its start ends the next day, and an empty end is not known ("08:00+").
    """

    months: tuple[tuple[int, int], ...] = ()
    dates: tuple[tuple[MonthDay, MonthDay], ...] = ()
    """Ranges that begin or end within a month, as (month, day)."""
    days: tuple[tuple[int, int], ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    comment: str = ""
    """In the words of whoever wrote it."""


@lru_cache(4096)
def describe(notation: str) -> tuple[Span, ...]:
    """The spans of an opening_hours text, in its order; none for words and for notation this does not read."""
    if not is_notation(notation):
        return ()
    if _ADDED.search(notation):
        # "Mo-Fr 09:00-17:00, We 18:00-20:00" adds to what was said before. Normalised, no day is named twice.
        notation = str(OpeningHours(notation).normalize())
    spans = tuple(_rule(rule) for rule in _RULES.split(notation))
    return tuple(span for span in spans if span) if all(spans) else ()


@lru_cache(4096)
def describe_selector(text: str) -> Span | None:
    """The months and days of a fact's `when`; None for words and for notation this does not read."""
    span = _rule(text) if is_selector(text) else None
    return None if span is None or span.times or span.closed else span


def _rule(text: str) -> Span | None:
    match = _RULE.fullmatch(re.sub(r"\s+", " ", text).strip())
    if match is None or not any(match[name] for name in ("dates", "days", "times")):
        return None
    dates = tuple(_ranges(match["dates"]))
    whole = tuple((first[0], last[0]) for first, last in dates if _is_whole(first, last))
    if dates and whole and len(whole) != len(dates):
        return None
    closed = (match["state"] or "").lower() in ("off", "closed")
    days = tuple(_weekdays(match["days"]))
    return Span(whole, () if whole else dates, days, _times(match["times"]), closed, match["comment"] or "")


def _ranges(text: str | None) -> Iterator[tuple[MonthDay, MonthDay]]:
    """Each range as its first and last day: "Mar-May" is (3, 1) to (5, 31)."""
    for item in filter(None, (text or "").replace(" ", "").split(",")):
        first, _, last = item.partition("-")
        month, day = _date(first)
        until_month, until_day = _date(last) if last else (month, day)
        until_month = until_month or month
        yield (month, day or 1), (until_month, until_day or monthrange(_LEAP, until_month)[1])


def _date(text: str) -> tuple[int, int]:
    match = _A_DATE.fullmatch(text)
    assert match is not None
    month = MONTHS.index(match["month"].title()) + 1 if match["month"] else 0
    return month, int(match["day"] or 0)


def _is_whole(first: MonthDay, last: MonthDay) -> bool:
    ends = (28, 29) if last[0] == 2 else (monthrange(_LEAP, last[0])[1],)
    return first[1] == 1 and last[1] in ends


def _weekdays(text: str | None) -> Iterator[tuple[int, int]]:
    for item in filter(None, (text or "").replace(" ", "").split(",")):
        first, _, last = item.partition("-")
        yield DAYS.index(first.title()) + 1, DAYS.index((last or first).title()) + 1


def _times(text: str | None) -> tuple[tuple[str, str], ...]:
    if text is None or text == "24/7":
        return ()
    spans = tuple(_span(item.strip()) for item in text.split(","))
    return () if spans == (("00:00", "24:00"),) else spans


def _span(text: str) -> tuple[str, str]:
    if text.endswith("+"):
        return _clock(text[:-1]), ""
    opens, closes = text.split("-")
    closes = _clock(closes)
    return _clock(opens), "24:00" if closes == "00:00" else closes


def _clock(text: str) -> str:
    """HH:MM of a time; past midnight ("26:00") on the next day's clock."""
    hour, minute = (int(part) for part in text.split(":"))
    past = (hour, minute) > (24, 0)
    return f"{hour - 24 if past else hour:02}:{minute:02}"
