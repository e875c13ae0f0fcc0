"""What became of one time of an event: the notation, read and written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.visiting import changes, clocks, recurrence
from guide.visiting.changes import ANNOUNCED, CANCELLED, MOVED, POSTPONED, Change, Span

DAYS = st.dates(date(1900, 1, 1), date(2199, 1, 1))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(DAYS)
    return Span(first, first + timedelta(draw(st.integers(0, 90))))


@given(st.sampled_from((CANCELLED, POSTPONED, MOVED, ANNOUNCED)), spans(), spans())
def test_what_is_written_is_read(verb: str, was: Span, to: Span) -> None:
    change = Change(verb, was, None if verb in changes.OFF else to)
    assert changes.read(str(change)) == change


@given(st.text(max_size=40))
def test_any_text_is_a_change_or_none(text: str) -> None:
    assert changes.is_change(text) in (True, False)


@pytest.mark.parametrize(
    "text",
    ["", "cancelled", "cancelled 2026-02-30", "cancelled 2026-11-28 to 2026-11-29", "moved 2026-11-28",
     "moved 2026-11-28 to 2026-11-30/2026-11-29", "postponed 2026-11", "lost 2026-11-28"],
)  # fmt: skip
def test_what_is_no_change_is_refused(text: str) -> None:
    assert not changes.is_change(text)
    with pytest.raises(changes.NoChange):
        changes.read(text)


def test_a_change_speaks_of_one_time_only() -> None:
    this, following = recurrence.between("10-01/10-03", date(2026, 1, 1), date(2027, 12, 31))
    change = changes.read("cancelled 2026-10-01/2026-10-03")
    assert change.is_of(this) and not change.is_of(following) and change.held is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("19:30", (1170, 1170)), ("19:30-21:00", (1170, 1260)), ("22:00-01:00", (1320, 1500)), ("25:00", None),
     ("evening", None), ("", None)],
)  # fmt: skip
def test_the_time_of_day_of_an_event(text: str, minutes: tuple[int, int] | None) -> None:
    assert clocks.read(text) == minutes


def test_clock_times_of_a_form_are_written_in_the_notation() -> None:
    assert [clocks.written(*each) for each in (("19:30", "21:00"), ("19:30", ""), ("", "21:00"))] == [
        "19:30-21:00", "19:30", "",
    ]  # fmt: skip
