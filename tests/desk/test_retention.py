"""Letters go in time by themselves, and `serve` is what makes them go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from guide.desk.complaints import RETENTION, ComplaintDesk, Letter
from guide.desk.retention import Retention
from guide.errors import StorageError
from guide.storage.complaints import CLOSED, Complaints
from guide.storage.database import Database
from tests.clock import Clock
from tests.desk.test_complaints import LETTER


def wait_for(event: Event) -> None:
    assert event.wait(10)


def test_a_closed_letter_goes_while_nobody_looks_and_an_open_one_stays(database: Database) -> None:
    clock = Clock(datetime(2026, 11, 21, tzinfo=UTC))
    letters, looked = Complaints(database), Event()
    desk = ComplaintDesk(letters, clock)
    closed, open_one = desk.take(Letter("The lamp was out.", contact="mei@example.com")), desk.take(LETTER)
    desk.move(closed, CLOSED, "lin")
    clock.now += RETENTION + timedelta(seconds=1)

    def forget() -> int:
        gone = desk.forget()
        looked.set()
        return gone

    keeper = Retention(forget)
    keeper.start()
    wait_for(looked)
    keeper.close()
    assert letters.find(closed) is None and letters.steps(closed) == []
    assert letters.find(open_one) is not None


def test_it_looks_again_and_a_fault_of_the_database_does_not_end_it(caplog: pytest.LogCaptureFixture) -> None:
    looks, again = iter((StorageError("locked"), 1, 0)), Event()

    def forget() -> int:
        found = next(looks, None)
        if isinstance(found, StorageError):
            raise found
        if found is None:
            again.set()
        return found or 0

    keeper = Retention(forget, every=0.001)
    keeper.start()
    wait_for(again)
    keeper.close()
    assert [each.levelname for each in caplog.records] == ["ERROR"]


def test_it_can_be_closed_before_it_began() -> None:
    Retention(lambda: 0).close()
