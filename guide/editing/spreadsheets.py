"""Entries as a workbook, one sheet for each kind, whose columns `guide import` and the studio read back.

A table cannot say everything: a price that holds in summer only, a note in three languages. Each row is therefore read
back as an import would before it is written, and whatever would come back changed is left blank. A blank cell says
nothing, so that a table that comes back untouched changes nothing; the folder of files holds all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import product

import xlsxwriter

from guide.editing import differences
from guide.editing.grid import Row, clean
from guide.editing.headings import FACT, Headings
from guide.editing.merging import merge
from guide.editing.rows import Defaults, tell
from guide.types import Entry, Fact, Lang, Revision, Value

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 32_767
"""Characters of one cell in a workbook."""
_Cells = dict[str, dict[str, str]]
"""By part of the entry (differences.parts), its columns and their cells."""


@dataclass(frozen=True, slots=True)
class Titles:
    """What columns are called in an editor's language, as an import understands it."""

    headings: Headings
    roles: Mapping[str, str]
    """By role, the word that heads its column."""
    fields: Mapping[str, str]
    """By field, what the guide calls it; a name that would be read otherwise is not used."""

    def field(self, field: str, kind: str) -> str:
        """The heading of a field's column in a table of one kind."""
        for name in (self.fields.get(field, field), field):
            column = self.headings.column(name, kind)
            if column.field == field and not column.label:
                return name
        return field


def workbook(revisions: Iterable[Revision], titles: Titles) -> bytes:
    """An .xlsx file with these entries. No cell of it is a formula, nor becomes one in a CSV file made of it."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    heading = book.add_format({"bold": True, "bottom": 1})
    for kind, some in _by_kind(revisions).items():
        columns, rows = table(some, titles)
        page = book.add_worksheet(_sheet_name(kind))
        page.freeze_panes(1, 0)
        for at, name in enumerate(columns):
            page.write_string(0, at, name, heading)
        for (line, row), (at, name) in product(enumerate(rows, 1), enumerate(columns)):
            if row.get(name):
                page.write_string(line, at, defused(row[name]))
    if not book.worksheets():
        book.add_worksheet()
    book.close()
    return made.getvalue()


def table(revisions: Iterable[Revision], titles: Titles) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    """The columns of a sheet, and the entries as rows of it without cells that would not come back as they are."""
    drafted = [(each.entry, _parts(each, each.entry, titles)) for each in revisions if each.entry]
    names = dict.fromkeys(name for _, parts in drafted for cells in parts.values() for name in cells)
    rows = [_kept(entry, parts, tuple(names), titles) for entry, parts in drafted]
    return tuple(name for name in names if any(name in row for row in rows)), rows


def _kept(entry: Entry, parts: _Cells, columns: tuple[str, ...], titles: Titles) -> dict[str, str]:
    """The cells that come back as they are: all but the parts that would not, else one part after the other."""
    cells = _ordered(parts, columns)
    lost = _lost(cells, entry, titles)
    if not lost:
        return cells
    fewer = _ordered({part: each for part, each in parts.items() if part not in lost}, columns)
    if not _lost(fewer, entry, titles):
        return fewer
    kept: _Cells = {"": parts[""]}
    for part, each in parts.items():
        if not _lost(_ordered({**kept, part: each}, columns), entry, titles):
            kept[part] = each
    return _ordered(kept, columns)


def _ordered(parts: _Cells, columns: tuple[str, ...]) -> dict[str, str]:
    cells = {name: cell for each in parts.values() for name, cell in each.items()}
    return {name: cells[name] for name in columns if cells.get(name)}


def defused(cell: str) -> str:
    """A cell that no program takes for a formula; `grid.clean` takes the mark off again."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def _by_kind(revisions: Iterable[Revision]) -> dict[str, list[Revision]]:
    kinds: dict[str, list[Revision]] = {}
    for each in revisions:
        if each.entry:
            kinds.setdefault(each.entry.kind, []).append(each)
    return dict(sorted(kinds.items()))


def _sheet_name(kind: str) -> str:
    return "".join(each for each in kind if each not in "[]:*?/\\'")[:31] or "-"


def _lost(cells: Mapping[str, str], entry: Entry, titles: Titles) -> set[str]:
    """The parts that would come back changed."""
    read = tuple((name, clean(defused(cell))) for name, cell in cells.items() if clean(cell))
    told, _ = tell(Row(1, read, tuple(cells)), titles.headings, Defaults(), "")
    merged, _ = merge(told, entry)
    return {each.part for each in differences.between(entry, merged)}


def _parts(revision: Revision, entry: Entry, titles: Titles) -> _Cells:
    roles = titles.roles
    at, base = entry.position, {"id": entry.id, "revision": str(revision.number), "lang": entry.lang}
    place = {"lat": str(at.lat), "lon": str(at.lon), "precision": str(at.precision or "")} if at else {}
    single = {"kind": entry.kind, "city": entry.city, "as_of": entry.as_of or ""}
    single |= {"aliases": "；".join(entry.aliases), "tags": "；".join(entry.tags)}
    parts: _Cells = {"": {roles[role]: cell for role, cell in base.items()}}
    parts |= {role: {roles[role]: cell} for role, cell in single.items() if cell}
    parts["position"] = {roles[role]: cell for role, cell in place.items()}
    for role, texts in (("name", entry.names), ("text", entry.texts)):
        said = ((lang, text) for lang, text in texts.items() if len(text) < LONGEST)
        parts |= {f"{role}:{lang}": {_in(roles[role], lang, entry.lang): text} for lang, text in said}
    fields = dict.fromkeys(fact.field for fact in entry.facts)
    return parts | {f"{FACT}:{field}": _facts(entry, field, titles) for field in fields}


def _facts(entry: Entry, field: str, titles: Titles) -> dict[str, str]:
    heading, cells = titles.field(field, entry.kind), {}
    for fact in entry.of(field):
        head = _labelled(heading, fact, entry.lang)
        spoken = fact.value if isinstance(fact.value, Mapping) else {entry.lang: _cell(fact.value)}
        cells.update({_in(head, lang, entry.lang): text for lang, text in spoken.items()})
    return cells


def _labelled(heading: str, fact: Fact, lang: Lang) -> str:
    label = (fact.label or {}).get(lang, "")
    return f"{heading} ({label})" if label else heading


def _in(heading: str, lang: Lang, own: Lang) -> str:
    return heading if lang == own else f"{heading} ({lang})"


def _cell(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "；".join(value) if isinstance(value, tuple) else str(value)
