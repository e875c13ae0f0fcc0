"""A grid of cells, wherever it came from, as rows with headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from guide.errors import Problem

Cell = str | tuple[str, ...] | Mapping[str, str]
"""Words, a list of words, or words by key (a price for each room, a name for each language)."""

_UNSEEN = re.compile("[\ufeff\u200b\u200e\u200f\u2060\0]")
_TITLES = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells in the order of the columns, empty ones left out."""

    line: int
    cells: tuple[tuple[str, Cell], ...]
    headings: tuple[str, ...] = ()
    """All headings of its table, filled in or not; empty for JSON, where each record has its own."""
    sheet: str = ""


def clean(text: str) -> str:
    """A cell's text without surrounding space and characters nobody sees."""
    return _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def rows_of(grid: Iterator[tuple[int, Sequence[str]]], file: str, sheet: str = "") -> Iterator[Row | Problem]:
    """Rows under the first line that looks like headings; lines above it (a title, a date) are named and passed over."""
    where = f"{file} [{sheet}]" if sheet else file
    above: list[tuple[int, Sequence[str]]] = []
    for line, cells in grid:
        if sum(1 for cell in set(cells) if cell) >= 2:
            break
        above.append((line, cells))
        if len(above) > _TITLES:
            break
    else:
        yield from _one_column(above, where, sheet)
        return
    if len(above) > _TITLES:
        yield from _one_column(chain(above, grid), where, sheet)
        return
    yield from (_passed_over(where, number, words) for number, words in above if any(words))
    headings, problems = _headings(cells, line, where)
    yield from problems
    for number, words in grid:
        yield from _row(number, words, headings, where, sheet)


def _one_column(
    grid: Sequence[tuple[int, Sequence[str]]] | Iterator[tuple[int, Sequence[str]]], where: str, sheet: str
) -> Iterator[Row | Problem]:
    filled = ((line, [cell for cell in cells if cell][:1]) for line, cells in grid if any(cells))
    first = next(filled, None)
    if first is None:
        yield Problem(
            where, 1, "empty-table", "there is nothing in the table", "put a row of headings first", "warning"
        )
        return
    for line, cells in filled:
        yield Row(line, ((first[1][0], cells[0]),), (first[1][0],), sheet)


def _passed_over(where: str, line: int, cells: Sequence[str]) -> Problem:
    words = next(cell for cell in cells if cell)
    return Problem(
        where,
        line,
        "above-headings",
        f"{words[:40]!r} stands above the headings and is not read",
        "no need to act",
        "warning",
    )


def _headings(cells: Sequence[str], line: int, where: str) -> tuple[tuple[str, ...], list[Problem]]:
    named = tuple(cell or letters(number) for number, cell in enumerate(cells))
    last = max(number for number, cell in enumerate(cells) if cell)
    blank = [letters(number) for number, cell in enumerate(cells[:last]) if not cell]
    fix = "give it a heading; until then its cells are kept under the column's letter"
    return named, [
        Problem(where, line, "no-heading", f"column {each} has no heading", fix, "warning") for each in blank
    ]


def _row(line: int, cells: Sequence[str], headings: tuple[str, ...], where: str, sheet: str) -> Iterator[Row | Problem]:
    beyond = [cell for cell in cells[len(headings) :] if cell]
    if beyond:
        message = f"{len(beyond)} more cells than headings, from {beyond[0][:40]!r}"
        yield Problem(where, line, "too-many-cells", message, "quote the cell that holds a delimiter, or add a heading")
    extra = ((letters(number), cell) for number, cell in enumerate(cells) if number >= len(headings) and cell)
    filled = tuple(pair for pair in chain(zip(headings, cells, strict=False), extra) if pair[1])
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
