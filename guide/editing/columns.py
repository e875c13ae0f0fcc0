"""The columns of a table as an editor is shown them: what is in each, what it is taken for, and what it is to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from guide.editing import tables
from guide.editing.cells import words
from guide.editing.grid import Cell
from guide.editing.headings import FACT, LEFT_OUT, UNKNOWN, Column, Headings, unknown
from guide.editing.rows import kind_word
from guide.errors import Problem
from guide.types import Lang

KEEP, LEAVE = "keep", "leave"
"""What an editor may say of a column beside a field or a role: keep it as it is called, or leave it out."""
ROLES = (
    "name", "aliases", "id", "kind", "city", "lang", "text", "tags", "position", "lonlat", "latlon", "lat", "lon",
    "datum", "precision", "source", "source_url", "as_of", "revision",
)  # fmt: skip
"""What a column may be that is no field, in the order in which the form offers them."""
SAMPLES = 3
_SAMPLE = 60
_LOOKED = 300
"""Rows whose kinds are asked when the meaning of a heading is guessed."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an editor says a column is: `meaning` is a field ("fact:price"), a role ("role:name"), KEEP or LEAVE.

    Empty parts stay as the heading says.
    """

    meaning: str = ""
    lang: Lang = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One column: its first cells, how many are filled, and what it is taken for."""

    heading: str
    samples: tuple[str, ...]
    filled: int
    guesses: tuple[Column, ...]
    """What its heading means; several where that depends on the kind of the row."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A table at first sight."""

    columns: tuple[Surveyed, ...]
    rows: int
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Seen:
    filled: int = 0
    samples: list[str] = field(default_factory=list)
    guesses: dict[tuple[str, str], Column] = field(default_factory=dict)


def survey(path: Path, headings: Headings, kind: str = "") -> Survey:
    """What stands in a table, column by column. `kind` is that of rows that do not say theirs."""
    seen: dict[str, _Seen] = {}
    problems: list[Problem] = []
    rows = 0
    for each in tables.read(path):
        if isinstance(each, Problem):
            problems.append(each)
            continue
        for heading in each.headings:
            seen.setdefault(heading, _Seen())
        word = kind_word(each, headings) if rows < _LOOKED else ""
        own = headings.kind(word) or kind
        rows += 1
        for heading, cell in each.cells:
            _look(seen.setdefault(heading, _Seen()), cell)
            if rows <= _LOOKED:
                _guess(seen[heading], headings.column(heading, own))
    for heading, column in seen.items():
        if not column.guesses:
            _guess(column, headings.column(heading, kind))
    columns = (Surveyed(key, tuple(it.samples), it.filled, tuple(it.guesses.values())) for key, it in seen.items())
    return Survey(tuple(columns), rows, tuple(problems))


def chosen(guess: Column, choice: Choice, types: Mapping[str, str]) -> Column:
    """A column as an editor said it is. `types` are those of the known fields."""
    column = _meant(guess, choice.meaning, types)
    if choice.lang:
        column = replace(column, lang=choice.lang)
    return replace(column, label=choice.label) if choice.label and column.role == FACT else column


def _meant(guess: Column, meaning: str, types: Mapping[str, str]) -> Column:
    kind, _, name = meaning.partition(":")
    if kind == "fact" and name in types:
        return replace(guess, role=FACT, field=name, type=types[name])
    if kind == "role" and name in ROLES:
        return replace(guess, role=name, field="", type="", label=None)
    if meaning == KEEP:
        return unknown(guess)
    return replace(guess, role=LEFT_OUT, field="") if meaning == LEAVE else guess


def is_choice(meaning: str, fields: Iterable[str]) -> bool:
    """Whether a form may say so."""
    kind, _, name = meaning.partition(":")
    return meaning in ("", KEEP, LEAVE) or (kind == "fact" and name in fields) or (kind == "role" and name in ROLES)


def _look(column: _Seen, cell: Cell) -> None:
    column.filled += 1
    text = words(cell)
    shown = text if len(text) <= _SAMPLE else f"{text[: _SAMPLE - 1]}…"
    if len(column.samples) < SAMPLES and shown not in column.samples:
        column.samples.append(shown)


def _guess(column: _Seen, guess: Column) -> None:
    column.guesses.setdefault((guess.role, guess.field if guess.role != UNKNOWN else ""), guess)
