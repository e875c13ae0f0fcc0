"""The questions a first screen offers: six things the guide can do, as they come to mind here and now.

Season, weekday and hour choose the lines of prompts/starters.yaml, what is published and the visitor's position the
places in them. Each is put to the guide before it is offered: what it cannot answer is never on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from guide.dialogue.saying.glance import Almanac
from guide.dialogue.starter_lines import Line, Occasion, Slot
from guide.dialogue.starter_places import Places, beside
from guide.dialogue.wording import Wording
from guide.retrieval.index import Snapshot
from guide.types import City, Context, Finding, Lang, Message

TRIED = 4
"""Names put into one line before the next line is tried."""
KEPT = 512
"""First screens remembered of one snapshot: an hour has one for each language and place."""
_EMPTY = ("none", "nothing", "where", "unplaced")
"""How the intents end of findings that count as answers and tell of nothing."""

Find = Callable[[Sequence[Message], Context], Finding]


@dataclass(frozen=True, slots=True)
class Starter:
    """One question with the word that heads it. `slot` is what the guide does to answer it."""

    topic: str
    question: str
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses the questions of an occasion; `find` is the guide's own."""

    slots: tuple[Slot, ...]
    wording: Wording
    almanac: Almanac
    find: Find

    def chosen(self, occasion: Occasion, snapshot: Snapshot) -> tuple[Starter, ...]:
        """One question for each slot that has one the guide answers; none about a place that another is about."""
        if not self.wording.tells("starters", occasion.lang):
            return ()
        places, offered, named = Places(occasion, snapshot, self.almanac), [], set[str]()
        for slot in self.slots:
            candidates = self._candidates(slot, occasion, places)
            found = next((each for each in candidates if each[1] not in named), None)
            if found:
                offered.append(found[0])
                named |= {found[1]} - {""}
        return tuple(offered)

    def _candidates(self, slot: Slot, occasion: Occasion, places: Places) -> Iterator[tuple[Starter, str]]:
        """Answered questions of a slot, the fittest first, with the id of the entry each is about."""
        for line in slot.ordered(occasion):
            topic = self._say(occasion, f"topic.{'near' if line.here else slot.name}")
            for name, entry in self._named(line, occasion, places):
                question = self._say(occasion, f"ask.{slot.name}.{line.say}", name=name)
                if self._answers(question, line.skills or slot.skills, occasion):
                    yield Starter(topic, question, slot.name), entry

    def _named(self, line: Line, occasion: Occasion, places: Places) -> Iterator[tuple[str, str]]:
        """Names for a line, with the ids of their entries; one empty name for a line that needs none."""
        if not line.of:
            yield "", ""
        for entry in places.of(line.of)[:TRIED] if line.of else ():
            yield self.wording.name(entry, occasion.lang), entry.id

    def _answers(self, question: str, skills: Collection[str], occasion: Occasion) -> bool:
        at = occasion.near.position if occasion.near else None
        context = Context(occasion.now, occasion.lang, (at.lat, at.lon) if at else None)
        found = self.find([Message("user", question)], context)
        return found.answered and found.skill in skills and not (found.intent or "").endswith(_EMPTY)

    def _say(self, occasion: Occasion, key: str, **values: object) -> str:
        return self.wording.say(occasion.lang, f"starters.{key}", values)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The first screens of one snapshot, by language, hour and place."""

    snapshot: Snapshot
    city: City | None
    shown: dict[tuple[Lang, str, str], tuple[Starter, ...]] = field(default_factory=dict)


class Starters:
    """Chooses once for each language, hour and place, and remembers that; never where a visitor was."""

    def __init__(self, chooser: Chooser, current: Callable[[], Snapshot], city: Callable[[], City | None]) -> None:
        self._chooser, self._current, self._city = chooser, current, city
        self._kept: _Kept | None = None

    def of(self, lang: Lang, context: Context) -> tuple[Starter, ...]:
        """The questions for a language at a moment, and for the place nearest to the visitor."""
        kept = self._published()
        if kept.city is None:
            return ()
        # The middle of the hour stands for all of it, so that all who come within it are offered the same.
        now = context.now.astimezone(_zone(kept.city.zone)).replace(minute=30, second=0, microsecond=0)
        near = beside(context.location, kept.snapshot) if context.location else None
        key = lang, now.isoformat(), near.id if near else ""
        shown = kept.shown.get(key)
        if shown is None:
            shown = self._chooser.chosen(Occasion(lang, now, kept.city, near), kept.snapshot)
            if len(kept.shown) >= KEPT:
                kept.shown.clear()
            kept.shown[key] = shown
        return shown

    def _published(self) -> _Kept:
        snapshot = self._current()
        if self._kept is None or self._kept.snapshot is not snapshot:
            self._kept = _Kept(snapshot, self._city())
        return self._kept


@lru_cache(64)
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)
