from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from guide.editing import throttle
from guide.editing.throttle import Throttle
from guide.errors import Busy
from tests.clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 5, 1, tzinfo=UTC))


def test_waits_double_up_to_a_quarter_of_an_hour(clock: Clock) -> None:
    slowed = Throttle(2, clock)
    slowed.attempt("a")
    waits = []
    for _ in range(8):
        slowed.attempt("a")
        with pytest.raises(Busy) as caught:
            slowed.attempt("a")
        waits.append(caught.value.retry_after)
        clock.now += timedelta(seconds=caught.value.retry_after)
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_keys_wait_each_for_itself(clock: Clock) -> None:
    slowed = Throttle(1, clock)
    slowed.attempt("a")
    slowed.attempt("b")
    with pytest.raises(Busy):
        slowed.attempt("a")


def test_an_attempt_taken_back_does_not_count_and_forgives_none_before_it(clock: Clock) -> None:
    slowed = Throttle(3, clock)
    slowed.take_back("a")
    slowed.attempt("a")
    slowed.attempt("a")
    for _ in range(9):
        slowed.attempt("a")
        slowed.take_back("a")
    slowed.attempt("a")
    with pytest.raises(Busy):
        slowed.attempt("a")


def test_cleared_it_starts_anew(clock: Clock) -> None:
    slowed = Throttle(1, clock)
    slowed.attempt("a")
    slowed.clear("a")
    slowed.clear("nobody")
    slowed.attempt("a")


def test_memory_is_bounded_and_the_oldest_goes_first(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "_KEYS", 2)
    slowed = Throttle(1, clock)
    for key in "abc":
        slowed.attempt(key)
    slowed.attempt("a")
    with pytest.raises(Busy):
        slowed.attempt("c")
