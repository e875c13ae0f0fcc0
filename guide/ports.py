"""What the core asks of parts that have more than one implementation.

Every implementation passes the port's suite in tests/contracts/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from guide.types import Finding, Lang, Message, Speech

Vectors = NDArray[np.float32]


Progress = Callable[[str, int, int], None]
"""Told what is under way, how many of its steps are done, and how many there are."""


def unseen(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Level:
    """How it is at a place: `share` of the worst there is, 0 to 1; `kind` is one of guide.feeds.levels.KINDS."""

    place: str
    kind: str
    share: float
    at: datetime
    """When it was measured, with its zone."""


class FeedReader(Protocol):
    """Reads one document of a feed. Raises FeedDown where it is not of the form that was agreed."""

    def read(self, body: bytes, now: datetime) -> tuple[Level, ...]:
        """The levels it tells, places by the feed's own names for them."""
        ...


class Embedder(Protocol):
    """Texts to unit vectors. `key` names model and weights; vectors of two keys are never mixed."""

    @property
    def key(self) -> str:
        """Name of the model and digest of its weights."""
        ...

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), each of length 1 (or 0 for an empty text)."""
        ...

    def query(self, text: str) -> Vectors:
        """One vector of shape (dimension,)."""
        ...


class LanguageModel(Protocol):
    """A chat model that streams text. Raises ModelUnavailable, never anything else."""

    @property
    def name(self) -> str:
        """What the model is called, for the page that says which one speaks."""
        ...

    def stream(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        """Text pieces as they are made. Closing the iterator stops the work."""
        ...


class Composer(Protocol):
    """Finding to sentences. Every sentence carries the [n] marks of the facts it rests on."""

    @property
    def name(self) -> str:
        """Who speaks: templates, or the model's name."""
        ...

    def compose(self, finding: Finding) -> Iterator[str]:
        """Sentences in order, the asked value first. Never raises: a fault ends in the templates' sentences."""
        ...


class Speaker(Protocol):
    """Words to sound. Raises ModelUnavailable, never anything else. Several threads may ask at once."""

    @property
    def name(self) -> str:
        """Engine and voice, with what else makes two clips of one text differ: part of a clip's key."""
        ...

    @property
    def languages(self) -> tuple[Lang, ...]:
        """The languages it speaks now; empty where its engine is not installed."""
        ...

    def speak(self, text: str, lang: Lang, speed: float = 1.0) -> Speech:
        """A sentence or a few, already written as they are read out. A text with nothing to say is short silence."""
        ...

    def close(self) -> None:
        """End what it holds: processes, connections."""
        ...


class Listener(Protocol):
    """Sound to words. Raises ModelUnavailable, never anything else."""

    @property
    def name(self) -> str:
        """What listens."""
        ...

    def hear(self, sound: bytes, kind: str, lang: Lang | None = None) -> str:
        """What is said in a file of the media type `kind`; `lang` where it is known."""
        ...

    def close(self) -> None:
        """End what it holds: processes, connections."""
        ...
