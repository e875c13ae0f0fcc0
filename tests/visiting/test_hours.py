"""Open now and until when, against a reading of the rules minute by minute; and what counts as notation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.visiting.hours import OpenState, is_notation, is_selector, looks_like_notation, state_at
from guide.visiting.notation import DAYS, MONTHS

SHANGHAI = ZoneInfo("Asia/Shanghai")
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


@settings(max_examples=150, deadline=None)
@given(schedules(), _moments)
def test_states_agree_with_the_rules_minute_by_minute(rules: list[Rule], at: datetime) -> None:
    state = state_at("; ".join(map(str, rules)), at.replace(tzinfo=SHANGHAI))
    is_open, minute = _open(rules, at), timedelta(minutes=1)
    week = (at + minute * step for step in range(1, 4 * 1440))
    change = next((moment for moment in week if _open(rules, moment) != is_open), None)
    assert state.open == is_open
    assert not state.unknown
    told = state.until if is_open else state.next_open
    if change is not None:
        assert told == change.replace(tzinfo=SHANGHAI)
    else:
        assert told is None or told > (at + timedelta(days=4) - minute).replace(tzinfo=SHANGHAI)
    assert (state.next_open if is_open else state.until) is None


def test_the_moment_a_place_closes_it_is_closed() -> None:
    hours = "Tu-Su 09:00-17:00; Mo off"
    sunday = datetime(2026, 11, 22, 16, 59, tzinfo=SHANGHAI)
    assert state_at(hours, sunday) == OpenState(open=True, until=sunday + timedelta(minutes=1))
    tuesday = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
    assert state_at(hours, sunday + timedelta(minutes=1)) == OpenState(next_open=tuesday)


def test_never_closing_and_never_opening() -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=SHANGHAI)
    assert state_at("24/7", now) == OpenState(open=True)
    assert state_at("2019 08:00-17:00", now) == OpenState()


def test_a_change_of_comment_is_no_change() -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
    state = state_at('Mo 08:00-24:00 "a"; Tu-Su 00:00-09:00 "b"', now)
    assert state == OpenState(open=True, until=datetime(2026, 11, 24, 9, tzinfo=SHANGHAI))


def test_an_open_end_has_no_end() -> None:
    assert state_at("08:00+", datetime(2026, 11, 21, 12, tzinfo=SHANGHAI)) == OpenState(open=True)


@pytest.mark.parametrize(
    "hours", ["sunrise-sunset", "8:00-17:00，周一闭馆", "Tu-Su 09:00-17:00; PH off", "10:00-12:00 unknown"]
)
def test_what_cannot_be_told_is_unknown(hours: str) -> None:
    assert state_at(hours, datetime(2026, 11, 21, 11, tzinfo=SHANGHAI)) == OpenState(unknown=True)


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        state_at("24/7", datetime(2026, 11, 21, 12))


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
