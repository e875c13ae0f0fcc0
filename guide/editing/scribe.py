"""A local model's wording of an answer that an editor is to finish. It knows what the entry says already, no more.

Whatever figure it adds becomes a blank: facts come from people. A model that fails or is slow says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Generator, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Protocol

from guide.editing.prefill import BLANK
from guide.errors import ModelUnavailable
from guide.ports import LanguageModel
from guide.types import Entry, Lang, Message, Value

TEMPLATE = "draft"
TOKENS = 120
SECONDS = 12.0
LONGEST_NOTES = 1200
"""Characters of what the entry says, under the 700 tokens a small model reads."""
_FENCES = str.maketrans("<>", "‹›")
_FIGURE = re.compile(r"\d+(?:[.,:：]\d+)*")


class Renderer(Protocol):
    """What of the prompts is needed: prompts/<lang>/<template>.jinja, filled."""

    def render(self, lang: str, template: str, **values: str) -> str:
        """The text."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be answered: a visitor's question about an entry, in the entry's own language."""

    question: str
    entry: Entry
    subject: str
    """What is asked of it, as people call it; or ""."""

    @property
    def lang(self) -> Lang:
        """The language to write in."""
        return self.entry.lang


class Scribe:
    """Drafts wordings. Without a model it drafts none. `closed` gives the fields whose facts stay inside the house."""

    def __init__(
        self,
        model: LanguageModel | None,
        prompts: Renderer,
        closed: Callable[[], Container[str]] = frozenset,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._model, self._prompts, self._closed, self._clock = model, prompts, closed, clock

    @property
    def name(self) -> str:
        """What the model is called; "" without one."""
        return self._model.name if self._model else ""

    def draft(self, wanted: Wanted) -> str:
        """A wording with blanks, or ""."""
        if self._model is None:
            return ""
        notes = _notes(wanted.entry, self._closed())
        try:
            said = "".join(self._spoken(self._model, self._messages(wanted, notes)))
        except ModelUnavailable:
            return ""
        return _grounded(said.strip(), f"{notes} {wanted.question}")

    def _messages(self, wanted: Wanted, notes: str) -> list[Message]:
        values = {
            "name": wanted.entry.names.get(wanted.lang, wanted.entry.id), "question": wanted.question,
            "subject": wanted.subject, "notes": notes, "blank": BLANK,
        }  # fmt: skip
        fenced = {name: text.translate(_FENCES) for name, text in values.items()}
        return [
            Message(role, self._prompts.render(wanted.lang, TEMPLATE, part=role, **fenced))
            for role in ("system", "user")
        ]

    def _spoken(self, model: LanguageModel, messages: list[Message]) -> Iterator[str]:
        until = self._clock() + SECONDS
        pieces = model.stream(messages, TOKENS)
        try:
            for piece in pieces:
                yield piece
                if self._clock() > until:
                    return
        finally:
            if isinstance(pieces, Generator):
                pieces.close()


def _notes(entry: Entry, closed: Container[str]) -> str:
    facts = (f"{each.field}: {_words(each.value, entry.lang)}" for each in entry.facts if each.field not in closed)
    return "\n".join((*facts, entry.texts.get(entry.lang, "")))[:LONGEST_NOTES]


def _words(value: Value, lang: Lang) -> str:
    return str(value.get(lang, "")) if isinstance(value, Mapping) else str(value)


def _grounded(text: str, notes: str) -> str:
    """The text with a blank for every figure that the notes do not have."""
    known = set(_FIGURE.findall(notes))
    return _FIGURE.sub(lambda found: found[0] if found[0] in known else BLANK, text)
