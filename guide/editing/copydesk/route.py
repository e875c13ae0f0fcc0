"""How far the places of a leaflet lie apart, and a sketch of the way, computed from where they lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from guide.editing.copydesk import tracing
from guide.editing.copydesk.material import Material
from guide.editing.copydesk.values import Line
from guide.editing.copydesk.voice import Voice
from guide.geo import distance, walking_minutes
from guide.types import Position

_WALKABLE = 45
"""Minutes beyond which nobody is told to walk."""
WIDTH, HEIGHT = 600, 300
"""Of the sketch, in its own units."""
_EDGE = 40
_ROUGH = 1000
"""Metres of doubt in a position from which no distance is printed."""


def step(here: Material, there: Material, voice: Voice) -> tuple[Line, ...]:
    """The way to the next place: on foot where that is not too far; nothing where a position is not known well."""
    metres = _between(here, there)
    if metres is None:
        return ()
    minutes = walking_minutes(metres)
    slot = "step.walk" if minutes <= _WALKABLE else "step.ride"
    text = voice.say(slot, there.entry.id, name=there.name, minutes=_rounded(minutes), distance=_said(metres, voice))
    return (Line(text, (tracing.of_position(here.entry), tracing.of_position(there.entry))),)


def whole(materials: Sequence[Material], voice: Voice) -> tuple[Line, ...]:
    """How long all of it is, as the crow flies; nothing where one of the positions is not known."""
    parts = [_between(*pair) for pair in zip(materials, materials[1:], strict=False)]
    known = [each for each in parts if each is not None]
    if not known or len(known) < len(parts):
        return ()
    text = voice.say("whole", distance=_said(sum(known), voice), count=len(materials))
    return (Line(text, tuple(tracing.of_position(each.entry) for each in materials)),)


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the sketch: its number, its name, and where it stands in a box of WIDTH x HEIGHT, north up."""

    number: int
    name: str
    x: int
    y: int

    @property
    def side(self) -> str:
        """Where its name ends: names at the right edge run to the left."""
        return "end" if self.x > WIDTH * 0.6 else "start"


def sketch(places: Sequence[tuple[str, Position | None]]) -> tuple[Stop, ...]:
    """The places by name and position as dots of one scale; nothing where fewer than two lie anywhere."""
    known = [(n, name, at) for n, (name, at) in enumerate(places, 1) if at and at.precision < _ROUGH]
    if len(known) < 2:
        return ()
    narrowed = math.cos(math.radians(known[0][2].lat))
    flat = [(at.lon * narrowed, -at.lat) for _, _, at in known]
    left, top = (min(each[axis] for each in flat) for axis in (0, 1))
    wide, high = (max(each[axis] for each in flat) - low for axis, low in ((0, left), (1, top)))
    scale = min((WIDTH - 2 * _EDGE) / (wide or 1e-9), (HEIGHT - 2 * _EDGE) / (high or 1e-9))
    inset = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    return tuple(
        Stop(number, name, round(inset[0] + (x - left) * scale), round(inset[1] + (y - top) * scale))
        for (number, name, _), (x, y) in zip(known, flat, strict=True)
    )


def _between(here: Material, there: Material) -> float | None:
    ends = [each.entry.position for each in (here, there)]
    points = [(each.lat, each.lon) for each in ends if each and each.precision < _ROUGH]
    return distance(points[0], points[1]) if len(points) == len(ends) else None


def _rounded(minutes: int) -> int:
    return max(5, round(minutes / 5) * 5)


def _said(metres: float, voice: Voice) -> str:
    if metres < 950:
        return voice.say("metres", metres=max(50, round(metres / 50) * 50))
    return voice.say("kilometres", km=f"{metres / 1000:.1f}".removesuffix(".0"))
