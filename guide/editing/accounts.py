"""The door of the studio: who may come in, and for how long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from pwdlib.hashers.argon2 import Argon2Hasher

from guide.editing.passwords import LONGEST_NAME, SHORTEST_PASSWORD, Passwords, digest, plain, token
from guide.editing.second_factor import SecondFactor
from guide.editing.throttle import Throttle
from guide.errors import NotAllowed, NotFound
from guide.storage.accounts import Accounts, Session

__all__ = ["LONGEST_NAME", "ROLES", "SHORTEST_PASSWORD", "CodeNeeded", "Door"]

ROLES = ("viewer", "editor", "reviewer", "administrator")
"""From the least: each may do what those before it may."""
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
CODE_TIME = timedelta(minutes=5)
"""How long the second step waits for its code."""
_TOUCH_EVERY = timedelta(minutes=1)
_NAME_ATTEMPTS = 5
_ADDRESS_ATTEMPTS = 30
_MOST_STEPS = 1000


class CodeNeeded(NotAllowed):
    """The password is right, and a code is asked for: `Door.confirm` takes it with this `step`."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__("type the code that the app on your phone shows now")


class Door:
    """Signs people up, lets them in and out. One for the whole process: it counts failed attempts."""

    def __init__(self, accounts: Accounts, clock: Callable[[], datetime], hasher: Argon2Hasher | None = None) -> None:
        self._accounts = accounts
        self._clock = clock
        self.passwords = Passwords(hasher)
        self.factor = SecondFactor(accounts.factors, clock)
        self._by_name = Throttle(_NAME_ATTEMPTS, clock)
        self._by_code = Throttle(_NAME_ATTEMPTS, clock)
        self._by_address = Throttle(_ADDRESS_ATTEMPTS, clock)
        self._lock = Lock()
        self._steps: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        """Whose password was right and whose code is awaited, by the hash of the step."""

    def sign_up(self, name: str, password: str, role: str, cities: Sequence[str] = ()) -> None:
        """Make an account whose role holds for these cities, () for all.

        Raises NotAllowed for a name in use or unusable, a short password, an unknown role.
        """
        name = plain(name)
        if not 0 < len(name) <= LONGEST_NAME:
            raise NotAllowed(f"the name cannot be used; choose 1 to {LONGEST_NAME} visible characters")
        kept = self.passwords.hashed(password)
        if role not in ROLES:
            raise NotAllowed(f"{role} is no role; choose one of {', '.join(ROLES)}")
        self._accounts.add(name, kept, role, cities)

    def knows_anyone(self) -> bool:
        """Whether there is anybody who could log in."""
        return any(each.password_hash and not each.disabled for each in self._accounts.all())

    def staff(self, least: str) -> list[str]:
        """The names of those who may come in with this role or one above it."""
        enough = ROLES[ROLES.index(least) :]
        return [each.name for each in self._accounts.all() if not each.disabled and each.role in enough]

    def log_in(self, name: str, password: str, address: str) -> str:
        """A new session's token.

        Raises NotAllowed for a wrong name or password, Busy after too many of them, and CodeNeeded where the password
        is not enough.
        """
        name = plain(name)
        self._by_address.attempt(address)
        self._check(name, password)
        self._by_address.take_back(address)
        return self._wait_for_code(name) if self.factor.is_on(name) else self._open(name)

    def confirm(self, step: str, code: str) -> str:
        """A new session's token for the code of the second factor.

        Raises NotFound when the step is over, NotAllowed for a wrong code, Busy after too many of them.
        """
        name = self.awaited(step)
        if not name:
            raise NotFound("the second step took too long; log in again")
        self._by_code.attempt(name)
        if not self.factor.accepts(name, code):
            raise NotAllowed("the code is wrong or was used; type the one the app shows now")
        self._by_code.clear(name)
        with self._lock:
            self._steps.pop(digest(step), None)
        return self._open(name)

    def awaited(self, step: str) -> str:
        """Whose code a step waits for, "" when it is over."""
        with self._lock:
            name, until = self._steps.get(digest(step), ("", self._clock()))
        return name if self._clock() < until else ""

    def check(self, name: str, password: str) -> None:
        """Ask somebody who is in for the password again. Raises NotAllowed, and Busy after too many tries."""
        self._check(name, password)

    def who(self, token: str) -> Session | None:
        """Whose token this is; None when it is unknown, was not used for 30 minutes, or is 12 hours old."""
        now = self._clock()
        found = self._accounts.session(digest(token), now)
        if found is None:
            return None
        if now - found.seen >= IDLE:
            self._accounts.close_session(digest(token))
            return None
        if now - found.seen < _TOUCH_EVERY:
            return found
        self._accounts.touch(digest(token), now)
        return replace(found, seen=now)

    def left(self, session: Session) -> tuple[timedelta, timedelta]:
        """How long a session lasts if nothing is done any more, and at the most."""
        now = self._clock()
        last = session.expires - now
        return min(session.seen + IDLE - now, last), last

    def log_out(self, token: str) -> None:
        """End a session."""
        self._accounts.close_session(digest(token))

    def _check(self, name: str, password: str) -> None:
        self._by_name.attempt(name)
        account = self._accounts.find(name)
        kept = account.password_hash if account and not account.disabled else ""
        if not self.passwords.match(password, kept):
            raise NotAllowed("the name or the password is wrong; check both and try again")
        self._by_name.clear(name)

    def _wait_for_code(self, name: str) -> str:
        step = token()
        with self._lock:
            self._steps[digest(step)] = name, self._clock() + CODE_TIME
            if len(self._steps) > _MOST_STEPS:
                self._steps.popitem(last=False)
        raise CodeNeeded(step)

    def _open(self, name: str) -> str:
        opened, now = token(), self._clock()
        self._accounts.open_session(digest(opened), name, now, now + ABSOLUTE)
        return opened
