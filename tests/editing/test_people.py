from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from guide.editing.accounts import Door
from guide.editing.people import People, Refused
from guide.errors import NotAllowed, NotFound
from guide.storage.accounts import Accounts
from tests.clock import Clock
from tests.editing.test_accounts import HERE, PASSWORD, accounts, clock, door

__all__ = ["accounts", "clock", "door"]


@pytest.fixture
def people(accounts: Accounts, door: Door, clock: Clock) -> People:
    return People(accounts, door.passwords, clock)


def test_somebody_invited_chooses_a_password_once(people: People, door: Door) -> None:
    key = people.add("Mei", "editor", ["suzhou", "suzhou"])
    assert (people.one("MEI").state, people.one("mei").cities) == ("invited", ("suzhou",))
    with pytest.raises(NotAllowed):
        door.log_in("mei", "", HERE)
    with pytest.raises(Refused):
        people.accept(key, "short")
    assert people.invited(key) == "mei" == people.accept(key, PASSWORD)
    session = door.who(door.log_in("mei", PASSWORD, HERE))
    assert session is not None and session.cities == ("suzhou",)
    assert people.one("mei").state == "active" and people.invited(key) is None
    with pytest.raises(NotFound):
        people.accept(key, PASSWORD)


def test_an_invitation_runs_out_and_a_newer_one_takes_its_place(people: People, clock: Clock) -> None:
    first, second = people.add("mei", "viewer"), people.invite("mei")
    assert people.invited(first) is None and people.invited(second) == "mei"
    clock.forward(days=3)
    assert people.invited(second) is None and not people.one("mei").awaited
    with pytest.raises(NotFound):
        people.accept(second, PASSWORD)


def test_the_old_password_holds_until_the_new_one_is_chosen(people: People, door: Door) -> None:
    key, token = people.invite("lin"), door.log_in("lin", PASSWORD, HERE)
    assert door.who(token)
    people.accept(key, "another password")
    assert door.who(token) is None
    with pytest.raises(NotAllowed):
        door.log_in("lin", PASSWORD, HERE)


def test_disabling_ends_invitations_too(people: People) -> None:
    people.give("lin", "administrator")
    people.accept(people.add("wu", "administrator"), PASSWORD)
    key = people.invite("lin")
    people.disable("lin")
    assert people.invited(key) is None
    with pytest.raises(Refused, match="enable"):
        people.invite("lin")
    people.enable("lin")
    assert people.one("lin").state == "active"


def test_one_administrator_always_stays(people: People, accounts: Accounts) -> None:
    people.give("lin", "administrator", ["suzhou"])
    assert people.one("lin").cities == ()
    people.add("wu", "administrator")
    with pytest.raises(Refused) as refused:
        people.give("lin", "editor")
    assert refused.value.problem == "last_administrator"
    with pytest.raises(Refused):
        people.disable("lin")
    assert people.one("lin").role == "administrator"


def test_two_administrators_cannot_take_each_others_role_at_once(people: People, accounts: Accounts) -> None:
    people.give("lin", "administrator")
    people.accept(people.add("wu", "administrator"), PASSWORD)

    def demote(name: str) -> bool:
        try:
            people.give(name, "editor")
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(demote, ("lin", "wu"))) == [False, True]


@pytest.mark.parametrize(
    ("name", "role", "problem"),
    [("", "editor", "name"), ("x" * 65, "editor", "name"), ("LIN", "editor", "taken"), ("wu", "king", "role")],
)
def test_who_cannot_be_added(people: People, name: str, role: str, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        people.add(name, role)
    assert refused.value.problem == problem
    assert [each.name for each in people.all()] == ["lin"]


def test_the_set_up_address_works_once_and_only_while_nobody_is_there(
    accounts: Accounts, clock: Clock, people: People
) -> None:
    key = people.open_first()
    assert people.invited(key) == ""
    with pytest.raises(NotFound):
        people.begin(key, "wu", PASSWORD)
    accounts.disable("lin")
    with pytest.raises(NotFound):
        people.begin("nonsense", "wu", PASSWORD)
    newer = people.open_first()
    with pytest.raises(Refused):
        people.begin(newer, "wu", "short")
    assert people.begin(newer, "Wu", PASSWORD) == "wu"
    assert people.one("wu").role == "administrator"
    accounts.disable("wu")
    with pytest.raises(NotFound):
        people.begin(newer, "zhao", PASSWORD)
    late = people.open_first()
    clock.forward(days=1)
    with pytest.raises(NotFound):
        people.begin(late, "zhao", PASSWORD)


def test_a_new_password_ends_all_other_sessions(people: People, door: Door) -> None:
    here, there = (door.log_in("lin", PASSWORD, HERE) for _ in range(2))
    people.choose_password("lin", "another password", here)
    assert door.who(here) and door.who(there) is None
    assert len(people.sessions("lin")) == 1 == people.end_sessions("lin")
    assert door.who(here) is None
