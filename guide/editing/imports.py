"""Spreadsheets into entries: every usable row is used, every cell of it kept, and each fault is named with its fix.

`read_file` reads a file without looking at the base; `plan` says what it would change there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from guide.editing import differences, slugs, statements, tables
from guide.editing.amenities import Amenities
from guide.editing.files import Loaded
from guide.editing.grid import Row, within
from guide.editing.headings import FACT, UNKNOWN, Column, Headings
from guide.editing.merging import merge, unconfirmed
from guide.editing.problems import Place, problem
from guide.editing.rows import Defaults, Told, tell
from guide.editing.tongues import of_name
from guide.errors import Conflict, Problem
from guide.types import Change, Entry, Lang, Revision, Text

__all__ = ["Defaults", "ImportPlan", "Imported", "of_folder", "plan", "read_file"]

_NOTHING = Defaults()


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file holds: entries, faults, and what each of its columns was taken for."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    columns: Mapping[str, str]
    """Heading to field id, role (name, text ...) or, for an unknown column, its own heading."""
    cities: Mapping[str, Text] = field(default_factory=dict)
    """City ids with the names the file gives them."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """By entry id, what its row said; an entry that is not in it is whole and replaces what is there."""
    revisions: Mapping[str, int] = field(default_factory=dict)
    """By entry id, the revision that an exported file came from."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What would happen. Nothing is written until its changes are published."""

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """Entries that were changed since the file was written; they are skipped."""
    problems: tuple[Problem, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each changed entry the parts that differ: fact:price, name:en, position ..."""
    before: Mapping[str, Revision] = field(default_factory=dict)
    """By id, the revision that a new or changed entry is put on top of."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """All that is to be published."""
        return self.new + self.changed


@dataclass(slots=True)
class _Drafted:
    """A plan half made."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    before: dict[str, Revision] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """A file half read."""

    file: str
    headings: Headings
    defaults: Defaults
    told: dict[str, Told] = field(default_factory=dict)
    names: dict[tuple[str, str, str], int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, dict[str, None]] = field(default_factory=dict)
    cities: dict[str, dict[Lang, str]] = field(default_factory=dict)
    sheets: dict[tuple[str, tuple[str, ...]], bool] = field(default_factory=dict)


def read_file(
    path: Path, headings: Headings, defaults: Defaults = _NOTHING, amenities: Amenities | None = None
) -> Imported:
    """Read a .csv, .xlsx, .json, .jsonl or .geojson file. Faults are in `problems`; bad input raises nothing.

    Without a column or default for the kind, the name of the sheet or of the file is asked: hotels.csv. With
    `amenities` the points of a map are read too, by the tags of OpenStreetMap.
    """
    kind = headings.kind(defaults.kind) or slugs.kind_id(defaults.kind) if defaults.kind else None
    reading = _Reading(str(path), headings, replace(defaults, kind=kind))
    for each in tables.read(path, defaults.lang):
        if isinstance(each, Problem):
            reading.problems.append(each)
        elif _is_table(reading, each):
            row = amenities.row(each, headings, reading.defaults.kind, defaults.city) if amenities else each
            _take(reading, row, each.sheet or path.stem)
    if not reading.told and not any(each.severity == "error" for each in reading.problems):
        unread = [title for (title, _), is_table in reading.sheets.items() if not (is_table or headings.is_note(title))]
        code = "no-table" if unread else "no-rows"
        reading.problems.append(problem(code, Place(str(path), 1)))
    return Imported(
        tuple(told.entry for told in reading.told.values()), tuple(_once(reading.problems)),
        {heading: " / ".join(meanings) for heading, meanings in reading.columns.items()}, reading.cities, reading.told,
    )  # fmt: skip


def of_folder(loaded: Loaded) -> Imported:
    """A knowledge folder as an import: its files are whole entries, each with the revision it came from."""
    names = {city.id: city.names for city in loaded.cities.values()}
    return Imported(loaded.entries, loaded.problems, {}, names, revisions=loaded.revisions)


def _is_table(reading: _Reading, row: Row) -> bool:
    """A sheet without a column for names or ids is a legend or a note, not a table of places."""
    key = (row.sheet, row.headings)
    if row.headings and key not in reading.sheets:
        roles = {reading.headings.column(heading).role for heading in row.headings}
        reading.sheets[key] = bool(roles & {"name", "id"})
        if not reading.sheets[key] and row.sheet and not reading.headings.is_note(row.sheet):
            reading.problems.append(problem("no-name-column", Place(within(reading.file, row.sheet), row.line)))
    return reading.sheets.get(key, True)


def _take(reading: _Reading, row: Row, title: str) -> None:
    defaults = reading.defaults
    if not defaults.kind:
        defaults = replace(defaults, kind=reading.headings.kind(title))
    told, faults = tell(row, reading.headings, defaults, reading.file)
    reading.problems.extend(faults)
    for heading, _ in row.cells:
        column = reading.headings.column(heading, told.entry.kind)
        reading.columns.setdefault(heading, {})[_meaning(column)] = None
    lack = _lack(told)
    if lack:
        reading.problems.append(problem(lack, row.place(reading.file)))
        return
    told = _identified(reading, told, row)
    earlier = reading.told.get(told.entry.id)
    if earlier:
        values = {"id": told.entry.id, "line": earlier.place.line}
        reading.problems.append(problem("repeated-id", row.place(reading.file), **values))
        return
    reading.told[told.entry.id] = told
    if told.city:
        names = reading.cities.setdefault(told.entry.city, {})
        names.setdefault(of_name(told.city, told.entry.lang), told.city)


def _meaning(column: Column) -> str:
    words = column.field if column.role in (FACT, UNKNOWN) else column.role
    return f"{words} ({column.lang})" if column.lang else words


def _lack(told: Told) -> str:
    """Why a row cannot become an entry. A row with an id may tell only a part: it changes an entry that is there."""
    if "id" in told.given:
        return ""
    needs = {"name": told.entry.names, "kind": told.entry.kind, "city": told.entry.city}
    return next((f"row-without-{each}" for each, value in needs.items() if not value), "")


def _identified(reading: _Reading, told: Told, row: Row) -> Told:
    """An id for a row without one: the same row gets the same id next time, whatever stands around it."""
    entry = told.entry
    name = next(iter(entry.names.values()), "")
    key = (entry.city, entry.kind, name)
    earlier = reading.names.setdefault(key, told.place.line) if name else told.place.line
    if earlier != told.place.line:
        values = {"name": repr(name), "line": earlier}
        reading.problems.append(problem("repeated-name", row.place(reading.file), **values))
    if entry.id:
        return told
    made = slugs.made_id(entry.city, entry.kind, name)
    if made in reading.told:
        made = _next_free(reading, made, "".join(statements.spoken(fact.value) for fact in entry.of("address")))
    return replace(told, entry=replace(entry, id=made))


def _next_free(reading: _Reading, made: str, address: str) -> str:
    by_address = f"{made}-{slugs.digest(address)}"
    if address and by_address not in reading.told:
        return by_address
    number = 2
    while f"{made}-{number}" in reading.told:
        number += 1
    return f"{made}-{number}"


def _once(problems: list[Problem]) -> list[Problem]:
    """A column that is refused in every row is named once."""
    seen: dict[object, Problem] = {}
    for each in problems:
        seen.setdefault((each.file, each.message) if each.code == "refused-column" else id(each), each)
    return list(seen.values())


def plan(imported: Imported, current: Callable[[str], Revision | None]) -> ImportPlan:
    """Compare an import with what is published. `current` gives an entry's newest revision, or None."""
    drafted = _Drafted()
    for entry in imported.entries:
        told, revision = imported.told.get(entry.id), current(entry.id)
        if revision:
            drafted.before[entry.id] = revision
        stated = told.revision if told else imported.revisions.get(entry.id)
        if stated is not None and revision is not None and stated < revision.number:
            drafted.conflicts.append(Conflict(entry.id, stated, revision))
        elif revision is None or revision.entry is None:
            _draft_new(drafted, entry, told, revision)
        else:
            merged = merge(told, revision.entry) if told else unconfirmed(entry, revision.entry)
            _draft_change(drafted, revision.entry, *merged, revision)
    return ImportPlan(
        tuple(drafted.new), tuple(drafted.changed), tuple(drafted.unchanged), tuple(drafted.conflicts),
        tuple(drafted.problems), drafted.parts, drafted.before,
    )  # fmt: skip


def _draft_new(drafted: _Drafted, entry: Entry, told: Told | None, withdrawn: Revision | None) -> None:
    lacks = [name for name, value in (("name", entry.names), ("kind", entry.kind), ("city", entry.city)) if not value]
    if lacks:
        place = told.place if told else Place(entry.id)
        drafted.problems.append(problem("partial-new", place, id=entry.id, missing=", ".join(lacks)))
    else:
        entry, faults = unconfirmed(entry, None)
        drafted.problems.extend(faults)
        drafted.new.append(Change(entry.id, entry, withdrawn.number if withdrawn else None))


def _draft_change(drafted: _Drafted, before: Entry, after: Entry, faults: list[Problem], base: Revision) -> None:
    drafted.problems.extend(faults)
    differing = differences.between(before, after)
    if differing:
        drafted.changed.append(Change(after.id, after, base.number))
        drafted.parts[after.id] = tuple(each.part for each in differing)
    else:
        drafted.unchanged.append(after.id)
