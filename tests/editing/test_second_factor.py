from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.editing import second_factor
from guide.editing.accounts import CodeNeeded, Door
from guide.editing.second_factor import CODES, SecondFactor
from guide.errors import Busy, NotAllowed, NotFound
from guide.storage.accounts import Accounts
from guide.storage.database import Database
from tests import databases
from tests.clock import Clock
from tests.editing.test_accounts import HERE, PASSWORD, accounts, clock, door

__all__ = ["accounts", "clock", "door"]

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.fixture
def factor(accounts: Accounts, clock: Clock, door: Door) -> SecondFactor:
    return door.factor


def switched_on(factor: SecondFactor, clock: Clock) -> tuple[str, tuple[str, ...]]:
    secret = second_factor.new_secret()
    codes = factor.switch_on("lin", secret, pyotp.TOTP(secret).at(clock()))
    clock.forward(seconds=60)
    return secret, codes


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_of_the_standard(database: Database, seconds: int, code: str) -> None:
    """RFC 6238, appendix B, the last six digits."""
    at = datetime.fromtimestamp(seconds, UTC)
    made = SecondFactor(Accounts(database).factors, lambda: at)
    Accounts(database).add("lin", "x", "editor")
    assert len(made.switch_on("lin", RFC_SECRET, code)) == CODES
    assert made.is_on("lin") and not made.accepts("lin", code)


def test_a_code_holds_for_its_half_minute_and_the_ones_beside_it(factor: SecondFactor, clock: Clock) -> None:
    secret, _ = switched_on(factor, clock)
    for seconds, holds in ((-60, False), (60, False), (-30, True), (0, True), (30, True)):
        code = pyotp.TOTP(secret).at(clock() + timedelta(seconds=seconds))
        assert factor.accepts("lin", code) is holds


def test_a_code_opens_once_and_an_older_one_not_after_it(factor: SecondFactor, clock: Clock) -> None:
    secret, _ = switched_on(factor, clock)
    now, before = (pyotp.TOTP(secret).at(clock() + timedelta(seconds=each)) for each in (0, -30))
    assert factor.accepts("lin", now)
    assert not factor.accepts("lin", now) and not factor.accepts("lin", before)


def test_a_code_may_be_typed_as_phones_and_chinese_keyboards_do(factor: SecondFactor, clock: Clock) -> None:
    secret, codes = switched_on(factor, clock)
    code = pyotp.TOTP(secret).at(clock())
    wide = "".join(chr(ord(each) + 0xFEE0) for each in code)
    assert factor.accepts("lin", f" {wide[:3]} {wide[3:]} ")
    assert factor.accepts("lin", codes[0].upper().replace("-", " "))


def test_a_recovery_code_opens_once_and_is_not_stored(factor: SecondFactor, clock: Clock, database: Database) -> None:
    _, codes = switched_on(factor, clock)
    dump = databases.dump(database)
    assert not any(code in dump or code.replace("-", "") in dump for code in codes)
    assert len(set(codes)) == CODES == factor.codes_left("lin")
    assert factor.accepts("lin", codes[3]) and not factor.accepts("lin", codes[3])
    assert factor.codes_left("lin") == CODES - 1
    fresh = factor.new_codes("lin")
    assert not factor.accepts("lin", codes[4]) and factor.accepts("lin", fresh[4])


@given(typed=st.text(max_size=200))
def test_nothing_else_opens(typed: str) -> None:
    database = Database.open("sqlite://")
    Accounts(database).add("lin", "x", "editor")
    made = SecondFactor(Accounts(database).factors, lambda: datetime.fromtimestamp(59, UTC))
    made.switch_on("lin", RFC_SECRET, "287082")
    assert not made.accepts("lin", typed) or typed.strip() in ("359152", "755224")
    database.close()


@pytest.mark.parametrize(
    ("secret", "code"), [("", "287082"), ("abc", "287082"), (RFC_SECRET, "000000"), ("A" * 32, "")]
)
def test_a_wrong_secret_or_code_switches_nothing_on(factor: SecondFactor, secret: str, code: str) -> None:
    with pytest.raises(NotAllowed):
        factor.switch_on("lin", secret, code)
    assert not factor.is_on("lin")


def test_the_password_alone_opens_nothing_any_more(door: Door, factor: SecondFactor, clock: Clock) -> None:
    secret, _ = switched_on(factor, clock)
    with pytest.raises(CodeNeeded) as needed:
        door.log_in("lin", PASSWORD, HERE)
    with pytest.raises(NotAllowed):
        door.confirm(needed.value.step, "000000")
    found = door.who(door.confirm(needed.value.step, pyotp.TOTP(secret).at(clock())))
    assert found is not None and found.account == "lin"
    with pytest.raises(NotFound):
        door.confirm(needed.value.step, pyotp.TOTP(secret).at(clock() + timedelta(seconds=30)))


def test_the_second_step_waits_five_minutes(door: Door, factor: SecondFactor, clock: Clock) -> None:
    secret, _ = switched_on(factor, clock)
    with pytest.raises(CodeNeeded) as needed:
        door.log_in("lin", PASSWORD, HERE)
    clock.forward(minutes=5)
    assert door.awaited(needed.value.step) == ""
    with pytest.raises(NotFound):
        door.confirm(needed.value.step, pyotp.TOTP(secret).at(clock()))


def test_whoever_guesses_codes_has_to_wait_even_with_the_password(
    door: Door, factor: SecondFactor, clock: Clock
) -> None:
    secret, _ = switched_on(factor, clock)
    for _ in range(5):
        with pytest.raises(CodeNeeded) as needed:
            door.log_in("lin", PASSWORD, HERE)
        with pytest.raises(NotAllowed):
            door.confirm(needed.value.step, "000000")
    with pytest.raises(Busy):
        door.confirm(needed.value.step, pyotp.TOTP(secret).at(clock()))
    factor.switch_off("lin")
    assert door.who(door.log_in("lin", PASSWORD, HERE))


def test_somebody_disabled_meanwhile_does_not_come_in(
    door: Door, factor: SecondFactor, clock: Clock, accounts: Accounts
) -> None:
    secret, _ = switched_on(factor, clock)
    with pytest.raises(CodeNeeded) as needed:
        door.log_in("lin", PASSWORD, HERE)
    accounts.disable("lin")
    assert door.who(door.confirm(needed.value.step, pyotp.TOTP(secret).at(clock()))) is None
    accounts.add("lin", "x", "editor")
    assert not factor.is_on("lin")
