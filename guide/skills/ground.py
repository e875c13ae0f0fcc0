"""What a choice rests on beside the wishes: the entries, the calendar, what goes on, and the moment it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from guide.retrieval.index import Snapshot
from guide.skills.notices import Watch
from guide.types import Entry, FoundNotice
from guide.visiting import status as standing
from guide.visiting.calendar import Calendar
from guide.visiting.moment import Moment
from guide.visiting.status import OPEN, UNKNOWN, Status

_NOON = 12


@dataclass(frozen=True, slots=True)
class Ground:
    """One choice's ground. `now` is the moment of asking, in any zone."""

    snapshot: Snapshot
    calendar: Calendar
    watch: Watch
    now: datetime

    def standing(self, entry: Entry, moment: Moment) -> Status:
        """How an entry stands at a moment; of several days, on the one it is worst."""
        days = (moment.last - moment.first).days + 1
        each = (moment.first + timedelta(step) for step in range(days))
        found = [standing.at(entry, replace(moment, first=day, last=day), self.calendar) for day in each]
        return next((one for one in found if one.verdict not in (OPEN, UNKNOWN)), found[0])

    def today(self, entry: Entry) -> Moment:
        """The minute of asking, on the clock of a place."""
        here = self.watch.local(entry.city, self.now)
        minute = here.hour * 60 + here.minute
        return Moment(here.date(), here.date(), (minute, minute), True, is_dated=False)

    def noticed(self, ids: Iterable[str], moment: Moment | None) -> dict[str, FoundNotice]:
        """Of these entries those which a notice moves visitors away from, at the moment of the visit."""
        known = self.watch.moved(self.now, self.snapshot)
        found: dict[str, FoundNotice] = {}
        for each in known & self.snapshot.by_id.keys() & set(ids) if known else ():
            entry = self.snapshot.by_id[each]
            if notice := self.watch.of(entry, self._visit(entry, moment), self.snapshot):
                found[each] = notice
        return found

    def _visit(self, entry: Entry, moment: Moment | None) -> datetime:
        """When the place is to be visited: now, or at noon of the first day that was named."""
        here = self.watch.local(entry.city, self.now)
        if moment is None or moment.first <= here.date() <= moment.last and not moment.span:
            return here
        minutes = moment.span[0] if moment.span else _NOON * 60
        midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=(moment.first - here.date()).days, minutes=minutes)
