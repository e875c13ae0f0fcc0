"""Who is at the studio's door: the session cookie, the anti-forgery token of every form, and what a role may do.

A form is believed when it comes from our own page twice over: the browser says so (Sec-Fetch-Site, else Origin), and
it carries a token that only a page made for this very session could hold.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from guide.editing.accounts import ROLES, Door
from guide.server.bodies import Sent
from guide.server.limits import Proxies
from guide.settings import Settings
from guide.storage.accounts import Session

YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to the studio: whose it is, what its form sent, and whether the form can be believed."""

    request: Request
    form: Mapping[str, str]
    token: str
    """The session's token; before the log-in a random one that only ties the form to this browser."""
    session: Session | None
    address: str
    same_site: bool
    """False when another site's page sent this."""
    file: Sent | None = None
    """The file the form sent."""

    @property
    def csrf(self) -> str:
        """What every form of this visit carries. It does not tell the token it is made from."""
        return sha256(f"form:{self.token}".encode()).hexdigest()

    @property
    def genuine(self) -> bool:
        """Whether the form was made for this very session."""
        return self.same_site and compare_digest(self.form.get("csrf", "").encode(), self.csrf.encode())

    @property
    def may_publish(self) -> bool:
        """Whether this person may change what visitors read, at least somewhere."""
        return self.may("editor")

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities this person's role holds for; empty for all of them."""
        return self.session.cities if self.session else ()

    def covers(self, city: str) -> bool:
        """Whether this person's role holds for a city."""
        return city in (self.cities or (city,))

    def may_change(self, city: str, role: str = "editor") -> bool:
        """Whether this person has a role, or one above it, for a city. Of entries everything may be read."""
        return self.may(role) and self.covers(city)

    def may(self, role: str) -> bool:
        """Whether this person has a role, or one above it."""
        return self.session is not None and ROLES.index(self.session.role) >= ROLES.index(role)

    def tell(self, action: str, about: str = "", account: str = "") -> None:
        """What the audit log says of this visit in place of its route and address; the last one told counts."""
        self.request.state.told = (action, about, account)

    @property
    def told(self) -> tuple[str, str, str]:
        """What was told for the audit log: action, what it is about, whose it is; "" where the visit itself tells."""
        found: tuple[str, str, str] = getattr(self.request.state, "told", ("", "", ""))
        return found

    @property
    def editor(self) -> str:
        """The name that goes into the history."""
        return self.session.account if self.session else ""


class Gate:
    """Reads and writes the studio's cookies. With an https address they are Secure and bound to this host."""

    def __init__(self, door: Door, settings: Settings, proxies: Proxies) -> None:
        self._door = door
        self._proxies = proxies
        self._own = urlsplit(settings.public_url or "")
        self.secure = self._own.scheme == "https"
        self.session_cookie = self._named("session") if not self.secure else "__Host-guide"
        self._form_cookie = self._named("form")
        self.lang_cookie = self._named("lang")

    def visit(self, request: Request, form: Mapping[str, str]) -> Visit:
        """The visit a request makes. A token that opens nothing counts as none."""
        token = request.cookies.get(self.session_cookie, "")
        session = self._door.who(token) if token else None
        if session is None:
            token = request.cookies.get(self._form_cookie) or secrets.token_urlsafe(32)
        return Visit(request, form, token, session, str(self._proxies.visitor(request)), self._same_site(request))

    def remember_form(self, response: Response, visit: Visit) -> None:
        """Give the browser the token that its log-in form was made with."""
        self._set(response, self._form_cookie, visit.token)

    def let_in(self, response: Response, token: str) -> None:
        """Give the browser its session."""
        self._set(response, self.session_cookie, token)
        self._clear(response, self._form_cookie)

    def log_out(self, response: Response, visit: Visit) -> None:
        """End the session here and on the server."""
        self._door.log_out(visit.token)
        self._clear(response, self.session_cookie)

    def remember_lang(self, response: Response, lang: str) -> None:
        """Keep the language the editor chose."""
        self._set(response, self.lang_cookie, lang, YEAR)

    def _same_site(self, request: Request) -> bool:
        """Sec-Fetch-Site comes from the browser itself; where it is not sent, Origin must be ours.

        A client that sends neither is no browser of today; its form still needs the token.
        """
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        origin = request.headers.get("origin")
        if origin is None:
            return True
        return origin.partition("://")[2] in (request.headers.get("host"), self._own.netloc or None)

    def _named(self, name: str) -> str:
        return f"__Host-guide-{name}" if self.secure else f"guide_{name}"

    def _set(self, response: Response, name: str, value: str, seconds: int | None = None) -> None:
        response.set_cookie(name, value, max_age=seconds, path="/", secure=self.secure, httponly=True, samesite="lax")

    def _clear(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path="/", secure=self.secure, httponly=True, samesite="lax")
