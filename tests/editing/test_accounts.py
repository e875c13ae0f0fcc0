from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from guide.editing.accounts import Door
from guide.errors import Busy, NotAllowed
from guide.storage.accounts import Accounts
from guide.storage.database import Database
from tests import databases
from tests.clock import Clock

PASSWORD = "bamboo and rock"
HERE = "192.0.2.1"


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 5, 1, 9, 30, tzinfo=UTC))


@pytest.fixture
def accounts(database: Database) -> Accounts:
    return Accounts(database)


@pytest.fixture
def door(accounts: Accounts, clock: Clock) -> Door:
    made = Door(accounts, clock, Argon2Hasher(time_cost=1, memory_cost=64))
    made.sign_up("Lin", PASSWORD, "editor")
    return made


def fail(door: Door, name: str, times: int, address: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(NotAllowed):
            door.log_in(name, "wrong password", address)


def test_the_right_password_opens_a_session(door: Door) -> None:
    found = door.who(door.log_in(" LIN ", PASSWORD, HERE))
    assert found is not None
    assert (found.account, found.role) == ("lin", "editor")


def test_neither_password_nor_token_is_stored(door: Door, accounts: Accounts, database: Database) -> None:
    token = door.log_in("lin", PASSWORD, HERE)
    account = accounts.find("lin")
    assert account is not None and account.password_hash.startswith("$argon2id$")
    dump = databases.dump(database)
    assert PASSWORD not in dump and token not in dump
    assert len(token) >= 43


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [
        ("", PASSWORD, "editor"),
        ("a\x00b", PASSWORD, "editor"),
        ("x" * 65, PASSWORD, "editor"),
        ("wu", "1234567", "editor"),
        ("wu", "x" * 1025, "editor"),
        ("wu", PASSWORD, "king"),
        ("ＬＩＮ", PASSWORD, "editor"),
    ],
)
def test_an_unusable_sign_up_is_refused(door: Door, accounts: Accounts, name: str, password: str, role: str) -> None:
    with pytest.raises(NotAllowed):
        door.sign_up(name, password, role)
    assert [each.name for each in accounts.all()] == ["lin"]


@pytest.mark.parametrize(
    ("name", "password"), [("wu", PASSWORD), ("", PASSWORD), ("lin", ""), ("lin\ud83d", "x"), ("lin", "\ud83d" * 9)]
)
def test_a_wrong_name_or_password_says_the_same(door: Door, name: str, password: str) -> None:
    with pytest.raises(NotAllowed, match="name or the password"):
        door.log_in(name, password, HERE)


def test_an_unknown_name_takes_as_long_as_a_known_one(accounts: Accounts, clock: Clock) -> None:
    door = Door(accounts, clock)
    door.sign_up("lin", PASSWORD, "editor")

    def took(name: str) -> float:
        start = time.process_time()
        fail(door, name, 1, address=name)
        return time.process_time() - start

    known, unknown = (min(took(name) for _ in range(2)) for name in ("lin", "wu"))
    assert unknown > known / 3  # an early return would be a hundred times faster


def test_five_failures_make_a_name_wait_longer_and_longer(door: Door, clock: Clock) -> None:
    fail(door, "lin", 5)
    with pytest.raises(Busy) as caught:
        door.log_in("lin", PASSWORD, "192.0.2.99")
    assert caught.value.retry_after == 30
    clock.forward(seconds=30)
    fail(door, "lin", 1)
    with pytest.raises(Busy) as caught:
        door.log_in("lin", PASSWORD, HERE)
    assert caught.value.retry_after == 60
    clock.forward(seconds=60)
    assert door.who(door.log_in("lin", PASSWORD, HERE)) is not None
    fail(door, "lin", 5)


def test_a_wait_is_never_longer_than_a_quarter_of_an_hour_and_is_forgotten(door: Door, clock: Clock) -> None:
    for _ in range(16):
        fail(door, "lin", 1)
        clock.forward(minutes=15)
    fail(door, "lin", 1)
    clock.forward(hours=1, minutes=16)
    fail(door, "lin", 5)


def test_an_unknown_name_is_throttled_too(door: Door) -> None:
    fail(door, "wu", 5)
    with pytest.raises(Busy):
        door.log_in("wu", PASSWORD, HERE)


def test_an_address_that_tries_many_names_waits(door: Door) -> None:
    for each in range(30):
        fail(door, f"name{each}", 1)
    with pytest.raises(Busy):
        door.log_in("lin", PASSWORD, HERE)
    assert door.log_in("lin", PASSWORD, "192.0.2.2")


def test_many_people_behind_one_address_may_log_in(door: Door) -> None:
    for _ in range(35):
        door.log_in("lin", PASSWORD, HERE)


def test_guessing_in_parallel_gains_nothing(door: Door) -> None:
    def guess(_: int) -> type[Exception]:
        with pytest.raises((NotAllowed, Busy)) as caught:
            door.log_in("lin", "wrong password", HERE)
        return caught.type

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(guess, range(16)))
    assert outcomes.count(NotAllowed) == 5


def test_a_session_ends_after_half_an_hour_unused(door: Door, clock: Clock) -> None:
    token = door.log_in("lin", PASSWORD, HERE)
    for _ in range(5):
        clock.forward(minutes=29)
        assert door.who(token) is not None
    clock.forward(minutes=30)
    assert door.who(token) is None
    clock.forward(minutes=-30)
    assert door.who(token) is None


def test_a_session_ends_after_twelve_hours_however_used(door: Door, clock: Clock) -> None:
    token = door.log_in("lin", PASSWORD, HERE)
    for _ in range(47):
        clock.forward(minutes=15)
        assert door.who(token) is not None
    clock.forward(minutes=15)
    assert door.who(token) is None


def test_logging_out_ends_one_session(door: Door) -> None:
    one, two = (door.log_in("lin", PASSWORD, HERE) for _ in range(2))
    door.log_out(one)
    assert door.who(one) is None
    assert door.who(two) is not None
    door.log_out("nonsense")
    assert door.who("nonsense") is None


def test_disabling_ends_everything(door: Door, accounts: Accounts) -> None:
    token = door.log_in("lin", PASSWORD, HERE)
    accounts.disable("lin")
    assert door.who(token) is None
    with pytest.raises(NotAllowed):
        door.log_in("lin", PASSWORD, HERE)


def test_somebody_is_known_until_the_last_is_disabled(door: Door, accounts: Accounts) -> None:
    assert door.knows_anyone()
    accounts.disable("lin")
    assert not door.knows_anyone()
