"""What is wrong with a form: what stops it, what could be better, and what even a draft cannot be kept with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from guide.editing import advice, drafts, faults, prefill, reading
from guide.editing.drafts import Draft
from guide.editing.facts import Rules
from guide.editing.faults import Fault
from guide.editing.reading import Stamp
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk
from guide.storage.drafts import Kept
from guide.types import Entry, Fact, Revision

UNREADABLE = frozenset({"too_long", "half_position", "degrees", "metres", "no_field", "no_title"})
"""Faults with which a form cannot be read as an entry at all; a draft may have all others."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The draft that a form was opened from, and the number of its saves then."""

    draft: int
    number: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on the desk: the revision it started from, and what it holds now."""

    visit: Visit
    base: Revision
    """Number 0 and an entry without content where the entry is new."""
    entry: Entry
    """What the rows of the form were made from: the entry of `base`, or of the draft that was opened."""
    draft: Draft
    comment: str = ""
    kept: Kept | None = None
    """The draft that was opened, as long as nobody saved it since."""
    opened: Opened | None = None

    @property
    def number(self) -> int | None:
        """The revision that a change is based on; None for a new entry."""
        return self.base.number or None


class Checks:
    """Checks of a form, by the rules of the desk's application."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def unreadable(self, sheet: Sheet) -> tuple[Fault, ...]:
        """What keeps a form from being kept as a draft."""
        found = faults.of(sheet.draft, sheet.entry.lang, self._desk.entries.listed())
        return tuple(each for each in found if each.code in UNREADABLE)

    def readable(self, sheet: Sheet) -> Entry:
        """What a form says where every cell of it can be read; else what it was made from."""
        return sheet.entry if self.cells(sheet) else self.read(sheet)

    def cells(self, sheet: Sheet) -> tuple[Fault, ...]:
        """The faults of its cells."""
        return tuple(faults.of(sheet.draft, sheet.entry.lang, self._desk.entries.listed()))

    def stopping(self, sheet: Sheet) -> tuple[Fault, ...]:
        """What keeps a form from being published: faults of its cells first, then what the edit itself brings in."""
        found = (
            *faults.of(sheet.draft, sheet.entry.lang, self._desk.entries.listed()),
            *self._listed(sheet.draft),
            *_blanks(sheet.draft),
        )
        found = found if sheet.comment else (*found, Fault("comment", "no_comment"))
        if found:
            return found
        yours = self.read(sheet)
        placed = reading.facts_of(sheet.draft, sheet.entry, self._stamp(sheet), self._desk.app.fields)
        ground = sheet.base.entry or sheet.entry
        return advice.stopping(self.advice(yours, placed), self.advice(ground, enumerate(ground.facts)))

    def read(self, sheet: Sheet) -> Entry:
        """The entry a readable form means."""
        return reading.entry_of(sheet.draft, sheet.entry, self._stamp(sheet), self._desk.app.fields)

    def advice(self, entry: Entry, placed: Iterable[tuple[int, Fact]]) -> list[Fault]:
        """All that could be better."""
        rules = Rules(self._desk.app.fields, self._desk.today(entry.city))
        return advice.of(entry, placed, rules, self._desk.app.cities)

    def _stamp(self, sheet: Sheet) -> Stamp:
        return Stamp(sheet.visit.editor, self._desk.today(sheet.entry.city))

    def _listed(self, draft: Draft) -> Iterator[Fault]:
        """The cells that hold a word of the operator's list."""
        listed = self._desk.app.word_list.found
        return (Fault(name, "listed_word") for name, text in drafts.to_form(draft).items() if listed(text))


def _blanks(draft: Draft) -> Iterator[Fault]:
    """The cells in which something is still to be written."""
    return (Fault(name, "blank_left") for name, text in drafts.to_form(draft).items() if prefill.has_blank(text))
