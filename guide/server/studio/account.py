"""One's own account: the password, the second factor, and where one is logged in."""

from __future__ import annotations

from io import BytesIO

import segno
from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from guide.editing import second_factor
from guide.editing.people import Refused
from guide.errors import Busy, NotAllowed
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.sent import see
from guide.server.studio.welcome import new_password

DONE = ("password", "factor_off")


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    own = Own(desk)
    return (
        Rule("GET", "/account", "viewer", own.show),
        Rule("POST", "/account/password", "viewer", own.choose_password),
        Rule("GET", "/account/factor", "viewer", own.offer_factor),
        Rule("POST", "/account/factor", "viewer", own.switch_on),
        Rule("POST", "/account/factor/off", "viewer", own.switch_off),
        Rule("POST", "/account/codes", "viewer", own.renew_codes),
        Rule("POST", "/account/sessions", "viewer", own.leave_everywhere),
        Rule("GET", "/session", "viewer", own.stay),
    )


class Own:
    """The handlers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._factor = desk.app.door.factor

    def show(self, visit: Visit) -> Response:
        """The page."""
        return self._page(visit)

    def choose_password(self, visit: Visit) -> Response:
        """Another password; every other session of this account ends."""
        visit.tell("account.password")
        if problem := self._unproved(visit):
            return self._page(visit, "password", problem)
        try:
            self._desk.app.people.choose_password(visit.editor, new_password(visit.form), visit.token)
        except Refused as refused:
            return self._page(visit, "password", refused.problem)
        return see("/studio/account", done="password")

    def offer_factor(self, visit: Visit) -> Response:
        """A new secret as a QR code; it counts once a code of it was typed."""
        if self._factor.is_on(visit.editor):
            return see("/studio/account")
        return self._secret(visit, second_factor.new_secret())

    def switch_on(self, visit: Visit) -> Response:
        """Ask for codes from now on, and show the recovery codes, this once."""
        visit.tell("account.factor_on")
        secret = visit.form.get("secret", "")
        if problem := self._unproved(visit):
            return self._secret(visit, secret, problem)
        try:
            codes = self._factor.switch_on(visit.editor, secret, visit.form.get("code", ""))
        except NotAllowed:
            return self._secret(visit, secret, "code")
        return self._codes(visit, codes)

    def switch_off(self, visit: Visit) -> Response:
        """Ask for no code any more."""
        visit.tell("account.factor_off")
        if problem := self._unproved(visit):
            return self._page(visit, "off", problem)
        self._factor.switch_off(visit.editor)
        return see("/studio/account", done="factor_off")

    def renew_codes(self, visit: Visit) -> Response:
        """New recovery codes; the old ones open nothing."""
        visit.tell("account.codes")
        if problem := self._unproved(visit):
            return self._page(visit, "codes", problem)
        if not self._factor.is_on(visit.editor):
            return see("/studio/account")
        return self._codes(visit, self._factor.new_codes(visit.editor))

    def leave_everywhere(self, visit: Visit) -> Response:
        """End every session of this account, this one too."""
        ended = self._desk.app.people.end_sessions(visit.editor)
        visit.tell("account.sessions", str(ended))
        response = see("/studio/login")
        self._desk.gate.log_out(response, visit)
        return response

    def stay(self, visit: Visit) -> Response:
        """How many seconds the session lasts, now that it was used again."""
        idle, most = self._desk.left(visit)
        return JSONResponse({"idle": idle, "most": most})

    def _unproved(self, visit: Visit) -> str:
        """What is wrong with the password somebody who is in was asked for again; "" where nothing is."""
        try:
            self._desk.app.door.check(visit.editor, visit.form.get("password", ""))
        except NotAllowed:
            return "wrong"
        except Busy:
            return "busy"
        return ""

    def _page(self, visit: Visit, at: str = "", problem: str = "") -> Response:
        done = visit.request.query_params.get("done", "")
        is_on = self._factor.is_on(visit.editor)
        return self._desk.render(
            visit,
            "account.html",
            status=422 if problem else 200,
            room="account",
            at=at,
            problem=problem,
            done=done if done in DONE else "",
            factor_on=is_on,
            codes_left=self._factor.codes_left(visit.editor) if is_on else 0,
            sessions=self._desk.app.people.sessions(visit.editor),
        )

    def _secret(self, visit: Visit, secret: str, problem: str = "") -> Response:
        address = second_factor.address(secret, visit.editor, self._desk.words(visit)("studio"))
        groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
        return self._desk.render(
            visit, "factor.html", status=422 if problem else 200, room="account", problem=problem, secret=secret,
            groups=groups, code=_drawing(address),
        )  # fmt: skip

    def _codes(self, visit: Visit, codes: tuple[str, ...]) -> Response:
        return self._desk.render(visit, "recovery.html", room="account", codes=codes)


def _drawing(address: str) -> Markup:
    """An address as a QR code within the page: it is fetched from nowhere and kept nowhere."""
    out = BytesIO()
    segno.make(address, micro=False).save(
        out, kind="svg", border=4, omitsize=True, xmldecl=False, svgclass="qr", lineclass=None, light="#fff"
    )
    return Markup(out.getvalue().decode())
