from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError

from guide.errors import GuideError
from guide.storage.audit import LONGEST, Audit, Event, Sought
from guide.storage.database import Database
from guide.storage.tables import audit

AT = datetime(2026, 5, 2, 20, 0, tzinfo=UTC)


def event(number: int, account: str = "lin") -> Event:
    return Event(AT + timedelta(minutes=number), account, "POST /entries/{entry_id}", f"/entries/{number}", "done")


def test_events_come_back_the_latest_first_a_page_at_a_time(database: Database) -> None:
    log = Audit(database)
    for number in range(5):
        log.record(event(number, "lin" if number % 2 else "wu"))
    first = log.latest(2)
    assert [each.about for each in first] == ["/entries/4", "/entries/3"]
    assert [each.about for each in log.latest(2, before=first[-1].id)] == ["/entries/2", "/entries/1"]
    assert [each.about for each in log.latest(9, sought=Sought("lin"))] == ["/entries/3", "/entries/1"]
    assert [each.at for each in log.all()] == [event(number).at for number in range(5)]


def test_nothing_in_the_log_can_be_changed(database: Database) -> None:
    log = Audit(database)
    log.record(event(1))
    for statement in (update(audit).values(account="wu"), delete(audit)):
        with pytest.raises((DatabaseError, GuideError)), database.writing() as connection:
            connection.execute(statement)
    assert [each.account for each in log.all()] == ["lin"]


def test_what_an_event_is_about_is_cut(database: Database) -> None:
    log = Audit(database)
    log.record(Event(AT, "lin", "POST /x", "y" * 2000, "done"))
    assert len(log.latest(1)[0].about) == LONGEST


def test_the_log_is_sought_by_what_was_done_and_how_it_ended(database: Database) -> None:
    log = Audit(database)
    for action, outcome in (("POST /a_b", "done"), ("POST /a_b publish", "refused"), ("POST /axb x", "done")):
        log.record(Event(AT, "lin", action, "", outcome))
    assert log.actions() == ["POST /a_b", "POST /axb"]
    assert [each.action for each in log.all(Sought(actions=["POST /a_b"]))] == ["POST /a_b", "POST /a_b publish"]
    assert [each.action for each in log.latest(9, sought=Sought("lin", ("POST /a_b",), "refused"))] == [
        "POST /a_b publish"
    ]
