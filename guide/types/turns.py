"""What a visitor says, and what is understood of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from guide.types.entries import Lang


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the conversation as the client sent it."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the client says beside the messages. `lang` is the page's language, a hint; the turn's own language wins."""

    now: datetime
    lang: Lang | None = None
    location: tuple[float, float] | None = None
    conversation: str | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One turn, understood: what is asked, about which entries. What skills find answers for."""

    text: str
    standalone: str
    """The question with its places named, so that it can be read alone."""
    lang: Lang
    now: datetime
    entries: tuple[str, ...] = ()
    """The entries meant, in the order they were named."""
    fields: tuple[tuple[str, ...], ...] = ()
    """What is asked for; of several fields in one ask, the first that the entry has is meant."""
    named: bool = False
    """The turn names its place itself."""
    stranger: str = ""
    """A name in the question that is not known."""
    ties_person: bool = False
    """Its words tie a person to a place: built, lived, wrote."""
    topics: tuple[str, ...] = ()
    """Entries on what is asked in general, parking in this city: for where the place itself says nothing of it."""
    aspects: tuple[str, ...] = ()
    """Other names in the question, as in "is the tower near it?": what to look for in the answer."""
    wants_intro: bool = False
    wants_more: bool = False
    is_asking: bool = True
    on_topic: bool = False
    """About weather, toilets or the like, not about a place."""
    smalltalk: str | None = None
    kinds: tuple[str, ...] = ()
    """Kinds of place it speaks of."""
    home: str = ""
    """The city the guide is of."""
    of_city: bool = False
    """It names the city and no place: it may leave the place in talk."""
    away: str = ""
    """The other city it names, where it names neither the own city nor a place of that one."""
    content: frozenset[str] = frozenset()
    """Its search tokens without the words every question has."""
    wants_figure: bool = False
    evidence: str = ""
    """A pattern of the words that a sentence has which answers for the asked fields."""
    said: str = ""
    """What the guide's replies said before: "tell me more" goes on where they stopped."""
    paid_part: str = ""
    """What is paid beside the ticket and is asked the price of: a boat on the lake."""
    again: tuple[tuple[str, ...], ...] = ()
    """What was asked before, where more of it is wanted: "what else?" after the dishes of a teahouse."""
    sum: str = ""
    """A pattern of a sum of money in the language of the question."""
    has_what: bool = False
    """Whether a place has something is asked."""
    paid_once: str = ""
    """A pattern of what was once paid for something, where that is asked and not what a visitor pays."""
    particular: str = ""
    """A pattern of what is asked for by name and only a sentence with it answers: whether the menu is halal."""
