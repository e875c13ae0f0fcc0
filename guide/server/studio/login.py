"""Coming into the studio and leaving it."""

from __future__ import annotations

import logging
import math
import re
from dataclasses import dataclass, replace

from starlette.responses import Response

from guide.editing.accounts import CodeNeeded
from guide.errors import Busy, NotAllowed, NotFound
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.resume import Resume
from guide.server.studio.sent import see
from guide.server.studio.typed import Typed, carried, sent

HOME = "/studio"
_WITHIN = re.compile(r"/studio(?:[/?][^\\\s]*)?")
DONE = ("welcome", "changed")

_LOGGER = logging.getLogger("guide.studio")


@dataclass(frozen=True, slots=True)
class Step:
    """How the log-in page is shown: with what it carries along, where it leads, and what went wrong."""

    status: int = 200
    held: Typed = Typed()
    next: str = HOME
    problem: str = ""
    minutes: int = 0


class Login:
    """The log-in page. `resume` shows again what somebody was writing when the session ended."""

    def __init__(self, desk: Desk, resume: Resume) -> None:
        self._desk = desk
        self._resume = resume

    def rules(self) -> tuple[Rule, ...]:
        """The door's routes."""
        return (
            Rule("GET", "/login", "anyone", self.show),
            Rule("POST", "/login", "anyone", self.enter, self.retry),
            Rule("POST", "/login/code", "anyone", self.confirm, self.retry),
            Rule("POST", "/logout", "viewer", self.leave),
        )

    def show(self, visit: Visit) -> Response:
        """The page, or straight on for somebody who is in."""
        if visit.session:
            return see(_within(visit.request.query_params.get("next", HOME)))
        return self._page(visit, Step(next=visit.request.query_params.get("next", HOME)))

    def again(self, visit: Visit) -> Response:
        """Whatever was sent from a page that is old, or after the session ended: nothing typed is lost."""
        if visit.session:
            return self._resume.show(visit, sent(visit), 403)
        return self._page(visit, Step(401, sent(visit), visit.form.get("held_page", HOME)))

    def enter(self, visit: Visit) -> Response:
        """Check name and password."""
        name = visit.form.get("account", "")[:200]
        try:
            token = self._desk.app.door.log_in(name, visit.form.get("password", ""), visit.address)
        except CodeNeeded as needed:
            visit.tell("login.password", account=name)
            return self._ask_code(visit, needed.step, Step())
        except NotAllowed:
            _LOGGER.warning("log-in failed")
            return self._again(visit, 401, "wrong")
        except Busy as busy:
            return _told_to_wait(busy, self._again(visit, 429, "busy", _minutes(busy)))
        return self._inside(visit, token)

    def confirm(self, visit: Visit) -> Response:
        """Check the code of the second factor."""
        door, step = self._desk.app.door, visit.form.get("step", "")
        visit.tell("login.code", account=door.awaited(step))
        try:
            token = door.confirm(step, visit.form.get("code", ""))
        except NotFound:
            return self._again(visit, 401, "late")
        except NotAllowed:
            _LOGGER.warning("second factor failed")
            return self._ask_code(visit, step, Step(401, problem="wrong_code"))
        except Busy as busy:
            waiting = Step(429, problem="busy", minutes=_minutes(busy))
            return _told_to_wait(busy, self._ask_code(visit, step, waiting))
        return self._inside(visit, token)

    def leave(self, visit: Visit) -> Response:
        """End the session."""
        response = see("/studio/login")
        self._desk.gate.log_out(response, visit)
        _LOGGER.info("log-out", extra={"account": visit.editor})
        return response

    def retry(self, visit: Visit) -> Response:
        """The log-in form was too old, or cookies are off: show it afresh, with the name still there."""
        return self._again(visit, 403, "stale")

    def _inside(self, visit: Visit, token: str) -> Response:
        if visit.session:
            self._desk.app.door.log_out(visit.token)
        entered = replace(visit, token=token, session=self._desk.app.door.who(token))
        _LOGGER.info("log-in", extra={"account": entered.editor})
        held = carried(visit.form)
        response = self._resume.show(entered, held) if held.to else see(_within(visit.form.get("next", HOME)))
        self._desk.gate.let_in(response, token)
        return response

    def _ask_code(self, visit: Visit, step: str, shown: Step) -> Response:
        response = self._desk.render(
            visit, "code.html", status=shown.status, step=step, held=carried(visit.form),
            account=visit.form.get("account", "")[:64],
            next=_within(visit.form.get("next", HOME)), problem=shown.problem, minutes=shown.minutes,
        )  # fmt: skip
        if visit.session is None:
            self._desk.gate.remember_form(response, visit)
        return response

    def _again(self, visit: Visit, status: int, problem: str, minutes: int = 0) -> Response:
        return self._page(visit, Step(status, carried(visit.form), visit.form.get("next", HOME), problem, minutes))

    def _page(self, visit: Visit, step: Step) -> Response:
        response = self._desk.render(
            visit,
            "login.html",
            status=step.status,
            empty=not self._desk.app.door.knows_anyone(),
            held=step.held,
            next=_within(step.next),
            account=visit.form.get("account", "")[:64],
            problem=step.problem,
            minutes=step.minutes,
            done=done if (done := visit.request.query_params.get("done", "")) in DONE else "",
        )
        if visit.session is None:
            self._desk.gate.remember_form(response, visit)
        return response


def _minutes(busy: Busy) -> int:
    return math.ceil(busy.retry_after / 60)


def _told_to_wait(busy: Busy, response: Response) -> Response:
    _LOGGER.warning("log-in throttled")
    response.headers["retry-after"] = str(busy.retry_after)
    return response


def _within(address: str) -> str:
    """An address inside the studio, whatever was asked for: a log-in leads nowhere else."""
    return address if _WITHIN.fullmatch(address) and not address.startswith(f"{HOME}/login") else HOME
