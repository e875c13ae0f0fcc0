"""One-time addresses: where the first administrator begins, and where somebody invited chooses a password.

Opening an address uses nothing up, because messengers fetch what is sent through them; only the form does.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from guide.editing.people import Refused
from guide.server.refusals import Refusal
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import see


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    welcome = Welcome(desk)
    return (
        Rule("GET", "/setup", "anyone", welcome.set_up),
        Rule("POST", "/setup", "anyone", welcome.begin, welcome.set_up),
        Rule("GET", "/join", "anyone", welcome.join),
        Rule("POST", "/join", "anyone", welcome.accept, welcome.join),
    )


def new_password(form: Mapping[str, str]) -> str:
    """The password that was typed twice. Raises Refused where the two differ."""
    password = form.get("new", "")
    if password != form.get("again", ""):
        raise Refused("differ", "the two passwords differ; type the same one twice")
    return password


class Welcome:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def set_up(self, visit: Visit, problem: str = "") -> Response:
        """The page for the first administrator. Raises Refusal 404 when the address is used or over."""
        if self._desk.app.people.invited(_key(visit)) != "" or self._desk.app.door.knows_anyone():
            raise Refusal(404, "no_setup")
        return self._page(visit, "setup", visit.form.get("account", "")[:64], problem)

    def begin(self, visit: Visit) -> Response:
        """Make the first administrator."""
        visit.tell("setup")
        try:
            name = self._desk.app.people.begin(_key(visit), visit.form.get("account", ""), new_password(visit.form))
        except Refused as refused:
            return self.set_up(visit, refused.problem)
        visit.tell("setup", account=name)
        return see("/studio/login", done="welcome")

    def join(self, visit: Visit, problem: str = "") -> Response:
        """The page for somebody invited. Raises Refusal 404 when the invitation is used or over."""
        name = self._desk.app.people.invited(_key(visit))
        if not name:
            raise Refusal(404, "no_invitation")
        return self._page(visit, "join", name, problem)

    def accept(self, visit: Visit) -> Response:
        """Keep the password somebody chose."""
        key = _key(visit)
        visit.tell("join", account=self._desk.app.people.invited(key) or "")
        try:
            self._desk.app.people.accept(key, new_password(visit.form))
        except Refused as refused:
            return self.join(visit, refused.problem)
        return see("/studio/login", done="welcome")

    def _page(self, visit: Visit, step: str, name: str, problem: str) -> Response:
        if visit.request.method == "POST" and not problem:
            problem = "stale"
        status = 422 if problem else 200
        response = self._desk.render(
            visit, "welcome.html", status=status, step=step, name=name, problem=problem, key=_key(visit)
        )
        if visit.session is None:
            self._desk.gate.remember_form(response, visit)
        return response


def _key(visit: Visit) -> str:
    return visit.form.get("key") or visit.request.query_params.get("key", "")
