"""The editors' console under /studio: the list, the history, the questions nobody could answer, and all its routes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from guide.editing import differences, entries
from guide.errors import Conflict, NotFound
from guide.server.auth import Visit
from guide.server.desk import Desk, Edited, Rule, see
from guide.server.entry_form import LONGEST_COMMENT, EntryForm
from guide.server.form_view import source_names
from guide.server.letters import Letters
from guide.server.limits import Proxies
from guide.server.login import Login
from guide.shipped import folder
from guide.types import Revision

PAGE = 50
MOST_QUESTIONS = 100


def router(app: Edited) -> APIRouter:
    """Every route under /studio."""
    desk = Desk(app, Proxies(app.settings.trusted_proxies), folder("web"))
    routes = APIRouter(prefix="/studio")
    for rule in rules(desk):
        desk.add(routes, rule)
    return routes


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The table of routes and roles, the one place that says who may do what."""
    shelf, form, letters = Shelf(desk), EntryForm(desk), Letters(desk)
    login = Login(desk, form.again)
    return (
        Rule("GET", "", "viewer", shelf.find),
        Rule("GET", "/login", "anyone", login.show),
        Rule("POST", "/login", "anyone", login.enter, login.retry),
        Rule("POST", "/logout", "viewer", login.leave),
        Rule("GET", "/questions", "viewer", shelf.questions),
        Rule("GET", "/complaints", "viewer", letters.all),
        Rule("POST", "/complaints/{receipt}", "publisher", letters.move),
        Rule("GET", "/entries/{entry_id}", "viewer", form.show),
        Rule(
            "POST",
            "/entries/{entry_id}",
            "publisher",
            form.submit,
            lambda visit: form.again(visit) if visit.session else login.hold(visit),
        ),
        Rule("GET", "/entries/{entry_id}/history", "viewer", shelf.history),
        Rule("POST", "/entries/{entry_id}/restore", "publisher", shelf.restore),
    )


class Shelf:
    """Looking for entries, and back in time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, visit: Visit) -> Response:
        """Entries by search, kind and city, a page at a time."""
        asked = visit.request.query_params
        query, kind, city = (asked.get(name, "").strip() for name in ("q", "kind", "city"))
        listed = self._desk.entries.listed().values()
        found = entries.search(listed, query, kind, city)
        pages = max(1, math.ceil(len(found) / PAGE))
        page = min(max(1, _number(asked.get("page", ""))), pages)
        return self._desk.render(
            visit,
            "entries.html",
            room="entries",
            query=query[: entries.LONGEST_QUERY],
            kind=kind,
            city=city,
            kinds=sorted({each.kind for each in listed}),
            cities_in_use=sorted({each.city for each in listed}),
            total=len(found),
            found=found[(page - 1) * PAGE : page * PAGE],
            page=page,
            pages=pages,
        )

    def questions(self, visit: Visit) -> Response:
        """What visitors asked in vain, with the entries a question names."""
        listed = self._desk.entries.listed().values()
        asked = self._desk.app.journal.unanswered(MOST_QUESTIONS)
        found = [(each, entries.mentioned(listed, each.question)) for each in asked]
        return self._desk.render(visit, "questions.html", room="questions", questions=found)

    def history(self, visit: Visit) -> Response:
        """Every revision of an entry, and what changed between two of them."""
        return self._history(visit, "")

    def restore(self, visit: Visit) -> Response:
        """Publish an older revision again."""
        entry_id = self._desk.entry_id(visit)
        comment = visit.form.get("comment", "").strip()[:LONGEST_COMMENT]
        number, base = (_number(visit.form.get(name, "")) for name in ("number", "base"))
        if not comment:
            return self._history(visit, "no_comment", 422)
        try:
            self._desk.entries.restore(entry_id, number, base, visit.editor, comment)
        except Conflict:
            return self._history(visit, "moved_on", 409)
        return see(f"/studio/entries/{entry_id}", done="restored")

    def _history(self, visit: Visit, problem: str, status: int = 200) -> Response:
        entry_id = self._desk.entry_id(visit)
        history = self._desk.entries.history(entry_id)
        before, after = self._pair(history, visit.request.query_params)
        versions = [each.entry for each in (after, before, *history) if each and each.entry]
        return self._desk.render(
            visit,
            "history.html",
            status=status,
            room="entries",
            id=entry_id,
            names=versions[0].names if versions else {},
            current=history[0],
            history=history,
            before=before,
            after=after,
            differences=differences.between(before.entry if before else None, after.entry),
            source_names=source_names(*versions[:2]),
            problem=problem,
        )

    def _pair(self, history: list[Revision], asked: Mapping[str, str]) -> tuple[Revision | None, Revision]:
        """The two revisions to compare, the older first: those asked for, else the last change."""
        by_number = {each.number: each for each in history}
        numbers = sorted(_number(asked[name]) for name in ("from", "to") if name in asked)
        if len(numbers) == 2:
            if not set(numbers) <= set(by_number):
                raise NotFound("no such revision")
            return by_number[numbers[0]], by_number[numbers[1]]
        return by_number.get(history[0].number - 1), history[0]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
