"""What lies around a point, for whoever asks: by kind and tag, nearest first, with minutes on foot, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from guide.geo import walking_minutes
from guide.retrieval.positions import Near, Positions
from guide.types import Entry, Position
from guide.visiting.travel import Trip

WHAT: dict[str, tuple[str, ...]] = {
    "toilets": ("#toilets",),
    "charging": ("#charging",),
    "power-bank": ("#power-bank",),
    "parking": ("#parking",),
    "visitor-centre": ("#visitor-centre",),
    "food": ("restaurant", "#restaurant", "#breakfast"),
    "breakfast": ("#breakfast",),
    "cafe": ("#cafe",),
    "atm": ("#atm", "#bank"),
    "pharmacy": ("#pharmacy",),
    "hospital": ("#hospital",),
    "shop": ("shop", "#convenience", "#supermarket"),
    "water": ("#water",),
    "luggage": ("#luggage",),
    "stop": ("#stop",),
    "police": ("#police",),
    "hotel": ("hotel", "#hotel"),
    "museum": ("museum",),
    "sight": ("attraction", "museum", "venue"),
}
"""What can be asked for, as kinds and `#tags` of entries."""
STAFFED = ("museum", "#visitor-centre", "#ticket-office")
"""Where somebody can be asked. An attraction counts too where it sells tickets."""
ROUTE = "route"
"""The kind of entries that lie along a way, and have no position of their own."""
LISTED = 3
WITHIN = 2_000
"""Metres that are near: some thirty-five minutes on foot."""
FARTHEST = 30_000
"""Metres beyond which even the nearest helps nobody."""
HERE = 50_000
"""Metres from everything the guide knows at which a visitor is not in its city."""
ROUGH = 200
"""Metres of precision from which minutes are only about right."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for, around what. Without `place` and `point` it is not known where the visitor is."""

    what: str
    place: str = ""
    """Id of the entry around which to look."""
    point: tuple[float, float] | None = None
    """The visitor's own position, WGS-84 latitude and longitude; kept nowhere."""
    skip: int = 0
    """How many were told before."""
    by_distance: bool = False
    """Nearest, or minutes on foot, were asked for in so many words."""
    stranger: str = ""
    """A landmark that was named and is not known."""
    to: str = ""
    """Id of a place: not what is around is asked, but how far that is."""
    by_route: bool = False
    """How to get to `to` was asked, from wherever visitors arrive where nothing else is said."""
    step_free: bool = False
    """Only what a wheelchair gets into."""
    is_plain: bool = False
    """Neither near nor where was said: whether a place has it is asked."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing nearby. `minutes` is None where the positions are too rough to tell: it is close by."""

    entry: Entry
    metres: int
    minutes: int | None
    is_rough: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What was found. `point` is where it was looked for."""

    request: Request
    origin: Entry | None = None
    point: Position | None = None
    steps: tuple[Step, ...] = ()
    is_far: bool = False
    """There is nothing within `WITHIN`; the nearest is told."""
    staffed: Step | None = None
    """With no data: where somebody can be asked."""
    trip: Trip | None = None
    """The way to the place that was asked for."""
    step_free_unknown: bool = False
    """Step-free ones were asked for, and of none near is it known."""


class Searched(Protocol):
    """What looking around needs of a snapshot."""

    @property
    def positions(self) -> Positions:
        """Where entries lie."""
        ...

    def entry(self, entry_id: str) -> Entry | None:
        """A published entry."""
        ...


def seen(request: Request, snapshot: Searched, most: int) -> Around | None:
    """What lies around, for programs; None where it is not known around what."""
    origin = snapshot.entry(request.place) if request.place else None
    point = point_of(request, origin, snapshot)
    return around(snapshot, request, point, origin, most) if point else None


def around(
    snapshot: Searched, request: Request, point: Position, origin: Entry | None = None, most: int = LISTED
) -> Around:
    """What lies around a point, and where to ask when nothing does."""
    keys, here = WHAT[request.what], (point.lat, point.lon)
    wanted = most + request.skip + 1
    near = snapshot.positions.near(here, keys, WITHIN, wanted * 10 if request.step_free else wanted)
    near = [each for each in near if not origin or each.entry.id != origin.id]
    open_to_all = [each for each in near if _is_step_free(each.entry)] if request.step_free else []
    near = open_to_all or near
    is_far = not near
    if is_far:
        near = snapshot.positions.near(here, keys, FARTHEST, 2)
        near = [each for each in near if not origin or each.entry.id != origin.id][:1]
    steps = tuple(step_to(each, point) for each in near[request.skip :][:most])
    staffed = None if steps or request.skip else _staffed(snapshot, point)
    unknown = request.step_free and bool(steps) and not open_to_all
    return Around(request, origin, point, steps, is_far and bool(steps), staffed, step_free_unknown=unknown)


def point_of(request: Request, origin: Entry | None, snapshot: Searched) -> Position | None:
    """Around where to look: the place, what it is a part of, or where the visitor is; None when nobody knows."""
    if origin:
        return origin.position or _of_whole(origin, snapshot)
    return Position(*request.point) if request.point else None


def _of_whole(origin: Entry, snapshot: Searched) -> Position | None:
    """The position of what an entry is a part of, or takes place at, as rough as that is large."""
    for link in origin.links:
        other = snapshot.entry(link.target) if link.relation in ("part-of", "place") else None
        if other and other.position and origin.kind not in ("practical", "person"):
            return replace(other.position, precision=max(500, other.position.precision))
    return None


def _is_step_free(entry: Entry) -> bool:
    return any(fact.value == "yes" for fact in entry.of("wheelchair"))


def step_to(near: Near, point: Position) -> Step:
    """The way from a point to what is near, without minutes where positions are too rough for them."""
    position = near.entry.position
    assert position is not None
    precision = max(point.precision, position.precision)
    too_close = precision >= ROUGH and near.metres < precision
    minutes = None if too_close else max(1, walking_minutes(near.metres))
    return Step(near.entry, round(near.metres), minutes, precision >= ROUGH)


def _staffed(snapshot: Searched, point: Position) -> Step | None:
    """The nearest museum, visitor centre or place that sells tickets."""
    here = (point.lat, point.lon)
    staffed = snapshot.positions.near(here, STAFFED, FARTHEST, 1)
    selling = (
        each
        for each in snapshot.positions.near(here, ("attraction",), FARTHEST, 20)
        if any(isinstance(fact.value, int | float) and fact.value > 0 for fact in each.entry.of("price"))
    )
    best = min((*staffed, *list(selling)[:1]), key=lambda each: each.metres, default=None)
    return step_to(best, point) if best else None


def is_away(point: tuple[float, float], snapshot: Searched) -> bool:
    """Whether a visitor is nowhere near what the guide knows."""
    return not snapshot.positions.near(point, ("attraction", "museum", "amenity"), HERE, 1)
