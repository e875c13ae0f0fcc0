"""Maps as pictures: the sketch alone, the ground of the map that moves, the way of a plan or a route."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from guide.server.atlas import ground, trail
from guide.server.atlas.chart import Charts, long
from guide.server.atlas.selection import streams
from guide.server.atlas.trail import Trail
from guide.server.atlas.trail_sheet import CARD, PAGE, TrailSheet, lay_out
from guide.server.limits import Limits
from guide.server.refusals import Refusal
from guide.server.served import Served, Snapshot
from guide.server.shell import Shell
from guide.skills.itinerary import code

LOOKS = ("light", "dark", "contrast")
"""What a page may ask a picture to look like; without a word it follows the browser."""
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A picture styles itself, and does nothing else."""
KEPT = 60
"""Plans whose ways are kept: a plan takes up to a second to make, and its picture is asked for beside its page."""


@dataclass(slots=True)
class Walked:
    """The ways of the plans asked for last, from one snapshot and on one day."""

    snapshot: Snapshot
    today: Any
    trails: dict[tuple[str, str], Trail | None] = field(default_factory=dict)


class Trails:
    """Finds the way of a route or of a plan."""

    def __init__(self, served: Served, shell: Shell, limits: Limits) -> None:
        self._served, self._shell, self._limits = served, shell, limits
        self._walked: Walked | None = None

    def route(self, request: Request, entry_id: str) -> Trail | None:
        """The way of a route by its id."""
        entry = self._served.index.current().entry(entry_id)
        return trail.of_route(self._served, entry, self._shell.words(request)) if entry else None

    def plan(self, request: Request, asked: str) -> Trail | None:
        """The way of a plan by its code. Raises Refusal 404 for what is no code."""
        snapshot, today = self._served.index.current(), (self._served.settings.clock or datetime.now(UTC)).date()
        if self._walked is None or self._walked.snapshot is not snapshot or self._walked.today != today:
            self._walked = Walked(snapshot, today)
        key, kept = (asked, self._shell.words(request).lang), self._walked.trails
        if key not in kept:
            self._limits.change(request)
            found = self._made(request, asked, today)
            while len(kept) >= KEPT:
                kept.pop(next(iter(kept)), None)
            kept[key] = found
        return kept[key]

    def _made(self, request: Request, asked: str, today: Any) -> Trail | None:
        try:
            wanted = code.decode(asked, today)
        except code.BadCode as error:
            raise Refusal(404, "not_found") from error
        page = f"/plans/{asked}"
        return trail.of_plan(self._served, self._served.plan(wanted), page, self._shell.words(request))


class Images:
    """The handlers."""

    def __init__(self, served: Served, shell: Shell, charts: Charts, trails: Trails) -> None:
        self._served, self._shell, self._charts, self._trails = served, shell, charts, trails

    def sketch(self, request: Request) -> Response:
        """GET /map.svg."""
        chart = self._charts.of(self._shell.words(request))
        if chart is None:
            raise Refusal(404, "not_found")
        return self._picture(request, "map.svg", sketch=chart.alone, kilometres=long)

    def ground(self, request: Request, zoom: int) -> Response:
        """GET /map/ground-{zoom}.svg."""
        drawn = self._charts.ground(zoom) if zoom in ground.ZOOMS else None
        if drawn is None:
            raise Refusal(404, "not_found")
        return self._picture(request, "ground.svg", ground=drawn)

    def plan(self, request: Request, asked: str) -> Response:
        """GET /plans/{code}.svg."""
        return self._trail(request, self._trails.plan(request, asked))

    def route(self, request: Request, entry_id: str) -> Response:
        """GET /routes/{id}.svg."""
        return self._trail(request, self._trails.route(request, entry_id))

    def _trail(self, request: Request, found: Trail | None) -> Response:
        if found is None:
            raise Refusal(404, "not_found")
        sheet = self._sheet(request, found)
        return self._picture(request, "trail.svg", sheet=sheet, trail=found, kilometres=long)

    def _sheet(self, request: Request, found: Trail) -> TrailSheet:
        words, city = self._shell.words(request), self._shell.home()
        drawn = self._charts.drawn()
        places = [self._charts.place(entry, words) for entry in drawn.entries]
        water = streams(drawn.snapshot, city) if city else ()
        return lay_out(found, places, water, PAGE if "wide" in request.query_params else CARD)

    def _picture(self, request: Request, template: str, **values: Any) -> Response:
        """A drawing that a browser asks for again only when it is another."""
        look = request.query_params.get("look")
        text = self._shell.drawing(request, template, look=look if look in LOOKS else "", **values)
        mark = f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'
        headers = {
            "etag": mark, "cache-control": "no-cache", "vary": "accept-language", "content-security-policy": ALONE,
        }  # fmt: skip
        if request.headers.get("if-none-match", "").removeprefix("W/") == mark:
            return Response(status_code=304, headers=headers)
        return Response(text, media_type="image/svg+xml", headers=headers)
