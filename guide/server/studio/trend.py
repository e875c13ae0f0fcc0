"""The share of right answers from run to run, as the points of a small drawing. The table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guide.storage.saved import Run

WIDTH, HEIGHT, EDGE = 600, 132, 12
"""Of the drawing, in its own units."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One run in the drawing."""

    x: float
    y: float
    run: Run


@dataclass(frozen=True, slots=True)
class Drawing:
    """The line through all runs, the oldest on the left; the top is all right, the bottom none."""

    line: str
    dots: tuple[Dot, ...]
    width: int = WIDTH
    height: int = HEIGHT
    top: int = EDGE
    bottom: int = HEIGHT - EDGE


def drawn(runs: Sequence[Run]) -> Drawing | None:
    """The drawing of runs in the order of time; None where there is nothing to compare yet."""
    if len(runs) < 2:
        return None
    step = (WIDTH - 2 * EDGE) / (len(runs) - 1)
    dots = tuple(Dot(round(EDGE + step * at, 1), _height(run.share), run) for at, run in enumerate(runs))
    return Drawing(" ".join(f"{each.x},{each.y}" for each in dots), dots)


def _height(share: float) -> float:
    return round(EDGE + (1 - share) * (HEIGHT - 2 * EDGE), 1)
