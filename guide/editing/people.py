"""The people of the studio, as an administrator sees to them: who is in, as what, and where.

Nobody types another's password: an invitation is an address that works once, at which a person chooses their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guide.editing.accounts import ROLES
from guide.editing.passwords import LONGEST_NAME, Passwords, digest, plain, token
from guide.errors import NotAllowed, NotFound
from guide.storage.accounts import ADMINISTRATOR, Account, Accounts, Session

INVITED = timedelta(days=3)
SET_UP = timedelta(days=1)


class Refused(NotAllowed):
    """Somebody cannot be added or changed so; `problem` is which rule forbids it."""

    def __init__(self, problem: str, message: str) -> None:
        self.problem = problem
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the studio. `state` is active, invited (has no password yet) or disabled."""

    name: str
    role: str
    cities: tuple[str, ...]
    state: str
    second_factor: bool
    awaited: bool
    """Whether an invitation is open."""


class People:
    """Adds people, changes what they may do, invites them."""

    def __init__(self, accounts: Accounts, passwords: Passwords, clock: Callable[[], datetime]) -> None:
        self._accounts = accounts
        self._passwords = passwords
        self._clock = clock

    def all(self) -> list[Person]:
        """Everybody, by name; those who are disabled last."""
        waiting = self._accounts.invitations.waiting(self._clock())
        found = [_person(each, each.name in waiting) for each in self._accounts.all()]
        return sorted(found, key=lambda each: each.state == "disabled")

    def one(self, name: str) -> Person:
        """One of them. Raises NotFound."""
        account = self._accounts.find(plain(name))
        if account is None:
            raise NotFound(f"{name}: no such account")
        return _person(account, account.name in self._accounts.invitations.waiting(self._clock()))

    def add(self, name: str, role: str, cities: Iterable[str] = ()) -> str:
        """Make an account without a password, and the token of its invitation. Raises Refused."""
        name = plain(name)
        if not 0 < len(name) <= LONGEST_NAME:
            raise Refused("name", f"the name cannot be used; choose 1 to {LONGEST_NAME} visible characters")
        chosen = _cities(role, cities)
        try:
            self._accounts.add(name, "", role, chosen)
        except NotAllowed as error:
            raise Refused("taken", str(error)) from error
        return self.invite(name)

    def give(self, name: str, role: str, cities: Iterable[str] = ()) -> None:
        """Another role, and where it holds. Raises Refused, NotFound."""
        chosen = _cities(role, cities)
        try:
            self._accounts.give(plain(name), role, chosen)
        except NotAllowed as error:
            raise Refused("last_administrator", str(error)) from error

    def disable(self, name: str) -> None:
        """End an account and its sessions. Raises Refused for the last administrator, NotFound."""
        try:
            self._accounts.disable(plain(name), keep_administrator=True)
        except NotAllowed as error:
            raise Refused("last_administrator", str(error)) from error

    def enable(self, name: str) -> None:
        """Let somebody in again, with the password they had. Raises NotFound."""
        self._accounts.enable(plain(name))

    def invite(self, name: str) -> str:
        """The token of a one-time invitation to choose a password; what was the password holds until then."""
        person = self.one(name)
        if person.state == "disabled":
            raise Refused("disabled", f"{person.name} is disabled; enable the account first")
        return self._offer(person.name, INVITED)

    def open_first(self) -> str:
        """The token of the one-time address at which the first administrator begins."""
        return self._offer(None, SET_UP)

    def invited(self, invitation: str) -> str | None:
        """Whom a token invites: a name, "" for the first administrator, None when it opens nothing."""
        return self._accounts.invitations.of(digest(invitation), self._clock())

    def accept(self, invitation: str, password: str) -> str:
        """Choose a password by invitation; whose. Raises NotFound for one that is over, Refused for the password."""
        kept = self._hashed(password)
        name = self._accounts.invitations.take(digest(invitation), self._clock())
        if not name:
            raise NotFound("this invitation was used or is over; ask for a new one")
        self._accounts.put_password(name, kept)
        return name

    def begin(self, invitation: str, name: str, password: str) -> str:
        """Make the first administrator. Raises NotFound when the address is over or somebody is here, and Refused."""
        name, kept = plain(name), self._hashed(password)
        if not 0 < len(name) <= LONGEST_NAME:
            raise Refused("name", f"the name cannot be used; choose 1 to {LONGEST_NAME} visible characters")
        there = [each for each in self._accounts.all() if not each.disabled]
        if name in [each.name for each in there]:
            raise Refused("taken", f"{name}: there is such an account; choose another name")
        if (
            any(each.password_hash for each in there)
            or self._accounts.invitations.take(digest(invitation), self._clock()) != ""
        ):
            raise NotFound("this address was used or is over; start the guide again for a new one")
        self._accounts.add(name, kept, ADMINISTRATOR)
        return name

    def choose_password(self, name: str, password: str, keep: str) -> None:
        """Another password, by its owner; the session of the token `keep` goes on, all others end. Raises Refused."""
        self._accounts.put_password(name, self._hashed(password), digest(keep))

    def sessions(self, name: str) -> list[Session]:
        """Where somebody is logged in, the last used first."""
        return self._accounts.sessions_of(name, self._clock())

    def end_sessions(self, name: str) -> int:
        """Log somebody out everywhere; how many sessions that were."""
        return self._accounts.close_sessions(name)

    def _hashed(self, password: str) -> str:
        try:
            return self._passwords.hashed(password)
        except NotAllowed as error:
            raise Refused("short", str(error)) from error

    def _offer(self, name: str | None, time: timedelta) -> str:
        invitation = token()
        self._accounts.invitations.offer(digest(invitation), name, self._clock() + time)
        return invitation


def _cities(role: str, cities: Iterable[str]) -> tuple[str, ...]:
    """Where a role holds. That of an administrator holds everywhere: who gives roles could give themselves any."""
    if role not in ROLES:
        raise Refused("role", f"{role} is no role; choose one of {', '.join(ROLES)}")
    return () if role == ADMINISTRATOR else tuple(sorted(set(cities)))


def _person(account: Account, awaited: bool) -> Person:
    state = "disabled" if account.disabled else "active" if account.password_hash else "invited"
    return Person(account.name, account.role, account.cities, state, account.second_factor, awaited)
