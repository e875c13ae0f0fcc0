"""What stands beside the cells of the editing form: what follows from them, late translations, ends of links."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from guide.editing import filters, foresight
from guide.editing.entries import Listed
from guide.editing.filters import Filter, Shelf
from guide.editing.translations import Behind
from guide.server.studio.desk import Desk
from guide.server.studio.form_check import Checks, Sheet

MOST_CANDIDATES = 8


class Aids:
    """Worked out anew for each page from what the form holds."""

    def __init__(self, desk: Desk, checks: Checks) -> None:
        self._desk = desk
        self._checks = checks

    def of(self, sheet: Sheet, finding: int) -> dict[str, Any]:
        """Values of edit.html. `finding` is the link whose other end is looked for, -1 for none."""
        city = self._desk.app.cities.get(sheet.entry.city)
        return {
            "foreseen": self._foreseen(sheet), "candidates": self._candidates(sheet, finding),
            "behind": {each.lang: each for each in self._behind(sheet)},
            "linked": self._desk.entries.listed(), "bounds": city.bounds if city else None,
        }  # fmt: skip

    def _foreseen(self, sheet: Sheet) -> dict[str, Any]:
        """What follows from the facts as they stand in the form: hours of the next days, what a party pays."""
        asked, today = foresight.asked_of(sheet.visit.form), self._desk.today(sheet.entry.city)
        city = self._desk.app.cities.get(sheet.entry.city)
        entry = sheet.entry if self._checks.unreadable(sheet) else self._checks.read(sheet)
        worked_out = self._desk.app.foresight
        return {
            "asked": asdict(asked), "days": worked_out.days(entry, today),
            "bill": worked_out.bill(entry, asked, today), "currency": city.currency if city else "",
        }  # fmt: skip

    def _candidates(self, sheet: Sheet, row: int) -> list[Listed]:
        """The entries that a link may mean, by what was typed as its other end."""
        typed = sheet.draft.links[row].get("target", "").strip() if 0 <= row < len(sheet.draft.links) else ""
        if not typed:
            return []
        shelf = Shelf(self._desk.entries.listed(), {}, self._desk.today(sheet.entry.city), lambda each: ())
        found = filters.find(shelf, typed, Filter(), self._desk.app.look_up)
        return [each.entry for each in found if each.entry.id != sheet.entry.id][:MOST_CANDIDATES]

    def _behind(self, sheet: Sheet) -> tuple[Behind, ...]:
        if sheet.base.number < 2:
            return ()
        return self._desk.app.translations.behind(self._desk.entries.history(sheet.base.entry_id)[::-1])
