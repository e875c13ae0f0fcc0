"""What of the data is asked for, and where a page of it ended."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import astuple, dataclass
from datetime import datetime

from guide import geo
from guide.opendata.records import Stand
from guide.types import Entry, Lang

LONGEST = 600
"""Characters of a cursor."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """Filters; what is empty lets everything pass. `words` and `area` are compared as `register.plain` writes them."""

    kinds: tuple[str, ...] = ()
    city: str = ""
    area: tuple[str, ...] = ()
    """Spellings of one area."""
    words: tuple[str, ...] = ()
    """Spellings of one name."""
    language: Lang = ""
    """Only what has a name or a text in this language."""
    tag: str = ""
    since: int | datetime | None = None
    """Only what changed after this content_version, or at this moment or later."""
    box: geo.Box | None = None
    """West, south, east, north."""

    def passes(self, entry: Entry, stand: Stand, words: str, area: str) -> bool:
        """Whether an entry is among what is asked for."""
        return (
            (not self.kinds or entry.kind in self.kinds)
            and (not self.city or entry.city == self.city)
            and (not self.tag or self.tag in entry.tags)
            and (not self.language or self.language in entry.names or self.language in entry.texts)
            and (not self.words or any(each in words for each in self.words))
            and (not self.area or any(each in area for each in self.area))
            and (self.since is None or self._is_since(stand))
            and (self.box is None or geo.is_within(entry.position, self.box))
        )

    def _is_since(self, stand: Stand) -> bool:
        return stand.at >= self.since if isinstance(self.since, datetime) else stand.version > (self.since or 0)

    @property
    def digest(self) -> str:
        """Tells one question from another."""
        return hashlib.sha256(json.dumps(astuple(self), default=str).encode()).hexdigest()[:10]


def cursor(sieve: Sieve, after: str) -> str:
    """Where a page ended, for whoever asks on with the same filters."""
    return base64.urlsafe_b64encode(json.dumps([1, sieve.digest, after]).encode()).decode().rstrip("=")


def behind(sieve: Sieve, text: str) -> str | None:
    """The id behind which a page begins; None for what is no cursor of this question."""
    if len(text) > LONGEST or not text.isascii():
        return None
    try:
        told = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return None
    is_whole = isinstance(told, list) and len(told) == 3 and told[:2] == [1, sieve.digest]
    return told[2] if is_whole and isinstance(told[2], str) else None
