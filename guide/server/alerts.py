"""Emergencies: a banner on every page while a notice of one holds, and the same as data for a page that stays open.

Pages are never served from a cache without asking (`cache-control: no-cache`), so a page that is opened has what holds
at that second; a chat that stays open asks `/api/notices?wait=25`, which is answered the moment something changed.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from guide.dialogue.addresses import page_of
from guide.dialogue.noticed import sentence
from guide.errors import GuideError
from guide.server import described, schemas
from guide.server.bell import Bell
from guide.server.served import Served
from guide.server.streams import until_gone
from guide.types import FoundNotice, Lang

LONGEST = 25
"""Seconds that a question may wait for its answer: proxies and web-views cut what is silent for half a minute."""
_KEY = 8
"""Hexadecimal digits by which a browser knows a banner that was put away; another text has another key."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One banner. `page` is the address of the place it is about; "" for a whole city."""

    key: str
    text: str
    page: str


class Alerts:
    """What every visitor must know now."""

    def __init__(self, served: Served) -> None:
        self._served = served

    def now(self, city: str, lang: Lang) -> tuple[Alert, ...]:
        """The banners in a language; none while the base cannot be read: a banner must not break a page."""
        moment = self._served.settings.clock or datetime.now(UTC)
        try:
            return tuple(self._alerts(city, moment, lang))
        except GuideError:
            return ()

    def _alerts(self, city: str, moment: datetime, lang: Lang) -> Iterator[Alert]:
        for each in self._served.emergencies(city, moment):
            text = sentence(each, lang, self._served.wording)
            yield Alert(_key(each), text, "" if each.is_of_city else page_of(each.place))


@dataclass(frozen=True, slots=True)
class Said:
    """The banners of a language as they are sent."""

    mark: str
    body: bytes


def said(lang: Lang, alerts: tuple[Alert, ...]) -> Said:
    """The banners as JSON, with the ETag by which a page knows them."""
    body = json.dumps({"lang": lang, "notices": [asdict(each) for each in alerts]}, ensure_ascii=False).encode()
    return Said(f'"{hashlib.sha256(body).hexdigest()[:16]}"', body)


def router(language: Callable[[Request], Lang], holding: Callable[[Lang], tuple[Alert, ...]]) -> APIRouter:
    """GET /api/notices. `holding` gives the banners in a language."""
    routes = APIRouter(prefix="/api", tags=["visitor"])

    def look(lang: Lang) -> Said:
        return said(lang, holding(lang))

    bell = Bell(look)

    async def tell(request: Request) -> Response:
        """The emergencies of this moment; 304 where nothing changed, with `wait` only after so many seconds of that."""
        lang, known = language(request), request.headers.get("if-none-match", "")
        now = await run_in_threadpool(look, lang)
        if now.mark in known and (seconds := _seconds(request.query_params.get("wait", ""))):
            now = await _waited(bell, request, now, seconds) or now
        headers = {"etag": now.mark, "cache-control": "no-cache", "vary": "accept-language"}
        if now.mark in known:
            return Response(status_code=304, headers=headers)
        return Response(now.body, media_type="application/json", headers=headers)

    routes.add_api_route(
        "/notices", tell, methods=["GET"], response_model=schemas.AlertsBody,
        openapi_extra=described.query("lang", "wait"),
    )  # fmt: skip
    return routes


async def _waited(bell: Bell, request: Request, now: Said, seconds: float) -> Said | None:
    """What is told next; None where the page went away first."""
    leaving: Callable[[], bool] = getattr(request.app.state, "leaving", _never)
    lang = json.loads(now.body)["lang"]
    told = asyncio.ensure_future(bell.other(lang, now.mark, seconds, leaving))
    gone = asyncio.ensure_future(until_gone(request.receive))
    await asyncio.wait({told, gone}, return_when=asyncio.FIRST_COMPLETED)
    gone.cancel()
    if not told.done():
        told.cancel()
        return None
    found = told.result()
    return found if isinstance(found, Said) else None


def _seconds(text: str) -> int:
    return min(int(text), LONGEST) if text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _never() -> bool:
    return False


def _key(notice: FoundNotice) -> str:
    fact = notice.found.facts[0]
    said = f"{notice.found.entry.id}\n{fact.value}\n{fact.note}\n{notice.place.id}"
    return hashlib.sha256(said.encode()).hexdigest()[:_KEY]
