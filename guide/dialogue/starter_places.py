"""What the questions of a first screen are about: places open now, sights, dishes, persons and coming events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from guide.dialogue.saying.glance import Almanac
from guide.dialogue.starter_lines import EVENT, Occasion
from guide.retrieval.index import Snapshot
from guide.skills.events import SEASON, upcoming
from guide.skills.surroundings import HERE
from guide.types import FEATURED, Entry
from guide.visiting import recurrence

RANKED = 16
"""Places that take turns in a line."""
SOON = timedelta(days=14)
"""How long before an event it is asked about."""
_SIGHTS = ("attraction", "museum")
_NEAR = 3_000
"""Metres within which a place is rather asked about than a better known one."""


@dataclass(frozen=True, slots=True)
class Places:
    """The entries of a city for the lines of an occasion."""

    occasion: Occasion
    snapshot: Snapshot
    almanac: Almanac

    def of(self, group: str) -> Sequence[Entry]:
        """The entries that take turns in a line, those near the visitor first."""
        if group == EVENT:
            return self._events()
        ranked = sorted(self._pool(group), key=self._fame() if group == "person" else self._rank)
        if group == "open":
            ranked = [each for each in ranked[: RANKED * 2] if self._is_open(each)]
        return self._near_first(self.occasion.turned(ranked[:RANKED]))

    def _pool(self, group: str) -> Iterator[Entry]:
        own = tuple(self._own())
        if group != "dish":
            kinds = (group,) if group == "person" else _SIGHTS
            return (each for each in own if each.kind in kinds)
        served = {link.target for each in own for link in each.links if link.relation == "dish"}
        return (each for each in own if each.id in served and self._is_in_season(each))

    def _events(self) -> Sequence[Entry]:
        today = self.occasion.now.date()
        coming = upcoming((each for each in self._own() if each.kind == EVENT), today)
        soon = [each for each in coming if today < each.when.first <= today + SOON]
        return [each.entry for each in soon if not each.when.rule.is_rough]

    def _own(self) -> Iterator[Entry]:
        """The entries of the city that have a name in the language."""
        lang = "zh-Hans" if self.occasion.lang == "zh-Hant" else self.occasion.lang
        own = (entry for entry in self.snapshot.entries() if entry.city == self.occasion.city.id)
        return (entry for entry in own if lang in entry.names)

    def _rank(self, entry: Entry) -> tuple[bool, bool, int, str]:
        """What people come for first, then what was described with most care."""
        return FEATURED not in entry.tags, self.occasion.lang not in entry.texts, -len(entry.facts), entry.id

    def _fame(self) -> Callable[[Entry], tuple[int, str]]:
        """Persons whom most entries name first."""
        named = Counter(link.target for each in self._own() for link in each.links)
        return lambda entry: (-named[entry.id], entry.id)

    def _is_in_season(self, entry: Entry) -> bool:
        rules, today = [str(fact.value) for fact in entry.of(SEASON)], self.occasion.now.date()
        return not rules or any(recurrence.between(rule, today, today) for rule in rules)

    def _is_open(self, entry: Entry) -> bool:
        return self.almanac.glance(entry, self.occasion.now).status.is_open

    def _near_first(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        at = self.occasion.near.position if self.occasion.near else None
        if at is None:
            return entries
        around = self.snapshot.positions.near((at.lat, at.lon), _SIGHTS, _NEAR, RANKED * 4)
        order = {each.entry.id: place for place, each in enumerate(around)}
        return sorted(entries, key=lambda entry: order.get(entry.id, len(order)))


def beside(point: tuple[float, float], snapshot: Snapshot) -> Entry | None:
    """The place a visitor stands at, or the nearest to it; None far from all that is known."""
    found = snapshot.positions.near(point, _SIGHTS, HERE, 1)
    return found[0].entry if found else None
