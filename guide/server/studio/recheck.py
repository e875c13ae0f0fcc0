"""The re-check list: facts due, one tap to say that one is still true, and the week's digest for the bureau's mail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from starlette.responses import PlainTextResponse, Response

from guide.editing import confirming
from guide.editing.confirming import Confirmation
from guide.editing.reading import Stamp
from guide.insight.due_facts import REASONS
from guide.server.refusals import Refusal
from guide.server.studio import clocks, digest
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.digest import Week
from guide.server.studio.paging import page_of
from guide.server.studio.sent import number_of, see

PAGE = 30
_CELL = "mark:"


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    recheck = Recheck(desk)
    return (
        Rule("GET", "/recheck", "viewer", recheck.all),
        Rule("POST", "/recheck", "editor", recheck.confirm),
        Rule("GET", "/recheck/digest", "viewer", recheck.digest),
        Rule("GET", "/recheck/digest.txt", "viewer", recheck.plain),
    )


class Recheck:
    """The list and the digest."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._facts = desk.due

    def all(self, visit: Visit) -> Response:
        """Facts due by reason and city, a page at a time."""
        asked = visit.request.query_params
        reason, city = asked.get("reason", ""), asked.get("city", "")
        every = self._facts.due(self._desk.today(""))
        found = [each for each in every if reason in ("", *each.reasons) and city in ("", each.city)]
        return self._desk.render(
            visit,
            "recheck.html",
            room="recheck",
            reason=reason,
            city=city,
            reasons=[(each, sum(each in one.reasons for one in every)) for each in REASONS],
            cities_in_use=sorted({each.city for each in every}),
            page=page_of(found, visit, PAGE),
            mark=confirming.mark,
            may=lambda place: self._desk.publishes(visit, place),
            done=number_of(asked.get("done", "")),
            moved=number_of(asked.get("moved", "")),
        )

    def confirm(self, visit: Visit) -> Response:
        """Say of one fact or several that they are still true. Raises Refusal 403 for a city that is another's."""
        wanted = _wanted(visit.form)
        listed = self._desk.entries.listed()
        for entry in wanted:
            if entry in listed and not self._desk.publishes(visit, listed[entry].city):
                raise Refusal(403, "other_city", city=listed[entry].city)
        comment = self._desk.words(visit)("recheck.comment")
        done = 0
        for entry, marks in wanted.items():
            today = self._desk.today(listed[entry].city if entry in listed else "")
            said = Confirmation(entry, frozenset(marks), Stamp(visit.editor, today), comment)
            done += confirming.confirm(self._desk.entries, said)
        moved = sum(map(len, wanted.values())) - done
        kept = {name: visit.form[name] for name in ("reason", "city", "page") if visit.form.get(name)}
        return see("/studio/recheck", **kept, done=str(done), moved=str(max(0, moved)))

    def digest(self, visit: Visit) -> Response:
        """The week on a page."""
        week = self._week()
        told = {each.name: getattr(week, each.name) for each in fields(Week)}
        return self._desk.render(visit, "digest.html", room="recheck", made=self._desk.now(), **told)

    def plain(self, visit: Visit) -> Response:
        """The week as text, to be mailed."""
        made = clocks.moment(self._desk.zone(), self._desk.now())
        return PlainTextResponse(digest.plain(self._week(), self._desk.words(visit), made))

    def _week(self) -> Week:
        return digest.week(self._facts, self._desk.today(""))


def _wanted(form: Mapping[str, str]) -> dict[str, set[str]]:
    """The facts a form means, by entry: the one whose button was pressed, else those that were ticked."""
    do = form.get("do", "")
    ticked: Sequence[str] = [do] if do.startswith(_CELL) else [each for each in form if each.startswith(_CELL)]
    wanted: dict[str, set[str]] = {}
    for each in ticked:
        _, entry, mark = (each.split(":") + ["", ""])[:3]
        wanted.setdefault(entry, set()).add(mark)
    return wanted
