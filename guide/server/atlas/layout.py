"""Places laid out on one sheet: dots with labels, small pictures with a line to their place, arrows at the edge.

Room is given away greedily, the most important place first; whoever finds none keeps its bare dot, or its line in the
list under the map. Nothing overlaps, so the order of drawing is free and follows importance.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from guide.server.atlas import captions, cartography
from guide.server.atlas.captions import caption
from guide.server.atlas.cartography import Bend, Point, Sheet
from guide.server.atlas.placing import BOLD, Box, Room, about, block, folded
from guide.server.atlas.sketch import (
    BORDER,
    COMPASS,
    Arrow,
    Format,
    Furniture,
    Mark,
    Place,
    Sketch,
    Stream,
    Vignette,
    Water,
)

DOT, SPECK = 15.0, 7.0
"""Pixels across that a dot keeps free of labels, and of lines."""
LEAST_TARGET, MOST_TARGET = 24.0, 44.0
"""Pixels across in which a dot can be tapped: as many as there is room for."""
_ARROW = 22.0
"""Pixels that an arrow takes beside its words."""
_CORE = 4
"""How many places a sheet must be made for, before the others may fall beside it."""
_TRIES = 4
"""Of so many places for each arrow the first that find room get one; a full edge is not searched for thousands."""
_GUTTER, _UNDER = 5.0, 3.0
"""Pixels around a picture, and between it and its name."""
_OVERHANG = 1.2
"""How much wider than its picture a name may be before it takes two lines."""
_CORNER = (34.0, 41.0)
"""How far the compass stands from the border, across and down."""


def sheet_of(places: Sequence[Place], form: Format) -> Sheet:
    """The sheet of this size that shows the places where they are dense."""
    core = [place.at for place in places if place.is_core]
    chosen = core if len(core) >= _CORE else [place.at for place in places]
    return cartography.fitted(cartography.crowd(chosen), form.width, form.height, form.margins)


def draw(places: Sequence[Place], away: Mapping[str, str], water: Sequence[Stream], form: Format) -> Sketch:
    """Lay places out, most important first; `away` says how far each is from the middle."""
    sheet, clear = sheet_of(places, form), form.apart / 2 + BORDER
    inside = [each for each in places if sheet.holds(sheet.point(each.at), clear)]
    outside = [each for each in places if not sheet.holds(sheet.point(each.at), clear)]
    inside = inside[: form.dots]
    moved = cartography.spread([sheet.point(each.at) for each in inside], form.apart, sheet, clear)
    points = {each.id: point for each, point in zip(inside, moved, strict=True)}
    courses = [_course(stream, points, sheet) for stream in water]
    compass = _compass([*moved, *(point for each in courses for point in cartography.track(each))], form)
    room = Room(form.bounds, [compass, *(about(point, LEAST_TARGET, LEAST_TARGET) for point in moved)])
    arrows = tuple(_arrows(outside, away, sheet, room, form))
    furniture = _furniture(compass, sheet, room, form)
    vignettes = tuple(_vignettes(inside, points, [*furniture.boxes, *(each.box for each in arrows)], room, form))
    room = Room(form.bounds, [*furniture.boxes, *(about(point, DOT, DOT) for point in moved)])
    room.taken += [*(each.box for each in arrows), *(each.box for each in vignettes)]
    room.taken += [box for each in vignettes for box in captions.trail(each.foot, each.point)]
    shown = {each.place.id for each in vignettes}
    marks = tuple(_marks([each for each in inside if each.id not in shown], points, room, form))
    return Sketch(
        form, sheet, tuple(_drawn(each, form) for each in courses if each), furniture, vignettes, marks, arrows
    )


def _compass(points: Sequence[Point], form: Format) -> Box:
    """In the emptiest corner."""
    bounds, (across, down) = form.bounds, _CORNER
    corners = [
        (x, y) for y in (bounds.top + down, bounds.bottom - down) for x in (bounds.right - across, bounds.left + across)
    ]
    free = max(corners, key=lambda corner: min((math.dist(corner, each) for each in points), default=0.0))
    return about(free, *COMPASS)


def _furniture(compass: Box, sheet: Sheet, room: Room, form: Format) -> Furniture:
    """The compass, and the scale at the foot of the sheet or else at its head, or wherever there is room."""
    bounds = form.bounds
    length, pixels = cartography.measure(sheet, form.width / 4)
    slots = [bounds.left + 16 + n * 8 for n in range(int((bounds.width - pixels - 36) / 8))]
    by_turns = [x for pair in zip(slots, reversed(slots), strict=True) for x in pair]
    rows = [
        bounds.bottom - 16,
        bounds.top + 32,
        *(bounds.bottom - 16 - n * 14 for n in range(1, int(bounds.height / 14) - 2)),
    ]
    wanted = [Furniture(compass, (x, y), length, pixels) for y in rows for x in by_turns]
    found = next((each for each in wanted if room.fits(each.boxes[1])), wanted[0])
    room.take(found.boxes[1])
    return found


def _course(stream: Stream, points: Mapping[str, Point], sheet: Sheet) -> list[Bend]:
    """The curve of a river; where the dot of a place was moved a little, it flows past the dot."""
    return cartography.bends([points.get(name, sheet.point(at)) for name, at in stream])


def _drawn(course: Sequence[Bend], form: Format) -> Water:
    return Water(cartography.path(course), cartography.waves(course, form.waves * 6, form.waves))


def _arrows(
    places: Sequence[Place], away: Mapping[str, str], sheet: Sheet, room: Room, form: Format
) -> Iterator[Arrow]:
    left = form.arrows
    for place in places[: form.arrows * _TRIES]:
        lines = (*folded(place.name, form.fold), away[place.id])
        width, height = block(lines, form.letters)
        at = cartography.rim(sheet, sheet.point(place.at), BORDER)
        wanted = captions.along(at, width + _ARROW + 4, max(height, LEAST_TARGET) + 4, form.bounds)
        box = room.first(wanted) if left else None
        if box:
            left -= 1
            yield _arrow(place, sheet, box, caption_of=lines, form=form)


def _arrow(place: Place, sheet: Sheet, box: Box, caption_of: Sequence[str], form: Format) -> Arrow:
    """The arrow on the outer side of its box, the words on the inner."""
    is_right = box.middle[0] > form.width / 2
    point = (box.right - _ARROW / 2 + 2 if is_right else box.left + _ARROW / 2 - 2, box.middle[1])
    inner = Box(box.left, box.top, box.right - _ARROW, box.bottom) if is_right else Box(
        box.left + _ARROW, box.top, box.right, box.bottom)  # fmt: skip
    words = caption(caption_of, inner, "end" if is_right else "start", form.letters)
    return Arrow(place, point, cartography.heading(sheet, sheet.point(place.at)), box, words)


def _vignettes(
    places: Sequence[Place], points: Mapping[str, Point], fixed: Sequence[Box], room: Room, form: Format
) -> Iterator[Vignette]:
    """Pictures; no line to a place runs through another, through `fixed` or, where it can be helped, through a dot."""
    centre = (sum(x for x, _ in points.values()) / len(points), sum(y for _, y in points.values()) / len(points))
    pictured = [each for each in places if each.picture]
    specks = {key: about(each, SPECK, SPECK) for key, each in points.items()}
    drawn = list(fixed)
    for place in ([each for each in pictured if each.is_core] or pictured)[: form.pictures]:
        others = [box for key, box in specks.items() if key != place.id]
        wanted = [each for each in _framed(place, points[place.id], centre, form) if room.fits(each.box)]
        found = _unhindered(wanted, [*drawn, *others]) or _unhindered(wanted, drawn)
        if found:
            drawn.append(found.box)
            room.taken += [found.box, *captions.trail(found.foot, found.point)]
            yield found


def _unhindered(wanted: Sequence[Vignette], hurdles: Sequence[Box]) -> Vignette | None:
    """The first whose line to its place runs through none of the boxes."""
    return next((each for each in wanted if not any(box.crosses(each.foot, each.point) for box in hurdles)), None)


def _framed(place: Place, point: Point, centre: Point, form: Format) -> Iterator[Vignette]:
    """The picture of a place wherever it might stand, the best first."""
    lines = folded(place.name, form.picture[0] / form.letters * _OVERHANG)
    width, height = block(lines, form.letters)
    width *= BOLD
    size = max(form.picture[0], width) + 2 * _GUTTER, form.picture[1] + _UNDER + height + 2 * _GUTTER
    for box in captions.around(point, centre, size, form.bounds):
        frame = about((box.middle[0], box.top + _GUTTER + form.picture[1] / 2), *form.picture)
        name = Box(box.middle[0] - width / 2, frame.bottom + _UNDER, box.middle[0] + width / 2, box.bottom - _GUTTER)
        foot = name.nearest(point) if point[1] > name.bottom else frame.nearest(point)
        yield Vignette(place, point, foot, frame, box, caption(lines, name, "middle", form.letters))


def _marks(places: Sequence[Place], points: Mapping[str, Point], room: Room, form: Format) -> Iterator[Mark]:
    for place in places:
        point = points[place.id]
        nearest = min((math.dist(point, each) for key, each in points.items() if key != place.id), default=MOST_TARGET)
        target = min(max(nearest, LEAST_TARGET), MOST_TARGET)
        yield _labelled(Mark(place, point, target), room, form)


def _labelled(mark: Mark, room: Room, form: Format) -> Mark:
    """The mark with its name beside it where there is room, in one line or in two."""
    name = mark.place.name
    for lines in dict.fromkeys((folded(name, form.fold), (name,), folded(name, form.fold / 2))):
        for anchor, box in captions.beside(mark.point, *block(lines, form.letters)):
            if room.fits(box):
                room.take(box)
                words = caption(lines, box, anchor, form.letters)
                return Mark(mark.place, mark.point, mark.target, words, box)
    return mark
