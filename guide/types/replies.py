"""What the saying half says: sentences, what closes them, and the sound of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from guide.types.entries import Lang


@dataclass(frozen=True, slots=True)
class Citation:
    """Source `n` of an answer, as the page shows it under the text."""

    n: int
    entry: str
    title: str
    heading: str
    source: str | None
    as_of: str | None
    checked_on: str | None
    url: str | None
    page: str = ""
    """The path of the entry's page."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of answer text ready to show; it carries [n] marks, and its own spacing."""

    text: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a question was about and what it was given, by id and concept: counted, never tied to who asked. `asked` is
    what it asked for, as understood: "entry#field", each may be empty; `lacked`: some of it is not known."""

    about: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    asked: str = ""
    lacked: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What closes an answer, after its sentences. `text` is all of them joined."""

    id: str
    text: str
    lang: Lang
    skill: str
    answered: bool
    label: str
    citations: tuple[Citation, ...] = ()
    cards: tuple[Mapping[str, Any], ...] = ()
    suggestions: tuple[str, ...] = ()
    notices: tuple[Mapping[str, Any], ...] = ()
    composer: str = "templates"
    touched: Touched = Touched()


Track: TypeAlias = tuple[tuple[int, str], ...]
"""What a mouth does: (milliseconds from the start of the sound, shape), ascending, from 0 to a last rest at the end."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Words spoken: 16-bit mono sound of `rate` samples a second, and what the mouth does meanwhile."""

    sound: bytes
    rate: int
    track: Track

    @property
    def milliseconds(self) -> int:
        """How long it sounds."""
        return len(self.sound) * 500 // self.rate
