"""Tables for translators: one row for each text, with what it says, what its translation says, and how that stands.

Each row has a key (`lamp-house#text.2#zh-Hans>en`: entry, part, languages) and the revision it was made from, so that a
part of a table, in any order, comes back as well as the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from guide.editing.entries import Entries, Listed
from guide.editing.spreadsheets import LONGEST, defused
from guide.editing.translation_words import TableWords
from guide.editing.translations import MISSING, OURS, STALE, STATES, Translations
from guide.editing.units import Pair, Unit
from guide.retrieval.passages import name_in
from guide.storage.revisions import Revisions
from guide.types import NOTICE, Entry, Lang, Revision

WANTED = "wanted"
"""What lacks a translation or is behind."""
CHOICES = (WANTED, MISSING, STALE, "")
_HELD = {WANTED: (MISSING, STALE), MISSING: (MISSING,), STALE: (STALE,), "": STATES}
_KEY = re.compile(r"(?P<entry>[^#\s]+)#(?P<part>.+)#(?P<source>[A-Za-z-]+)>(?P<target>[A-Za-z-]+)")
_WIDTHS = (18, 9, 22, 22, 48, 48, 14, 20, 10)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows a table has."""

    pair: Pair
    kind: str = ""
    city: str = ""
    state: str = WANTED
    most: int = 0
    """Entries, those asked about most first; 0 is all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row before it is written."""

    entry: Entry
    number: int
    """The revision."""
    unit: Unit
    state: str


def key_of(entry_id: str, part: str, pair: Pair) -> str:
    """The key of a row."""
    return f"{entry_id}#{part}#{pair.source}>{pair.target}"


def key_parts(key: str) -> tuple[str, str, Pair] | None:
    """The entry, the part and the languages of a key; None where it is none."""
    found = _KEY.fullmatch(key.strip())
    return (found["entry"], found["part"], Pair(found["source"], found["target"])) if found else None


class TranslationTables:
    """Makes them. `asked_about` counts how often each entry was in an answer."""

    def __init__(
        self,
        revisions: Revisions,
        entries: Entries,
        translations: Translations,
        asked_about: Callable[[], Mapping[str, int]],
    ) -> None:
        self._revisions, self._entries, self._translations = revisions, entries, translations
        self._asked_about = asked_about

    def lines(self, asked: Asked) -> Iterator[Line]:
        """The rows of a table, entry by entry, those asked about most first."""
        wanted, taken = _HELD[asked.state], 0
        for revision in self._ordered(asked):
            known = self._translations.pairs.one(revision.entry_id, asked.pair.target)
            some = [each for each in self._of(revision, asked.pair, known) if each.state in wanted]
            yield from some
            taken += bool(some)
            if asked.most and taken >= asked.most:
                return

    def _ordered(self, asked: Asked) -> Iterator[Revision]:
        counts = self._asked_about()
        chosen = [each for each in self._entries.listed().values() if _is_meant(each, asked)]
        ids = [each.id for each in sorted(chosen, key=lambda each: (-counts.get(each.id, 0), each.city, each.id))]
        for start in range(0, len(ids), _AT_ONCE):
            found = self._revisions.newest(ids[start : start + _AT_ONCE])
            yield from (found[each] for each in ids[start : start + _AT_ONCE] if each in found)

    def _of(self, revision: Revision, pair: Pair, known: frozenset[str]) -> list[Line]:
        entry, number = revision.entry, revision.number
        if entry is None:
            return []
        found = self._translations.of(entry, pair, known)
        if number < 2 or not any(each.target for each in found):
            return [Line(entry, number, each, _state(each)) for each in found]
        told = self._translations.states(entry.id, found, pair, known)
        return [Line(entry, number, each, told[each.part]) for each in found]


def cells(lines: Iterable[Line], pair: Pair, words: TableWords, lang: Lang) -> Iterator[Sequence[str | int]]:
    """The cells of each row, in the order of COLUMNS."""
    for each in lines:
        name, unit = name_in(each.entry, lang), each.unit
        yield (
            key_of(each.entry.id, unit.part, pair), each.number, name, words.part(unit.part, lang), unit.source,
            unit.target, words.state(each.state, lang), "", len(unit.source),
        )  # fmt: skip


def workbook(columns: Sequence[str], rows: Iterable[Sequence[str | int]], title: str) -> bytes:
    """The rows as an .xlsx file that can be worked in: text wraps, headings stay, and no cell is a formula."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    heading = book.add_format({"bold": True, "bottom": 1})
    pale = book.add_format({"valign": "top", "font_color": "#777777"})
    page = book.add_worksheet(title[:31])
    page.freeze_panes(1, 0)
    for at, (name, width) in enumerate(zip(columns, _WIDTHS, strict=True)):
        page.set_column(at, at, width)
        page.write_string(0, at, name, heading)
    for line, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            shape = pale if at < 2 else wrapped
            if isinstance(cell, int):
                page.write_number(line, at, cell, shape)
            else:
                page.write_string(line, at, defused(cell)[:LONGEST], shape)
    book.close()
    return made.getvalue()


def _is_meant(each: Listed, asked: Asked) -> bool:
    return each.kind != NOTICE and asked.kind in ("", each.kind) and asked.city in ("", each.city)


def _state(unit: Unit) -> str:
    return OURS if unit.target.strip() else MISSING
