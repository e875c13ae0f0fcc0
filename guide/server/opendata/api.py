"""The read interface: lists by filters and pages, one entry, its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.opendata.formats import feature
from guide.opendata.offer import Offer
from guide.opendata.records import Scribe, moment
from guide.opendata.register import Register, Row, plain
from guide.opendata.sieve import Sieve, behind, cursor
from guide.opendata.terms import Terms
from guide.server import described
from guide.server.limits import Limits
from guide.server.opendata.answering import V1, add, answered, tag
from guide.server.queries import GEOJSON, Query
from guide.server.refusals import Refusal
from guide.server.shell import Shell
from guide.settings import LANGUAGES
from guide.text.script import fold

COLLECTIONS: Mapping[str, tuple[str, ...]] = {
    "entries": (),
    "places": ("attraction", "museum", "venue", "restaurant", "hotel", "shop", "amenity"),
    "dishes": ("food",),
    "events": ("event",),
    "routes": ("route",),
    "people": ("person",),
    "works": ("work", "culture"),
}
"""Lists by what they hold: kinds of entries; `entries` has all of them."""
FILTERS = ("kind", "city", "area", "tag", "language", "since", "bbox", "q", "limit", "cursor", "lang", "format")
PAGE, MOST = 50, 500
READS = "api"
"""What looks by programs are counted as."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What one answer is made of."""

    register: Register
    terms: Terms
    scribe: Scribe

    @property
    def modified(self) -> datetime:
        """When content or terms last changed."""
        changed = datetime.fromisoformat(self.terms.changed) if self.terms.changed else self.register.modified
        return max(self.register.modified, changed)

    def tag(self, request: Request, *more: object) -> str:
        """Tells this answer from any other."""
        return tag(self.register.version, self.terms.digest, self.scribe.today, str(request.url.query),
                   request.url.path, *more)  # fmt: skip


def router(desk: Reading) -> APIRouter:
    """The lists, one entry and its history."""
    routes = APIRouter(prefix=V1, tags=["open data"])
    for name in COLLECTIONS:
        _add(routes, f"/{name}", desk.listing(name), FILTERS)
    _add(routes, "/entries/{entry_id}", desk.one, ("lang", "format"))
    _add(routes, "/entries/{entry_id}/history", desk.history, ("field", "lang"))
    return routes


def _add(routes: APIRouter, path: str, handle: Callable[..., Response], names: tuple[str, ...]) -> None:
    statuses = (400, 404, 429) if "{" in path or "cursor" in names else (404, 429)
    operation = f"open{path.replace('/', '_')}"
    add(routes, path, handle, statuses, openapi_extra=described.query(*names), operation_id=operation)


class Reading:
    """The handlers."""

    def __init__(self, offer: Offer, shell: Shell, limits: Limits) -> None:
        self._offer, self._shell, self._limits = offer, shell, limits

    def listing(self, name: str) -> Callable[[Request], Response]:
        """The handler of one list."""

        def answer(request: Request) -> Response:
            now, query = self.now(request), Query(request, self._shell.words(request))
            sieve, limit = _sieve(query, COLLECTIONS[name]), query.whole("limit", PAGE, 1, MOST)
            after, is_geo = _behind(query, sieve), query.wants_geojson()
            return answered(
                request, now.tag(request, is_geo), now.modified,
                lambda: self._page(request, now, *now.register.page(sieve, after, limit), sieve),
            )  # fmt: skip

        answer.__doc__ = f"The {name}, each fact with its source, licence, dates and confidence."
        return answer

    def one(self, request: Request, entry_id: str) -> Response:
        """One entry with every fact."""
        now, query = self.now(request), Query(request, self._shell.words(request))
        row, is_geo = _row(now, entry_id), query.wants_geojson()
        if is_geo and row.entry.position is None:
            raise Refusal(404, "not_found")

        def make() -> Response:
            record = now.scribe.record(row.entry, row.stand)
            told = feature(record) if is_geo else {**head(now), "entry": record}
            return JSONResponse(told, media_type=GEOJSON if is_geo else None)

        return answered(request, now.tag(request, is_geo), max(row.stand.at, now.modified), make)

    def history(self, request: Request, entry_id: str) -> Response:
        """What an entry, or one field of it, said before, the latest change first."""
        now, query = self.now(request), Query(request, self._shell.words(request))
        row, field = _row(now, entry_id), query.text("field")
        if not now.terms.has_history:
            raise Refusal(404, "no_history")

        def make() -> Response:
            steps = self._offer.history(row, now.register, field)
            return JSONResponse({**head(now), "id": row.entry.id, "history": steps})

        return answered(request, now.tag(request), now.modified, make)

    def now(self, request: Request) -> Moment:
        """What there is. Raises Refusal: too fast, or there is no open data here."""
        self._limits.read(request)
        terms = self._offer.terms()
        if not terms.is_on:
            raise Refusal(404, "no_open_data")
        self._offer.count(READS)
        register = self._offer.register()
        return Moment(register, terms, self._offer.scribe(register, terms))

    def _page(self, request: Request, now: Moment, rows: list[Row], last: str, sieve: Sieve) -> Response:
        records = [now.scribe.record(row.entry, row.stand) for row in rows]
        following = str(request.url.include_query_params(cursor=cursor(sieve, last))) if last else None
        is_geo = Query(request, self._shell.words(request)).wants_geojson()
        if is_geo:
            told = {"type": "FeatureCollection", "features": [feature(each) for each in records if "position" in each]}
        else:
            told = {**head(now), "entries": records}
        more = {"next": following, "cursor": cursor(sieve, last) if last else None}
        headers = {"link": f'<{following}>; rel="next"'} if following else {}
        return JSONResponse({**told, **more}, headers=headers, media_type=GEOJSON if is_geo else None)


def head(now: Moment) -> dict[str, Any]:
    """What stands above every answer: which state of the data it is, and on what terms."""
    about = now.terms.about
    return {
        "version": now.register.version, "modified": moment(now.modified),
        "licence": {"id": about.id, "title": about.title, "url": about.url},
        "attribution": now.terms.attribution or None,
    }  # fmt: skip


def _row(now: Moment, entry_id: str) -> Row:
    row = now.register.rows.get(entry_id)
    if row is None:
        raise Refusal(404, "not_found")
    return row


def _sieve(query: Query, kinds: tuple[str, ...]) -> Sieve:
    kind, language = query.text("kind"), query.text("language")
    if language and language not in LANGUAGES:
        raise Refusal(400, "bad_choice", param="language", name="language", known=", ".join(LANGUAGES))
    if kind and kinds and kind not in kinds:
        raise Refusal(400, "bad_choice", param="kind", name="kind", known=", ".join(kinds))
    return Sieve(
        kinds=(kind,) if kind else kinds, city=query.text("city"), area=_spellings(query.text("area")),
        words=_spellings(query.text("q")), language=language, tag=query.text("tag"), since=_since(query),
        box=query.box(),
    )  # fmt: skip


def _spellings(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((plain(text), fold(text)))) if text else ()


def _since(query: Query) -> int | datetime | None:
    """A content_version, a day or a moment."""
    text = query.text("since")
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return int(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(400, "bad_since", param="since") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _behind(query: Query, sieve: Sieve) -> str:
    text = query.opaque("cursor")
    after = behind(sieve, text) if text else ""
    if after is None:
        raise Refusal(400, "bad_cursor", param="cursor")
    return after
