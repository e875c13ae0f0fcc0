"""A small map of a way: numbered stops on the city's water, their names beside them, and a few places to know it by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from guide.server.atlas import captions, cartography, day_key
from guide.server.atlas.captions import Caption, caption
from guide.server.atlas.cartography import Degrees, Point, Sheet
from guide.server.atlas.day_key import DayKey
from guide.server.atlas.placing import Box, Room, about, block, folded
from guide.server.atlas.sketch import Format, Place, Stream, Water
from guide.server.atlas.trail import Halt, Trail

CARD = Format("card", 390, 264, (58, 40), picture=(0, 0), pictures=0, arrows=0, apart=25, letters=12, fold=8)
PAGE = Format("page", 720, 420, (96, 56), picture=(0, 0), pictures=0, arrows=0, apart=28, letters=13.5, fold=10)
TONES = 4
"""Days are told apart by so many colours; then they come again."""
_DISC = 24.0
_ANCHORS = 7


@dataclass(frozen=True, slots=True)
class Number:
    """A numbered disc, with its name where there was room for it."""

    number: int
    tone: int
    at: Point
    caption: Caption | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that is no stop."""

    at: Point
    caption: Caption


@dataclass(frozen=True, slots=True)
class Way:
    """The line of one day."""

    tone: int
    course: str


@dataclass(frozen=True, slots=True)
class TrailSheet:
    """The map, laid out. `format` is that of the map without the key to its days, which lies under it."""

    format: Format
    key: DayKey
    water: tuple[Water, ...]
    ways: tuple[Way, ...]
    numbers: tuple[Number, ...]
    anchors: tuple[Anchor, ...]
    kilometres: float
    pixels: float


def lay_out(trail: Trail, places: Sequence[Place], water: Sequence[Stream], form: Format) -> TrailSheet:
    """The map of a way; `places` are others of the city, most important first."""
    key = _key(trail, form)
    form = replace(form, height=form.height - key.height)
    halts = [(tone, halt) for tone, leg in enumerate(trail.legs) for halt in leg.halts]
    at = {halt.id: halt.at for _, halt in halts if halt.at}
    sheet = cartography.fitted(list(at.values()), form.width, form.height, form.margins)
    points = _apart(at, sheet, form)
    kilometres, pixels = cartography.measure(sheet, form.width / 5)
    foot = Box(10, form.height - 34, 22 + pixels, form.height - 6)
    room = Room(form.bounds, [foot, *(about(point, _DISC, _DISC) for point in points.values())])
    numbers = tuple(_numbered(halts, points, room, form))
    stops = {halt.id for _, halt in halts}
    anchors = tuple(_anchored([each for each in places if each.id not in stops], sheet, room, form))
    flowing, ways = tuple(_flowing(water, sheet)), tuple(_ways(trail, points))
    return TrailSheet(form, key, flowing, ways, numbers, anchors, kilometres, pixels)


def _key(trail: Trail, form: Format) -> DayKey:
    days = [(tone % TONES, leg.short) for tone, leg in enumerate(trail.legs) if leg.short]
    return day_key.lay_out(days, form.width, form.height, form.letters)


def _apart(at: Mapping[str, Degrees], sheet: Sheet, form: Format) -> dict[str, Point]:
    """Where each place that is a stop stands, so that no disc covers another."""
    moved = cartography.spread([sheet.point(each) for each in at.values()], form.apart, sheet, _DISC)
    return dict(zip(at, moved, strict=True))


def _numbered(
    halts: Sequence[tuple[int, Halt]], points: dict[str, Point], room: Room, form: Format
) -> Iterator[Number]:
    """Discs; a place that is a stop twice keeps the number of the first time."""
    named: set[str] = set()
    for tone, halt in halts:
        if halt.id in points and halt.id not in named:
            named.add(halt.id)
            yield Number(halt.number, tone % TONES, points[halt.id], _beside(halt.name, points[halt.id], room, form))


def _beside(name: str, point: Point, room: Room, form: Format) -> Caption | None:
    for lines in dict.fromkeys(((name,), folded(name, form.fold), folded(name, form.fold / 2))):
        width, height = block(lines, form.letters)
        for anchor, box in captions.beside(point, width + 4, max(height, 12)):
            away = 4 if anchor == "start" else -4 if anchor == "end" else 0
            moved = Box(box.left + away, box.top, box.right + away, box.bottom)
            if room.fits(moved):
                room.take(moved)
                return caption(lines, moved, anchor, form.letters)
    return None


def _anchored(places: Sequence[Place], sheet: Sheet, room: Room, form: Format) -> Iterator[Anchor]:
    left = _ANCHORS
    for place in places:
        at = sheet.point(place.at)
        if not left or not sheet.holds(at, 16) or not room.fits(about(at, 14, 14)):
            continue
        named = _beside(place.name, at, room, form)
        if named:
            room.take(about(at, 14, 14))
            left -= 1
            yield Anchor(at, named)


def _ways(trail: Trail, points: dict[str, Point]) -> Iterator[Way]:
    for tone, leg in enumerate(trail.legs):
        passed = [points[halt.id] for halt in leg.halts if halt.id in points]
        if len(passed) > 1:
            yield Way(tone % TONES, cartography.path(cartography.bends(passed)))


def _flowing(water: Sequence[Stream], sheet: Sheet) -> Iterator[Water]:
    for stream in water:
        course = cartography.bends([sheet.point(at) for _, at in stream])
        if course:
            yield Water(cartography.path(course), "")
