"""Room on a sheet: boxes that must not overlap, given away first come, first served, and how much room words take."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from guide.server.atlas.cartography import Point

WIDE, CAPITAL, FIGURE, THIN, SPACE, LETTER = 1.0, 0.7, 0.6, 0.34, 0.29, 0.57
"""How wide characters are in the fonts of the pages, in ems; a little more than most, for fonts differ."""
_THIN = frozenset("iljtfrI.,:;'’·!|()[]-")
BOLD = 1.1
"""How much wider bold letters with serifs are."""
_OFF = 1e-6
LINE = 1.22
"""Height of a line, in ems."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies wholly in another, but for what sums of fractions are off by."""
        return (
            self.left >= other.left - _OFF
            and self.right <= other.right + _OFF
            and self.top >= other.top - _OFF
            and self.bottom <= other.bottom + _OFF
        )

    def nearest(self, point: Point) -> Point:
        """The point of the box that is nearest to one."""
        return min(max(point[0], self.left), self.right), min(max(point[1], self.top), self.bottom)

    def crosses(self, start: Point, end: Point) -> bool:
        """Whether a line runs through it, by the clipping of Liang and Barsky (1984)."""
        first, last = 0.0, 1.0
        sides = ((0, self.left, self.right), (1, self.top, self.bottom))
        for axis, low, high in sides:
            step = end[axis] - start[axis]
            if not step:
                if not low < start[axis] < high:
                    return False
                continue
            enter, leave = sorted(((low - start[axis]) / step, (high - start[axis]) / step))
            first, last = max(first, enter), min(last, leave)
        return first < last


def about(point: Point, width: float, height: float) -> Box:
    """The box of a size around a point."""
    return Box(point[0] - width / 2, point[1] - height / 2, point[0] + width / 2, point[1] + height / 2)


@dataclass(slots=True)
class Room:
    """What is still free within bounds."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)

    def fits(self, box: Box) -> bool:
        """Whether a box lies within the bounds and on nothing."""
        return box.within(self.bounds) and not any(box.overlaps(each) for each in self.taken)

    def take(self, box: Box) -> None:
        """Use it up."""
        self.taken.append(box)

    def first(self, wanted: Iterable[Box]) -> Box | None:
        """Take the first of these boxes that fits."""
        found = next((box for box in wanted if self.fits(box)), None)
        if found:
            self.taken.append(found)
        return found


def ems(text: str) -> float:
    """How wide words are, in heights of their letters."""
    return sum(map(_em, text))


def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return WIDE
    if unicodedata.combining(character):
        return 0.0
    if character in _THIN:
        return THIN
    if character.isspace():
        return SPACE
    if character.isupper() or character in "mw":
        return CAPITAL
    return FIGURE if character.isdigit() else LETTER


def folded(text: str, most: float) -> tuple[str, ...]:
    """Words in one line, or in the two most even lines where one would be wider than so many ems.

    Only spaces part words: a Chinese name is not torn.
    """
    if ems(text) <= most:
        return (text,)
    words = text.split()
    halves = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    return min(halves, key=lambda pair: max(map(ems, pair)), default=(text,))


def block(lines: Sequence[str], size: float) -> tuple[float, float]:
    """Width and height of lines set at a size."""
    return max(map(ems, lines)) * size + 2, len(lines) * LINE * size
