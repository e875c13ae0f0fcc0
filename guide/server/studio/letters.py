"""The complaints in the studio: a list that can be sifted, one letter with all that was done, and a file of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.responses import Response

from guide.desk import times
from guide.desk.casework import LONGEST_TEXT, STATUSES, Handling
from guide.desk.complaints import CATEGORIES, SORTS
from guide.desk.replies import filled
from guide.desk.transcript import lines_of
from guide.server.refusals import Refusal
from guide.server.sheets import sheet
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.postbag import Postbag
from guide.server.studio.sent import see
from guide.storage.complaints import NOBODY, Complaint, Sieve
from guide.text.worded import in_any

MOST = 500
"""Letters on the page; the file has all."""
AGES = (1, 3, 7, 30)
"""Days a letter may have waited at least, as the filter offers them."""
FILTERS = ("status", "assignee", "category", "sort", "urgent", "age")
"""In the address; the first four are texts of the sieve."""
COLUMNS = (
    "receipt", "received", "sort", "category", "urgent", "status", "assignee", "due", "overdue", "answered",
    "hours_to_answer", "entry", "place", "moment", "lang", "what", "reply",
)  # fmt: skip
"""Of the file: neither the contact nor the conversation nor a note leaves the studio."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    letters = Letters(desk)
    return (
        Rule("GET", "/complaints", "viewer", letters.all),
        Rule("GET", "/complaints.csv", "editor", letters.export),
        Rule("GET", "/complaints/{receipt}", "viewer", letters.one),
        Rule("POST", "/complaints/{receipt}", "editor", letters.work),
    )


class Letters:
    """What visitors sent, for the people who answer for it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._bag = Postbag(desk)

    def all(self, visit: Visit) -> Response:
        """Open and urgent ones first, as far as they are looked for; how long visitors waited for an answer."""
        found = self._sifted(visit)[:MOST]
        asked = {name: visit.request.query_params.get(name, "") for name in FILTERS}
        return self._desk.render(
            visit, "complaints.html", room="complaints", complaints=found, names=self._names(found), asked=asked,
            waits=times.waits(found), overdue=sum(times.is_overdue(each, self._desk.now()) for each in found),
            is_sifted=any(asked.values()), ages=AGES, **self._choices(), **self._timed(),
        )  # fmt: skip

    def export(self, visit: Visit) -> Response:
        """The same letters as a file."""
        found = self._sifted(visit)
        return sheet("complaints", COLUMNS, (self._row(each) for each in found))

    def one(self, visit: Visit) -> Response:
        """One letter, what was done about it, and the ways on."""
        return self._letter(visit, "")

    def work(self, visit: Visit) -> Response:
        """Take one step: set how it stands, note something, answer, answer and close."""
        receipt, form, cases = self._bag.of_address(visit).receipt, visit.form, self._desk.app.complaints.casework
        done, text = form.get("do", ""), form.get("text", "").strip()
        if done == "handle":
            cases.handle(receipt, visit.editor, self._handling(form))
        elif done in ("note", "reply", "close") and not 0 < len(text) <= LONGEST_TEXT:
            return self._letter(visit, "no_text" if not text else "too_long", 422)
        elif done == "note":
            cases.note(receipt, visit.editor, text)
        elif done in ("reply", "close"):
            cases.reply(receipt, visit.editor, text, done == "close")
        else:
            raise Refusal(400, "bad_request")
        return see(f"/studio/complaints/{receipt}", done=done)

    def _letter(self, visit: Visit, problem: str, status: int = 200) -> Response:
        found, app = self._bag.of_address(visit), self._desk.app
        templates, chosen = app.replies.fitting(found), visit.request.query_params.get("template", "")
        begun = next((each.text for each in templates if str(each.id) == chosen), "")
        text = visit.form.get("text", "") or filled(begun, self._values(found))
        return self._desk.render(
            visit, "complaint.html", status=status, room="complaints", complaint=found, names=self._names([found]),
            steps=app.complaints.casework.steps(found.receipt), transcript=lines_of(found.transcript),
            templates=templates, chosen=chosen, text=text, problem=problem, most=LONGEST_TEXT,
            done=visit.request.query_params.get("done", ""), **self._choices(), **self._timed(),
        )  # fmt: skip

    def _sifted(self, visit: Visit) -> list[Complaint]:
        """What is looked for, of this person's cities only."""
        asked = visit.request.query_params
        age = asked.get("age", "")
        before = self._desk.now() - timedelta(days=int(age)) if age in map(str, AGES) else None
        urgent = {"high": True, "normal": False}.get(asked.get("urgent", ""))
        status, assignee, category, sort = (asked.get(name, "") for name in FILTERS[:4])
        sieve = Sieve(status, assignee, category, sort, urgent, before)
        return self._bag.newest(visit, sieve)

    def _handling(self, form: Mapping[str, str]) -> Handling:
        """What a form asks for. Raises Refusal 400 for a choice that there is not."""
        known = {
            "status": STATUSES,
            "category": CATEGORIES,
            "urgent": ("high", "normal"),
            "assignee": ("", *self._staff()),
        }
        if any(form[name] not in choices for name, choices in known.items() if name in form):
            raise Refusal(400, "bad_request")
        urgent = form["urgent"] == "high" if "urgent" in form else None
        return Handling(form.get("status"), form.get("category"), urgent, form.get("assignee"))

    def _row(self, each: Complaint) -> list[object]:
        answered, now = times.answered(each), self._desk.now()
        hours = round((answered - each.at).total_seconds() / 3600, 1) if answered else ""
        dates = (each.at, times.due(each), answered)
        received, due, told = (date.isoformat(timespec="minutes") if date else "" for date in dates)
        return [
            each.receipt, received, each.sort, each.category, "high" if each.urgent else "normal", each.status,
            each.assignee, due, "yes" if times.is_overdue(each, now) else "", told, hours, each.entry_id, each.place,
            each.moment, each.lang, each.what, each.reply,
        ]  # fmt: skip

    def _values(self, found: Complaint) -> dict[str, str]:
        """What a template's placeholders stand for."""
        names = self._names([found]).get(found.entry_id, {})
        here = next(iter(self._desk.app.cities.values()), None)
        home = in_any(here.names, found.lang) if here else ""
        place = in_any(names, found.lang) or found.place or home
        today = self._desk.today(here.id if here else "").isoformat()
        return {"receipt": found.receipt, "place": place, "received": f"{found.at:%Y-%m-%d}", "today": today}

    def _choices(self) -> dict[str, Any]:
        return {
            "statuses": STATUSES,
            "categories": CATEGORIES,
            "sorts": SORTS,
            "staff": self._staff(),
            "nobody": NOBODY,
        }

    def _timed(self) -> dict[str, Any]:
        now = self._desk.now()
        return {
            "due": times.due, "answered": times.answered, "waited": lambda each: times.waited(each, now),
            "is_overdue": lambda each: times.is_overdue(each, now),
        }  # fmt: skip

    def _staff(self) -> list[str]:
        return self._desk.app.door.staff("editor")

    def _names(self, found: list[Complaint]) -> dict[str, Mapping[str, str]]:
        listed = self._desk.entries.listed()
        return {each.entry_id: listed[each.entry_id].names for each in found if each.entry_id in listed}
