"""The complaints desk: what it takes, what it takes out, and that it forgets when it promised to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.desk.casework import STATUSES
from guide.desk.complaints import (
    CATEGORIES,
    LINE,
    LONGEST,
    RETENTION,
    ComplaintDesk,
    Letter,
    faults,
    new_receipt,
    tidy,
)
from guide.dialogue.hearing.assist import CATEGORIES as HEARD
from guide.errors import NotFound
from guide.storage.complaints import CLOSED, Complaints
from guide.storage.database import Database
from tests.clock import Clock

LETTER = Letter(
    "The guard shouted at my mother", "service", True, "west gate", "yesterday", "me@example.org", "ge", "en"
)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 21, tzinfo=UTC))


@pytest.fixture
def desk(database: Database, clock: Clock) -> ComplaintDesk:
    return ComplaintDesk(Complaints(database), clock)


def test_a_letter_is_kept_as_it_was_sent(desk: ComplaintDesk) -> None:
    found = desk.find(desk.take(LETTER))
    assert found is not None
    assert (found.what, found.place, found.moment, found.contact) == (
        LETTER.what, LETTER.place, LETTER.moment, LETTER.contact,
    )  # fmt: skip
    assert (found.category, found.urgent, found.status, found.entry_id) == ("service", True, "received", "ge")


def test_what_names_a_person_is_taken_out_of_the_words_and_left_in_the_contact(desk: ComplaintDesk) -> None:
    said = "保安推我，我的电话是13800138000，邮箱 a.b@example.org"
    found = desk.find(desk.take(replace(LETTER, what=said, place="摊主13900139000", contact="13800138000")))
    assert found is not None and "138" not in found.what and "@" not in found.what and "139" not in found.place
    assert found.contact == "13800138000"


def test_urgent_and_open_ones_come_first(desk: ComplaintDesk, clock: Clock) -> None:
    receipts = []
    for urgent in (True, False, True):
        receipts.append(desk.take(replace(LETTER, urgent=urgent)))
        clock.now += timedelta(minutes=1)
    desk.move(receipts[2], CLOSED)
    assert [each.receipt for each in desk.newest()] == [receipts[0], receipts[1], receipts[2]]


def test_ninety_days_after_closing_it_is_gone_and_not_before(desk: ComplaintDesk, clock: Clock) -> None:
    closed, open_one = desk.take(LETTER), desk.take(LETTER)
    desk.move(closed, CLOSED)
    clock.now += RETENTION
    assert desk.find(closed) is not None
    clock.now += timedelta(seconds=1)
    assert desk.find(closed) is None and desk.find(open_one) is not None
    assert [each.receipt for each in desk.newest()] == [open_one]


def test_moving_what_is_not_there_or_to_no_status(desk: ComplaintDesk) -> None:
    with pytest.raises(NotFound):
        desk.move("2222-2222-2222", CLOSED)
    with pytest.raises(ValueError, match="no status"):
        desk.move(desk.take(LETTER), "burnt")


@pytest.mark.parametrize("change, name", [
    ({"what": " hi "}, "what"), ({"what": "x" * (LONGEST + 1)}, "what"), ({"category": "witchcraft"}, "category"),
    ({"place": "x" * (LINE + 1)}, "where"), ({"moment": "x" * (LINE + 1)}, "when"),
    ({"contact": "x" * (LINE + 1)}, "contact"), ({"entry_id": "x" * (LINE + 1)}, "entry"),
])  # fmt: skip
def test_what_cannot_be_taken_is_named(change: dict[str, str], name: str) -> None:
    assert faults(replace(LETTER, **change)) == (name,)  # type: ignore[arg-type]
    assert faults(LETTER) == ()


def test_receipts_differ_and_survive_being_typed() -> None:
    made = {new_receipt() for _ in range(500)}
    assert len(made) == 500
    for each in list(made)[:50]:
        assert tidy(f" {each.lower().replace('-', ' ')} ") == each


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    what=st.text(min_size=4, max_size=300).filter(lambda text: len(text.strip()) >= 4),
    category=st.sampled_from(CATEGORIES),
    status=st.sampled_from(STATUSES),
)
def test_whatever_was_taken_can_be_found_and_moved(desk: ComplaintDesk, what: str, category: str, status: str) -> None:
    what = what.encode("utf-8", "replace").decode().replace("\x00", "")
    letter = Letter(what if len(what.strip()) >= 4 else "abcd", category)
    assert faults(letter) == ()
    receipt = desk.take(letter)
    desk.move(receipt, status)
    found = desk.find(receipt)
    assert found is not None and (found.category, found.status) == (category, status)


def test_the_categories_the_chat_gives_are_those_the_desk_takes() -> None:
    assert set(HEARD) == set(CATEGORIES)
