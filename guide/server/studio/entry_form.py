"""Editing one entry: the form, keeping a draft of it, publishing on a base, and choosing where two changed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from starlette.responses import Response

from guide.editing import differences, drafts
from guide.editing.gate import Held
from guide.editing.workflow import blank
from guide.errors import Conflict, NotFound
from guide.server.refusals import Refusal
from guide.server.shell import POLICY
from guide.server.studio import asking, form_view, gap_view
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk
from guide.server.studio.form_aids import Aids
from guide.server.studio.form_check import Checks, Opened, Sheet
from guide.server.studio.form_rows import altered, opened
from guide.server.studio.form_view import Shown
from guide.server.studio.keeping import KEEPING, Keeping
from guide.server.studio.sent import number_of, see
from guide.server.studio.sides import Choices, Sides, choices, unchosen
from guide.types import Change, Entry, Revision

SIDE_BY_SIDE = ("zh-Hans", "en")
"""Languages that always have a place in the form."""
LONGEST_COMMENT = 500
MAP_POLICY = f"{POLICY} default"
"""As on the visitors' map: Leaflet tests the browser with one fixed string, which js/map/start.js lets pass."""
DONE = ("saved", "restored", "same", "agreed", "moved")
NOTICES = ("moved_on", "new", "prefilled")
"""What another page may have said above the form."""


class EntryForm:
    """The routes of one entry's form."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._checks = Checks(desk)
        self._asking = asking.Asking(desk, self._checks)
        self._aids = Aids(desk, self._checks)
        self._sides = Sides(desk)
        self._keeping = Keeping(desk, self._sides, self._page)

    def show(self, visit: Visit) -> Response:
        """The form, filled with what is published or with a draft."""
        entry_id, asked = self._desk.entry_id(visit), visit.request.query_params
        if number := number_of(asked.get("draft", "")):
            return self._draft(visit, entry_id, number)
        base = self._desk.entries.current(entry_id)
        if base.entry is None:
            return see(f"/studio/entries/{base.entry_id}/history")
        draft = drafts.of(base.entry, self._desk.app.fields, SIDE_BY_SIDE)
        done, about = (asked.get(name, "") for name in ("done", "about"))
        if visit.may_change(base.entry.city):
            draft, focus = opened(draft, asked.get("add", ""), self._desk.app.fields, base.entry.lang)
        else:
            focus = ""
        shown = Shown(
            focus=focus,
            done=done if done in DONE else "",
            left=number_of(asked.get("left", "")),
            about=about if base.entry.of(about) else "",
            hints=tuple(self._checks.advice(base.entry, enumerate(base.entry.facts))),
        )
        return self._page(Sheet(visit, base, base.entry, draft), shown)

    def submit(self, visit: Visit) -> Response:
        """Keep or publish what was typed, join it with another's edit, or lay out the form with a row more or less."""
        sheet = self._sheet(visit, self._desk.entry_id(visit))
        self._desk.require_city(visit, sheet.entry.id, sheet.entry.city)
        do = asking.meant(visit.form)
        if do in ("publish", "join"):
            if not self._desk.publishes(visit, sheet.entry.city):
                raise Refusal(403, "not_allowed")
            return self._publish(sheet, choices(visit.form) if do == "join" else None)
        if do in KEEPING:
            return self._keeping.keep(sheet, do)
        if do == "ask":
            return self._page(sheet, self._asking.shown(sheet))
        draft, shown = altered(sheet.draft, do, visit.form, self._desk.app.fields, sheet.entry.lang)
        return self._page(replace(sheet, draft=draft), replace(shown, changed=True))

    def again(self, visit: Visit) -> Response:
        """The form as it was typed, from a page whose session ended; nothing is published."""
        return self._page(self._sheet(visit, self._desk.entry_id(visit)), Shown(notice="resumed", changed=True))

    def _draft(self, visit: Visit, entry_id: str, number: int) -> Response:
        kept = self._desk.workflow.find(number)
        if kept.entry_id != entry_id:
            raise NotFound(f"draft {number} is of another entry")
        if kept.entry is None:
            return see(f"/studio/drafts/{kept.id}")
        asked = visit.request.query_params
        draft = drafts.of(kept.entry, self._desk.app.fields, SIDE_BY_SIDE)
        draft, focus = opened(draft, asked.get("add", ""), self._desk.app.fields, kept.entry.lang)
        base = self._base(entry_id, kept.base or 0, blank(kept))
        sheet = Sheet(visit, base, kept.entry, draft, kept.comment, kept, Opened(kept.id, kept.number))
        hints = tuple(self._checks.advice(kept.entry, enumerate(kept.entry.facts)))
        focus = drafts.first_blank(draft) or focus
        return self._page(sheet, Shown(notice=_notice(asked.get("notice", "")), focus=focus, hints=hints))

    def _base(self, entry_id: str, number: int, new: Entry) -> Revision:
        """The revision a form starts from; for a new entry one without content, which nobody published."""
        if number == 0:
            if not (new.kind and new.city):
                raise NotFound(f"{entry_id}: no revision {number}")
            return Revision(entry_id, 0, None, 0, "", datetime.min, "", new)
        return self._desk.entries.revision(entry_id, number)

    def _sheet(self, visit: Visit, entry_id: str) -> Sheet:
        """What a form sent. Rows are held against what they were made from: the published text, or a draft's then."""
        form, flow = visit.form, self._desk.workflow
        new = Entry(entry_id, form.get("kind", "")[:60], form.get("city", "")[:60], form.get("lang", "zh-Hans")[:20])
        base = self._base(entry_id, number_of(form.get("base", "")), new)
        if base.entry is None:
            raise NotFound(f"{entry_id}: revision {base.number} has no text")
        typed = drafts.from_form(form)
        comment = form.get("comment", "").strip()[:LONGEST_COMMENT]
        if not form.get("draft"):
            return Sheet(visit, base, base.entry, typed, comment)
        opened = Opened(number_of(form["draft"]), number_of(form.get("draft_number", "")))
        kept = flow.found(opened.draft, entry_id)
        said = flow.said(opened.draft, opened.number) if kept else None
        kept = kept if kept and kept.entry and kept.number == opened.number else None
        if said is None:
            typed = drafts.grounded(typed, base.entry, self._desk.app.fields)
        return Sheet(visit, base, said or base.entry, typed, comment, kept, opened)

    def _publish(self, sheet: Sheet, taken: Choices | None) -> Response:
        if found := self._checks.stopping(sheet):
            return self._page(sheet, Shown(status=422, faults=found, changed=True))
        yours = self._checks.read(sheet)
        if taken is not None:
            return self._join(sheet, yours, taken)
        if yours == sheet.base.entry:
            return self._page(sheet, Shown(notice="nothing_changed"))
        return self._save(sheet, yours, yours, sheet.number)

    def _join(self, sheet: Sheet, yours: Entry, taken: Choices) -> Response:
        onto = self._desk.entries.revision(sheet.base.entry_id, number_of(sheet.visit.form.get("onto", "")))
        if missing := unchosen(sheet.base.entry, yours, onto.entry, taken):
            return self._sides.published(sheet, yours, onto, taken, missing)
        joined = differences.joined(yours, onto.entry, taken) if onto.entry else yours
        if joined == onto.entry:
            if sheet.kept:
                self._desk.workflow.settle(sheet.kept)
            return see(f"/studio/entries/{onto.entry_id}", done="same")
        return self._save(sheet, joined, yours, onto.number)

    def _save(self, sheet: Sheet, entry: Entry, yours: Entry, base: int | None) -> Response:
        override, change = asking.override(sheet.visit, entry.city), Change(entry.id, entry, base)
        editor, beside = sheet.visit.editor, self._desk.workflow.settling(sheet.kept)
        try:
            checked = self._desk.entries.publish_from_studio(change, editor, sheet.comment, override, beside)
        except Held as held:
            return self._page(sheet, Shown(status=422, held=held.checked, changed=True))
        except Conflict as conflict:
            if conflict.current is None:
                raise
            return self._sides.published(sheet, yours, conflict.current, choices(sheet.visit.form), ())
        asking.log_override(self._desk, sheet.visit, entry.id, override)
        changed = (each.part.partition(":") for each in differences.between(sheet.base.entry, entry))
        field = next((field for kind, _, field in changed if kind == "fact"), "")
        told = {"about": field} if field else {}
        return see(f"/studio/entries/{entry.id}", done="saved", **told, **asking.unasked(checked))

    def _page(self, sheet: Sheet, shown: Shown) -> Response:
        words = self._desk.words(sheet.visit)
        shown = replace(shown, touched=self._touched(sheet))
        again = gap_view.asked_again(self._desk, sheet.entry.id, sheet.base.number) if shown.done else []
        response = self._desk.render(
            sheet.visit,
            "edit.html",
            status=shown.status,
            room="entries",
            current=sheet.base if sheet.base.number else None,
            draft=sheet.draft,
            **gap_view.waiting(self._desk, sheet.entry.id, {each.key for each, _ in again}),
            again=again,
            others=[
                each for each in self._desk.workflow.of(sheet.entry.id) if not sheet.kept or each.id != sheet.kept.id
            ],
            contradicted=asking.contradicted(self._desk, self._checks.readable(sheet)),
            **self._sides.common(sheet),
            **self._aids.of(sheet, shown.finding),
            **form_view.layout(sheet.draft, sheet.entry, SIDE_BY_SIDE, shown, words),
        )
        response.headers["content-security-policy"] = MAP_POLICY
        return response

    def _touched(self, sheet: Sheet) -> frozenset[int]:
        base, fields = sheet.entry, self._desk.app.fields
        return frozenset(at for at, row in enumerate(sheet.draft.facts) if not drafts.is_untouched(row, base, fields))


def _notice(text: str) -> str:
    return text if text in NOTICES else ""
