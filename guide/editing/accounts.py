"""The door of the studio: who may come in, and for how long.

Passwords are kept as Argon2id hashes, tokens as SHA-256: what is stored opens nothing.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from guide.editing.throttle import Throttle
from guide.errors import Busy, NotAllowed
from guide.storage.accounts import Account, Accounts, Session

ROLES = ("viewer", "editor", "reviewer", "administrator")
SHORTEST_PASSWORD = 8
_LONGEST_PASSWORD = 1024
_LONGEST_NAME = 64
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
_TOUCH_EVERY = timedelta(minutes=1)
_NAME_ATTEMPTS = 5
_ADDRESS_ATTEMPTS = 30
_CHECKS_AT_ONCE = 2
_CHECK_WAIT_SECONDS = 10


class Door:
    """Signs people up, lets them in and out. One for the whole process: it counts failed attempts."""

    def __init__(self, accounts: Accounts, clock: Callable[[], datetime], hasher: Argon2Hasher | None = None) -> None:
        self._accounts = accounts
        self._clock = clock
        self._hasher = PasswordHash((hasher or Argon2Hasher(),))
        self._decoy = cache(lambda: self._hasher.hash(secrets.token_hex()))
        """Checked for names that do not exist, so that the time of an answer does not tell them. Made at the first
        log-in of any name: start-up need not wait for it."""
        self._by_name = Throttle(_NAME_ATTEMPTS, clock)
        self._by_address = Throttle(_ADDRESS_ATTEMPTS, clock)
        # A check takes 64 MB on purpose; a crowd at the door must not take all memory.
        self._checks = BoundedSemaphore(_CHECKS_AT_ONCE)

    def sign_up(self, name: str, password: str, role: str) -> None:
        """Make an account. Raises NotAllowed for a name in use or unusable, a short password, an unknown role."""
        name = _plain(name)
        if not 0 < len(name) <= _LONGEST_NAME:
            raise NotAllowed(f"the name cannot be used; choose 1 to {_LONGEST_NAME} visible characters")
        if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise NotAllowed(f"the password cannot be used; choose at least {SHORTEST_PASSWORD} characters")
        if role not in ROLES:
            raise NotAllowed(f"{role} is no role; choose one of {', '.join(ROLES)}")
        self._accounts.add(name, self._hasher.hash(_bytes(password)), role)

    def knows_anyone(self) -> bool:
        """Whether there is anybody who could log in."""
        return any(not account.disabled for account in self._accounts.all())

    def log_in(self, name: str, password: str, address: str) -> str:
        """A new session's token. Raises NotAllowed for a wrong name or password, Busy after too many of them."""
        name = _plain(name)
        self._by_address.attempt(address)
        self._by_name.attempt(name)
        account = self._accounts.find(name)
        if not self._matches(account, password):
            raise NotAllowed("the name or the password is wrong; check both and try again")
        self._by_name.clear(name)
        self._by_address.take_back(address)
        token = secrets.token_urlsafe(32)
        now = self._clock()
        self._accounts.open_session(_hashed(token), name, now, now + ABSOLUTE)
        return token

    def who(self, token: str) -> Session | None:
        """Whose token this is; None when it is unknown, was not used for 30 minutes, or is 12 hours old."""
        now = self._clock()
        found = self._accounts.session(_hashed(token), now)
        if found is None:
            return None
        if now - found.seen >= IDLE:
            self._accounts.close_session(_hashed(token))
            return None
        if now - found.seen >= _TOUCH_EVERY:
            self._accounts.touch(_hashed(token), now)
        return found

    def log_out(self, token: str) -> None:
        """End a session."""
        self._accounts.close_session(_hashed(token))

    def _matches(self, account: Account | None, password: str) -> bool:
        usable = account is not None and not account.disabled and len(password) <= _LONGEST_PASSWORD
        decoy = self._decoy()
        kept = account.password_hash if account is not None and usable else decoy
        if not self._checks.acquire(timeout=_CHECK_WAIT_SECONDS):
            raise Busy("too many people log in at once; try again", retry_after=_CHECK_WAIT_SECONDS)
        try:
            return self._hasher.verify(_bytes(password[:_LONGEST_PASSWORD]), kept) and usable
        finally:
            self._checks.release()


def _plain(name: str) -> str:
    """The form a name is kept in; "", which is nobody, for one with signs that cannot be seen."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return plain if plain.isprintable() else ""


def _bytes(password: str) -> bytes:
    """The same on every keyboard, and never an encoding error."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
