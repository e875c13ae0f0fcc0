"""The key to a map of several days: which line is which day, in rows under the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guide.server.atlas.placing import block

ROW = 20.0
"""Pixels from one row to the next."""
_SIGN = 30.0
"""Pixels of the piece of line before the words."""
_GAP = 14.0
_SIDE = 16.0
_FOOT = 7.0
"""Pixels that stay free under the last row."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One day: a piece of its line at a point, and its name after it."""

    tone: int
    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class DayKey:
    """All days, and how much of the sheet's foot they take."""

    signs: tuple[Sign, ...] = ()
    height: float = 0.0


def lay_out(days: Sequence[tuple[int, str]], width: float, height: float, letters: float) -> DayKey:
    """Days as (tone, name) in columns of one width at the foot of a sheet; none of them where there is but one day."""
    if len(days) < 2:
        return DayKey()
    broadest = _SIGN + max(block((name,), letters)[0] for _, name in days) + _GAP
    columns = max(1, min(len(days), int((width - 2 * _SIDE + _GAP) // broadest)))
    rows = -(-len(days) // columns)
    room = rows * ROW + _FOOT
    top = height - room
    signs = tuple(
        Sign(tone, _SIDE + n % columns * broadest, top + n // columns * ROW + ROW / 2 - 3, name)
        for n, (tone, name) in enumerate(days)
    )
    return DayKey(signs, room)
