"""What follows from an entry's facts before they are published: when it is open in the next days, what a party pays.

The same functions answer visitors; an editor sees at once what a changed rule or price will do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guide.types import Entry
from guide.visiting import opening, prices
from guide.visiting.calendar import Calendar
from guide.visiting.opening import Day
from guide.visiting.party import OLDEST, Party, Person
from guide.visiting.prices import Bill, Concession
from guide.visiting.tickets import Tickets

DAYS = 14
MOST = 60
"""People of one sort."""
SORTS = ("adult", "student", "elder")
_COUNT = re.compile(r"\d{1,2}", re.ASCII)
_AGES = re.compile(r"\d{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """The party of the calculator, as its cells hold it."""

    adult: int = 2
    student: int = 0
    elder: int = 0
    ages: tuple[int, ...] = ()
    """Of the children."""

    def party(self) -> Party:
        """The people, as the rules want them."""
        others = [Person(life=sort) for sort in SORTS[1:] for _ in range(getattr(self, sort))]
        return Party.of(self.adult, [*others, *(Person(age=age, life="child") for age in self.ages)])


class Foresight:
    """Works out what a draft means. `general` are the rules that hold for a place beside its own."""

    def __init__(
        self, calendar: Calendar, tickets: Tickets, general: Callable[[Entry], Sequence[Concession]] = lambda entry: ()
    ) -> None:
        self._calendar, self._tickets, self._general = calendar, tickets, general

    def days(self, entry: Entry, today: date) -> tuple[Day, ...]:
        """The next fourteen days, today first; empty where the entry has no hours at all."""
        if not any(entry.of(field) for field in ("hours", "exceptions")):
            return ()
        return tuple(opening.windows(entry, today + timedelta(n), self._calendar) for n in range(DAYS))

    def bill(self, entry: Entry, asked: Asked, today: date) -> Bill | None:
        """What a party pays today; None where no admission in figures is known."""
        party = asked.party()
        return prices.bill(entry, party, today, self._tickets, self._general(entry)) if party.people else None


def asked_of(form: Mapping[str, str]) -> Asked:
    """The party a form asks about; two adults where it asks nothing. What is no number counts as none."""
    if not any(name.startswith("party.") for name in form):
        return Asked()
    counts = {sort: _count(form.get(f"party.{sort}", "")) for sort in SORTS}
    ages = (int(each) for each in _AGES.findall(form.get("party.ages", ""))[:MOST])
    return Asked(ages=tuple(age for age in ages if age < min(18, OLDEST)), **counts)


def _count(text: str) -> int:
    return min(int(text), MOST) if _COUNT.fullmatch(text.strip()) else 0
