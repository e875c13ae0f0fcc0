"""The least plan that has all that was asked: every place named, a stop for each wish, the meals, within the hours.

An exhaustive search with memory: of two ways to have done the same and be at the same place, the later and dearer one
cannot lead further, so it is dropped. What it does not find does not exist (for what `timing` and `rules` allow); the
tests prove that on small cases by trying every order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from guide.skills.itinerary import rules
from guide.skills.itinerary.places import Place, Pool
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.timing import Clock, Row, Step
from guide.types import Position

MOST_LABELS = 40_000
"""States after which the search gives up and says that it does not know."""


class Exhausted(Exception):
    """The search was given up before it had looked everywhere."""


@dataclass(frozen=True, slots=True)
class _Label:
    """Where a search stands: the day, what is done, the time, the place, the money, and the steps of each day."""

    at: int
    done: int
    eaten: frozenset[str]
    here: Position | None
    now: int
    cost: int
    steps: tuple[tuple[Step, ...], ...]


def find(request: Request, pool: Pool, clock: Clock) -> tuple[Row, ...] | None:
    """A row for each day that has everything, or None: there is none. Raises Exhausted past MOST_LABELS."""
    return _Search(request, pool, clock).run()


class _Search:
    def __init__(self, request: Request, pool: Pool, clock: Clock) -> None:
        self._request, self._clock = request, clock
        self._budget = request.budget if request.budget is not None else 1 << 40
        self._meals = [rules.meals(request, frame) for frame in request.frames]
        self._bits = {each: 1 << at for at, each in enumerate((*request.must, *map(_wish, request.wishes)))}
        self._all = (1 << len(self._bits)) - 1
        wanted = [place for place in pool.optional if not place.meanings.isdisjoint(request.wishes)]
        self._places = [variant for place in (*pool.must, *wanted) for variant in _variants(place)]
        self._does = [self._done_by(place) for place in self._places]
        lengths = [frame.end - frame.begin for frame in request.frames]
        self._later = [sum(lengths[at + 1 :]) for at in range(len(lengths))]
        self._needs = [(self._bits[place.id], place.minutes) for place in pool.must]
        self._seen: dict[object, list[tuple[int, int]]] = {}
        self._looked = 0

    def run(self) -> tuple[Row, ...] | None:
        first = self._request.frames[0]
        stack = [_Label(0, 0, frozenset(), self._clock.start, first.begin, 0, ((),))]
        while stack:
            label = stack.pop()
            if self._closes(label):
                if label.at == len(self._request.frames) - 1 and label.done == self._all:
                    return self._rows(label)
                stack += self._next_day(label)
            stack += [each for each in self._onward(label) if self._is_new(each)]
        return None

    def _onward(self, label: _Label) -> Iterator[_Label]:
        """The labels one step on; what promises most comes last, for the stack's end is looked at first."""
        onward = [each for step in self._open(label) if (each := self._after(label, step))]
        onward.sort(key=lambda each: (_count(each.done), -each.now))
        yield from onward

    def _open(self, label: _Label) -> Iterator[tuple[Step, int]]:
        for meal in self._meals[label.at]:
            if meal not in label.eaten:
                yield meal, 0
        for place, does in zip(self._places, self._does, strict=True):
            if does & ~label.done:  # whatever was seen once has nothing more to do
                yield place, does

    def _after(self, label: _Label, step: tuple[Step, int]) -> _Label | None:
        what, does = step
        trip = self._clock.way(label.here, what) if isinstance(what, Place) else None
        timed = self._clock.timed(label.at, what, label.now, trip)
        if timed is None or timed.leave > self._request.frames[label.at].end:
            return None
        cost = label.cost + (timed.slot.cost if timed.slot else 0)
        if cost > self._budget:
            return None
        if self._need(label.done | does) > self._request.frames[label.at].end - timed.leave + self._later[label.at]:
            return None
        steps = (*label.steps[:-1], (*label.steps[-1], what))
        if isinstance(what, Place):
            now = timed.leave + self._clock.pace.rest
            return _Label(label.at, label.done | does, label.eaten, what.position, now, cost, steps)
        return replace(label, eaten=label.eaten | {what}, now=timed.leave, cost=cost, steps=steps)

    def _need(self, done: int) -> int:
        """Minutes that what must still be seen takes, were there no way to it."""
        return sum(minutes for bit, minutes in self._needs if not bit & done)

    def _closes(self, label: _Label) -> bool:
        """Whether the day can end here: its meals are eaten, and the way back fits."""
        if len(label.eaten) < len(self._meals[label.at]):
            return False
        return self._clock.row(label.at, label.steps[-1]) is not None

    def _next_day(self, label: _Label) -> Iterator[_Label]:
        at = label.at + 1
        if at < len(self._request.frames):
            begin = self._request.frames[at].begin
            new = _Label(at, label.done, frozenset(), self._clock.start_on(at), begin, label.cost, (*label.steps, ()))
            if self._is_new(new):
                yield new

    def _is_new(self, label: _Label) -> bool:
        """Whether no label before it had as much at the same place, no later and no dearer."""
        self._looked += 1
        if self._looked > MOST_LABELS:
            raise Exhausted
        key = (label.at, label.done, label.eaten, label.here)
        before = self._seen.setdefault(key, [])
        if any(now <= label.now and cost <= label.cost for now, cost in before):
            return False
        before.append((label.now, label.cost))
        return True

    def _done_by(self, place: Place) -> int:
        done = self._bits.get(place.id, 0)
        for each in place.meanings:
            done |= self._bits.get(_wish(each), 0)
        return done

    def _rows(self, label: _Label) -> tuple[Row, ...]:
        rows = (self._clock.row(at, steps) for at, steps in enumerate(label.steps))
        return tuple(row for row in rows if row is not None)


def _variants(place: Place) -> Sequence[Place]:
    """The place once for each price of its sessions: a later, cheaper one may be what the budget allows."""
    costs = sorted({slot.cost for day in place.slots for slot in day})
    if len(costs) < 2:
        return [place]
    return [
        replace(place, slots=tuple(tuple(slot for slot in day if slot.cost == cost) for day in place.slots))
        for cost in costs
    ]


def _wish(meaning: str) -> str:
    return f"wish:{meaning}"


def _count(bits: int) -> int:
    return bits.bit_count()
