"""The beginning and the end of an entry: both are drafts first, and nothing changes for visitors yet."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from guide.editing import slugs
from guide.server.studio.answering import WRITTEN, Pen
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.entry_form import LONGEST_COMMENT
from guide.server.studio.sent import number_of, see
from guide.types import Change, Entry

LONGEST_NAME = 120


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The routes."""
    ends = Lifetime(desk)
    return (
        Rule("GET", "/new", "editor", ends.ask),
        Rule("POST", "/new", "editor", ends.begin),
        Rule("POST", "/entries/{entry_id}/withdraw", "editor", ends.withdraw),
    )


class Lifetime:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._flow = desk.workflow
        self._pen = Pen(desk)

    def ask(self, visit: Visit) -> Response:
        """The questions before a new entry: its name, what it is, and where."""
        asked = visit.request.query_params
        opened = self._pen.opened(asked.get("gap", ""))
        suggested = self._pen.suggested(opened) if opened else {"lang": WRITTEN[0]}
        return self._new(visit, {**suggested, **asked}, "")

    def begin(self, visit: Visit) -> Response:
        """Keep an empty draft of a new entry and open its form."""
        name, kind, city, lang = (visit.form.get(each, "").strip() for each in ("name", "kind", "city", "lang"))
        listed = self._desk.entries.listed().values()
        known = {each.kind for each in listed}, {*self._desk.app.cities, *(each.city for each in listed)}
        if not name or len(name) > LONGEST_NAME or lang not in WRITTEN:
            return self._new(visit, visit.form, "no_name")
        if kind not in known[0] or city not in known[1]:
            return self._new(visit, visit.form, "no_kind")
        self._desk.require_city(visit, "", city)
        entry = Entry(self._free_id(slugs.made_id(city, kind, name)), kind, city, lang, {lang: name})
        kept = self._pen.new(visit, entry, visit.form.get("gap", ""))
        return see(f"/studio/entries/{entry.id}", draft=str(kept.id), notice="new")

    def withdraw(self, visit: Visit) -> Response:
        """Keep a draft that withdraws the entry, and do at once or at a moment what this person may do."""
        entry_id, base = self._desk.entry_id(visit), number_of(visit.form.get("base", ""))
        comment = visit.form.get("comment", "").strip()[:LONGEST_COMMENT]
        entry = self._desk.entries.revision(entry_id, base).entry
        if entry:
            self._desk.require_city(visit, entry_id, entry.city)
        if entry is None or not comment:
            return see(f"/studio/entries/{entry_id}/history")
        kept = self._flow.keep(Change(entry_id, None, base), visit.editor, comment)
        return see(f"/studio/drafts/{kept.id}", done="kept")

    def _free_id(self, wanted: str) -> str:
        taken = {each.entry_id for each in self._flow.all()}
        known = self._desk.entries.knows
        return next(
            each for n in range(1, len(taken) + 1000)
            if (each := wanted if n == 1 else f"{wanted}-{n}") not in taken and not known(each)
        )  # fmt: skip

    def _new(self, visit: Visit, given: Mapping[str, str], problem: str) -> Response:
        listed = self._desk.entries.listed().values()
        cities = sorted({*self._desk.app.cities, *(each.city for each in listed)})
        return self._desk.render(
            visit, "new.html", status=422 if problem else 200, room="entries", given=given, problem=problem,
            gap=self._pen.opened(given.get("gap", "")), langs=WRITTEN,
            kinds=sorted({each.kind for each in listed}), offered_cities=cities, longest=LONGEST_NAME,
        )  # fmt: skip
