"""The illustrated map of the guide's city: drawn once for a snapshot and a language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from guide.geo import distance
from guide.server.atlas import ground
from guide.server.atlas.ground import Ground
from guide.server.atlas.layout import draw, sheet_of
from guide.server.atlas.mercator import Window
from guide.server.atlas.selection import KINDS, OTHER, degrees, others, shape_of, shown, streams
from guide.server.atlas.sketch import Format, Place, Sketch
from guide.server.locales import Words
from guide.server.served import Served, Snapshot
from guide.server.shell import Shell, is_of
from guide.types import FEATURED, Entry, Lang

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
    alone: Sketch
    """The one that stands on its own as a picture, and so can show no other."""
    groups: tuple[Group, ...]


@dataclass(slots=True)
class Drawn:
    """What was drawn from one snapshot."""

    snapshot: Snapshot
    entries: tuple[Entry, ...]
    """What the map shows, most important first."""
    window: Window | None
    """What the ground reaches over."""
    charts: dict[Lang, Chart] = field(default_factory=dict)
    grounds: dict[int, Ground] = field(default_factory=dict)
    others: tuple[Entry, ...] | None = None


class Charts:
    """Draws the maps, and keeps what it drew last."""

    def __init__(self, served: Served, shell: Shell) -> None:
        self._served, self._shell = served, shell
        self._drawn: Drawn | None = None

    def of(self, words: Words) -> Chart | None:
        """The sketches in a language; None for a city without positions."""
        drawn, city = self.drawn(), self._shell.home()
        if city is None or not drawn.entries:
            return None
        if words.lang not in drawn.charts:
            drawn.charts[words.lang] = self._chart(drawn, words)
        return drawn.charts[words.lang]

    def ground(self, zoom: int) -> Ground | None:
        """What the map that moves lies on, at one of `ground.ZOOMS`."""
        drawn, city = self.drawn(), self._shell.home()
        if drawn.window is None or city is None:
            return None
        if zoom not in drawn.grounds:
            water = streams(drawn.snapshot, city)
            drawn.grounds[zoom] = ground.draw(drawn.entries, water, drawn.window, zoom)
        return drawn.grounds[zoom]

    def asked(self, entry_id: str, words: Words) -> Place | None:
        """A place of the city by its id, on the map or not."""
        entry = self._served.index.current().entry(entry_id) if entry_id else None
        return self.place(entry, words) if entry and entry.position and is_of(entry, self._shell.home()) else None

    def place(self, entry: Entry, words: Words) -> Place:
        """An entry with a position, as a map needs it."""
        picture = self._served.pictures.of(entry)
        own = (picture.small or picture.file) if picture and not picture.of_kind else None
        name = self._served.wording.name(entry, words.lang)
        return Place(entry.id, name, shape_of(entry), degrees(entry), own, FEATURED in entry.tags)

    def reachable(self) -> tuple[Entry, ...]:
        """What the map that moves can show: the places of the sketch, then what can be asked for nearby."""
        drawn = self.drawn()
        if drawn.others is None:
            drawn.others = tuple(others(drawn.snapshot, self._shell.home(), drawn.entries))
        return (*drawn.entries, *drawn.others)

    def drawn(self) -> Drawn:
        """What is drawn from the newest snapshot."""
        snapshot = self._served.index.current()
        if self._drawn is None or self._drawn.snapshot is not snapshot:
            city = self._shell.home()
            entries = tuple(shown(snapshot, city))
            water = streams(snapshot, city) if city else ()
            seen = ground.window([degrees(each) for each in entries], water) if entries else None
            self._drawn = Drawn(snapshot, entries, seen)
        return self._drawn

    def _chart(self, drawn: Drawn, words: Words) -> Chart:
        city = self._shell.home()
        assert city
        places = [self.place(entry, words) for entry in drawn.entries]
        middle = sheet_of(places, WIDE).middle
        away = {place.id: long(words, distance(middle, place.at) / 1000) for place in places}
        water = streams(drawn.snapshot, city)
        sketches = tuple(draw(places, away, water, form) for form in (NARROW, WIDE))
        bare = [replace(each, picture=None) for each in places]
        return Chart(sketches, draw(bare, away, water, WIDE), tuple(_groups(places, away, sketches[-1])))


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


def long(words: Words, kilometres: float) -> str:
    """A length as words: metres under one kilometre, tenths of kilometres while they matter."""
    if kilometres < 1:
        return words("map.m", m=round(kilometres * 100) * 10)
    return words("map.km", km=f"{kilometres:.0f}" if kilometres >= _NEAR else f"{kilometres:.1f}".removesuffix(".0"))
