"""Work on a complaint: what was done stands in its steps, and goes with it; how long visitors wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.desk import times
from guide.desk.casework import Handling
from guide.desk.complaints import RETENTION, ComplaintDesk, Letter
from guide.errors import NotFound
from guide.storage.complaints import CLOSED, NOBODY, Complaint, Complaints, Sieve
from guide.storage.database import Database
from tests.clock import Clock

START = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def desk(database: Database, clock: Clock) -> ComplaintDesk:
    return ComplaintDesk(Complaints(database), clock, lambda text, lang: ("food", "ill" in text))


def found(desk: ComplaintDesk, receipt: str) -> Complaint:
    it = desk.find(receipt)
    assert it is not None
    return it


def test_the_words_classify_what_the_visitor_left_open(desk: ComplaintDesk) -> None:
    left, chosen = desk.take(Letter("We fell ill")), desk.take(Letter("cold soup", "service"))
    assert (found(desk, left).category, found(desk, left).urgent) == ("food", True)
    assert (found(desk, chosen).category, found(desk, chosen).urgent) == ("service", False)


def test_only_what_differs_is_a_step(desk: ComplaintDesk) -> None:
    receipt = desk.take(Letter("cold soup"))
    desk.casework.handle(receipt, "wang", Handling("received", "price", False, "li"))
    desk.casework.handle(receipt, "wang", Handling("received", "price", True, "li"))
    assert [(each.what, each.text, each.account) for each in desk.casework.steps(receipt)] == [
        ("category", "price", "wang"), ("assignee", "li", "wang"), ("urgent", "high", "wang"),
    ]  # fmt: skip
    assert found(desk, receipt).changed == START


def test_a_reply_is_kept_with_its_first_time_and_a_note_stays_inside(desk: ComplaintDesk, clock: Clock) -> None:
    receipt = desk.take(Letter("cold soup"))
    desk.casework.note(receipt, "wang", " rang the kitchen ")
    clock.now += timedelta(hours=3)
    desk.casework.reply(receipt, "li", "Sorry!")
    clock.now += timedelta(hours=3)
    desk.casework.reply(receipt, "li", "Sorry, and thank you.", close=True)
    kept = found(desk, receipt)
    assert (kept.status, kept.reply, kept.replied) == (CLOSED, "Sorry, and thank you.", START + timedelta(hours=3))
    assert [each.what for each in desk.casework.steps(receipt)] == ["note", "reply", "status", "reply", "status"]
    assert times.waits([kept]) == times.Waits(1, timedelta(hours=3), timedelta(hours=3))


def test_steps_go_with_their_complaint(desk: ComplaintDesk, clock: Clock) -> None:
    receipt = desk.take(Letter("cold soup"))
    desk.casework.note(receipt, "wang", "a secret")
    desk.move(receipt, CLOSED, "wang")
    clock.now += RETENTION + timedelta(seconds=1)
    assert desk.find(receipt) is None and desk.casework.steps(receipt) == []
    with pytest.raises(NotFound):
        desk.casework.note(receipt, "wang", "too late")


@pytest.mark.parametrize("sieve, expected", [
    (Sieve(), {"a", "b", "c"}), (Sieve(status="open"), {"a", "b"}), (Sieve(status="closed"), {"c"}),
    (Sieve(assignee="li"), {"b"}), (Sieve(assignee=NOBODY), {"a", "c"}), (Sieve(category="price"), {"b"}),
    (Sieve(urgent=True), {"a"}), (Sieve(sort="handoff"), {"c"}), (Sieve(before=START + timedelta(hours=1)), {"a"}),
])  # fmt: skip
def test_what_is_looked_for(desk: ComplaintDesk, clock: Clock, sieve: Sieve, expected: set[str]) -> None:
    taken = {}
    for name, letter in (
        ("a", Letter("we are ill")),
        ("b", Letter("the fee", "price")),
        ("c", Letter("help me", sort="handoff")),
    ):
        taken[desk.take(letter)] = name
        clock.now += timedelta(hours=1)
    b, c = (receipt for receipt, name in taken.items() if name != "a")
    desk.casework.handle(b, "wang", Handling(assignee="li"))
    desk.move(c, CLOSED)
    assert {taken[each.receipt] for each in desk.newest(9, sieve)} == expected


def test_an_urgent_one_is_late_after_a_day_and_any_other_after_five(desk: ComplaintDesk) -> None:
    calm = found(desk, desk.take(Letter("cold soup")))
    urgent = replace(calm, urgent=True)
    day, moment = timedelta(days=1), timedelta(seconds=1)
    assert not times.is_overdue(urgent, START + day) and times.is_overdue(urgent, START + day + moment)
    assert not times.is_overdue(calm, START + 5 * day) and times.is_overdue(calm, START + 5 * day + moment)
    assert not times.is_overdue(replace(calm, replied=START), START + 9 * day)
    assert times.waited(calm, START + day) == day


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_half_waited_no_longer_than_the_median_and_nine_of_ten_than_the_other(seconds: list[int]) -> None:
    blank = Complaint("r", START, "other", False, "", "", "", "", "", "en", CLOSED, START)
    spread = times.waits(replace(blank, replied=START + timedelta(seconds=each)) for each in seconds)
    assert spread.median is not None and spread.p90 is not None
    taken = [timedelta(seconds=each) for each in seconds]
    assert sum(each <= spread.median for each in taken) * 2 >= len(taken)
    assert sum(each <= spread.p90 for each in taken) * 10 >= len(taken) * 9
    assert spread.median in taken and spread.p90 in taken
