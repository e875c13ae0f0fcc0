"""Editing one entry: the form, publishing on a base revision, and choosing where two people changed the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from starlette.responses import Response

from guide.editing import advice, differences, drafts, faults, reading
from guide.editing.drafts import Draft
from guide.editing.facts import Rules
from guide.editing.faults import Fault
from guide.editing.reading import Stamp
from guide.errors import Conflict, NotFound
from guide.server import form_view
from guide.server.auth import Visit
from guide.server.desk import Desk, see
from guide.server.form_view import Shown
from guide.settings import LANGUAGES
from guide.types import Entry, Fact, Revision

SIDE_BY_SIDE = ("zh-Hans", "en")
"""Languages that always have a place in the form."""
LONGEST_COMMENT = 500
LONGEST_HEADING = 60
DONE = ("saved", "restored", "same")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on the desk: the revision it started from, and what it holds now."""

    visit: Visit
    base: Revision
    entry: Entry
    """The entry of `base`."""
    draft: Draft
    comment: str = ""


class EntryForm:
    """The routes of one entry's form."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show(self, visit: Visit) -> Response:
        """The form, filled with what is published."""
        base = self._desk.entries.current(self._desk.entry_id(visit))
        if base.entry is None:
            return see(f"/studio/entries/{base.entry_id}/history")
        draft = drafts.of(base.entry, self._desk.app.fields, SIDE_BY_SIDE)
        done, about = (visit.request.query_params.get(name, "") for name in ("done", "about"))
        shown = Shown(
            done=done if done in DONE else "",
            about=about if base.entry.of(about) else "",
            hints=tuple(self._advice(base.entry, enumerate(base.entry.facts))),
        )
        return self._page(Sheet(visit, base, base.entry, draft), shown)

    def submit(self, visit: Visit) -> Response:
        """Publish what was typed, join it with another's edit, or lay out the form with a row more or less."""
        sheet = self._sheet(visit, self._desk.entry_id(visit))
        do = visit.form.get("do", "publish")
        if do in ("publish", "join"):
            return self._publish(sheet, _choices(visit.form) if do == "join" else None)
        draft, shown = altered(sheet.draft, do, visit.form, self._desk.app.fields, sheet.entry.lang)
        return self._page(replace(sheet, draft=draft), replace(shown, changed=True))

    def again(self, visit: Visit) -> Response:
        """The form as it was typed, from a page whose session ended; nothing is published."""
        entry_id = visit.form.get("held") or str(visit.request.path_params.get("entry_id", ""))
        return self._page(self._sheet(visit, entry_id), Shown(notice="resumed", changed=True))

    def _sheet(self, visit: Visit, entry_id: str) -> Sheet:
        number = visit.form.get("base", "")
        base = self._desk.entries.revision(entry_id, int(number) if number.isdecimal() and len(number) < 10 else 0)
        if base.entry is None:
            raise NotFound(f"{entry_id}: revision {number} has no text")
        comment = visit.form.get("comment", "").strip()[:LONGEST_COMMENT]
        return Sheet(visit, base, base.entry, drafts.from_form(visit.form), comment)

    def _publish(self, sheet: Sheet, choices: Mapping[str, str] | None) -> Response:
        found = self._faults(sheet)
        if found:
            return self._page(sheet, Shown(status=422, faults=found, changed=True))
        stamp = Stamp(sheet.visit.editor, self._desk.today(sheet.entry.city))
        yours = reading.entry_of(sheet.draft, sheet.entry, stamp, self._desk.app.fields)
        placed = reading.facts_of(sheet.draft, sheet.entry, stamp, self._desk.app.fields)
        before = self._advice(sheet.entry, enumerate(sheet.entry.facts))
        if stopping := advice.stopping(self._advice(yours, placed), before):
            return self._page(sheet, Shown(status=422, faults=stopping, changed=True))
        if choices is not None:
            return self._join(sheet, yours, choices)
        if yours == sheet.entry:
            return self._page(sheet, Shown(notice="nothing_changed"))
        return self._save(sheet, yours, yours, sheet.base.number)

    def _join(self, sheet: Sheet, yours: Entry, choices: Mapping[str, str]) -> Response:
        number = sheet.visit.form.get("onto", "")
        onto = self._desk.entries.revision(sheet.base.entry_id, int(number) if number.isdecimal() else 0)
        open_parts = [each.part for each in differences.clashes(sheet.entry, yours, onto.entry)] if onto.entry else []
        missing = tuple(Fault(f"take:{part}", "no_choice") for part in open_parts if part not in choices)
        if missing:
            return self._conflict(sheet, yours, onto, choices, missing)
        joined = differences.joined(yours, onto.entry, choices) if onto.entry else yours
        if joined == onto.entry:
            return see(f"/studio/entries/{onto.entry_id}", done="same")
        return self._save(sheet, joined, yours, onto.number)

    def _save(self, sheet: Sheet, entry: Entry, yours: Entry, base: int) -> Response:
        try:
            self._desk.entries.save(entry, base, sheet.visit.editor, sheet.comment)
        except Conflict as conflict:
            if conflict.current is None:
                raise
            return self._conflict(sheet, yours, conflict.current, _choices(sheet.visit.form), ())
        changed = (each.part.partition(":") for each in differences.between(sheet.entry, entry))
        field = next((field for kind, _, field in changed if kind == "fact"), "")
        return see(f"/studio/entries/{entry.id}", **{"done": "saved", **({"about": field} if field else {})})

    def _faults(self, sheet: Sheet) -> tuple[Fault, ...]:
        found = (*faults.of(sheet.draft, sheet.entry.lang, self._desk.entries.listed()), *self._listed(sheet.draft))
        return found if sheet.comment else (*found, Fault("comment", "no_comment"))

    def _listed(self, draft: Draft) -> Iterator[Fault]:
        """The cells that hold a word of the operator's list."""
        listed = self._desk.app.word_list.found
        return (Fault(name, "listed_word") for name, text in drafts.to_form(draft).items() if listed(text))

    def _advice(self, entry: Entry, placed: Iterable[tuple[int, Fact]]) -> list[Fault]:
        rules = Rules(self._desk.app.fields, self._desk.today(entry.city))
        return advice.of(entry, placed, rules, self._desk.app.cities)

    def _page(self, sheet: Sheet, shown: Shown) -> Response:
        words = self._desk.words(sheet.visit)
        return self._desk.render(
            sheet.visit,
            "edit.html",
            status=shown.status,
            room="entries",
            id=sheet.entry.id,
            names=sheet.entry.names,
            kind=sheet.entry.kind,
            city=sheet.entry.city,
            own=sheet.entry.lang,
            current=sheet.base,
            base=sheet.base.number,
            draft=sheet.draft,
            comment=sheet.comment,
            field_types=self._desk.app.fields,
            **form_view.layout(sheet.draft, sheet.entry, SIDE_BY_SIDE, shown, words),
        )

    def _conflict(
        self, sheet: Sheet, yours: Entry, theirs: Revision, choices: Mapping[str, str], found: tuple[Fault, ...]
    ) -> Response:
        words = self._desk.words(sheet.visit)
        return self._desk.render(
            sheet.visit,
            "conflict.html",
            status=422 if found else 409,
            room="entries",
            id=sheet.entry.id,
            names=sheet.entry.names,
            base=sheet.base.number,
            theirs=theirs,
            kept=drafts.to_form(sheet.draft),
            clashes=differences.clashes(sheet.entry, yours, theirs.entry) if theirs.entry else (),
            taken=choices,
            comment=sheet.comment,
            faults=form_view.said(found, words),
            source_names=form_view.source_names(yours, theirs.entry),
        )


def altered(draft: Draft, do: str, form: Mapping[str, str], fields: Mapping[str, str], own: str) -> tuple[Draft, Shown]:
    """The draft after a button that adds or removes a row, and where the cursor goes. Other buttons change nothing."""
    verb, _, rest = do.partition(":")
    what, _, which = rest.partition(":")
    if verb == "remove" and which.isdecimal():
        return drafts.without_row(draft, what, int(which)), Shown(focus=what)
    if do == "add:source":
        return drafts.with_source(draft), Shown(focus=f"sources.{len(draft.sources)}.title")
    if do == "add:link":
        return drafts.with_link(draft), Shown(focus=f"links.{len(draft.links)}.relation")
    if do == "add:language" and form.get("new_lang") in LANGUAGES:
        return drafts.with_language(draft, form["new_lang"]), Shown(focus=f"name:{form['new_lang']}")
    if verb == "add" and what == "fact":
        field = which or form.get("new_field") or form.get("new_heading", "").strip()[:LONGEST_HEADING]
        if not field:
            return draft, Shown(notice="no_heading", focus="new_heading")
        longer, at = drafts.with_fact(draft, field, fields, own)
        cell = f"value:{own}" if longer.facts[at]["shape"] == "words" else "value"
        return longer, Shown(focus=f"facts.{at}.{cell}")
    return draft, Shown()


def _choices(form: Mapping[str, str]) -> dict[str, str]:
    taken = {name.removeprefix("take:"): side for name, side in form.items() if name.startswith("take:")}
    return {part: side for part, side in taken.items() if side in ("yours", "theirs")}
