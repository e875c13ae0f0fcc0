"""What the copy desk passes from hand to hand: what is wanted, and a text whose every sentence knows its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from guide.types import Entry, FoundFact, Lang, Text, Value

Origin: TypeAlias = Literal["template", "model", "hand"]

FORMS = ("post", "poster", "leaflet", "label")
TONES = ("plain", "warm", "playful", "solemn")
LANGUAGES: tuple[Lang, ...] = ("zh-Hans", "zh-Hant", "en", "ja", "ko")
MOST_ENTRIES = 8
NAME, PROSE, POSITION = "name", "prose", "position"
"""Fields of a trace that are no facts of their own: what a place is called, what is written of it, where it lies."""
ROWS = ("facts", "tags")
"""Roles of blocks whose lines stand each by itself; the lines of all others run on."""


class Telling(Protocol):
    """Who says facts in a language; the application hands it in."""

    def name(self, entry: Entry, lang: Lang) -> str:
        """What an entry is called."""
        ...

    def values(self, found: FoundFact, lang: Lang) -> str:
        """The values of one field, as words."""
        ...

    def spoken(self, value: Value, lang: Lang) -> Lang:
        """The language in which a value is said to a reader of another."""
        ...

    def in_words(self, text: Text, lang: Lang) -> str:
        """A text by language in the reader's."""
        ...

    def script(self, text: str, lang: Lang) -> str:
        """Chinese text in the reader's script."""
        ...

    def date(self, iso: str, lang: Lang) -> str:
        """A date as a reader writes it."""
        ...


@dataclass(frozen=True, slots=True)
class Brief:
    """What is wanted. `seed` chooses among wordings: the same brief over the same facts gives the same text."""

    entries: tuple[str, ...]
    form: str = FORMS[0]
    tone: str = TONES[0]
    lang: Lang = LANGUAGES[0]
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """One fact that a sentence rests on, as it stood when the sentence was written."""

    entry: str
    field: str
    said: str
    """The fact as words; of a value with a note, the note is in `note` and not in the sentence."""
    mark: str
    """The digest of what the fact says, by which a change is seen."""
    source: str = ""
    url: str = ""
    as_of: str = ""
    checked_on: str = ""
    checked_by: str = ""
    confidence: str = ""
    note: str = ""
    valid_until: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. `fault` says what the check found wrong with one that was changed by hand."""

    text: str
    traces: tuple[Trace, ...] = ()
    origin: Origin = "template"
    fault: str = ""
    template: str = ""
    """What the templates said, where a model phrased it anew."""
    vouched: str = ""
    """Who answers for a sentence that nothing here bears out."""

    @property
    def is_untraced(self) -> bool:
        """Whether it was written by hand and no fact bears it out."""
        return self.origin == "hand" and not self.traces


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences that stand together. `entry` is the place they are about, "" for the whole."""

    role: str
    """title, lead, heading, body, facts, close, tags or small."""
    lines: tuple[Line, ...]
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that is kept. `number` counts its saves; `id` is 0 until stored."""

    brief: Brief
    blocks: tuple[Block, ...]
    made_by: str
    made: datetime
    saved_by: str
    saved: datetime
    id: int = 0
    number: int = 1
    phrased_by: str = ""
    """The model that phrased sentences of it."""

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return next((line.text for block in self.blocks for line in block.lines), "")

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every line, by its key: the numbers of its block and of itself."""
        return numbered(self.blocks)


def numbered(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Line]]:
    """Every line of a text with its key."""
    return ((f"{b}-{n}", line) for b, block in enumerate(blocks) for n, line in enumerate(block.lines))


def with_lines(blocks: tuple[Block, ...], changed: Mapping[str, Line]) -> tuple[Block, ...]:
    """The text with some of its lines put in place of others, by key."""
    return tuple(
        replace(block, lines=tuple(changed.get(f"{b}-{n}", line) for n, line in enumerate(block.lines)))
        for b, block in enumerate(blocks)
    )
