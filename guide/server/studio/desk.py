"""The editors' desk: what every page of the studio shares. Who may take a route, how it is rendered, how it refuses."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from guide.editing.accounts import LONGEST_NAME
from guide.editing.differences import marked
from guide.editing.entries import Entries
from guide.editing.files import is_id
from guide.editing.workflow import publishes_at
from guide.errors import GuideError, NotFound
from guide.insight.due_facts import DueFacts
from guide.server import bodies
from guide.server.asked import clean
from guide.server.limits import Proxies
from guide.server.locales import Words
from guide.server.pages import Pages
from guide.server.refusals import Refusal, of_error
from guide.server.shell import POLICY
from guide.server.studio import clocks, rooms
from guide.server.studio.auth import Gate, Visit
from guide.server.studio.edited import Edited
from guide.server.studio.sent import RememberedLocales, SentBack, form_of, see
from guide.storage.audit import Event

UPLOAD_SECONDS = 120
"""For a file over a slow line."""
Role: TypeAlias = Literal["anyone", "viewer", "editor", "reviewer", "administrator"]
"""Who may take a route: these and all after them; `anyone` needs no log-in."""
Handle: TypeAlias = Callable[[Visit], Response]
_Form: TypeAlias = tuple[Mapping[str, str], bodies.Sent | None]

_LOGGER = logging.getLogger("guide.studio")


@dataclass(frozen=True, slots=True)
class Rule:
    """One route: who may take it, and what shows a form again that may not be acted on, so that no text is lost."""

    method: str
    path: str
    role: Role
    handle: Handle
    hold: Handle | None = None
    again: Handle | None = None
    """Lays out a form as it was typed, where its rows depend on that; else the page it stood on is filled in again."""
    most: int = bodies.MOST_BYTES
    """Bytes that whoever may take the route may send; nobody else may send more than usual."""


class Desk:
    """The parts of the application that editors work with, and the way every page is made."""

    def __init__(self, app: Edited, proxies: Proxies, web: Path) -> None:
        self.app = app
        self.workflow = app.workflow
        self.entries: Entries = app.workflow.entries
        self.due = DueFacts(app.revisions, app.gaps.entries_asked, app.settings.review_months)
        self.gate = Gate(app.door, app.settings, proxies)
        self._pages = Pages(web, RememberedLocales(web / "locales" / "studio", self.gate.lang_cookie))

    def words(self, visit: Visit) -> Words:
        """The studio's words for a visit."""
        return self._pages.locales.of(visit.request)

    def words_in(self, lang: str) -> Words:
        """The studio's words in a language, for what is written into an entry."""
        return self._pages.locales.choose(lang, None)

    def render(self, visit: Visit, template: str, *, status: int = 200, **values: Any) -> Response:
        """One page of web/templates/studio."""
        shown = {**self._shared(visit), **values}
        response = self._pages.render(visit.request, f"studio/{template}", status=status, **shown)
        response.headers["content-security-policy"] = POLICY
        if visit.request.query_params.get("lang"):
            self.gate.remember_lang(response, self.words(visit).lang)
        return response

    def piece(self, visit: Visit, template: str, **values: Any) -> str:
        """A piece of a page."""
        return self._pages.drawing(visit.request, f"studio/{template}", **{**self._shared(visit), **values})

    def _shared(self, visit: Visit) -> dict[str, Any]:
        """What every page knows. `stands` is its address, which each of its forms tells."""
        cities, url = self.app.cities, visit.request.url
        asked = f"{url.path}?{url.query}" if url.query else url.path
        return {
            "visit": visit,
            "cities": cities,
            "marked": marked,
            "thumb": self.app.pictures.thumb,
            "moment": partial(clocks.moment, clocks.zone(cities)),
            "clock": partial(clocks.clock, clocks.zone(cities)),
            "room": "",
            "navigation": list(rooms.shown(visit)),
            "left": self.left(visit) if visit.session else None,
            "stands": visit.form.get("held_page", "")[:2000] if visit.request.method == "POST" else asked[:2000],
        }

    def document(self, visit: Visit, template: str, **values: Any) -> str:
        """A file that leaves the studio, made of one of its templates."""
        return self._pages.drawing(visit.request, f"studio/{template}", **values)

    def left(self, visit: Visit) -> tuple[int, int]:
        """Seconds until the session ends if nothing is done any more, and until it ends at the latest."""
        idle, most = self.app.door.left(visit.session) if visit.session else (timedelta(), timedelta())
        return int(idle.total_seconds()), int(most.total_seconds())

    def now(self) -> datetime:
        """The moment it is, or the one a rehearsal fixed."""
        return self.app.settings.clock or datetime.now(UTC)

    def today(self, city: str) -> date:
        """The day it is in a city."""
        return self.now().astimezone(clocks.zone(self.app.cities, city)).date()

    def zone(self, city: str = "") -> tzinfo:
        """The time zone of a city, else of the base's first one."""
        return clocks.zone(self.app.cities, city)

    def publishes(self, visit: Visit, city: str) -> bool:
        """Whether this person may make changes of a city live: with review on, editors hand in and reviewers do."""
        return visit.may_change(city, publishes_at(self.app.settings.review))

    def entry_id(self, visit: Visit) -> str:
        """The id in the address. Raises NotFound for one that no entry can have."""
        entry_id = str(visit.request.path_params["entry_id"])
        if not is_id(entry_id):
            raise NotFound("no such entry")
        return entry_id

    def require_city(self, visit: Visit, entry_id: str, city: str) -> None:
        """Let only those go on whose role holds for a city, and for that of the entry as it is published now.

        Raises Refusal 403, which names the city.
        """
        published = self.entries.listed().get(entry_id)
        for each in (city, published.city if published else city):
            if not visit.may_change(each):
                raise Refusal(403, "other_city", city=each)

    def add(self, routes: APIRouter, rule: Rule) -> None:
        """Open a route under its rule."""
        methods = [rule.method, "HEAD"] if rule.method == "GET" else [rule.method]
        routes.add_api_route(rule.path, self._endpoint(rule), methods=methods, include_in_schema=False)

    def _endpoint(self, rule: Rule) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            form: _Form | Refusal = {}, None
            if request.method == "POST":
                try:
                    form = await self._form(rule, request)
                except Refusal as refusal:
                    form = refusal
            return await run_in_threadpool(self._answer, rule, request, form)

        return answer

    async def _form(self, rule: Rule, request: Request) -> _Form:
        """What a form sent. Raises Refusal."""
        most = rule.most
        if most > bodies.MOST_BYTES:
            visit = await run_in_threadpool(self.gate.visit, request, {})
            most = most if visit.may(rule.role) else bodies.MOST_BYTES
        if not request.headers.get("content-type", "").startswith(bodies.FORM_DATA):
            return form_of(await bodies.read(request)), None
        body = await bodies.read(request, most, UPLOAD_SECONDS)
        fields, file = await bodies.as_multipart(request, body)
        return {name: clean(text) for name, text in fields}, file

    def _answer(self, rule: Rule, request: Request, form: _Form | Refusal) -> Response:
        fields, file = ({}, None) if isinstance(form, Refusal) else form
        visit = replace(self.gate.visit(request, fields), file=file)
        try:
            if isinstance(form, Refusal):
                raise form
            _require_text(request)
            response = self._allowed(rule, visit)
        except Refusal as refusal:
            response = self._refused(rule, visit, refusal)
        except GuideError as error:
            response = self._refused(rule, visit, of_error(error))
        response.headers["cache-control"] = "no-store"
        self._record(rule, visit, response)
        return response

    def _record(self, rule: Rule, visit: Visit, response: Response) -> None:
        """Put into the audit log whatever was sent in and whatever was refused; looking is not logged."""
        status = response.status_code
        if visit.request.method != "POST" and status not in (401, 403):
            return
        told, about, account = visit.told
        who = visit.editor or account or visit.form.get("account", "")[:LONGEST_NAME]
        action = told or f"{visit.request.method} {rule.path} {visit.form.get('do', '')[:20]}".strip()
        path = "" if told else visit.request.url.path.removeprefix("/studio")
        event = Event(self.now(), who, action, about or clean(path), _outcome(response))
        self.app.audit.record(event)

    def _allowed(self, rule: Rule, visit: Visit) -> Response:
        posted = visit.request.method == "POST"
        if posted and not visit.same_site:
            raise Refusal(403, "foreign_form")
        if rule.role != "anyone" and visit.session is None:
            return rule.hold(visit) if posted and rule.hold else _to_login(visit)
        if rule.role != "anyone" and not visit.may(rule.role):
            raise Refusal(403, "not_allowed")
        if posted and not visit.genuine:
            if rule.hold is None:
                raise Refusal(403, "stale_form")
            return rule.hold(visit)
        return rule.handle(visit)

    def _refused(self, rule: Rule, visit: Visit, refusal: Refusal) -> Response:
        if refusal.status in (401, 403):
            _LOGGER.warning("refused", extra={"code": refusal.code, "account": visit.editor})
        code = refusal.code if f"refused.{refusal.code}" in self.words(visit) else "error"
        about = {"code": code, "needed": rule.role, "city": refusal.values.get("city", "")}
        response = self.render(visit, "refused.html", status=refusal.status, **about)
        response.headers.update(refusal.headers)
        return response


def _outcome(response: Response) -> str:
    if response.status_code in (401, 403, 429):
        return "refused"
    return "failed" if response.status_code >= 400 or isinstance(response, SentBack) else "done"


def _require_text(request: Request) -> None:
    """Refuse an address with a NUL in it, which PostgreSQL neither keeps nor looks for; forms come without."""
    if "\0" in request.url.path or "%00" in request.url.query:
        raise Refusal(400, "bad_request")


def _to_login(visit: Visit) -> Response:
    url = visit.request.url
    asked = f"{url.path}?{url.query}" if url.query else url.path
    return see("/studio/login", next=asked if visit.request.method in ("GET", "HEAD") else "/studio")
