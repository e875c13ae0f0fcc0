"""Two texts of one entry side by side: yours, and what somebody published or kept since; a person chooses by part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from guide.editing import differences, drafts
from guide.editing.faults import Fault
from guide.server.studio import form_view
from guide.server.studio.desk import Desk
from guide.server.studio.form_check import Sheet
from guide.storage.drafts import Kept
from guide.types import Entry, Revision

Choices = Mapping[str, str]
"""The side taken, "yours" or "theirs", by part."""


class Sides:
    """The pages on which two texts are joined."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def common(self, sheet: Sheet) -> dict[str, Any]:
        """What both the form and the pages of choices need to know of an entry."""
        entry = sheet.entry
        return {
            "id": entry.id, "names": entry.names, "kind": entry.kind, "city": entry.city, "own": entry.lang,
            "base": sheet.base.number, "kept_draft": sheet.kept, "opened": sheet.opened, "comment": sheet.comment,
            "publishes": self._desk.publishes(sheet.visit, entry.city), "field_types": self._desk.app.fields,
        }  # fmt: skip

    def published(
        self, sheet: Sheet, yours: Entry, theirs: Revision, taken: Choices, found: tuple[Fault, ...]
    ) -> Response:
        """Somebody published first."""
        clashes = differences.clashes(sheet.base.entry, yours, theirs.entry) if theirs.entry else ()
        values = {"theirs": theirs, "clashes": clashes, "taken": taken}
        return self._page(sheet, "conflict.html", found, values, (yours, theirs.entry))

    def drafted(self, sheet: Sheet, yours: Entry, theirs: Kept, found: tuple[Fault, ...]) -> Response:
        """Somebody saved the same draft first."""
        form = sheet.visit.form
        values = {
            "theirs": theirs, "clashes": differences.clashes(sheet.entry, yours, theirs.entry),
            "taken": choices(form), "writer": self._desk.workflow.writer(theirs),
            "then": "review" if "review" in (form.get("do"), form.get("then")) else "",
        }  # fmt: skip
        return self._page(sheet, "draft_conflict.html", found, values, (yours, theirs.entry))

    def _page(
        self,
        sheet: Sheet,
        template: str,
        found: tuple[Fault, ...],
        values: Mapping[str, Any],
        sides: tuple[Entry | None, Entry | None],
    ) -> Response:
        words = self._desk.words(sheet.visit)
        return self._desk.render(
            sheet.visit,
            template,
            status=422 if found else 409,
            room="entries",
            kept=drafts.to_form(sheet.draft),
            faults=form_view.said(found, words),
            source_names=form_view.source_names(*sides),
            **values,
            **self.common(sheet),
        )


def choices(form: Mapping[str, str]) -> dict[str, str]:
    """What a form chose, by part."""
    taken = {name.removeprefix("take:"): side for name, side in form.items() if name.startswith("take:")}
    return {part: side for part, side in taken.items() if side in ("yours", "theirs")}


def unchosen(ground: Entry | None, yours: Entry, theirs: Entry | None, taken: Choices) -> tuple[Fault, ...]:
    """The parts that differ and for which nobody chose a side."""
    if theirs is None:
        return ()
    parts = (each.part for each in differences.clashes(ground, yours, theirs))
    return tuple(Fault(f"take:{part}", "no_choice") for part in parts if part not in taken)
