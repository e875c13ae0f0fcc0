"""What stands beside the entries: where to begin, which fields there are, which ids, and the notices of now."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.opendata.notices import NoticeRecord, notices
from guide.opendata.register import Register
from guide.server import described
from guide.server.opendata.answering import V1, add, answered, tag
from guide.server.opendata.api import COLLECTIONS, Moment, Reading, head
from guide.server.queries import Query
from guide.server.served import Served
from guide.server.shell import Shell
from guide.settings import LANGUAGES

WHEN = ("now", "coming", "all")
_MORE = ("fields", "ids", "notices", "dumps", "dcat.jsonld", "croissant.json")


def router(served: Served, shell: Shell, reading: Reading) -> APIRouter:
    """GET /api/open/v1, and its fields, ids and notices."""
    lists = Lists(served, shell, reading)
    routes = APIRouter(prefix=V1, tags=["open data"])
    for path, handle, names in (
        ("", lists.start, ()), ("/fields", lists.fields, ()), ("/ids", lists.ids, ()),
        ("/notices", lists.notices, ("when", "city", "lang")),
    ):  # fmt: skip
        add(routes, path, handle, (400, 404, 429), openapi_extra=described.query(*names))
    return routes


class Lists:
    """The handlers."""

    def __init__(self, served: Served, shell: Shell, reading: Reading) -> None:
        self._served, self._shell, self._reading = served, shell, reading

    def start(self, request: Request) -> Response:
        """Where to begin: what there is, how much of it, on what terms."""
        now = self._reading.now(request)
        page = self._shell.site(request).page
        lists = {name: {"url": page(f"{V1}/{name}"), "count": count_of(now.register, name)} for name in COLLECTIONS}
        more = {name.partition(".")[0]: page(f"{V1}/{name}") for name in _MORE}
        told = {**head(now), "lists": lists, **more, "page": page("/data"), "openapi": page("/openapi.json")}
        return answered(request, now.tag(request, page("")), now.modified, lambda: JSONResponse(told))

    def fields(self, request: Request) -> Response:
        """The fields that are open, with their types and what they are called."""
        now, wording = self._reading.now(request), self._served.wording
        known = [
            {"id": field, "type": kind, "labels": {lang: wording.label(lang, field) for lang in LANGUAGES}}
            for field, kind in self._served.offer.fields.items()
        ]
        told = {**head(now), "fields": known}
        return answered(request, now.tag(request), now.modified, lambda: JSONResponse(told))

    def ids(self, request: Request) -> Response:
        """The id and revision of everything there is: what a copy has beyond these was withdrawn."""
        now = self._reading.now(request)

        def make() -> Response:
            numbers = {each: now.register.rows[each].stand.number for each in now.register.ids}
            return JSONResponse({**head(now), "ids": numbers})

        return answered(request, now.tag(request), now.modified, make)

    def notices(self, request: Request) -> Response:
        """What goes on at places for some days or hours: closures, crowds, advice. Those of now, unless asked."""
        now, query = self._reading.now(request), Query(request, self._shell.words(request))
        when, city = query.choice("when", WHEN, "now"), query.text("city")
        found = [each.record for each in self._holding(now, when) if city in ("", each.city)]
        mark = tag(now.register.version, now.terms.digest, found)
        return answered(request, mark, now.modified, lambda: JSONResponse({**head(now), "notices": found}))

    def _holding(self, now: Moment, when: str) -> Iterator[NoticeRecord]:
        """Each by the clock of its place."""
        moment = self._served.offer.now()
        for each in notices(now.register, now.scribe):
            clock = moment.astimezone(ZoneInfo(self._served.city_of(each.city).zone))
            if when == "all" or each.stands(clock) in (when, "now"):
                yield each


def count_of(register: Register, name: str) -> int:
    """How many entries a list has."""
    kinds = COLLECTIONS[name]
    return sum(number for kind, number in register.kinds.items() if not kinds or kind in kinds)
