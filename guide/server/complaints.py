"""Complaints over HTTP: two routes for programs, and a form that works without a script.

Only a request to send stores anything: a draft that comes from the chat is shown once more first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from guide.desk.complaints import CATEGORIES, COMPLAINT, LINE, LONGEST, SHORTEST, SORTS, ComplaintDesk, Letter, faults
from guide.desk.transcript import lines_of, written
from guide.server import bodies, described, schemas
from guide.server.asked import clean
from guide.server.limits import Limits
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import Shell
from guide.storage.complaints import Complaint

MOST_BYTES = 600_000
"""Room for a conversation: 30 messages of 2,000 signs, each sign nine bytes of a form."""
_TEXTS = {"what": "what", "category": "category", "where": "place", "when": "moment", "contact": "contact",
          "entry": "entry_id", "sort": "sort", "city": "city"}  # fmt: skip
_DEFAULTS = {"category": "other", "sort": COMPLAINT}
"""Names in a request and in a letter."""


def router(served: Served, shell: Shell, limits: Limits) -> APIRouter:
    """POST /api/complaints, GET /api/complaints/{receipt}, and the pages under /complaints."""
    desk = Counter(served, shell, limits)
    routes = APIRouter()
    body = described.body(schemas.ComplaintSent.model_json_schema())
    routes.add_api_route(
        "/api/complaints", desk.post, methods=["POST"], status_code=201, tags=["visitor"],
        response_model=schemas.ComplaintReceipt, responses=described.errors(400, 403, 413, 422, 429),
        openapi_extra=body,
    )  # fmt: skip
    routes.add_api_route(
        "/api/complaints/{receipt}", desk.status, methods=["GET"], tags=["visitor"],
        response_model=schemas.ComplaintReceipt, responses=described.errors(404, 429),
    )  # fmt: skip
    for path, handle, methods in (
        ("/complaints/new", desk.blank, ["GET", "HEAD"]),
        ("/complaints/new", desk.review, ["POST"]),
        ("/complaints", desk.send, ["POST"]),
        ("/complaints", desk.look, ["GET", "HEAD"]),
        ("/complaints/{receipt}", desk.show, ["GET", "HEAD"]),
    ):
        routes.add_api_route(path, handle, methods=methods, response_model=None, include_in_schema=False)
    return routes


class Counter:
    """The handlers: each reads, checks, and hands on to the complaints desk."""

    def __init__(self, served: Served, shell: Shell, limits: Limits) -> None:
        self._served, self._shell, self._limits = served, shell, limits

    @property
    def _desk(self) -> ComplaintDesk:
        return self._served.complaints

    async def post(self, request: Request) -> Response:
        """Send a complaint; the answer holds its receipt."""
        _own(request)
        self._limits.complaint(request)
        given = bodies.as_json(await bodies.read(request, MOST_BYTES))
        letter = self._letter(request, _texts(given), given.get("urgency") == "high")
        letter = replace(letter, transcript=lines_of(given.get("transcript")))
        wrong = faults(letter)
        if wrong:
            raise Refusal(422, f"complaint_{wrong[0]}", param=wrong[0], least=SHORTEST, most=LONGEST, line=LINE)
        found = await run_in_threadpool(self._take, letter)
        return JSONResponse(receipt_of(found), 201, {"cache-control": "no-store"})

    def status(self, request: Request, receipt: str) -> Response:
        """How far a complaint is: never what it says or whom it names."""
        self._limits.look(request)
        return JSONResponse(receipt_of(self._found(receipt)), headers={"cache-control": "no-store"})

    def blank(self, request: Request) -> Response:
        """An empty form."""
        asked = request.query_params.get("sort", COMPLAINT)
        return self._form(request, Letter("", sort=asked if asked in SORTS else COMPLAINT), ())

    async def review(self, request: Request) -> Response:
        """A draft of the chat, to be read once more; nothing is stored."""
        letter, _ = await self._sent(request)
        return await run_in_threadpool(self._form, request, letter, ())

    async def send(self, request: Request) -> Response:
        """Store what the visitor sends, and show the receipt."""
        letter, talk_too = await self._sent(request)
        wrong = faults(letter)
        if wrong:
            return await run_in_threadpool(self._form, request, letter, wrong, talk_too)
        self._limits.complaint(request)
        found = await run_in_threadpool(self._take, letter if talk_too else replace(letter, transcript=()))
        return RedirectResponse(_with_lang(request, f"/complaints/{found.receipt}"), status_code=303)

    def look(self, request: Request) -> Response:
        """Find a complaint by the receipt that was typed."""
        receipt = clean(request.query_params.get("receipt", ""))[:LINE].strip()
        if not receipt:
            return self._page(request, "receipt.html", complaint=None, asked="")
        return self.show(request, receipt)

    def show(self, request: Request, receipt: str) -> Response:
        """The receipt: number, type and how far it is."""
        self._limits.look(request)
        found = self._desk.find(receipt)
        received = self._received(request, found) if found else ""
        return self._page(
            request, "receipt.html", 200 if found else 404, complaint=found, asked=receipt, received=received
        )

    def _received(self, request: Request, complaint: Complaint) -> str:
        """When it came, on the clock of the city: who stands there reads no other."""
        city, lang, wording = self._shell.home(), self._shell.words(request).lang, self._served.wording
        there = complaint.at.astimezone(ZoneInfo(city.zone) if city else UTC)
        return f"{wording.date(there.date().isoformat(), lang)} {there:%H:%M}"

    async def _sent(self, request: Request) -> tuple[Letter, bool]:
        """The letter of a form with the conversation it carries, and whether its box was ticked."""
        _own(request)
        cells = dict(bodies.as_form(await bodies.read(request, MOST_BYTES)))
        letter = self._letter(request, _texts(cells), cells.get("urgency") == "high")
        return replace(letter, transcript=lines_of(clean(cells.get("talk", "")))), cells.get("talk_too") == "1"

    def _letter(self, request: Request, texts: Mapping[str, str], urgent: bool) -> Letter:
        letter = Letter(
            texts["what"], texts["category"], urgent, texts["place"], texts["moment"], texts["contact"],
            texts["entry_id"], self._shell.words(request).lang, texts["sort"],
        )  # fmt: skip
        entry = self._served.index.current().entry(letter.entry_id) if letter.entry_id else None
        city = entry.city if entry else self._spoken_of(texts["city"])
        return replace(letter, entry_id=entry.id if entry else "", city=city)

    def _spoken_of(self, city: str) -> str:
        """The city the visitor spoke of, where there is anything of it, else the guide's own; "" for none."""
        home = self._shell.home()
        known = city and any(each.city == city for each in self._served.index.current().entries())
        return city if known else home.id if home else ""

    def _take(self, letter: Letter) -> Complaint:
        return self._found(self._desk.take(letter))

    def _found(self, receipt: str) -> Complaint:
        found = self._desk.find(receipt)
        if found is None:
            raise Refusal(404, "complaint_unknown")
        return found

    def _form(self, request: Request, letter: Letter, wrong: tuple[str, ...], talk_too: bool = False) -> Response:
        return self._page(
            request, "complaint.html", 422 if wrong else 200, letter=letter, wrong=wrong, categories=CATEGORIES,
            sorts=SORTS, talk=written(letter.transcript) if letter.transcript else "", talk_too=talk_too,
            longest=LONGEST, line=LINE, least=SHORTEST,
        )  # fmt: skip

    def _page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        response = self._shell.page(request, template, status=status, **values)
        response.headers["cache-control"] = "no-store"
        return response


def receipt_of(complaint: Complaint) -> dict[str, object]:
    """What the holder of a receipt may know."""
    return {
        "receipt": complaint.receipt, "category": complaint.category, "status": complaint.status,
        "reply": complaint.reply,
        "received_at": complaint.at.isoformat(timespec="seconds"),
        "changed_at": complaint.changed.isoformat(timespec="seconds"),
    }  # fmt: skip


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    """The text parts of a request, cleaned. Raises Refusal 400 for a part that is no text."""
    found = {}
    for name, field in _TEXTS.items():
        value = given.get(name, _DEFAULTS.get(name, ""))
        if not isinstance(value, str):
            raise Refusal(400, "complaint_text", param=name, name=name)
        found[field] = clean(value).strip()
    return found


def _own(request: Request) -> None:
    """Raises Refusal 403 when a browser says that another site's page made this request."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refusal(403, "foreign_form")


def _with_lang(request: Request, path: str) -> str:
    lang = request.query_params.get("lang")
    return f"{path}?{urlencode({'lang': lang})}" if lang else path
