"""What a published change did: how the questions that touched its entry fared before and after, over equal spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from guide.insight.usage import Tally
from guide.storage.journal_figures import JournalFigures, RatedTurn
from guide.storage.publications import Publication, Publications

LONGEST = timedelta(days=30)
"""Of each of the two spans; a change of yesterday is compared with the day before it."""
FEW = 20
"""Under so many questions on either side nothing is said of a change."""
MOST = 50


@dataclass(frozen=True, slots=True)
class Effect:
    """A change, and the questions that touched its entry in as much time before it as after it."""

    change: Publication
    span: timedelta
    before: Tally
    after: Tally

    @property
    def is_told(self) -> bool:
        """Whether there were enough questions to say anything."""
        return min(self.before.asked, self.after.asked) >= FEW


class Effects:
    """Holds changes against the journal."""

    def __init__(self, figures: JournalFigures, publications: Publications, clock: Callable[[], datetime]) -> None:
        self._figures, self._publications, self._clock = figures, publications, clock

    def since(self, start: datetime, most: int = MOST) -> list[Effect]:
        """The effects of the latest changes, the latest first."""
        return self.of(self._publications.since(start, most))

    def of(self, changes: Iterable[Publication]) -> list[Effect]:
        """The effects of these changes, in their order."""
        listed, now = list(changes), self._clock()
        if not listed:
            return []
        earliest = min(each.at - _span(each.at, now) for each in listed)
        turns = _by_entry(self._figures.rated(earliest, now), {each.entry_id for each in listed})
        return [_effect(each, turns.get(each.entry_id, []), now) for each in listed]


def _span(at: datetime, now: datetime) -> timedelta:
    return max(min(LONGEST, now - at), timedelta())


def _by_entry(turns: Iterable[RatedTurn], wanted: set[str]) -> dict[str, list[RatedTurn]]:
    found: dict[str, list[RatedTurn]] = {}
    for turn in turns:
        for entry_id in turn.places & wanted:
            found.setdefault(entry_id, []).append(turn)
    for each in found.values():
        each.sort(key=lambda turn: turn.at)
    return found


def _effect(change: Publication, turns: Sequence[RatedTurn], now: datetime) -> Effect:
    span = _span(change.at, now)
    start, middle, end = (
        bisect_left(turns, moment, key=lambda turn: turn.at)
        for moment in (change.at - span, change.at, change.at + span)
    )
    return Effect(change, span, _tally(turns[start:middle]), _tally(turns[middle:end]))


def _tally(turns: Iterable[RatedTurn]) -> Tally:
    found = Tally()
    for turn in turns:
        found = found.plus(turn.answered, turn.thumb)
    return found
