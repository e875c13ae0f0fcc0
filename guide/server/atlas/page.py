"""The page of the map: a sketch for whoever has no script, a map that moves for others, a list for everybody."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from guide.server.atlas import trail
from guide.server.atlas.chart import Chart, Charts, long
from guide.server.atlas.images import Trails
from guide.server.atlas.pin import pin
from guide.server.atlas.selection import what_of
from guide.server.atlas.sketch import Place
from guide.server.atlas.trail import Trail
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import POLICY, Shell
from guide.settings import Settings

CHIPS = ("sight", "museum", "food", "toilets", "charging", "parking", "luggage", "visitor-centre", "pharmacy", "stop",
         "hotel", "shop")  # fmt: skip
"""What the map can be narrowed to, of what `surroundings.WHAT` knows, where the city has any."""


class MapPage:
    """The handler."""

    def __init__(self, served: Served, shell: Shell, charts: Charts, trails: Trails) -> None:
        self._served, self._shell, self._charts, self._trails = served, shell, charts, trails
        self._policy = policy(served.settings)

    def get(self, request: Request) -> Response:
        """The map: `?at=` with one place marked on it, `?route=` or `?plan=` with a way through the city."""
        words, query = self._shell.words(request), request.query_params
        chart, asked = self._charts.of(words), self._charts.asked(query.get("at") or "", words)
        found = self._trail(request) if chart else None
        response = self._shell.page(
            request, "map.html", chart=chart, asked=asked, kilometres=long, trail=found,
            pins=[pin(each, asked) for each in chart.sketches] if chart and asked else [],
            chips=self._chips(), routes=self._routes(request) if chart else [],
            script_words=words.under("js.map."), told=self._told(chart, asked, found),
        )  # fmt: skip
        response.headers["content-security-policy"] = self._policy
        return response

    def _trail(self, request: Request) -> Trail | None:
        """The way that is asked for; an address with no such way is the map without one."""
        query = request.query_params
        if route := query.get("route"):
            return self._trails.route(request, route)
        try:
            return self._trails.plan(request, query["plan"]) if query.get("plan") else None
        except Refusal as refusal:
            if refusal.status != 404:
                raise
            return None

    def _chips(self) -> list[str]:
        known = {what for entry in self._charts.reachable() for what in what_of(entry)}
        return [each for each in CHIPS if each in known]

    def _routes(self, request: Request) -> list[tuple[str, str]]:
        lang = self._shell.words(request).lang
        named = self._served.wording.name
        return [(each.id, named(each, lang)) for each in trail.routes(self._served, self._shell.home())]

    def _told(self, chart: Chart | None, asked: Place | None, found: Trail | None) -> dict[str, Any]:
        """What the script is told beside the places it asks for."""
        settings = self._served.settings
        tiles = {"url": settings.tiles, "credit": settings.tiles_credit or "", "gcj": settings.tiles_gcj}
        return {
            "asked": asked.id if asked else "",
            "trail": asdict(found) if found else None,
            "tiles": tiles if settings.tiles else None,
        }


def policy(settings: Settings) -> str:
    """The page's security policy: that of all pages, and what Leaflet and a tile server need, on this page alone.

    Leaflet 1.9.4 asks once, as it loads, whether the browser can draw SVG, by setting `innerHTML` to a fixed string;
    the one policy that may be made here lets exactly that string pass (web/static/js/map/start.js). It drops tiles that
    are no longer wanted by giving them an empty picture, a `data:` address.
    """
    found = f"{POLICY} default"
    if settings.tiles:
        found = found.replace("img-src 'self'", f"img-src 'self' data: {_host(settings.tiles)}")
    return found


def _host(template: str) -> str:
    """The origin of an address template of tiles; `{s}` stands for a label of the host."""
    parts = urlsplit(template.replace("{s}", "wildcard"))
    return f"{parts.scheme}://{parts.netloc}".replace("wildcard", "*")
