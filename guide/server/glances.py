"""How a place stands at this moment, in a language: open or not, what it costs, of when that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from guide.dialogue.saying.glance import Words
from guide.server.served import Served
from guide.types import Entry, Lang
from guide.visiting.status import UNKNOWN

_SHUT = "closed"


@dataclass(frozen=True, slots=True)
class Standing:
    """The line that says whether it is open. `open` is None where it is undecided."""

    open: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """A place at a moment, in words; each part is empty where nothing is known."""

    standing: Standing | None
    price: str
    dated: str


@dataclass(frozen=True, slots=True)
class Glances:
    """Looks at places now, each on the clock of its city."""

    served: Served

    def now(self, entry: Entry) -> datetime:
        """The moment, on the clock of the entry's city."""
        zone = ZoneInfo(self.served.city_of(entry.city).zone)
        return (self.served.settings.clock or datetime.now(UTC)).astimezone(zone)

    def look(self, entry: Entry, lang: Lang) -> Look:
        """How a place stands. Where a notice shuts it, the notice says what holds instead of its hours."""
        now = self.now(entry)
        seen, words = self.served.almanac.glance(entry, now), Words(lang, self.served.wording)
        found = None if self._is_shut(entry, now) else words.status(seen)
        dates = [each for fact in seen.rests_on() if (each := fact.checked_on or fact.as_of or entry.as_of)]
        dated = words.say("dated", date=self.served.wording.date(min(dates), lang)) if dates else ""
        return Look(Standing(found["open"], found["text"]) if found else None, words.price(seen), dated)

    def is_open(self, entry: Entry) -> bool | None:
        """Whether one can be inside now; None where that is not known or not certain."""
        now = self.now(entry)
        if self._is_shut(entry, now):
            return False
        found = self.served.almanac.status(entry, now)
        return None if found.verdict == UNKNOWN or found.day.unsettled or found.disputed else found.is_open

    def _is_shut(self, entry: Entry, now: datetime) -> bool:
        return any(each.effect == _SHUT for each in self.served.noticed(entry, now))
