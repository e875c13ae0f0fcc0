"""How the studio asks the guide: of what is published, and of a draft.

The guide itself is handed in by the application, so that nothing here knows how it answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from guide.storage.saved import Asked, Outcome, Trial
from guide.types import Citation, Entry


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as the studio looks at it, and whether it holds what the question's checks ask for."""

    text: str
    lang: str
    answered: bool
    outcome: Outcome
    citations: tuple[Citation, ...] = ()
    entries: tuple[str, ...] = ()
    """Ids of the entries cited or shown, each once."""

    @property
    def trial(self) -> Trial:
        """What is kept of it."""
        return Trial(self.outcome, self.text, self.entries)


@dataclass(frozen=True, slots=True)
class Stage:
    """A guide over one state of the knowledge."""

    ask: Callable[[Asked], Told]
    named: Callable[[str], frozenset[str]]
    """The entries that a text names."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A question asked of a draft, and of what is published where that is not the same."""

    question: str
    lang: str = ""
    draft: Told | None = None
    live: Told | None = None
    faulty: bool = False
    """Whether the draft cannot be read as an entry, so that nobody could be asked."""


class Rehearse(Protocol):
    """The guide as it would be with drafts published."""

    def __call__(self, *drafts: Entry) -> Stage:
        """A stage over all of these."""
        ...
