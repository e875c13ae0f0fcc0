"""A plan, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guide.skills.itinerary.request import Request
from guide.skills.itinerary.rules import is_house
from guide.types import Entry, Fact
from guide.visiting.opening import Window
from guide.visiting.prices import Bill
from guide.visiting.travel import Trip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a place is in the plan: `key` of a few words, with the wish it meets or the fact that it rests on."""

    key: str
    """must, wish, family, elders, rain, level or heritage."""
    of: str = ""
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit, or a meal (`meal`; in a house of a route, without an entry near where one is)."""

    arrive: int
    """Minutes from midnight, when it begins; what is left after the way there is free time."""
    leave: int
    entry: Entry | None = None
    meal: str = ""
    trip: Trip | None = None
    """From the stop before, or from the start; None for the first where no start is known."""
    window: Window | None = None
    """The hours it was planned in; None where no hours are known."""
    bill: Bill | None = None
    """None where no price is known, or nothing is paid."""
    is_estimate: bool = False
    """The time it takes is our estimate."""
    is_inferred: bool = False
    """Its own position is not known: it lies near another place that it is tied to, or somewhere in the city."""
    reasons: tuple[Reason, ...] = ()
    alternatives: tuple[Entry, ...] = ()
    """What fits there as well; of a meal: houses near, whose hours are not part of the plan."""

    @property
    def is_unsure(self) -> bool:
        """A visit whose hours nobody knows."""
        return self.entry is not None and self.window is None


@dataclass(frozen=True, slots=True)
class Day:
    """One day's stops in their order."""

    day: date
    stops: tuple[Stop, ...]
    last: Trip | None = None
    """To where the day ends; None where that is open."""

    @property
    def back(self) -> int | None:
        """When the last stop, or the way to the end, is over."""
        return self.stops[-1].leave + (self.last.minutes if self.last else 0) if self.stops else None


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A smallest change after which a plan exists. `kind`: later, earlier, budget, day, less or days (more of them)."""

    kind: str
    given_up: tuple[str, ...] = ()
    """Of less: the wishes, written as in `Conflict.wishes`."""
    amount: int = 0
    """Minutes for later and earlier, money for budget, days for day and days."""
    request: Request | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Wishes that cannot hold together; without any one of them the others can."""

    wishes: tuple[str, ...]
    """must:<entry>, wish:<meaning>, budget, hours or meals."""
    relaxations: tuple[Relaxation, ...] = ()
    needed: int = 0
    """Minutes that seeing all that was named and the meals take without any way, where that alone is too much."""
    request: Request | None = None
    """What was asked for."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a plan when it was changed."""

    kind: str
    """swap, rain or edit."""
    gone: tuple[Entry, ...] = ()
    came: tuple[Entry, ...] = ()
    outside: tuple[Entry, ...] = ()
    """Of rain: what lies under no roof and stays."""


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The answer to a request: days, or a conflict; after a conflict the days are those of the first relaxation."""

    request: Request
    days: tuple[Day, ...] = ()
    conflict: Conflict | None = None
    changed: Changed | None = None
    """What is new against the plan before, where there was one."""
    left: tuple[Entry, ...] = ()
    """Of a route that was named: its stops that are not in the plan."""
    asked: str = ""
    """What was asked of it: fits (whether all of it fits), or price, way or time of the plan that stands."""

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All stops in their order."""
        return tuple(stop for day in self.days for stop in day.stops)

    @property
    def cost(self) -> Decimal:
        """The tickets of everybody, as far as their prices are known."""
        return sum((stop.bill.total for stop in self.stops if stop.bill), Decimal(0))

    @property
    def unpriced(self) -> tuple[Entry, ...]:
        """Places of the plan whose price is not known."""
        return tuple(stop.entry for stop in self.stops if stop.entry and stop.bill is None and not is_house(stop.entry))
