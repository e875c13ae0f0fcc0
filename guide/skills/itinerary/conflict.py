"""Why a request has no plan: wishes that cannot hold together, and the smallest changes after which one exists.

The wishes named are irreducible: each was left out in turn, and stays only if the others alone can hold. Changes are
tried from the smallest up, and each that is offered was found to have a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import reduce
from itertools import combinations, islice

from guide.skills.itinerary import rules
from guide.skills.itinerary.request import MEALS, MOST_DAYS, Frame, Request
from guide.skills.itinerary.result import Conflict, Relaxation

Holds = Callable[[Request], bool]
"""Whether a request has a plan."""
MOST_RELAXATIONS = 3
_STEPS = (30, 60, 90, 120, 180)
_LATEST, _EARLIEST = 22 * 60, 7 * 60
_TENS, _MOST_TIMES = 10, 8
"""Money is asked for in tens, and up to eight times what was said."""
_MOST_GIVEN_UP, _MOST_TRIED = 6, 140
_WHOLE_DAY = (9 * 60, 18 * 60)


def explain(request: Request, holds: Holds) -> Conflict:
    """The conflict of a request that has no plan, with a few ways out."""
    wishes = _irreducible(request, holds)
    return Conflict(wishes, tuple(islice(_ways_out(request, wishes, holds), MOST_RELAXATIONS)))


def _irreducible(request: Request, holds: Holds) -> tuple[str, ...]:
    """The wishes left when every one that is not needed for the conflict is taken out."""
    left, kept = request, []
    for each in (*_elements(request), "hours"):
        less = without(left, each)
        if holds(less):
            kept.append(each)
        else:
            left = less
    return tuple(kept)


def _elements(request: Request) -> tuple[str, ...]:
    meals = () if request.meals == () else ("meals",)
    budget = () if request.budget is None else ("budget",)
    return (*meals, *budget, *(f"wish:{each}" for each in request.wishes), *(f"must:{each}" for each in request.must))


def without(request: Request, wish: str) -> Request:
    """The request with one of its wishes taken out; without its hours it has the longest days there are."""
    kind, _, of = wish.partition(":")
    if kind == "hours":
        frames = tuple(replace(each, begin=min(each.begin, _EARLIEST), end=_LATEST) for each in request.frames)
        return _same_meals(request, replace(request, frames=frames))
    if kind == "meals":
        return replace(request, meals=())
    if kind == "budget":
        return replace(request, budget=None)
    if kind == "wish":
        return replace(request, wishes=tuple(each for each in request.wishes if each != of))
    return replace(request, must=tuple(each for each in request.must if each != of))


def _ways_out(request: Request, wishes: tuple[str, ...], holds: Holds) -> Iterator[Relaxation]:
    """Of each kind of change the smallest that holds, the gentlest kinds first."""
    changes = (
        _later(request),
        _earlier(request),
        _dearer(request, wishes, holds),
        _another_day(request),
        _fewer(request),
        _more_days(request),
    )
    for kind in changes:
        way = next((each for each in islice(kind, _MOST_TRIED) if each.request and holds(each.request)), None)
        if way is not None:
            yield way


def _later(request: Request) -> Iterator[Relaxation]:
    for minutes in _STEPS:
        frames = tuple(replace(each, end=max(each.end, min(each.end + minutes, _LATEST))) for each in request.frames)
        if frames != request.frames:
            yield Relaxation("later", amount=minutes, request=_same_meals(request, replace(request, frames=frames)))


def _earlier(request: Request) -> Iterator[Relaxation]:
    for minutes in () if request.starts_now else _STEPS:
        frames = tuple(
            replace(each, begin=min(each.begin, max(each.begin - minutes, _EARLIEST))) for each in request.frames
        )
        if frames != request.frames:
            yield Relaxation("earlier", amount=minutes, request=_same_meals(request, replace(request, frames=frames)))


def _same_meals(before: Request, after: Request) -> Request:
    """A longer day brings no further meal with it."""
    due = {meal for frame in before.frames for meal in rules.meals(before, frame)}
    return replace(after, meals=tuple(meal for meal in MEALS if meal in due))


def _dearer(request: Request, wishes: tuple[str, ...], holds: Holds) -> Iterator[Relaxation]:
    """The least budget that holds, on tens."""
    if request.budget is None or "budget" not in wishes:
        return
    least, enough = request.budget // _TENS, (_MOST_TIMES * max(request.budget, _TENS)) // _TENS
    while enough - least > 1:
        middle = (least + enough) // 2
        if holds(replace(request, budget=middle * _TENS)):
            enough = middle
        else:
            least = middle
    yield Relaxation("budget", amount=enough * _TENS, request=replace(request, budget=enough * _TENS))


def _another_day(request: Request) -> Iterator[Relaxation]:
    """The same hours on another day of the week that follows: what is shut on Mondays is open on Tuesday."""
    for days in range(1, 8):
        frames = tuple(replace(each, day=each.day + timedelta(days)) for each in request.frames)
        yield Relaxation("day", amount=days, request=replace(request, frames=frames, starts_now=False))


def _fewer(request: Request) -> Iterator[Relaxation]:
    """As few wishes given up as can be, what was said last first; a meal only where nothing else would do."""
    wishes = [each for each in reversed(_elements(request)) if each not in ("budget", "meals")]
    for count in range(1, min(_MOST_GIVEN_UP, len(wishes)) + 1):
        for given_up in combinations(wishes, count):
            yield Relaxation("less", given_up[::-1], request=reduce(without, given_up, request))
    if request.meals != ():
        yield Relaxation("less", ("meals",), request=without(request, "meals"))


def _more_days(request: Request) -> Iterator[Relaxation]:
    """The same with whole days after it."""
    last = request.frames[-1]
    for days in range(1, MOST_DAYS - len(request.frames) + 1):
        added = tuple(Frame(last.day + timedelta(each), *_WHOLE_DAY) for each in range(1, days + 1))
        yield Relaxation("days", amount=days, request=replace(request, frames=(*request.frames, *added)))
