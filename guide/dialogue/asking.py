"""Asking the guide from within the house: the whole reply at once, at the visitors' now, in nobody's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from guide.types import Context, Lang, Message, Reply, Sentence


class Answering(Protocol):
    """Whatever answers as the guide does."""

    def answer(self, messages: Sequence[Message], context: Context) -> Iterator[Sentence | Reply]:
        """Sentences, then the reply that closes them."""
        ...


def asking(guide: Answering, clock: Callable[[], datetime]) -> Callable[[Sequence[Message], Lang], Reply]:
    """A function that asks; nothing of it goes into the journal."""

    def ask(messages: Sequence[Message], lang: Lang) -> Reply:
        pieces = guide.answer(messages, Context(now=clock(), lang=lang))
        return [each for each in pieces if isinstance(each, Reply)][-1]

    return ask
