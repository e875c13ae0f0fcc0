"""The second factor: codes of six digits from an app on the phone (TOTP, RFC 6238), and codes on paper in its place.

A code holds for its half minute and the one on either side, and once: who reads it over a shoulder comes too late.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from datetime import datetime
from hmac import compare_digest

import pyotp

from guide.editing.passwords import digest
from guide.errors import NotAllowed
from guide.storage.second_factors import SecondFactors

CODES = 10
"""Recovery codes, handed out together."""
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No sign of it is taken for another."""
_GROUPS, _GROUP = 3, 4
_SECRET = re.compile(r"[A-Z2-7]{32}")


class SecondFactor:
    """Switches it on and off, and checks what is typed."""

    def __init__(self, factors: SecondFactors, clock: Callable[[], datetime]) -> None:
        self._factors = factors
        self._clock = clock

    def is_on(self, name: str) -> bool:
        """Whether an account asks for a code."""
        return bool(self._factors.secret(name))

    def codes_left(self, name: str) -> int:
        """How many recovery codes nobody has used."""
        return self._factors.codes_left(name)

    def switch_on(self, name: str, secret: str, code: str) -> tuple[str, ...]:
        """Ask for codes of this secret from now on; the recovery codes. Raises NotAllowed for a code not of it."""
        step = self._step(secret, _plain(code)) if _SECRET.fullmatch(secret) else None
        if step is None:
            raise NotAllowed("this is not the code of the moment; type the one the app shows now")
        codes = _new_codes()
        self._factors.put(name, secret, step, [_kept(name, each) for each in codes])
        return codes

    def switch_off(self, name: str) -> None:
        """Ask for no code any more."""
        self._factors.remove(name)

    def new_codes(self, name: str) -> tuple[str, ...]:
        """Recovery codes in place of all that are left."""
        codes = _new_codes()
        self._factors.renew(name, [_kept(name, each) for each in codes])
        return codes

    def accepts(self, name: str, typed: str) -> bool:
        """Whether this is a code of the moment, or a recovery code; either is used up by it."""
        code = _plain(typed)
        step = self._step(self._factors.secret(name), code)
        if step is not None:
            return self._factors.use_step(name, step)
        return len(code) == _GROUPS * _GROUP and self._factors.use_code(name, _kept(name, code))

    def _step(self, secret: str, code: str) -> int | None:
        """The time step a code belongs to, of the three that hold now."""
        if not secret or not (code.isascii() and code.isdecimal()):
            return None
        maker = pyotp.TOTP(secret)
        now = maker.timecode(self._clock())
        matching = [step for step in (now - 1, now, now + 1) if compare_digest(maker.generate_otp(step), code)]
        return matching[-1] if matching else None


def new_secret() -> str:
    """A secret for a phone to keep: 160 bits in base 32."""
    return pyotp.random_base32(32)


def address(secret: str, name: str, issuer: str) -> str:
    """The otpauth address that an app reads from a QR code (Key Uri Format). Raises NotAllowed for no such secret."""
    if not _SECRET.fullmatch(secret):
        raise NotAllowed("there is no such secret; begin again")
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


def _plain(typed: str) -> str:
    """Without spaces and hyphens, and with the digits that a Chinese keyboard makes wide as they usually are."""
    return "".join(re.findall(r"\w", unicodedata.normalize("NFKC", typed[:100]))).lower()


def _new_codes() -> tuple[str, ...]:
    return tuple(
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
        for _ in range(CODES)
    )


def _kept(name: str, code: str) -> str:
    return digest(f"{name}:{code.replace('-', '')}")
