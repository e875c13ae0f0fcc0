"""The room of drafts: what waits for whom, what a draft changes word by word, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.responses import Response

from guide.editing import differences, drafts, workflow
from guide.editing.faults import Fault
from guide.editing.gate import Checked, Held
from guide.editing.workflow import Plan
from guide.errors import Conflict, NotFound
from guide.server.refusals import Refusal
from guide.server.studio import asking, form_view, gap_view
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.entry_form import LONGEST_COMMENT
from guide.server.studio.form_check import Checks, Sheet
from guide.server.studio.sent import number_of, see, send_back
from guide.storage.drafts import STATES, Kept, Stale
from guide.types import Revision

DONE = ("kept", "sent", "returned", "planned", "taken_back", "held")
SLACK = timedelta(minutes=2)
"""How long ago a moment may be that was chosen while the form was open."""


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room = DraftRoom(desk)
    return (
        Rule("GET", "/drafts", "viewer", room.all),
        Rule("GET", "/drafts/{number}", "viewer", room.show),
        Rule("POST", "/drafts/{number}", "editor", room.act),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is said above a draft."""

    status: int = 200
    problem: str = ""
    done: str = ""
    faults: tuple[Fault, ...] = ()
    held: Checked | None = None
    """The saved questions that the draft would spoil."""


class DraftRoom:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._flow = desk.workflow
        self._checks = Checks(desk)
        self._steps: Mapping[str, Callable[[Visit, Kept], Response]] = {
            "send": self._send, "take_back": self._take_back, "publish": self._publish, "plan": self._plan,
            "return": self._return, "discard": self._discard,
        }  # fmt: skip

    def all(self, visit: Visit) -> Response:
        """Every draft, what waits for a decision first."""
        kept = self._flow.all()
        waiting = [(state, list(some)) for state, some in workflow.by_state(kept, STATES)]
        names = {each.id: self._names(each) for each in kept}
        done = visit.request.query_params.get("done", "")
        return self._desk.render(
            visit, "drafts.html", room="drafts", waiting=waiting, names=names, reasons=workflow.REASONS,
            done=done if done in ("published", "discarded") else "",
        )  # fmt: skip

    def show(self, visit: Visit) -> Response:
        """One draft: what it changes, its notes, and what can be done with it."""
        done = visit.request.query_params.get("done", "")
        return self._page(visit, self._kept(visit), Told(done=done if done in DONE else ""))

    def act(self, visit: Visit) -> Response:
        """What a button of the page asks for, if the draft is still the one that was looked at."""
        kept = self._kept(visit)
        self._desk.require_city(visit, kept.entry_id, self._city(kept))
        step = self._steps.get(visit.form.get("do", ""))
        if step is None:
            return self._page(visit, kept)
        if number_of(visit.form.get("seen", "")) != kept.number:
            return self._page(visit, kept, Told(409, "changed"))
        try:
            return step(visit, kept)
        except Stale:
            return self._page(visit, self._kept(visit), Told(409, "changed"))

    def _send(self, visit: Visit, kept: Kept) -> Response:
        if found := self._unsound(visit, kept):
            return self._page(visit, kept, Told(422, faults=found))
        self._flow.send(kept, self._note(visit))
        return see(f"/studio/drafts/{kept.id}", done="sent")

    def _take_back(self, _: Visit, kept: Kept) -> Response:
        self._flow.take_back(kept)
        return see(f"/studio/drafts/{kept.id}", done="taken_back")

    def _discard(self, _: Visit, kept: Kept) -> Response:
        self._flow.discard(kept)
        return see("/studio/drafts", done="discarded")

    def _return(self, visit: Visit, kept: Kept) -> Response:
        self._may_publish(visit, kept)
        if not self._note(visit):
            return self._page(visit, kept, Told(422, "no_note"))
        self._flow.give_back(kept, self._note(visit))
        return see(f"/studio/drafts/{kept.id}", done="returned")

    def _publish(self, visit: Visit, kept: Kept) -> Response:
        self._may_publish(visit, kept)
        if found := self._unsound(visit, kept):
            return self._page(visit, kept, Told(422, faults=found))
        override = asking.override(visit, self._city(kept))
        try:
            checked = self._flow.publish(kept, visit.editor, override=override)
        except Held as held:
            return self._page(visit, self._kept(visit), Told(422, held=held.checked))
        except Conflict:
            return self._moved(visit, kept)
        asking.log_override(self._desk, visit, kept.entry_id, override)
        if kept.entry is None:
            return see(f"/studio/entries/{kept.entry_id}/history")
        return see(f"/studio/entries/{kept.entry_id}", done="saved", **asking.unasked(checked))

    def _plan(self, visit: Visit, kept: Kept) -> Response:
        self._may_publish(visit, kept)
        if found := self._unsound(visit, kept):
            return self._page(visit, kept, Told(422, faults=found))
        start, end = (self._moment(visit.form.get(each, ""), kept) for each in ("publish_at", "end_at"))
        now = self._desk.now() - SLACK
        if not (start or end) or (start or now) < now or (end and end <= max(start or now, now)):
            return self._page(visit, kept, Told(422, "no_moment"))
        try:
            if start is None:
                self._flow.publish(kept, visit.editor, end)
                return see("/studio/drafts", done="published")
            self._flow.plan(kept, Plan(start, end))
        except Held as held:
            return self._page(visit, self._kept(visit), Told(422, held=held.checked))
        except Conflict:
            return self._moved(visit, kept)
        return see(f"/studio/drafts/{kept.id}", done="planned")

    def _moved(self, visit: Visit, kept: Kept) -> Response:
        """A newer revision was published: the form joins both, part by part; a withdrawal is simply looked at again."""
        if kept.entry is None:
            return self._page(visit, self._kept(visit), Told(409))
        return send_back(f"/studio/entries/{kept.entry_id}", draft=str(kept.id), notice="moved_on")

    def _may_publish(self, visit: Visit, kept: Kept) -> None:
        if not self._desk.publishes(visit, self._city(kept)):
            raise Refusal(403, "not_allowed")

    def _unsound(self, visit: Visit, kept: Kept) -> tuple[Fault, ...]:
        """What keeps a draft from being read by visitors."""
        if kept.entry is None:
            return ()
        ground = self._before(kept)
        empty = Revision(kept.entry_id, 0, None, 0, "", kept.saved, "", workflow.blank(kept))
        cells = drafts.of(kept.entry, self._desk.app.fields)
        return self._checks.stopping(Sheet(visit, ground or empty, kept.entry, cells, kept.comment, kept))

    def _before(self, kept: Kept) -> Revision | None:
        return self._desk.entries.revision(kept.entry_id, kept.base) if kept.base else None

    def _now(self, kept: Kept) -> Revision | None:
        try:
            return self._desk.entries.current(kept.entry_id)
        except NotFound:
            return None

    def _moment(self, text: str, kept: Kept) -> datetime | None:
        """A moment as a form sends it (2026-05-04T09:00), by the clocks of the place; None where there is none."""
        try:
            return datetime.fromisoformat(text[:16]).replace(tzinfo=self._desk.zone(self._city(kept))) if text else None
        except ValueError:
            return None

    def _kept(self, visit: Visit) -> Kept:
        return self._flow.find(number_of(str(visit.request.path_params["number"])))

    def _note(self, visit: Visit) -> str:
        return visit.form.get("note", "").strip()[:LONGEST_COMMENT]

    def _city(self, kept: Kept) -> str:
        """The city of what a draft changes."""
        listed = self._desk.entries.listed().get(kept.entry_id)
        return kept.entry.city if kept.entry else listed.city if listed else ""

    def _names(self, kept: Kept) -> Mapping[str, str]:
        listed = self._desk.entries.listed().get(kept.entry_id)
        return kept.entry.names if kept.entry else listed.names if listed else {}

    def _page(self, visit: Visit, kept: Kept, told: Told = Told()) -> Response:
        before, now = self._before(kept), self._now(kept)
        words = self._desk.words(visit)
        return self._desk.render(
            visit,
            "draft.html",
            status=told.status,
            room="drafts",
            kept=kept,
            names=self._names(kept),
            told=told,
            faults=form_view.said(told.faults, words),
            city=self._city(kept),
            publishes=self._desk.publishes(visit, self._city(kept)),
            differences=differences.told(before.entry if before else None, kept.entry) if kept.entry else (),
            moved=now if now and now.number != kept.base else None,
            reasons=workflow.REASONS,
            **gap_view.waiting(self._desk, kept.entry_id),
            source_names=form_view.source_names(before.entry if before else None, kept.entry),
        )
