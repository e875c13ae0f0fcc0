"""What is worth adding to a plan that holds: a beam of insertions, then exchanges, all timed by the same clock.

Deterministic: of equals the first by id is taken. A row is only ever replaced by one that fits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from guide.skills.itinerary import rules
from guide.skills.itinerary.places import Place, Pool
from guide.skills.itinerary.request import LUNCH, Request
from guide.skills.itinerary.timing import Clock, Row, Step

BEAM = 3
"""Plans that are followed at once."""
CANDIDATES = 36
"""Places that are tried, the best of the pool, and the best for each wish."""
_FOR_A_WISH = 6
_MOVING, _WAITING, _STOPPING = 0.15, 0.02, 2.5
"""What a minute on the way, a minute of waiting, and going anywhere at all take off the worth of a plan."""
_LUNCH_FIRST = 20.0
"""What a lunch takes off before anything was seen."""
_FEW_HOURS = 300
"""Minutes of a day below which a way weighs more."""
_EMPTY = 100.0
"""What a day takes off on which nothing is seen: some way is gone for anything."""
_MORE_OF_A_WISH = 0.5
_WISHED = 12.0

Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    rows: Rows
    score: float

    @property
    def ids(self) -> frozenset[str]:
        return ids(self.rows)


def ids(rows: Iterable[Row]) -> frozenset[str]:
    """The places of rows."""
    return frozenset(step.id for row in rows for step in row.steps if isinstance(step, Place))


def fill(rows: Rows, request: Request, pool: Pool, clock: Clock) -> Rows:
    """The rows with what is worth it put in."""
    return _Filling(request, pool, clock).run(rows)


class _Filling:
    def __init__(self, request: Request, pool: Pool, clock: Clock) -> None:
        self._request, self._pool, self._clock = request, pool, clock
        self._candidates = tuple(_candidates(request, pool))
        self._named = frozenset(request.must)
        self._most = max(rules.MOST_A_DAY[request.pace], len(request.must) + len(request.wishes))
        self._budget = request.budget if request.budget is not None else 1 << 40
        self._hurry = _hurry(request)
        self._tried: dict[tuple[int, tuple[Step, ...]], Row | None] = {}

    def run(self, rows: Rows) -> Rows:
        best = self._plan(tuple(self._ordered(at, row) for at, row in enumerate(rows)))
        beam = [best]
        while beam:
            grown = _best(self._grown(beam))
            best = max((best, *grown), key=lambda plan: plan.score)
            beam = grown
        return self._exchanged(best).rows

    def _grown(self, beam: Iterable[_Plan]) -> Iterator[_Plan]:
        for plan in beam:
            taken = plan.ids
            for place in self._candidates:
                if place.id not in taken and not self._is_inside(place, taken):
                    better = (each for each in self._with(plan, place) if each.score > plan.score)
                    yield from islice(sorted(better, key=_order), 1)

    def _is_inside(self, place: Place, taken: Collection[str]) -> bool:
        """Whether a plan has the place this one lies in, or one that lies in this one."""
        parents = self._pool.parents
        return parents.get(place.id) in taken or any(parents.get(each) == place.id for each in taken)

    def _with(self, plan: _Plan, place: Place) -> Iterator[_Plan]:
        for at, row in enumerate(plan.rows):
            if place.slots[at] and _count(row) < self._most:
                for here in range(len(row.steps) + 1):
                    yield from self._made(plan, at, (*row.steps[:here], place, *row.steps[here:]))

    def _made(self, plan: _Plan, at: int, steps: tuple[Step, ...]) -> Iterator[_Plan]:
        row = self._row(at, steps)
        if row is not None:
            rows = (*plan.rows[:at], row, *plan.rows[at + 1 :])
            if sum(each.cost for each in rows) <= self._budget:
                yield self._plan(rows)

    def _row(self, at: int, steps: tuple[Step, ...]) -> Row | None:
        key = (at, steps)
        if key not in self._tried:
            self._tried[key] = self._clock.row(at, steps)
        return self._tried[key]

    def _ordered(self, at: int, row: Row) -> Row:
        """The same steps, each moved to where it costs least, until nothing is gained."""
        steps = row.steps
        for step in steps:
            rest = tuple(each for each in row.steps if each is not step)
            moved = ((*rest[:here], step, *rest[here:]) for here in range(len(rest) + 1))
            rows = [found for each in moved if (found := self._row(at, each)) and found.cost <= row.cost]
            row = min((row, *rows), key=lambda each: (_loss(each, self._hurry), each.back))
        return row

    def _exchanged(self, plan: _Plan) -> _Plan:
        """The plan with a place put in for another where that is better and every wish stays met."""
        for at, row in enumerate(plan.rows):
            for old in row.steps:
                if isinstance(old, Place) and old.id not in self._named:
                    plan = self._exchange(plan, at, old)
        return plan

    def _exchange(self, plan: _Plan, at: int, old: Place) -> _Plan:
        met, best = _met(plan.rows), plan
        for place in self._candidates:
            if place.id in plan.ids or not place.slots[at] or self._is_inside(place, plan.ids - {old.id}):
                continue
            steps = tuple(place if each is old else each for each in plan.rows[at].steps)
            for made in self._made(plan, at, steps):
                if made.score > best.score and _met(made.rows) >= met:
                    best = made
        return best

    def _plan(self, rows: Rows) -> _Plan:
        return _Plan(rows, _score(rows, self._hurry))


def _candidates(request: Request, pool: Pool) -> Iterator[Place]:
    seen = set()
    wished = (
        place
        for wish in request.wishes
        for place in [each for each in pool.optional if wish in each.meanings][:_FOR_A_WISH]
    )
    for place in (*pool.optional[:CANDIDATES], *wished):
        if place.id not in seen:
            seen.add(place.id)
            yield place


def _best(plans: Iterable[_Plan]) -> list[_Plan]:
    """The best few, each set of places once."""
    unlike: dict[frozenset[str], _Plan] = {}
    for plan in sorted(plans, key=_order):
        unlike.setdefault(plan.ids, plan)
    return list(unlike.values())[:BEAM]


def _order(plan: _Plan) -> tuple[float, tuple[str, ...]]:
    return -plan.score, tuple(sorted(plan.ids))


def _hurry(request: Request) -> float:
    """By how much more a minute on the way weighs: who has two hours does not ride across the town."""
    if request.among:
        return 1.0  # it is all of one neighbourhood
    return max(1.0, _FEW_HOURS / min(frame.end - frame.begin for frame in request.frames))


def _score(rows: Rows, hurry: float) -> float:
    """Worth less what the way and the waiting take off; a second place for a wish counts for less than the first."""
    again: Mapping[str, int] = {}
    total = 0.0
    for row in rows:
        for step in row.steps:
            if isinstance(step, Place):
                total += step.worth - _repeated(step, again)
                again = {**again, **{each: again.get(each, 0) + 1 for each in step.meanings}}
        total -= _loss(row, hurry) if _count(row) else _EMPTY
    return total


def _repeated(place: Place, again: Mapping[str, int]) -> float:
    return _MORE_OF_A_WISH * _WISHED * sum(1 for each in place.meanings if again.get(each))


def _loss(row: Row, hurry: float) -> float:
    is_fed_first = len(row.steps) > 1 and row.steps[0] == LUNCH
    return (
        _MOVING * hurry * row.moving + _WAITING * row.waiting + _STOPPING * _count(row) + _LUNCH_FIRST * is_fed_first
    )  # fmt: skip


def _met(rows: Rows) -> frozenset[str]:
    return frozenset(each for row in rows for step in row.steps if isinstance(step, Place) for each in step.meanings)


def _count(row: Row) -> int:
    return sum(1 for step in row.steps if isinstance(step, Place))
