"""Asking the guide of what a form holds, and what the edit gate says of it: the form beside which the guide speaks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from guide.editing import contradictions
from guide.editing.asking import Rehearsed
from guide.editing.contradictions import Contradiction
from guide.editing.gate import Checked
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk
from guide.server.studio.form_check import Checks, Sheet
from guide.server.studio.form_view import Shown
from guide.settings import LANGUAGES
from guide.storage.audit import Event
from guide.storage.saved import Asked
from guide.types import Entry

LONGEST_QUESTION = 300
LONGEST_REASON = 300


class Asking:
    """Puts a question to the guide over the draft of a form. Nothing is kept and no visitor sees it."""

    def __init__(self, desk: Desk, checks: Checks) -> None:
        self._desk, self._checks = desk, checks

    def shown(self, sheet: Sheet) -> Shown:
        """The form with the answer beside it."""
        form = sheet.visit.form
        question, lang = form.get("ask", "").strip()[:LONGEST_QUESTION], form.get("ask_lang", "")
        asked = Asked(question, lang if lang in LANGUAGES else "")
        empty = Rehearsed(asked.question, asked.lang)
        if not question:
            return Shown(rehearsed=empty, focus="ask", changed=True)
        if found := self._checks.cells(sheet):
            return Shown(faults=found, rehearsed=Rehearsed(asked.question, asked.lang, faulty=True), changed=True)
        draft = self._desk.app.rehearse(self._checks.read(sheet)).ask(asked)
        live = self._desk.app.questions.ask(asked)
        other = live if live.text != draft.text else None
        return Shown(rehearsed=Rehearsed(asked.question, asked.lang, draft, other), focus="ask", changed=True)


def contradicted(desk: Desk, entry: Entry) -> tuple[Contradiction, ...]:
    """Where other entries, or its own prose, say otherwise than this one."""
    return contradictions.of(entry, desk.app.published())


def meant(form: Mapping[str, str]) -> str:
    """What a form is sent for. The Enter key asks where a new question stands in the box, and publishes elsewhere."""
    do = form.get("do", "publish")
    if do != "enter":
        return do
    question = form.get("ask", "").strip()
    return "ask" if question and question != form.get("heard", "") else "publish"


def override(visit: Visit, city: str) -> str:
    """The reason for which a reviewer publishes over the saved questions; "" of anybody else."""
    return override_all(visit, (city,))


def override_all(visit: Visit, cities: Collection[str]) -> str:
    """The same for what touches several cities."""
    return visit.form.get("override", "").strip()[:LONGEST_REASON] if may_override(visit, cities) else ""


def may_override(visit: Visit, cities: Collection[str]) -> bool:
    """Whether somebody may publish over the saved questions in all of these cities."""
    return visit.may("reviewer") and all(visit.may_change(city, "reviewer") for city in cities)


def log_override(desk: Desk, visit: Visit, about: str, reason: str) -> None:
    """Put an override into the audit log, with its reason. `about` is the id of an entry, or the name of a table."""
    if reason:
        desk.app.audit.record(Event(desk.now(), visit.editor, "gate override", f"/entries/{about}: {reason}", "done"))


def unasked(checked: Checked) -> dict[str, str]:
    """What the next page is told of questions that there was no time for."""
    return {"left": str(checked.left)} if checked.left else {}
