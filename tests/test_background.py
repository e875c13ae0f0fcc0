"""Work that comes round: it rests, wakes, ends at once, begins again, and no fault ends it silently."""

from __future__ import annotations

from threading import Event
from time import monotonic

import pytest

from guide import background
from guide.background import Rounds
from tests.clock import until

LONG = 60.0
"""Seconds no test waits for."""


class Work:
    """Counts its rounds and asks for a rest after each."""

    def __init__(self, rest: float = LONG) -> None:
        self.done, self.rest = 0, rest

    def __call__(self) -> float:
        self.done += 1
        return self.rest


def closed(rounds: Rounds) -> float:
    """Close it; seconds that took."""
    begun = monotonic()
    rounds.close()
    return monotonic() - begun


def test_it_goes_round_until_it_is_closed_and_not_after() -> None:
    work = Work(rest=0.001)
    rounds = Rounds("work", work)
    rounds.start()
    until(lambda: work.done > 3)
    rounds.close()
    done = work.done
    Event().wait(0.05)
    assert work.done == done


def test_one_that_rests_is_woken_and_closes_at_once() -> None:
    work = Work()
    rounds = Rounds("work", work)
    rounds.start()
    until(lambda: work.done == 1)
    rounds.wake()
    until(lambda: work.done == 2)
    assert closed(rounds) < LONG / 4
    assert work.done == 2


def test_what_wakes_it_during_a_round_is_not_lost() -> None:
    begun, told, done = Event(), Event(), Event()

    def go() -> float:
        (done if begun.is_set() else begun).set()
        assert told.wait(10)
        return LONG

    rounds = Rounds("work", go)
    rounds.start()
    assert begun.wait(10)
    rounds.wake()
    told.set()
    assert done.wait(10)
    rounds.close()


def test_it_begins_again_after_it_was_closed_and_only_once_while_it_goes() -> None:
    work = Work()
    rounds = Rounds("work", work)
    for turn in (1, 2, 3):
        rounds.start()
        rounds.start()
        until(lambda turn=turn: work.done == turn)  # type: ignore[misc]
        rounds.close()
    assert work.done == 3


def test_the_first_round_can_wait_and_is_left_where_it_is_closed_before() -> None:
    work = Work()
    rounds = Rounds("work", work)
    rounds.start(after=LONG)
    assert closed(rounds) < LONG / 4
    assert work.done == 0


def test_closing_ends_a_rest_within_a_round_and_waits_for_the_round() -> None:
    resting, told = Event(), []

    def go() -> float:
        resting.set()
        told.append(rounds.rest(LONG))
        return 0.0

    rounds = Rounds("work", go)
    assert rounds.rest(0.0)
    rounds.start()
    assert resting.wait(10)
    assert closed(rounds) < LONG / 4
    assert told == [False]


def test_without_patience_a_slow_round_is_left_and_ends_by_itself_though_another_began() -> None:
    begun, told = Event(), Event()
    done: list[int] = []

    def go() -> float:
        number = len(done)
        done.append(number)
        begun.set()
        if number == 0:
            assert told.wait(10)
        return LONG if number else 0.0

    rounds = Rounds("work", go, patience=0.01)
    rounds.start()
    assert begun.wait(10)
    assert closed(rounds) < LONG / 4
    rounds.start()
    until(lambda: done == [0, 1])
    told.set()
    Event().wait(0.05)
    rounds.close()
    assert done == [0, 1]


def test_a_fault_nobody_foresaw_is_told_and_does_not_end_it(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "AGAIN", 0.001)
    faults, over = iter((ZeroDivisionError("one"), KeyError("two"))), Event()

    def go() -> float:
        for fault in faults:
            raise fault
        over.set()
        return LONG

    rounds = Rounds("work", go)
    rounds.start()
    assert over.wait(10)
    rounds.close()
    assert [(each.levelname, each.exc_info is not None) for each in caplog.records] == [("ERROR", True)] * 2


def test_it_can_be_closed_before_it_began_and_twice() -> None:
    rounds = Rounds("work", Work())
    rounds.close()
    rounds.close()
