"""What the finding half found: all that may be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from guide.types.entries import Entry, Fact, Lang


@dataclass(frozen=True, slots=True)
class FoundFact:
    """The facts of one asked field of one entry; `facts` is empty when it is asked and not known."""

    entry: Entry
    field: str
    facts: tuple[Fact, ...] = ()
    aspect: str | None = None
    """What in the field was asked for: one facility, one room, one word to look for."""


@dataclass(frozen=True, slots=True)
class FoundText:
    """A stretch of an entry's prose that answers; `lang` may differ from the visitor's, the composer says so."""

    entry: Entry
    lang: Lang
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class FoundNotice:
    """A notice that holds now at a place, and the fact that says so."""

    place: Entry
    effect: str
    """crowded, closed or advice."""
    found: FoundFact
    until_day: str = ""
    """The day it ends; empty where that is today."""
    until_clock: str = ""
    """HH:MM on that day, where it ends within it."""
    subject: str = ""
    severity: str = ""
    is_of_city: bool = False
    """It speaks of the whole city, whose name `place` bears."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the finding half hands to the saying half: all it may say, nothing it may not."""

    skill: str
    lang: Lang
    question: str
    """The question made standalone."""
    facts: tuple[FoundFact, ...] = ()
    texts: tuple[FoundText, ...] = ()
    entries: tuple[Entry, ...] = ()
    """The entries in talk, best first."""
    intent: str | None = None
    """Finer than the skill: greeting, thanks, unknown-place, unknown-fact, which-one ..."""
    answered: bool = True
    corrections: Mapping[str, str] = field(default_factory=dict)
    """Template values for a wrong premise that is put right."""
    stale_since: str | None = None
    """The date of the oldest perishable fact, when it is past the review period: said once."""
    notices: tuple[FoundNotice, ...] = ()
    """What goes on now at the places in talk, told beside the answer."""
    detail: Any = None
    """What an ability found beyond facts and texts: a frozen value of its own, said by its own teller."""
