"""GET /api/open: which places of the map are open now, worked out for the minute in which it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.server.atlas.chart import Charts
from guide.server.glances import Glances
from guide.server.served import Served, Snapshot
from guide.server.shell import Shell
from guide.types import Entry

FRESH = 60
"""Seconds for which the answer holds: doors open and close on the minute."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Who is open in one minute and who is not, by a snapshot; of whoever is in neither nobody can tell."""

    snapshot: Snapshot
    minute: datetime
    open: tuple[str, ...]
    shut: tuple[str, ...]


class Doors:
    """The handler, and what it found last."""

    def __init__(self, served: Served, shell: Shell, charts: Charts) -> None:
        self._served, self._shell, self._charts = served, shell, charts
        self._glances = Glances(served)
        self._found: Opened | None = None

    def get(self, request: Request) -> Response:
        """Ids of the places that are open and of those that are not, and the time this is for in words."""
        places = self._charts.reachable()
        lang = self._shell.words(request).lang
        if not places:
            return self._said({"open": [], "shut": [], "at": "", "time": ""})
        found = self._now(places)
        clock = self._served.wording.occasions(lang).clock(found.minute.hour * 60 + found.minute.minute)
        return self._said({
            "open": found.open, "shut": found.shut, "at": found.minute.isoformat(timespec="minutes"), "time": clock,
        })  # fmt: skip

    def _now(self, places: tuple[Entry, ...]) -> Opened:
        snapshot, minute = self._served.index.current(), self._glances.now(places[0]).replace(second=0, microsecond=0)
        found = self._found
        if found is None or found.snapshot is not snapshot or found.minute != minute:
            states = [(each.id, self._glances.is_open(each)) for each in places]
            known = (tuple(entry_id for entry_id, state in states if state is wanted) for wanted in (True, False))
            self._found = found = Opened(snapshot, minute, *known)
        return found

    def _said(self, said: dict[str, object]) -> Response:
        return JSONResponse(said, headers={"cache-control": f"private, max-age={FRESH}"})
