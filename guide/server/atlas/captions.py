"""Where words and pictures may stand beside a point of a sheet, the best place first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guide.server.atlas.cartography import Point
from guide.server.atlas.placing import LINE, Box, about

BASELINE = 0.97
"""From the top of a line to its baseline, in ems."""
DIRECTIONS = 24
"""In which a picture looks for room around its place."""
REACH = 18
"""How many steps it looks out."""
FARTHEST = 150
"""Pixels that an arrow may stand from where the way to its place leaves the sheet."""
_STEP = 11.0
_SLIDE = 6
_GAP = 10.0
"""Pixels from the middle of a dot to its label."""


@dataclass(frozen=True, slots=True)
class Caption:
    """Words at their place: lines with their baselines, and which end of them `x` is."""

    x: float
    anchor: str
    lines: tuple[tuple[float, str], ...]


def caption(lines: Sequence[str], box: Box, anchor: str, size: float) -> Caption:
    """Lines set in a box, from its left or right edge or about its middle."""
    x = {"start": box.left, "end": box.right}.get(anchor, box.middle[0])
    top = box.middle[1] - len(lines) * LINE * size / 2
    return Caption(x, anchor, tuple((top + (n * LINE + BASELINE) * size, line) for n, line in enumerate(lines)))


def beside(point: Point, width: float, height: float) -> Iterator[tuple[str, Box]]:
    """Boxes right, left, above, below and across of a dot, with the anchor of words in them."""
    x, y = point
    slant = _GAP * 0.6
    yield "start", Box(x + _GAP, y - height / 2, x + _GAP + width, y + height / 2)
    yield "end", Box(x - _GAP - width, y - height / 2, x - _GAP, y + height / 2)
    yield "middle", Box(x - width / 2, y - _GAP - height, x + width / 2, y - _GAP)
    yield "middle", Box(x - width / 2, y + _GAP, x + width / 2, y + _GAP + height)
    for top in (y - slant - height, y + slant):
        yield "start", Box(x + slant, top, x + slant + width, top + height)
        yield "end", Box(x - slant - width, top, x - slant, top + height)


def around(point: Point, centre: Point, size: tuple[float, float], bounds: Box) -> Iterator[Box]:
    """Boxes in rings about a point, pushed back within bounds, those first that lie away from the centre of all."""
    width, height = size
    outward = math.atan2(point[1] - centre[1], point[0] - centre[0])
    turns = sorted(range(DIRECTIONS), key=lambda n: min(n, DIRECTIONS - n))
    for ring in range(REACH):
        for turn in turns:
            angle = outward + turn * 2 * math.pi / DIRECTIONS
            across, down = width / 2 + 18 + ring * _STEP, height / 2 + 18 + ring * _STEP
            yield pushed((point[0] + math.cos(angle) * across, point[1] + math.sin(angle) * down), size, bounds)


def along(at: Point, width: float, height: float, bounds: Box) -> Iterator[Box]:
    """Boxes at the edge of bounds nearest to a point, then farther and farther along that edge."""
    sideways = min(at[0] - bounds.left, bounds.right - at[0])
    upright = sideways <= min(at[1] - bounds.top, bounds.bottom - at[1])
    for step in range(0, FARTHEST, _SLIDE):
        for shift in (step, -step) if step else (0,):
            x, y = (at[0], at[1] + shift) if upright else (at[0] + shift, at[1])
            yield pushed((x, y), (width, height), bounds)


def pushed(middle: Point, size: tuple[float, float], bounds: Box) -> Box:
    """The box of a size about a point, or as near to it as bounds allow."""
    left = min(max(middle[0] - size[0] / 2, bounds.left), bounds.right - size[0])
    top = min(max(middle[1] - size[1] / 2, bounds.top), bounds.bottom - size[1])
    return Box(left, top, left + size[0], top + size[1])


def trail(start: Point, end: Point) -> list[Box]:
    """A thin line as small boxes, so that nothing is put on it."""
    steps = max(1, math.ceil(math.dist(start, end) / 5))
    return [
        about((start[0] + (end[0] - start[0]) * n / steps, start[1] + (end[1] - start[1]) * n / steps), 4, 4)
        for n in range(1, steps)
    ]
