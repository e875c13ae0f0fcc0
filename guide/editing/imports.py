"""Spreadsheets into entries: every row that can be used is, every cell of it is kept, and each fault is named with its fix.

`read_file` reads and types a file without looking at the base; `plan` compares the result with what is published and says what
would change, which is also what --dry-run prints. Columns of the file replace those fields of an entry; its other fields stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from guide.editing import slugs, tables
from guide.editing.grid import Row
from guide.editing.headings import FACT, UNKNOWN, Column, Headings
from guide.editing.rows import Defaults, Told, tell
from guide.errors import Problem
from guide.types import Entry, Text

__all__ = ["Defaults", "Imported", "read_file"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds: entries, faults, and what each of its columns was taken for."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    columns: Mapping[str, str]
    """Heading to field id, role (name, text ...) or, for an unknown column, its own heading."""
    cities: Mapping[str, Text] = field(default_factory=dict)
    """City ids with the name the file gives them."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """By entry id: the line, what stood in the row itself, and which cells were emptied on purpose."""


@dataclass(slots=True)
class _Reading:
    file: str
    headings: Headings
    defaults: Defaults
    told: dict[str, Told] = field(default_factory=dict)
    names: dict[tuple[str, str, str], int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, dict[str, None]] = field(default_factory=dict)
    cities: dict[str, Text] = field(default_factory=dict)
    sheets: dict[str, bool] = field(default_factory=dict)


def read_file(path: Path, headings: Headings, defaults: Defaults = Defaults()) -> Imported:  # noqa: B008 (frozen)
    """Read a .csv, .xlsx, .json or .jsonl file. Faults are in `problems`; nothing is raised for bad input."""
    kind = headings.kind(defaults.kind) or slugs.slug(defaults.kind) if defaults.kind else headings.kind(path.stem)
    reading = _Reading(str(path), headings, replace(defaults, kind=kind))
    for each in tables.read(path, defaults.lang):
        if isinstance(each, Problem):
            reading.problems.append(each)
        elif _is_table(reading, each):
            _take(reading, each)
    if not reading.told and not reading.problems:
        fix = "put a row of headings first and one row for each place below it"
        reading.problems.append(Problem(str(path), 1, "no-rows", "there are no rows", fix))
    columns = {heading: " / ".join(meanings) for heading, meanings in reading.columns.items()}
    entries = tuple(told.entry for told in reading.told.values())
    return Imported(entries, tuple(_once(reading.problems)), columns, reading.cities, reading.told)


def _is_table(reading: _Reading, row: Row) -> bool:
    """A sheet without a column for names or ids is a legend or a note, not a table of places."""
    if not row.headings:
        return True
    if row.sheet not in reading.sheets:
        roles = {reading.headings.column(heading).role for heading in row.headings}
        reading.sheets[row.sheet] = bool(roles & {"name", "id"})
        if not reading.sheets[row.sheet]:
            where = f"{reading.file} [{row.sheet}]" if row.sheet else reading.file
            fix = "head the column of names with 'name' or '名称'; a sheet of notes can stay as it is"
            severity = "warning" if row.sheet else "error"
            reading.problems.append(Problem(where, row.line, "no-name-column", "no column for names", fix, severity))
    return reading.sheets[row.sheet]


def _take(reading: _Reading, row: Row) -> None:
    sheet_kind = reading.headings.kind(row.sheet) if row.sheet else None
    defaults = (
        reading.defaults if not sheet_kind else replace(reading.defaults, kind=reading.defaults.kind or sheet_kind)
    )
    told = tell(row, reading.headings, defaults, reading.file)
    reading.problems.extend(told.problems)
    for column in told.columns:
        reading.columns.setdefault(column.heading, {})[_meaning(column)] = None
    fault = _unusable(told, row)
    if fault:
        where = f"{reading.file} [{row.sheet}]" if row.sheet else reading.file
        reading.problems.append(Problem(where, row.line, *fault))
        return
    told = _identified(reading, told)
    earlier = reading.told.get(told.entry.id)
    if earlier:
        message = f"id {told.entry.id!r} already stands on line {earlier.line}; this row is not loaded"
        reading.problems.append(Problem(reading.file, row.line, "duplicate-id", message, "give one of them another id"))
        return
    reading.told[told.entry.id] = told
    if told.city:
        reading.cities.setdefault(told.entry.city, {told.entry.lang: told.city})


def _meaning(column: Column) -> str:
    words = column.field if column.role in (FACT, UNKNOWN) else column.role
    return f"{words} ({column.lang})" if column.lang else words


def _unusable(told: Told, row: Row) -> tuple[str, str, str] | None:
    """Why a row cannot become an entry. A row with an id may tell only part: it changes an entry that is there already."""
    partial = "id" in told.given
    if not told.entry.names and not partial:
        return "no-name", "the row has no name; it is not loaded", "fill in the name"
    if not told.entry.kind and not partial:
        return "no-kind", "the row does not say what kind of place it is", "add a column 'kind', or give --kind"
    if not told.entry.city and not partial:
        return "no-city", "the row does not say in which city it is", "add a column 'city', or give --city"
    return None


def _identified(reading: _Reading, told: Told) -> Told:
    """An id for a row without one, made of city, kind and name, so that the same row gets the same id next time."""
    entry = told.entry
    name = next(iter(entry.names.values()), "")
    earlier = reading.names.setdefault((entry.city, entry.kind, name), told.line) if name else told.line
    same = earlier != told.line
    if same:
        message = f"{name!r} already stands on line {earlier}"
        fix = "if it is the same place, join the rows; if not, add what tells them apart to the name, or ids"
        reading.problems.append(Problem(reading.file, told.line, "duplicate-name", message, fix, "warning"))
    if entry.id:
        return told
    made = f"{entry.city}-{entry.kind}-{slugs.slug(name)}"
    if made in reading.told:
        made = _next_free(reading, made, "".join(str(fact.value) for fact in entry.of("address")))
    return replace(told, entry=replace(entry, id=made))


def _next_free(reading: _Reading, made: str, address: str) -> str:
    if address and f"{made}-{slugs.digest(address)}" not in reading.told:
        return f"{made}-{slugs.digest(address)}"
    number = 2
    while f"{made}-{number}" in reading.told:
        number += 1
    return f"{made}-{number}"


def _once(problems: list[Problem]) -> list[Problem]:
    """A column refused in every row is named once."""
    seen: dict[tuple[str, ...], Problem] = {}
    for each in problems:
        key = (each.file, each.code, each.message, "" if each.code == "checked-on" else str(each.line))
        seen.setdefault(key, each)
    return list(seen.values())
