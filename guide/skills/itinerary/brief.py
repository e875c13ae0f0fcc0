"""What a visitor said about a plan, over all turns; and the request that follows from it at a moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from guide.skills.itinerary.request import BREAKFAST, DINNER, LUNCH, MOST_DAYS, SLOW, USUAL, Frame, Point, Request
from guide.visiting.moment import Moment
from guide.visiting.party import ADULT, Party

SWAP, DROP, NEXT = "swap", "drop", "next"
EDIT, RAIN, PACE, CHEAPER = "edit", "rain", "pace", "cheaper"
FITS, CHECK, PRICE, WAY, TIME = "fits", "check", "price", "way", "time"
STANDING = (CHECK, PRICE, WAY, TIME)
"""Questions about a plan that leave it as it stands."""
_WHOLE, _SLOW_DAY = (9 * 60, 18 * 60), (9 * 60 + 30, 17 * 60 + 30)
_AWAY, _ALONG = (8 * 60, 19 * 60 + 30), (8 * 60 + 30, 19 * 60 + 30)
_NIGHT_ENDS, _BREAKFAST_BEGINS, _LATE_BREAKFAST = 21 * 60 + 30, 7 * 60 + 30, 10 * 60
_EARLY = 6 * 60
_FIRST, _LAST = 7 * 60, 22 * 60 + 30
_SHORTEST = 60
"""Minutes below which it is no use to set out."""
_PARTS = {(8 * 60, 12 * 60): (8 * 60 + 30, 12 * 60), (13 * 60, 18 * 60): (13 * 60 + 30, 17 * 60 + 30)}
"""Parts of a day as visits fill them: a morning begins at half past eight."""
_STEP = 10


@dataclass(frozen=True, slots=True)
class Brief:
    """All that was said; what was not is left to `request`."""

    city: str = ""
    moment: Moment | None = None
    days: int = 0
    minutes: int = 0
    """How long, where hours were said."""
    start: Point | None = None
    end: Point | None = None
    end_by: int | None = None
    """Minutes from midnight at which to be there, on the last day."""
    last: date | None = None
    """The day on which it ends."""
    party: Party | None = None
    pace: str = ""
    wishes: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    in_order: bool = False
    """`among` are the stops of a route, in its order."""
    at_hand: bool = False
    """`among` is only what lies near, or on a walk: where a day of it would be empty, anything will do."""
    is_away: bool = False
    """In another city, from this one and back."""
    budget: int | None = None
    per_head: bool = False
    rain: bool = False
    step_free: bool = False
    breakfast: bool = False
    no_meals: bool = False
    late: int = 0
    """Minutes that the first day begins later than planned."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change on the plan as it was: `swap` or `drop` its stop `at` (from 1; 0: any, -1: the last), or the `next` day.

    After an `edit` the stops stay in their order where they can; in `rain`, at another `pace` and for less money only
    as many as fit.
    """

    kind: str
    at: int = 0
    to: str = ""
    """Of `swap`: the place that was asked for instead."""
    adds: tuple[str, ...] = ()
    """Places that are named now, whatever was said of them before."""


@dataclass(frozen=True, slots=True)
class Planning:
    """Everything heard: what was said by the time of each change, in their order, and all of it at the end."""

    brief: Brief
    changes: tuple[tuple[Brief, Change], ...] = ()
    now: datetime = datetime.min
    """On the clock of the city."""
    home: str = ""
    asked: str = ""
    """fits (whether a new plan has all that was named), or one of STANDING."""


def request(brief: Brief, now: datetime, home: str) -> Request:
    """The request of a brief. What was not said: one grown-up, a usual pace, tomorrow, nine to six."""
    party = _with_a_grown_up(brief.party or Party())
    frames = _frames(brief, now)
    budget = brief.budget * len(party.people) if brief.budget is not None and brief.per_head else brief.budget
    meals = ((BREAKFAST,) if brief.breakfast else ()) + (() if brief.no_meals else (LUNCH, DINNER))
    return Request(
        brief.city or home, frames, brief.start, brief.end, party, brief.pace or USUAL, brief.wishes,
        tuple(each for each in brief.avoid if each not in brief.wishes), brief.must, brief.without, brief.among,
        meals=meals, budget=budget, starts_now=frames[0].day == now.date(), rain=brief.rain, step_free=brief.step_free,
        in_order=brief.in_order,
    )  # fmt: skip


def _with_a_grown_up(party: Party) -> Party:
    """Children do not go alone: who only tells of them comes along."""
    alone = all(person.ages[1] < 18 for person in party.people)
    return Party((ADULT, *party.people)) if alone else party


def _frames(brief: Brief, now: datetime) -> tuple[Frame, ...]:
    begin, end = _hours(brief, now)
    first = _first_day(brief, now, begin, end)
    if first == now.date():
        soon = -(-(now.hour * 60 + now.minute) // _STEP) * _STEP
        end = max(end, min(_LAST, soon + brief.minutes)) if brief.minutes and begin < soon else end
        begin = max(begin, soon)
    begin, end = min(begin + brief.late, _LAST), max(end, begin + brief.late + _SHORTEST)
    days = [Frame(first, begin, end)]
    count = _count(brief, first)
    usual = _usual(brief)
    days += [Frame(first + timedelta(at), *usual) for at in range(1, count)]
    return (*days[:-1], _until(days[-1], brief)) if count > 1 else tuple(days)


def _until(frame: Frame, brief: Brief) -> Frame:
    """The last of several days, with when to be back on it."""
    at = brief.end_by
    return frame if at is None else replace(frame, begin=min(frame.begin, max(_FIRST, at - _SHORTEST)), end=at)


def _count(brief: Brief, first: date) -> int:
    """How many days: as many as were said, else up to the last, else those of a weekend or a holiday that was named."""
    moment = brief.moment
    if brief.last and not brief.days and brief.last > first:
        return min(MOST_DAYS, (brief.last - first).days + 1)
    span = (moment.last - moment.first).days + 1 if moment and moment.is_dated and not moment.span else 1
    return min(MOST_DAYS, brief.days or (span if not brief.minutes else 1))


def _usual(brief: Brief) -> tuple[int, int]:
    """When a whole day begins and ends."""
    begin, end = _SLOW_DAY if brief.pace == SLOW else _WHOLE
    begin, end = _ALONG if brief.in_order else (begin, end)
    begin, end = _AWAY if brief.is_away else (begin, end)
    begin = _BREAKFAST_BEGINS if brief.breakfast and begin <= _LATE_BREAKFAST else begin
    return begin, _NIGHT_ENDS if "night" in brief.wishes else end


def _hours(brief: Brief, now: datetime) -> tuple[int, int]:
    """When the first day begins and ends."""
    begin, end = _usual(brief)
    span = brief.moment.span if brief.moment and not brief.moment.is_now else None
    if span and not (brief.days and span[0] < span[1]):  # a whole day that has a morning and an evening in it
        begin, spent = _PARTS.get(span, (max(span[0], _EARLY), span[1]))
        end = spent if spent > begin else max(end, begin + _SHORTEST)
    if brief.breakfast and begin <= _LATE_BREAKFAST:
        begin = _BREAKFAST_BEGINS
    if brief.minutes and not span and _is_soon(brief, now):
        begin = -(-(now.hour * 60 + now.minute) // _STEP) * _STEP
    if brief.minutes and brief.end_by and not span:
        begin = max(_FIRST, brief.end_by - brief.minutes)
    end = min(_LAST, begin + brief.minutes) if brief.minutes else end
    is_several = brief.days > 1 or brief.last is not None
    return begin, brief.end_by if brief.end_by and brief.end_by > begin and not is_several else end


def _is_soon(brief: Brief, now: datetime) -> bool:
    """Whether some hours that nobody dated are meant from now on."""
    at = now.hour * 60 + now.minute
    return (brief.moment is None or brief.moment.is_now) and _FIRST <= at <= 20 * 60 - brief.minutes


def _first_day(brief: Brief, now: datetime, begin: int, end: int) -> date:
    if brief.moment and (brief.moment.is_dated or brief.moment.is_now):
        return max(brief.moment.first, now.date())
    at = now.hour * 60 + now.minute
    is_part = bool(brief.minutes or brief.moment and brief.moment.span)
    fits = at <= begin + 30 or is_part and end - at >= (brief.minutes or 2 * _SHORTEST)
    return now.date() if fits and begin >= _FIRST else now.date() + timedelta(1)
