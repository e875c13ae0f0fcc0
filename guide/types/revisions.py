"""An entry over time, and cut up to be found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from guide.types.entries import Entry, Lang


@dataclass(frozen=True, slots=True)
class Revision:
    """An immutable version of an entry. `entry` is None when this revision withdrew it."""

    entry_id: str
    number: int
    base: int | None
    version: int
    """The content_version that made it live."""
    author: str
    at: datetime
    comment: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Change:
    """What an editor asks for: `entry` replaces revision `base` (None: the entry is new); None withdraws it."""

    entry_id: str
    entry: Entry | None
    base: int | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an entry that can be found: one section of prose or one fact. `id` is 0 until stored."""

    entry_id: str
    city: str
    lang: Lang
    field: str
    """Field id for a fact, "" for prose."""
    heading: str
    text: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score in one search; higher is better."""

    passage: Passage
    score: float
