"""The one place a map was opened for: a ring around it and its name on a plate, above all else."""

from __future__ import annotations

from dataclasses import dataclass

from guide.server.atlas import captions, cartography
from guide.server.atlas.captions import Caption, caption
from guide.server.atlas.cartography import Point
from guide.server.atlas.layout import LEAST_TARGET
from guide.server.atlas.placing import Box, Room, about, block, folded
from guide.server.atlas.sketch import Arrow, Place, Sketch, Vignette

_RING = 30.0
_RIM = 24.0
_PADDING = 12.0


@dataclass(frozen=True, slots=True)
class Pin:
    """A ring, and a plate where the sketch does not name the place already; `heading` is that of an arrow."""

    place: Place
    ring: Box
    plate: Box | None = None
    caption: Caption | None = None
    heading: float | None = None


def pin(sketch: Sketch, place: Place) -> Pin:
    """The pin of a place on a sketch, whether or not it has a mark there."""
    drawn: tuple[Vignette | Arrow, ...] = (*sketch.vignettes, *sketch.arrows)
    found = next((each for each in drawn if each.place.id == place.id), None)
    if found:
        return Pin(place, found.box)
    sheet = sketch.sheet
    marked = {each.place.id: each.point for each in sketch.marks}
    at = marked.get(place.id, sheet.point(place.at))
    if sheet.holds(at, _RIM / 2):
        return _named(sketch, place, at)
    return _named(sketch, place, cartography.rim(sheet, at, _RIM), cartography.heading(sheet, at))


def _named(sketch: Sketch, place: Place, point: Point, heading: float | None = None) -> Pin:
    """The plate beside the ring, on the side that has room on the sheet."""
    lines = folded(place.name, sketch.format.fold)
    width, height = block(lines, sketch.format.letters)
    broad, tall = width + _PADDING, max(height + _PADDING / 2, LEAST_TARGET)
    wanted = [box for _, box in captions.beside(point, broad + _RING / 2, tall)]
    marks = [about(each.point, LEAST_TARGET, LEAST_TARGET) for each in sketch.marks if each.place.id != place.id]
    room = Room(sketch.format.bounds, marks)
    inside = [box for box in wanted if box.within(room.bounds)]
    box = next(filter(room.fits, inside), None) or next(iter(inside), None)
    box = box or about(point, broad, tall)
    middle = box.middle[0] + (_RING / 4 if box.left > point[0] else -_RING / 4 if box.right < point[0] else 0)
    plate = about((middle, box.middle[1]), broad, tall)
    name = caption(lines, plate, "middle", sketch.format.letters)
    return Pin(place, about(point, _RING, _RING), plate, name, heading)
