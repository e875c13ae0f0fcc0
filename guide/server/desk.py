"""The editors' desk: what every page of the studio shares. Who may take a route, how it is rendered, how it refuses."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias
from urllib.parse import parse_qsl, urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from guide.desk.complaints import ComplaintDesk
from guide.editing.accounts import Door
from guide.editing.differences import marked
from guide.editing.entries import Entries
from guide.editing.files import is_id
from guide.editing.publish import Publisher
from guide.errors import GuideError, NotFound
from guide.safety.wordlist import WordList
from guide.server import bodies
from guide.server.asked import clean
from guide.server.auth import Gate, Visit
from guide.server.limits import Proxies
from guide.server.locales import Locales, Words
from guide.server.pages import Pages
from guide.server.refusals import Refusal, of_error
from guide.server.shell import POLICY
from guide.settings import Settings
from guide.storage.journal import UnansweredQuestion
from guide.storage.revisions import Revisions
from guide.types import City

MOST_FIELDS = 20_000
"""Cells of one form: an entry of a thousand facts still fits."""

Role: TypeAlias = Literal["anyone", "viewer", "publisher"]
Handle: TypeAlias = Callable[[Visit], Response]

_LOGGER = logging.getLogger("guide.studio")


class Unanswered(Protocol):
    """Where questions without an answer are counted."""

    def unanswered(self, limit: int) -> list[UnansweredQuestion]:
        """The most asked, most often first."""
        ...


class Edited(Protocol):
    """What the studio asks of the application."""

    @property
    def settings(self) -> Settings:
        """What start-up read."""
        ...

    @property
    def door(self) -> Door:
        """Who may come in."""
        ...

    @property
    def revisions(self) -> Revisions:
        """The history of all entries."""
        ...

    @property
    def publisher(self) -> Publisher:
        """The only way anything changes."""
        ...

    @property
    def journal(self) -> Unanswered:
        """What visitors asked."""
        ...

    @property
    def complaints(self) -> ComplaintDesk:
        """What visitors complained of."""
        ...

    @property
    def word_list(self) -> WordList:
        """What no entry may hold."""
        ...

    @property
    def fields(self) -> Mapping[str, str]:
        """Known fields and their types."""
        ...

    @property
    def cities(self) -> Mapping[str, City]:
        """The cities by id."""
        ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One route: who may take it, and what shows a form again that may not be acted on, so that no text is lost."""

    method: str
    path: str
    role: Role
    handle: Handle
    hold: Handle | None = None


class RememberedLocales(Locales):
    """The studio's words, in the language asked for now, else the one chosen before."""

    def __init__(self, folder: Path, cookie: str) -> None:
        super().__init__(folder)
        self._cookie = cookie

    def of(self, request: Request) -> Words:
        """The words for a request: `?lang=`, else the cookie, else Accept-Language."""
        asked = request.query_params.get("lang") or request.cookies.get(self._cookie)
        return self.choose(asked, request.headers.get("accept-language"))


class Desk:
    """The parts of the application that editors work with, and the way every page is made."""

    def __init__(self, app: Edited, proxies: Proxies, web: Path) -> None:
        self.app = app
        self.entries = Entries(app.revisions, app.publisher)
        self.gate = Gate(app.door, app.settings, proxies)
        self._pages = Pages(web, RememberedLocales(web / "locales" / "studio", self.gate.lang_cookie))

    def words(self, visit: Visit) -> Words:
        """The studio's words for a visit."""
        return self._pages.locales.of(visit.request)

    def render(self, visit: Visit, template: str, *, status: int = 200, **values: Any) -> Response:
        """One page of web/templates/studio."""
        cities = self.app.cities
        shared = {
            "visit": visit,
            "cities": cities,
            "marked": marked,
            "moment": partial(_moment, _zone(cities)),
            "room": "",
        }
        response = self._pages.render(visit.request, f"studio/{template}", status=status, **{**shared, **values})
        response.headers["content-security-policy"] = POLICY
        if visit.request.query_params.get("lang"):
            self.gate.remember_lang(response, self.words(visit).lang)
        return response

    def today(self, city: str) -> date:
        """The day it is in a city."""
        now = self.app.settings.clock or datetime.now(UTC)
        return now.astimezone(_zone(self.app.cities, city)).date()

    def entry_id(self, visit: Visit) -> str:
        """The id in the address. Raises NotFound for one that no entry can have."""
        entry_id = str(visit.request.path_params["entry_id"])
        if not is_id(entry_id):
            raise NotFound("no such entry")
        return entry_id

    def add(self, routes: APIRouter, rule: Rule) -> None:
        """Open a route under its rule."""
        methods = [rule.method, "HEAD"] if rule.method == "GET" else [rule.method]
        routes.add_api_route(rule.path, self._endpoint(rule), methods=methods, include_in_schema=False)

    def _endpoint(self, rule: Rule) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            form: Mapping[str, str] | Refusal = {}
            if request.method == "POST":
                try:
                    form = form_of(await bodies.read(request))
                except Refusal as refusal:
                    form = refusal
            return await run_in_threadpool(self._answer, rule, request, form)

        return answer

    def _answer(self, rule: Rule, request: Request, form: Mapping[str, str] | Refusal) -> Response:
        visit = self.gate.visit(request, {} if isinstance(form, Refusal) else form)
        try:
            if isinstance(form, Refusal):
                raise form
            response = self._allowed(rule, visit)
        except Refusal as refusal:
            response = self._refused(visit, refusal)
        except GuideError as error:
            response = self._refused(visit, of_error(error))
        response.headers["cache-control"] = "no-store"
        return response

    def _allowed(self, rule: Rule, visit: Visit) -> Response:
        posted = visit.request.method == "POST"
        if posted and not visit.same_site:
            raise Refusal(403, "foreign_form")
        if rule.role != "anyone" and visit.session is None:
            return rule.hold(visit) if posted and rule.hold else _to_login(visit)
        if rule.role == "publisher" and not visit.may_publish:
            raise Refusal(403, "not_allowed")
        if posted and not visit.genuine:
            if rule.hold is None:
                raise Refusal(403, "stale_form")
            return rule.hold(visit)
        return rule.handle(visit)

    def _refused(self, visit: Visit, refusal: Refusal) -> Response:
        if refusal.status in (401, 403):
            _LOGGER.warning("refused", extra={"code": refusal.code, "account": visit.editor})
        code = refusal.code if f"refused.{refusal.code}" in self.words(visit) else "error"
        response = self.render(visit, "refused.html", status=refusal.status, code=code)
        response.headers.update(refusal.headers)
        return response


def form_of(body: bytes) -> dict[str, str]:
    """The cells of a form; of a name that is sent twice the last counts. Raises Refusal 400."""
    try:
        cells = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise Refusal(400, "bad_request") from error
    return {name: clean(text) for name, text in cells}


def see(address: str, **query: str) -> Response:
    """Send the browser on to another page by GET."""
    return RedirectResponse(f"{address}?{urlencode(query)}" if query else address, status_code=303)


def _to_login(visit: Visit) -> Response:
    url = visit.request.url
    asked = f"{url.path}?{url.query}" if url.query else url.path
    return see("/studio/login", next=asked if visit.request.method in ("GET", "HEAD") else "/studio")


def _zone(cities: Mapping[str, City], city: str = "") -> tzinfo:
    """The time zone of a city, else of the base's first one."""
    found = cities.get(city) or next(iter(cities.values()), None)
    return ZoneInfo(found.zone) if found else UTC


def _moment(zone: tzinfo, at: datetime) -> str:
    """A time of the history as the clocks of the city show it."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(zone).strftime("%Y-%m-%d %H:%M")
