"""The illustrated map of the guide's city: drawn once for a snapshot and a language, marked for who asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.geo import distance
from guide.server.cartography import Degrees
from guide.server.layout import draw, sheet_of
from guide.server.locales import Words
from guide.server.pin import pin
from guide.server.served import Served, Snapshot
from guide.server.shell import Shell, is_of
from guide.server.sketch import Format, Place, Sketch, Stream
from guide.types import FEATURED, UNNAMED, City, Entry, Lang

KINDS = ("attraction", "museum", "venue")
"""What a map of a city shows, each with a mark of its own shape; featured places and stops of a walk of another kind
are shown too, as OTHER."""
OTHER = "other"
ROUTE, STOP = "route", "stop"
NARROW = Format("narrow", 390, 640, (46, 128), picture=(64, 48), pictures=10, arrows=6, letters=12)
WIDE = Format(
    "wide", 1080, 740, (150, 70), picture=(108, 81), pictures=13, arrows=12, apart=30, letters=13.5, fold=11, waves=5.5
)
_NEAR = 10.0
"""Kilometres under which a distance is told to a tenth."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A place in the list under the map; `away` where it lies beside the sheet."""

    id: str
    name: str
    away: str


@dataclass(frozen=True, slots=True)
class Group:
    """The places of one kind."""

    shape: str
    places: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the page shows in one language."""

    sketches: tuple[Sketch, ...]
    groups: tuple[Group, ...]


@dataclass(slots=True)
class Drawn:
    """What was drawn from one snapshot."""

    snapshot: Snapshot
    charts: dict[Lang, Chart | None] = field(default_factory=dict)


def router(served: Served, shell: Shell) -> APIRouter:
    """GET /map."""
    routes = APIRouter(include_in_schema=False)
    routes.add_api_route("/map", Atlas(served, shell).page, methods=["GET", "HEAD"], response_model=None)
    return routes


class Atlas:
    """The handler, and what it drew last."""

    def __init__(self, served: Served, shell: Shell) -> None:
        self._served, self._shell = served, shell
        self._drawn: Drawn | None = None

    def page(self, request: Request) -> Response:
        """The map, `?at=` with one place marked on it."""
        words = self._shell.words(request)
        chart = self._chart(words)
        asked = self._asked(request.query_params.get("at") or "", words)
        pins = [pin(each, asked) for each in chart.sketches] if chart and asked else []
        return self._shell.page(request, "map.html", chart=chart, pins=pins, asked=asked, kilometres=_long)

    def _asked(self, entry_id: str, words: Words) -> Place | None:
        entry = self._served.index.current().entry(entry_id) if entry_id else None
        return self._place(entry, words) if entry and entry.position and is_of(entry, self._shell.home()) else None

    def _chart(self, words: Words) -> Chart | None:
        snapshot = self._served.index.current()
        if self._drawn is None or self._drawn.snapshot is not snapshot:
            self._drawn = Drawn(snapshot)
        charts = self._drawn.charts
        if words.lang not in charts:
            charts[words.lang] = self._new_chart(snapshot, words)
        return charts[words.lang]

    def _new_chart(self, snapshot: Snapshot, words: Words) -> Chart | None:
        city = self._shell.home()
        places = [self._place(entry, words) for entry in _shown(snapshot, city)]
        if city is None or not places:
            return None
        middle = sheet_of(places, WIDE).middle
        away = {place.id: _long(words, distance(middle, place.at) / 1000) for place in places}
        water = tuple(_stream(names, snapshot) for names in city.water)
        sketches = tuple(draw(places, away, water, form) for form in (NARROW, WIDE))
        return Chart(sketches, tuple(_groups(places, away, sketches[-1])))

    def _place(self, entry: Entry, words: Words) -> Place:
        picture = self._served.pictures.of(entry)
        own = picture.file if picture and not picture.of_kind else None
        name = self._served.wording.name(entry, words.lang)
        shape = entry.kind if entry.kind in KINDS else OTHER
        is_core = FEATURED in entry.tags
        return Place(entry.id, name, shape, _degrees(entry), own, is_core)


def _shown(snapshot: Snapshot, city: City | None) -> list[Entry]:
    """What the map shows, most important first: what the city is visited for, then what most is said of."""
    of_city = [entry for entry in snapshot.entries() if is_of(entry, city)]
    stops = {link.target for entry in of_city if entry.kind == ROUTE for link in entry.links if link.relation == STOP}
    shown = [entry for entry in of_city if entry.position and UNNAMED not in entry.tags
             and (entry.kind in KINDS or entry.id in stops or FEATURED in entry.tags)]  # fmt: skip
    named = Counter(link.target for entry in of_city for link in entry.links)
    return sorted(shown, key=lambda entry: (FEATURED not in entry.tags, -named[entry.id] - _told(entry), entry.id))


def _told(entry: Entry) -> float:
    """How much is said of an entry, a fact for a hundred characters."""
    return len(entry.facts) + sum(map(len, entry.texts.values())) / 100


def _stream(names: Sequence[str], snapshot: Snapshot) -> Stream:
    passed = [(name, snapshot.entry(name)) for name in names]
    return tuple((name, _degrees(entry)) for name, entry in passed if entry and entry.position)


def _degrees(entry: Entry) -> Degrees:
    assert entry.position
    return entry.position.lat, entry.position.lon


def _groups(places: Sequence[Place], away: dict[str, str], sketch: Sketch) -> Iterator[Group]:
    sheet = sketch.sheet
    for shape in (*KINDS, OTHER):
        of_shape = [place for place in places if place.shape == shape]
        listed = tuple(
            Listed(place.id, place.name, "" if sheet.holds(sheet.point(place.at)) else away[place.id])
            for place in of_shape
        )
        if listed:
            yield Group(shape, listed)


def _long(words: Words, kilometres: float) -> str:
    """A length as words: metres under one kilometre, tenths of kilometres while they matter."""
    if kilometres < 1:
        return words("map.m", m=round(kilometres * 100) * 10)
    return words("map.km", km=f"{kilometres:.0f}" if kilometres >= _NEAR else f"{kilometres:.1f}".removesuffix(".0"))
