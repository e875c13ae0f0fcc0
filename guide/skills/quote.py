"""What is asked of the ticket office and what it answers, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guide.types import Entry, Fact
from guide.visiting.booking import Booking
from guide.visiting.party import Party
from guide.visiting.prices import DAY, Bill, Concession
from guide.visiting.tariff import Combination
from guide.visiting.tickets import Ticket

BILL, WHO, PRICE, BOOK = "bill", "who", "price", "book"
"""What a party pays; what one sort of people pays; the plain price; how to book."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked."""

    goal: str
    entries: tuple[str, ...]
    on: date
    today: date
    party: Party = Party()
    told: bool = False
    """The visitor said who goes along."""
    is_dated: bool = False
    by_month: bool = False
    """Only the month was named."""
    session: str = DAY
    shared: bool = False
    """A shared ticket was asked for."""
    summed: bool = False
    """The sum was asked for."""
    home: str = ""
    """The city whose general rules are meant where no place is."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of one of the places."""

    entry: Entry
    bill: Bill | None = None
    """None where nobody gives a price in figures for that day."""
    inside: tuple[Entry, Fact] | None = None
    """The place whose ticket includes it; the bill is then of that place."""
    booking: tuple[Fact, Booking] | None = None
    seasons: tuple[Ticket, ...] = ()
    """The same ticket in the other seasons, the visitors' notes not among them."""
    night: Ticket | None = None
    today: Ticket | None = None
    """The ticket that holds today, where another day is asked for."""
    day_only: bool = False
    """The night was asked for, and the rules are for the day alone."""
    counted: bool = True
    """False where its ticket is that of a place counted already."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared ticket held against the single ones."""

    combination: Combination
    covers: tuple[Entry, ...]
    """The places it opens, the asked ones first."""
    singles: Decimal | None
    """What one grown-up pays at all of the asked places that it opens; None where one of them is not known."""
    asked: int
    """How many of the asked places it opens."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The answer. `total` is of all places whose price is known."""

    asking: Asking
    places: tuple[Place, ...]
    shared: tuple[Shared, ...] = ()
    cases: tuple[Concession, ...] = ()
    """The rules that are, or may be, for the sort of people asked about."""

    @property
    def total(self) -> Decimal:
        """For everybody, everywhere, with single tickets."""
        return sum((place.bill.total for place in self.places if place.bill and place.counted), Decimal(0))
