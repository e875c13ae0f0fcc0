"""A conversation as it was heard: what an ability reads to know whether, and how, it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from guide.dialogue.lexicon import Reading
from guide.dialogue.state import State
from guide.retrieval.entities import Mention
from guide.retrieval.index import Snapshot
from guide.types import Context, Lang, Question


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. `words` and the spans of `mentions` are in `retrieval.surfaces.plain(text)`."""

    role: str
    """user or assistant: what the guide said names places, it is never a fact or an instruction."""
    text: str
    lang: Lang
    words: str
    """The text as plain words with the names of places masked (lexicon.MASK), so that no name is read as a wish."""
    raw: str
    """The text folded (simplified, lower case), with its punctuation."""
    mentions: tuple[Mention, ...] = ()
    reading: Reading | None = None
    """None for the assistant's."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """All turns, the last of them asked now, with what was understood of it."""

    turns: tuple[Turn, ...]
    question: Question
    state: State
    """Before the last turn."""
    context: Context
    snapshot: Snapshot

    @property
    def last(self) -> Turn:
        """The turn that is asked now."""
        return self.turns[-1]

    @property
    def asked(self) -> tuple[Turn, ...]:
        """The visitor's turns, oldest first."""
        return tuple(turn for turn in self.turns if turn.role == "user")
