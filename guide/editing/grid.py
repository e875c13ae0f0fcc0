"""A grid of cells, wherever it came from, as rows under headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from guide.editing.problems import Place, problem
from guide.errors import Problem

Cell = str | tuple[str, ...] | Mapping[str, str]
"""Words, a list of words, or words by key (a price for each room, a name for each language)."""

Line = tuple[int, Sequence[str]]
"""The number of a line, from 1, and its cells."""

_UNSEEN = re.compile("[\ufeff\u200b\u200e\u200f\u2060\0\ud800-\udfff]")
"""Marks without a shape, and halves of characters, which no file can hold."""

_DEFUSED = re.compile(r"^'(?=[=+\-@])")

_ABOVE = 10
"""How many lines with a single cell (a title, a date, a note) may stand above the headings."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells in the order of the columns, empty ones left out."""

    line: int
    cells: tuple[tuple[str, Cell], ...]
    headings: tuple[str, ...] = ()
    """All headings of its table, filled in or not; empty for JSON, where each record has its own."""
    sheet: str = ""
    """Name of the sheet where a workbook has several."""

    def place(self, file: str) -> Place:
        """Where the row stands, as a problem names it."""
        return Place(within(file, self.sheet), self.line)


def within(file: str, sheet: str) -> str:
    """A file and, where it has several, its sheet."""
    return f"{file} [{sheet}]" if sheet else file


def clean(text: str) -> str:
    """A cell's text without surrounding space and characters nobody sees, and without the mark that our own tables
    put before what a spreadsheet program would take for a formula ('+86 514 ...)."""
    return _DEFUSED.sub("", _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip())


def shown(text: str) -> str:
    """The beginning of a cell, to be named in a problem."""
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def rows_of(grid: Iterator[Line], file: str, sheet: str = "") -> Iterator[Row | Problem]:
    """Rows under the first line with two different cells. Lines above it, a title say, are named and passed over."""
    where = within(file, sheet)
    above: list[Line] = []
    for line, cells in grid:
        if len(set(filter(None, cells))) >= 2:
            break
        above.append((line, cells))
        if len(above) > _ABOVE:
            yield from _one_column(chain(above, grid), where, sheet)
            return
    else:
        yield from _one_column(above, where, sheet)
        return
    for number, words in above:
        if any(words):
            yield problem("above-headings", Place(where, number), words=shown(next(filter(None, words))))
    yield from _table(grid, cells, Place(where, line), sheet)


def _one_column(grid: Iterable[Line], where: str, sheet: str) -> Iterator[Row | Problem]:
    """A table of one column: its first cell is the heading."""
    filled = ((line, next(filter(None, cells))) for line, cells in grid if any(cells))
    first = next(filled, None)
    if first is None:
        yield problem("empty-table", Place(where, 1))
        return
    for line, cell in filled:
        yield Row(line, ((first[1], cell),), (first[1],), sheet)


def _table(grid: Iterator[Line], top: Sequence[str], place: Place, sheet: str) -> Iterator[Row | Problem]:
    last = max(number for number, cell in enumerate(top) if cell)
    for number, cell in enumerate(top[:last]):
        if not cell:
            yield problem("no-heading", place, column=letters(number))
    headings = tuple(cell or letters(number) for number, cell in enumerate(top))
    for line, cells in grid:
        beyond = next(filter(None, cells[last + 1 :]), None)
        if beyond:
            yield problem("too-many-cells", Place(place.file, line), words=shown(beyond))
        named = chain(headings, (letters(number) for number in range(len(headings), len(cells))))
        filled = tuple(pair for pair in zip(named, cells, strict=False) if pair[1])
        if filled:
            yield Row(line, filled, headings, sheet)


def letters(number: int) -> str:
    """A column's letters as spreadsheets show them: 0 is A, 26 is AA."""
    word = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(65 + rest) + word
    return word
