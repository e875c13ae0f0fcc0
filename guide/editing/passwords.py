"""Names, passwords and tokens: what may be chosen, and in which form it is kept.

Passwords are kept as Argon2id hashes, tokens as SHA-256: what is stored opens nothing.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from guide.errors import Busy, NotAllowed

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1024
LONGEST_NAME = 64
_CHECKS_AT_ONCE = 2
_CHECK_WAIT_SECONDS = 10


class Passwords:
    """Hashes passwords and checks them, few at once: a check takes 64 MB on purpose."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hasher = PasswordHash((hasher or Argon2Hasher(),))
        self._decoy = cache(lambda: self._hasher.hash(secrets.token_hex()))
        """Checked where there is no password, so that the time of an answer does not tell. Made at the first check:
        start-up need not wait for it."""
        self._checks = BoundedSemaphore(_CHECKS_AT_ONCE)

    def hashed(self, password: str) -> str:
        """What is kept of a password. Raises NotAllowed for one that is too short or far too long."""
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise NotAllowed(f"the password cannot be used; choose at least {SHORTEST_PASSWORD} characters")
        return self._hasher.hash(_bytes(password))

    def match(self, password: str, kept: str) -> bool:
        """Whether this is the password of a hash; "" is the hash of none. Raises Busy when too many ask at once."""
        usable = bool(kept) and len(password) <= LONGEST_PASSWORD
        against = kept if usable else self._decoy()
        if not self._checks.acquire(timeout=_CHECK_WAIT_SECONDS):
            raise Busy("too many people log in at once; try again", retry_after=_CHECK_WAIT_SECONDS)
        try:
            return self._hasher.verify(_bytes(password[:LONGEST_PASSWORD]), against) and usable
        finally:
            self._checks.release()


def plain(name: str) -> str:
    """The form a name is kept in; "", which is nobody, for one with signs that cannot be seen."""
    folded = unicodedata.normalize("NFKC", name).strip().casefold()
    return folded if folded.isprintable() else ""


def token() -> str:
    """A new secret that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a token."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _bytes(password: str) -> bytes:
    """The same on every keyboard, and never an encoding error."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
