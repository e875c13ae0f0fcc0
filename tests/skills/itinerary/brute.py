"""Whether a request has any plan at all, by trying every row of places there is: for small towns only.

Stands on the checker's reading of docs/plans.md, not on the search: no memory, no bounds, and every place may be seen
on the way, whether anybody asked for it or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.skills.itinerary.request import Frame, Request
from guide.types import Entry
from guide.visiting import opening, prices
from tests.skills.itinerary import checker
from tests.skills.itinerary.checker import Checker

Spot = tuple[float, float, int] | None


@dataclass(frozen=True)
class Brute:
    """Tries everything on the first day of a request."""

    held: Checker
    request: Request

    def has_plan(self) -> bool:
        """Whether some row of visits and meals keeps every rule and has all that was asked."""
        frame = self.request.frames[0]
        return self._any(frame, self.held._at(self.request.start), frame.begin, 0, frozenset(), frozenset())

    def _any(self, frame: Frame, here: Spot, now: int, cost: float, seen: frozenset[str], met: frozenset[str]) -> bool:
        if self._is_done(frame, here, now, seen, met):
            return True
        for meal, (_, _, first, last) in self._due(frame, seen):
            begin = max(-(-now // 5) * 5, first)
            fits = begin <= last and begin + 60 <= frame.end
            if fits and self._any(frame, here, begin + 60, cost, seen | {meal}, met):
                return True
        return any(self._visited(entry, frame, here, now, cost, seen, met) for entry in self._open(seen))

    def _visited(
        self, entry: Entry, frame: Frame, here: Spot, now: int, cost: float, seen: frozenset[str], met: frozenset[str]
    ) -> bool:
        there = self.held._where(entry, self.request)
        frail = checker._is_frail(self.request)
        is_there = (
            self.request.start is not None and self.request.start.entry == entry.id and not seen - set(checker.MEALS)
        )
        ready = now + (checker._way(here, there, frail) if here and there and not is_there else 0)
        minutes = checker._minutes(entry, self.request)
        for first, last, price in self._windows(entry, frame, minutes):
            begin = -(-max(ready, first) // 5) * 5
            paid = cost + price
            if begin > last or begin + minutes > frame.end or paid > (self.request.budget or 1e9):
                continue
            also = {wish for wish in self.request.wishes if self._means(entry, wish, begin)}
            after = begin + minutes + checker._rest(self.request)
            if self._any(frame, there, after, paid, seen | {entry.id}, met | also):
                return True
        return False

    def _is_done(self, frame: Frame, here: Spot, now: int, seen: frozenset[str], met: frozenset[str]) -> bool:
        if not seen >= set(self.request.must) or not met >= set(self.request.wishes) or list(self._due(frame, seen)):
            return False
        home, frail = self.held._at(self.request.end), checker._is_frail(self.request)
        visits = seen - checker.MEALS.keys()
        rest = checker._rest(self.request) if visits else 0
        back = now - rest + (checker._way(here, home, frail) if here and home and seen else 0)
        return back <= frame.end

    def _due(self, frame: Frame, seen: frozenset[str]) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
        wanted = checker.MEALS if self.request.meals is None else self.request.meals
        for meal, times in checker.MEALS.items():
            if meal in wanted and meal not in seen and frame.begin <= times[0] and frame.end >= times[1]:
                yield meal, times

    def _open(self, seen: frozenset[str]) -> Iterator[Entry]:
        for entry in self.held.entries.values():
            if entry.id in seen or entry.kind not in ("attraction", "museum", "venue"):
                continue
            if entry.id in self.request.must or not list(self.held._unsuited(entry, self.request)):
                yield entry

    def _windows(self, entry: Entry, frame: Frame, minutes: int) -> Iterator[tuple[int, int, float]]:
        day = opening.windows(entry, frame.day, self.held.calendar)
        for window in day.windows:
            limits = [each for each in (window.last_entry, window.last_ticket) if each is not None]
            is_night = window.label is not None and window.opens >= 1020
            rules = self.held.tariff.of(entry)
            bill = prices.bill(
                entry, self.request.party, frame.day, self.held.tariff.tickets, rules, "night" if is_night else "day"
            )
            last = min([*limits, window.closes - minutes])
            yield window.opens, last, float(bill.total) if bill else 0.0

    def _means(self, entry: Entry, wish: str, begin: int) -> bool:
        return self.held._means(entry, wish) and (wish != "night" or begin >= 17 * 60 + 30)
