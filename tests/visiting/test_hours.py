"""The open spans of a day, against a reading of the rules minute by minute; and what counts as notation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.visiting.hours import (
    is_computable,
    is_notation,
    is_open_ended,
    is_selector,
    looks_like_notation,
    spans_on,
)
from guide.visiting.notation import DAYS, MONTHS

_SPANS_OF_A_DAY = [(480, 690), (810, 1020), (390, 1080), (1020, 1440), (0, 1440), (1110, 1560), (0, 1), (1439, 1441)]


@dataclass(frozen=True)
class Rule:
    """One rule as a model of its own. Months from 0, days from 0 on Monday, minutes of the day; no span: closed."""

    months: tuple[int, int] | None
    days: tuple[int, int] | None
    spans: tuple[tuple[int, int], ...]

    def holds(self, day: datetime) -> bool:
        return _within(self.months, day.month - 1) and _within(self.days, day.weekday())

    def __str__(self) -> str:
        parts = [_named(self.months, MONTHS), _named(self.days, DAYS)]
        parts.append(",".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in self.spans) or "off")
        return " ".join(filter(None, parts))


def _within(bounds: tuple[int, int] | None, at: int) -> bool:
    if bounds is None:
        return True
    first, last = bounds
    return first <= at <= last if first <= last else at >= first or at <= last


def _named(bounds: tuple[int, int] | None, names: Sequence[str]) -> str:
    return "" if bounds is None else "-".join(dict.fromkeys(names[each] for each in bounds))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


_month = st.integers(0, 11)
_day = st.integers(0, 6)
_spans = st.sampled_from(_SPANS_OF_A_DAY).map(lambda span: (span,)) | st.just(((480, 690), (810, 1020)))
_first = st.builds(Rule, st.none() | st.tuples(_month, _month), st.none() | st.tuples(_day, _day), _spans)


@st.composite
def schedules(draw: st.DrawFn) -> list[Rule]:
    """One rule, or several within the day: what a later rule does to an earlier one's night is read in several ways."""
    first = draw(_first)
    if any(closes > 1440 for _, closes in first.spans):
        return [first]
    daytime = _spans.filter(lambda spans: spans[-1][1] <= 1440) | st.just(())
    more = st.builds(Rule, st.none() | st.tuples(_month, _month), st.tuples(_day, _day), daytime)
    return [first, *draw(st.lists(more, max_size=2))]


def _open(rules: Sequence[Rule], at: datetime) -> bool:
    """By the rules: the last rule that holds on a day decides it; a span past midnight reaches into the next day."""
    today = at.replace(hour=0, minute=0)
    for day, minute in (
        (today, at.hour * 60 + at.minute),
        (today - timedelta(days=1), at.hour * 60 + at.minute + 1440),
    ):
        rule = next((rule for rule in reversed(rules) if rule.holds(day)), None)
        if rule and any(opens <= minute < closes for opens, closes in rule.spans):
            return True
    return False


_moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


@settings(max_examples=300, deadline=None)
@given(schedules(), _moments)
def test_spans_agree_with_the_rules_at_every_moment(rules: list[Rule], at: datetime) -> None:
    notation, minute = "; ".join(map(str, rules)), at.hour * 60 + at.minute
    evening = spans_on(notation, (at - timedelta(days=1)).date())
    found = any(opens <= minute < closes for opens, closes in spans_on(notation, at.date()))
    assert (found or any(minute < closes - 1440 for _, closes in evening)) == _open(rules, at)


def test_a_place_that_never_closes_is_open_all_of_each_day() -> None:
    assert spans_on("24/7", date(2026, 11, 21)) == ((0, 1440),)
    assert spans_on("2019 08:00-17:00", date(2026, 11, 21)) == ()


def test_a_change_of_comment_is_no_change() -> None:
    assert spans_on('Mo 08:00-24:00 "a"; Tu-Su 00:00-09:00 "b"', date(2026, 11, 23)) == ((480, 1440 + 540),)


def test_an_open_end_is_told() -> None:
    assert is_open_ended("08:00+") and not is_open_ended("08:00-17:00")


@pytest.mark.parametrize("hours", [
    "sunrise-sunset", "8:00-17:00，周一闭馆", "Tu-Su 09:00-17:00; PH off", "10:00-12:00 unknown",
    'Mo-Fr 09:00-17:00; Sa "by appointment"',
])  # fmt: skip
def test_what_cannot_be_told_is_not_computed(hours: str) -> None:
    assert not is_computable(hours)


def test_a_comment_beside_times_changes_nothing() -> None:
    assert is_computable('Mo-Fr 09:00-17:00 "except; lunch"; Sa off "ring"')


@pytest.mark.parametrize(
    "text",
    ["24/7", "8:00-17:00", "Mar-Dec 06:30-18:00; Jan-Feb 07:00-17:00", "Tu-Su 09:00-17:00; Mo off", "mo-fr 9:00-17:00",
     "08:00-11:30,13:30-17:00", "09:00-17:00; 12:00-13:00 off", '09:00-17:00 "最晚16:30入场"', "sunrise-18:00"],
)  # fmt: skip
def test_notation(text: str) -> None:
    assert is_notation(text)
    assert looks_like_notation(text)


@pytest.mark.parametrize(
    "text",
    ["Mar-Nov 25:00-18:00", "Mar-Nov 08:00-18:00; Mon off", "08:30-12:00 14:00-17:00", "09:00--17:00", "Mo-Fr 9-17:00",
     "05:30-11:00;14:00-17:00", "Tu-Su 09:00-17:00; PH off", "09:00-17:00;"],
)  # fmt: skip
def test_meant_as_notation_but_none(text: str) -> None:
    assert looks_like_notation(text)
    assert not is_notation(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "全天", "8:00-17:00，周一闭馆", "08:00–17:00", "Mon-Fri 9:00-17:00", "daily from 9 to 5", "closed", "may",
     "9-17", "2018", "0514-87357803", "10:00AM-9:00PM", "du lundi au dimanche, 10:00-19:00", "by appointment"],
)  # fmt: skip
def test_words(text: str) -> None:
    assert not looks_like_notation(text)
    assert not is_notation(text)


def test_selectors() -> None:
    assert all(map(is_selector, ["Mar-May,Sep-Nov", "Sa,Su", "Apr 01-Oct 15", "Jul-Aug Mo-Fr"]))
    assert not any(map(is_selector, ["", "旺季", "closed", "24/7", "Mar 08:00-12:00", "PH", "summer", "Mar-Mai"]))
