"""Coming into the studio and leaving it."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import Response

from guide.errors import Busy, NotAllowed
from guide.server.auth import Visit
from guide.server.desk import Desk, see

HOME = "/studio"
_WITHIN = re.compile(r"/studio(?:[/?][^\\\s]*)?")
_OWN = ("account", "password", "csrf", "next", "do")

_LOGGER = logging.getLogger("guide.studio")


@dataclass(frozen=True, slots=True)
class Step:
    """How the log-in page is shown: with what it carries along, where it leads, and what went wrong."""

    status: int = 200
    held: Mapping[str, str] = field(default_factory=dict)
    next: str = HOME
    problem: str = ""
    minutes: int = 0


class Login:
    """The log-in page. `resume` shows again the form of an editor whose session ended while writing."""

    def __init__(self, desk: Desk, resume: Callable[[Visit], Response]) -> None:
        self._desk = desk
        self._resume = resume

    def show(self, visit: Visit) -> Response:
        """The page, or straight on for somebody who is in."""
        if visit.session:
            return see(_within(visit.request.query_params.get("next", HOME)))
        return self._page(visit, Step(next=visit.request.query_params.get("next", HOME)))

    def hold(self, visit: Visit) -> Response:
        """The page, carrying along what an editor had typed when the session ended."""
        held = {name: text for name, text in visit.form.items() if name not in _OWN}
        entry_id = self._desk.entry_id(visit)
        return self._page(visit, Step(401, {**held, "held": entry_id}))

    def enter(self, visit: Visit) -> Response:
        """Check name and password."""
        name = visit.form.get("account", "")[:200]
        try:
            token = self._desk.app.door.log_in(name, visit.form.get("password", ""), visit.address)
        except NotAllowed:
            _LOGGER.warning("log-in failed")
            return self._again(visit, 401, "wrong")
        except Busy as busy:
            _LOGGER.warning("log-in throttled")
            response = self._again(visit, 429, "busy", math.ceil(busy.retry_after / 60))
            response.headers["retry-after"] = str(busy.retry_after)
            return response
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
        response = self._resume(entered) if visit.form.get("held") else see(_within(visit.form.get("next", HOME)))
        self._desk.gate.let_in(response, token)
        return response

    def _again(self, visit: Visit, status: int, problem: str, minutes: int = 0) -> Response:
        held = {name: text for name, text in visit.form.items() if name not in _OWN}
        step = Step(status, held if "held" in held else {}, visit.form.get("next", HOME), problem, minutes)
        return self._page(visit, step)

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
        )
        if visit.session is None:
            self._desk.gate.remember_form(response, visit)
        return response


def _within(address: str) -> str:
    """An address inside the studio, whatever was asked for: a log-in leads nowhere else."""
    return address if _WITHIN.fullmatch(address) and not address.startswith(f"{HOME}/login") else HOME
