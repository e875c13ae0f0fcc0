"""What a sketched map holds once it is laid out: dots with labels, small pictures, arrows, water, compass and scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from guide.server.atlas.captions import Caption
from guide.server.atlas.cartography import Degrees, Point, Sheet
from guide.server.atlas.placing import Box

Stream: TypeAlias = Sequence[tuple[str, Degrees]]
"""A river or lake: the ids and positions of the places it flows past, in order."""
BORDER = 10.0
COMPASS = (56.0, 70.0)
"""How wide and high the compass is."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the map needs it. `shape` is the kind its mark shows."""

    id: str
    name: str
    shape: str
    at: Degrees
    picture: str | None = None
    is_core: bool = True
    """The sheet is made to fit those of them that lie close together."""


@dataclass(frozen=True, slots=True)
class Format:
    """The size of a sheet and of what stands on it, in pixels, and how many of each it has room for."""

    key: str
    width: float
    height: float
    margins: tuple[float, float]
    """Left and right, above and below."""
    picture: tuple[float, float]
    pictures: int
    arrows: int
    dots: int = 80
    apart: float = 26.0
    letters: float = 12.5
    fold: float = 9.0
    """Ems from which a name takes two lines."""
    waves: float = 4.0

    @property
    def bounds(self) -> Box:
        """All within the border."""
        return Box(BORDER, BORDER, self.width - BORDER, self.height - BORDER)


@dataclass(frozen=True, slots=True)
class Mark:
    """A dot; without a caption where there was no room for one."""

    place: Place
    point: Point
    target: float
    caption: Caption | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Vignette:
    """A small picture in a frame with its name under it, and a line from `foot` to the place."""

    place: Place
    point: Point
    foot: Point
    frame: Box
    box: Box
    caption: Caption


@dataclass(frozen=True, slots=True)
class Arrow:
    """A place beside the sheet: where its arrow stands and how many degrees from north it points."""

    place: Place
    point: Point
    heading: float
    box: Box
    caption: Caption


@dataclass(frozen=True, slots=True)
class Furniture:
    """Compass and scale: where they stand, how many kilometres the scale is for and how many pixels they are."""

    compass: Box
    scale: Point
    kilometres: float
    pixels: float

    @property
    def boxes(self) -> tuple[Box, Box]:
        """What they cover."""
        x, y = self.scale
        return self.compass, Box(x - 4, y - 22, x + self.pixels + 8, y + 6)


@dataclass(frozen=True, slots=True)
class Water:
    """A river or lake, and the small waves on it, as SVG paths."""

    course: str
    waves: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """One sheet, laid out."""

    format: Format
    sheet: Sheet
    water: tuple[Water, ...]
    furniture: Furniture
    vignettes: tuple[Vignette, ...]
    marks: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
