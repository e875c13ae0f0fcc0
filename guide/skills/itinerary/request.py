"""What a plan is asked to be. Times are minutes from the midnight that begins the day, at the place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guide.types import Position
from guide.visiting.party import Party

SLOW, USUAL, BRISK = "slow", "usual", "brisk"
PACES = (SLOW, USUAL, BRISK)
BREAKFAST, LUNCH, DINNER = "breakfast", "lunch", "dinner"
MEALS = (BREAKFAST, LUNCH, DINNER)
MOST_DAYS, MOST_WISHES, MOST_PLACES = 5, 8, 10


@dataclass(frozen=True, slots=True)
class Frame:
    """One day: not out before `begin`, back by `end`."""

    day: date
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """Where a day starts or ends: a place of the knowledge, or where the visitor stands."""

    entry: str = ""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """All that a plan follows from. Everything listed must hold, but for `keep`."""

    city: str
    frames: tuple[Frame, ...]
    start: Point | None = None
    end: Point | None = None
    party: Party = Party()
    pace: str = USUAL
    wishes: tuple[str, ...] = ()
    """Meanings (prompts/concepts.yaml) each of which at least one stop has."""
    avoid: tuple[str, ...] = ()
    """Meanings that no stop has, unless it is named in `must`."""
    must: tuple[str, ...] = ()
    """Ids of entries to be seen."""
    without: tuple[str, ...] = ()
    """Ids of entries that are not planned."""
    among: tuple[str, ...] = ()
    """Ids of the only entries that may be planned beside `must`: those of a walk or an area; empty: any."""
    keep: tuple[str, ...] = ()
    """Ids of entries that were planned before and stay where they can."""
    agreed: tuple[tuple[str, ...], ...] = ()
    """Of each day the stops as they were agreed on, ids and meals in their order. They stay as they are where they
    still have everything; empty: any order."""
    meals: tuple[str, ...] | None = None
    """Meals on each day; None: those that fall within its hours."""
    budget: int | None = None
    """The most that tickets may cost, for everybody, in the currency of the city."""
    starts_now: bool = False
    """The first day cannot begin earlier than it does: that is past."""
    rain: bool = False
    step_free: bool = False
    in_order: bool = False
    """`among` are the stops of a route: they are seen in its order, and its houses may be planned too."""
    crowded: frozenset[str] = frozenset()
    """Ids of entries that are too full, too jammed or too dangerous now: of the first day the rest goes before them."""
