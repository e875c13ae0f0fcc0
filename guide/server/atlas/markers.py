"""GET /api/map: what the map that moves shows, one small GeoJSON collection; GET /api/map/{id}: how a place
stands now, and the way to it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.dialogue.noticed import sentence
from guide.dialogue.saying import directions
from guide.geo import DETOUR, WALKING_SPEED
from guide.server.atlas import ground
from guide.server.atlas.chart import Charts, Drawn
from guide.server.atlas.selection import degrees, shape_of, view_of, what_of
from guide.server.glances import Glances
from guide.server.locales import Words
from guide.server.queries import GEOJSON
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import Shell
from guide.types import FEATURED, UNNAMED, Entry

_PLACES = 5
"""Decimals of a degree: one metre."""


class Markers:
    """The handler, and what it said last of a snapshot in each language."""

    def __init__(self, served: Served, shell: Shell, charts: Charts) -> None:
        self._served, self._shell, self._charts = served, shell, charts
        self._glances = Glances(served)
        self._said: tuple[Drawn | None, dict[str, dict[str, Any]]] = (None, {})

    def get(self, request: Request) -> Response:
        """The places of the map in a language."""
        words, drawn = self._shell.words(request), self._charts.drawn()
        if self._said[0] is not drawn:
            self._said = (drawn, {})
        said = self._said[1]
        if words.lang not in said:
            said[words.lang] = self._collection(drawn, words)
        return JSONResponse(said[words.lang], media_type=GEOJSON, headers={"cache-control": "no-cache"})

    def way(self, request: Request, entry_id: str) -> Response:
        """How a place stands this moment and links that take a visitor there, made when somebody looks at it."""
        words, entry = self._shell.words(request), self._served.index.current().entry(entry_id)
        if entry is None or entry.position is None:
            raise Refusal(404, "not_found")
        lang, wording = words.lang, self._served.wording
        links = directions.ways(entry, lang, wording, self._served.city_of(entry.city).names)
        look, noticed = self._glances.look(entry, lang), self._served.noticed(entry, self._glances.now(entry))
        said = {
            "status": asdict(look.standing) if look.standing else None, "price": look.price, "dated": look.dated,
            "notices": [sentence(each, lang, wording) for each in noticed], "go": wording.say(lang, "card.go"),
            "rough": directions.rough(entry.position, lang, wording), "ways": links,
        }  # fmt: skip
        return JSONResponse(said, headers={"cache-control": "no-store"})

    def _collection(self, drawn: Drawn, words: Words) -> dict[str, Any]:
        seen = drawn.window
        main = len(drawn.entries)
        features = [self._feature(each, words, n < main) for n, each in enumerate(self._charts.reachable())]
        return {
            "type": "FeatureCollection", "lang": words.lang,
            "bbox": [round(each, _PLACES) for each in (seen.west, seen.south, seen.east, seen.north)] if seen else None,
            "view": view_of(drawn.entries), "grounds": list(ground.ZOOMS),
            "walk": {"detour": DETOUR, "metres_per_hour": WALKING_SPEED},
            "features": features,
        }  # fmt: skip

    def _feature(self, entry: Entry, words: Words, is_main: bool) -> dict[str, Any]:
        lat, lon = degrees(entry)
        place = self._charts.place(entry, words)
        told = {
            "name": place.name, "shape": shape_of(entry), "what": what_of(entry), "picture": place.picture,
            "core": FEATURED in entry.tags, "main": is_main, "unnamed": UNNAMED in entry.tags,
        }  # fmt: skip
        return {
            "type": "Feature", "id": entry.id,
            "geometry": {"type": "Point", "coordinates": [round(lon, _PLACES), round(lat, _PLACES)]},
            "properties": {key: value for key, value in told.items() if value},
        }  # fmt: skip
