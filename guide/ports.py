"""What the core asks of parts that have more than one implementation.

Every implementation passes the port's suite in tests/contracts/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from guide.types import Finding, Message

Vectors = NDArray[np.float32]


Progress = Callable[[str, int, int], None]
"""Told what is under way, how many of its steps are done, and how many there are."""


def unseen(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


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
