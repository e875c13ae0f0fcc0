"""What every plan keeps: how long, how far, when meals are, whom what suits. docs/plans.md says the same in words.

The checker of the tests holds plans against that document, not against this file.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from guide.skills.itinerary.request import BREAKFAST, BRISK, DINNER, LUNCH, SLOW, Frame, Request
from guide.types import Entry
from guide.visiting.party import Party
from guide.visiting.travel import NEAR

GRID = 5
"""Minutes: visits begin on the clock's fives."""
UNKNOWN = (9 * 60 + 30, 16 * 60)
"""When a place without known hours is planned: nobody stands before a closed door early or late."""
ANY_HOUR = (0, 24 * 60)
"""When something without a door is planned."""
KINDS = frozenset({"attraction", "museum", "venue"})
DURATIONS = {"museum": 90, "venue": 90}
"""Minutes of a visit by kind where no fact says how long one takes: our estimate."""
DURATION = 60
MEAL_TIMES = {BREAKFAST: (6 * 60 + 30, 8 * 60 + 30), LUNCH: (11 * 60, 13 * 60 + 30), DINNER: (17 * 60, 19 * 60 + 30)}
"""When a meal begins."""
MEAL_MINUTES = {BREAKFAST: 60, LUNCH: 60, DINNER: 60}
MEAL_DUE = {BREAKFAST: (7 * 60 + 30, 9 * 60 + 30), LUNCH: (11 * 60 + 30, 13 * 60 + 30),
            DINNER: (17 * 60 + 30, 20 * 60)}  # fmt: skip
"""A day has a meal when it begins by the first and ends at or after the second."""
STEPS = frozenset({"stairs", "many-steps", "elderly-caution-steps", "hiking"})
"""Tags of places that are hard on the knees."""
INDOORS = frozenset({"rainy-day", "indoor", "museum"})
FAR_FOR_SLOW = 800
"""Metres that elders and small children walk at a time."""
MOST_A_DAY = {SLOW: 4, "usual": 6, BRISK: 9}
"""Visits on a day that were not asked for by name."""
_STAY = {SLOW: 1.25, "usual": 1.0, BRISK: 0.75}


@dataclass(frozen=True, slots=True)
class Tempo:
    """How a party moves."""

    stay: float
    """Times the usual time of a visit."""
    slowness: float
    """Times the usual minutes on foot."""
    near: int
    """Metres it walks at a time."""
    rest: int
    """Minutes to sit down after each visit."""


def tempo(request: Request) -> Tempo:
    """The tempo of a request: its pace, and who comes along."""
    frail = has_elders(request.party) or has_small(request.party) or request.step_free
    rest = 15 if request.pace == SLOW else 10 if has_elders(request.party) else 0
    return Tempo(_STAY[request.pace], 1.3 if frail else 1.0, FAR_FOR_SLOW if frail else NEAR, rest)


def stay(minutes: int, pace: Tempo) -> int:
    """Minutes of a visit at a tempo, on the grid."""
    return max(GRID, math.ceil(minutes * pace.stay / GRID) * GRID)


def has_elders(party: Party) -> bool:
    """Whether somebody is at least sixty."""
    return any(person.ages[0] >= 60 for person in party.people)


def has_small(party: Party) -> bool:
    """Whether somebody is surely younger than seven."""
    return any(person.ages[1] < 7 for person in party.people)


def has_children(party: Party) -> bool:
    """Whether somebody is surely not of age."""
    return any(person.ages[1] < 18 for person in party.people)


def meals(request: Request, frame: Frame) -> tuple[str, ...]:
    """The meals of a day, in their order."""
    wanted = MEAL_TIMES if request.meals is None else request.meals
    return tuple(meal for meal in MEAL_DUE if meal in wanted and is_due(meal, frame))


def is_due(meal: str, frame: Frame) -> bool:
    """Whether a meal falls within the hours of a day."""
    begins_by, ends_from = MEAL_DUE[meal]
    return frame.begin <= begins_by and frame.end >= ends_from


def has(entry: Entry, tags: frozenset[str], meaning: str = "") -> bool:
    """Whether an entry has one of the tags of a meaning; a museum is one and lies under a roof by its kind."""
    by_kind = entry.kind == "museum" and meaning in ("museum", "indoors")
    return by_kind or not tags.isdisjoint(entry.tags) or meaning == "free" and is_free(entry)


def is_free(entry: Entry) -> bool:
    """Whether all its prices are nothing."""
    prices = entry.of("price")
    return bool(prices) and all(fact.value == 0 for fact in prices)


def is_house(entry: Entry) -> bool:
    """Whether one eats there."""
    return entry.kind == "restaurant" or entry.kind == "food" and "restaurant" in entry.tags


def is_passed(entry: Entry, request: Request) -> bool:
    """Whether a stop of a route has no door: it is free, no museum, and who walks the route passes it at any hour."""
    is_stop = request.in_order and entry.id in request.among
    return is_stop and entry.kind == "attraction" and (is_free(entry) or "free" in entry.tags)


def is_indoors(entry: Entry) -> bool:
    """Whether rain does no harm."""
    return has(entry, INDOORS, "indoors")


def is_station(entry: Entry) -> bool:
    """Whether one comes to a city there and leaves it: of several days only the first starts, the last ends there."""
    return "railway" in entry.tags
