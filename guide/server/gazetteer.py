"""Places over HTTP: a list to filter, one with all its facts, and what lies near; GeoJSON where it is geography."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide import geo
from guide.dialogue.addresses import page_of
from guide.dialogue.cite import LINKED_TIERS
from guide.dialogue.saying.nearby import map_links
from guide.dialogue.wording import Wording, in_language
from guide.server import described
from guide.server.queries import GEOJSON, Query
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import Shell
from guide.skills import surroundings
from guide.skills.surroundings import Around, Step
from guide.text.script import fold
from guide.types import NOTATIONS, Entry, Fact, FoundFact, Lang, Position, Source

MOST = 500
"""Entries of one answer; `offset` goes on."""
MOST_NEAR = 50
_WEB = re.compile(r"https?://")


def router(served: Served, shell: Shell) -> APIRouter:
    """GET /api/places, /api/places/{id} and /api/nearby."""
    desk = Gazetteer(served, shell)
    routes = APIRouter(prefix="/api", tags=["places"])
    for path, handle, names in (
        ("/places", desk.places, ("kind", "city", "tag", "q", "bbox", "limit", "offset", "lang", "format")),
        ("/places/{entry_id}", desk.place, ("lang", "format")),
        ("/nearby", desk.nearby, ("lat", "lon", "place", "what", "limit", "lang", "format")),
    ):
        routes.add_api_route(
            path, handle, methods=["GET"], response_model=None, responses=described.errors(400, 404),
            openapi_extra=described.query(*names),
        )  # fmt: skip
    return routes


class Gazetteer:
    """The handlers."""

    def __init__(self, served: Served, shell: Shell) -> None:
        self._served, self._shell = served, shell

    def places(self, request: Request) -> Response:
        """Entries by kind, city, tag, name and box, in the order of their ids."""
        query = Query(request, self._shell.words(request))
        limit, offset = query.whole("limit", 50, 1, MOST), query.whole("offset", 0, 0, 10_000_000)
        wanted = {name: query.text(name) for name in ("kind", "city", "tag")}
        name, box, lang, shape = fold(query.text("q")), query.box(), query.lang(), query.wants_geojson()
        found = [
            entry
            for entry in self._served.index.current().entries()
            if _has(entry, wanted)
            and (not name or _is_called(entry, name))
            and (not box or geo.is_within(entry.position, box))
        ]
        found.sort(key=lambda entry: entry.id)
        shown = found[offset : offset + limit]
        if shape:
            return _geojson((_feature(each, lang) for each in shown if each.position), total=len(found))
        return JSONResponse({"total": len(found), "places": [_brief(each, lang) for each in shown]})

    def place(self, request: Request, entry_id: str) -> Response:
        """One entry with every fact, its date and its source."""
        query = Query(request, self._shell.words(request))
        lang, shape = query.lang(), query.wants_geojson()
        entry = self._served.index.current().entry(entry_id)
        if entry is None or shape and entry.position is None:
            raise Refusal(404, "not_found")
        whole = _whole(entry, lang, self._served.wording)
        known = self._served.index.current().entry
        whole["links"] = [each for each in whole["links"] if known(each["target"])]
        if not shape:
            return JSONResponse(whole)
        feature = {**_feature(entry, lang), "properties": whole}
        return JSONResponse(feature, media_type=GEOJSON)

    def nearby(self, request: Request) -> Response:
        """What lies around a position or a place, nearest first with minutes on foot."""
        query = Query(request, self._shell.words(request))
        what, limit = query.choice("what", tuple(surroundings.WHAT), "sight"), query.whole("limit", 10, 1, MOST_NEAR)
        point, named, lang, shape = query.point(), query.text("place"), query.lang(), query.wants_geojson()
        if point is None and not named:
            raise Refusal(400, "no_origin", param="lat")
        origin = self._served.named(named) if point is None else None
        if point is None and origin is None:
            raise Refusal(404, "unknown_place", param="place")
        asked = surroundings.Request(what, origin.id if origin else "", point, by_distance=True)
        found = self._served.around(asked, limit)
        if found is None:
            raise Refusal(404, "unplaced", param="place")
        if shape:
            return _geojson({**_feature(each.entry, lang), "properties": _step(each, lang)} for each in found.steps)
        return JSONResponse(_around(found, lang, self._served.wording))


def _has(entry: Entry, wanted: Mapping[str, str]) -> bool:
    kind, city, tag = wanted["kind"], wanted["city"], wanted["tag"]
    return (not kind or entry.kind == kind) and (not city or entry.city == city) and (not tag or tag in entry.tags)


def _is_called(entry: Entry, name: str) -> bool:
    return any(name in fold(each) for each in (*entry.names.values(), *entry.aliases))


def _brief(entry: Entry, lang: Lang) -> dict[str, Any]:
    return {
        "id": entry.id, "kind": entry.kind, "city": entry.city, "name": in_language(entry.names, lang) or entry.id,
        "names": dict(entry.names), "tags": list(entry.tags), "position": _position(entry.position),
        "page": page_of(entry),
    }  # fmt: skip


def _position(at: Position | None) -> dict[str, Any] | None:
    return {"lat": at.lat, "lon": at.lon, "precision": at.precision} if at else None


def _whole(entry: Entry, lang: Lang, wording: Wording) -> dict[str, Any]:
    facts = [_fact(entry, fact, lang, wording) for fact in entry.facts if fact.field not in NOTATIONS]
    links = [{"relation": link.relation, "target": link.target} for link in entry.links]
    return {
        **_brief(entry, lang), "aliases": list(entry.aliases), "facts": facts, "links": links, "as_of": entry.as_of,
        "text": in_language(entry.texts, lang),
    }  # fmt: skip


def _fact(entry: Entry, fact: Fact, lang: Lang, wording: Wording) -> dict[str, Any]:
    source = entry.sources.get(fact.source or "", Source())
    linked = source.tier in LINKED_TIERS and _WEB.match(source.url or "")
    return {
        "field": fact.field, "label": wording.label(lang, fact.field),
        "value": wording.values(FoundFact(entry, fact.field, (fact,)), lang),
        "as_of": fact.as_of or entry.as_of, "checked_on": fact.checked_on, "source": source.title,
        "url": source.url if linked else None,
    }  # fmt: skip


def _around(found: Around, lang: Lang, wording: Wording) -> dict[str, Any]:
    at, what = found.point, found.request.what
    assert at is not None
    word = wording.say(lang, f"nearby.what.{what}")
    return {
        "what": what, "origin": {"place": found.origin.id if found.origin else None, **(_position(at) or {})},
        "is_far": found.is_far, "places": [_step(each, lang) for each in found.steps],
        "staffed": _step(found.staffed, lang) if found.staffed else None,
        "map_search": map_links(word, at, lang, wording),
    }  # fmt: skip


def _step(step: Step, lang: Lang) -> dict[str, Any]:
    return {**_brief(step.entry, lang), "metres": step.metres, "minutes": step.minutes, "about": step.is_rough}


def _feature(entry: Entry, lang: Lang) -> dict[str, Any]:
    at = entry.position
    shape = {"type": "Point", "coordinates": [at.lon, at.lat]} if at else None
    return {"type": "Feature", "id": entry.id, "geometry": shape, "properties": _brief(entry, lang)}


def _geojson(features: Iterable[Mapping[str, Any]], **more: Any) -> Response:
    return JSONResponse({"type": "FeatureCollection", "features": list(features), **more}, media_type=GEOJSON)
