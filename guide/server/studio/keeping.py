"""Keeping what a form holds as a draft. Whoever saves a draft that somebody saved meanwhile is told, and chooses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.responses import Response

from guide.editing import differences
from guide.server.studio.desk import Desk
from guide.server.studio.form_check import Checks, Sheet
from guide.server.studio.form_view import Shown
from guide.server.studio.sent import number_of, see
from guide.server.studio.sides import Sides, choices, unchosen
from guide.storage.drafts import Kept, Stale
from guide.types import Change, Entry

JOIN, OWN = "join_draft", "own_draft"
KEEPING = ("draft", "review", JOIN, OWN)
"""What a form is sent for: keep it, hand it in, join it with a newer save, or keep it beside that."""
LONGEST_NOTE = 500


class Keeping:
    """Puts what a form holds into its draft, or into a new one."""

    def __init__(self, desk: Desk, sides: Sides, page: Callable[[Sheet, Shown], Response]) -> None:
        self._desk, self._sides, self._page = desk, sides, page
        self._checks, self._flow = Checks(desk), desk.workflow

    def keep(self, sheet: Sheet, do: str) -> Response:
        """Save the draft; for a review it must be as sound as what is published."""
        form = sheet.visit.form
        is_review = "review" in (do, form.get("then"))
        if found := self._checks.stopping(sheet) if is_review else self._checks.unreadable(sheet):
            return self._page(sheet, Shown(status=422, faults=found, changed=True))
        yours, note = self._checks.read(sheet), form.get("note", "").strip()[:LONGEST_NOTE]
        try:
            kept = self._joined(sheet, yours) if do == JOIN else self._saved(sheet, yours, do == OWN)
            kept = self._flow.send(kept, note or kept.note) if is_review else kept
        except Stale as stale:
            return self._told(sheet, yours, stale.now)
        return see(f"/studio/drafts/{kept.id}", done="sent" if is_review else "kept")

    def _saved(self, sheet: Sheet, yours: Entry, is_own: bool) -> Kept:
        change, editor = Change(sheet.base.entry_id, yours, sheet.number), sheet.visit.editor
        if is_own or not sheet.opened:
            return self._flow.keep(change, editor, sheet.comment)
        if sheet.kept is None:
            raise Stale(self._now(sheet))
        return self._flow.save(sheet.kept, change, sheet.comment, editor)

    def _joined(self, sheet: Sheet, yours: Entry) -> Kept:
        """Both texts as one, on the save that was looked at. Raises Stale while something is left to choose."""
        theirs, taken = self._now(sheet), choices(sheet.visit.form)
        if theirs is None or theirs.entry is None or not _is_seen(sheet, theirs):
            raise Stale(theirs)
        if unchosen(sheet.entry, yours, theirs.entry, taken):
            raise Stale(theirs)
        change = Change(theirs.entry_id, differences.joined(yours, theirs.entry, taken), theirs.base)
        return self._flow.save(theirs, change, sheet.comment, sheet.visit.editor)

    def _told(self, sheet: Sheet, yours: Entry, theirs: Kept | None) -> Response:
        """Both texts; where the draft is gone or was published, the form with a word about it."""
        if theirs is None or theirs.entry is None:
            alone = replace(sheet, kept=None, opened=None)
            return self._page(alone, Shown(status=409, notice="draft_gone", changed=True))
        taken = choices(sheet.visit.form)
        missing = unchosen(sheet.entry, yours, theirs.entry, taken) if _is_seen(sheet, theirs) else ()
        return self._sides.drafted(sheet, yours, theirs, missing)

    def _now(self, sheet: Sheet) -> Kept | None:
        return self._flow.found(sheet.opened.draft, sheet.base.entry_id) if sheet.opened else None


def _is_seen(sheet: Sheet, theirs: Kept) -> bool:
    """Whether the page of choices showed this very save."""
    return number_of(sheet.visit.form.get("onto_draft", "")) == theirs.number
