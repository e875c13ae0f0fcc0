"""What a party pays at a place on a day: a line for each different person, the rule it rests on, and the sum.

Each person pays the least that a rule surely gives them. A rule of which it is not known whether it fits the person, or
whether it holds at the place, changes no sum: it stands in `Line.perhaps`. Amounts are exact decimals in the currency
of the city, never floats. Who pays for a shared ticket (`Combination`) is compared apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from guide.types import Entry, Fact
from guide.visiting import recurrence
from guide.visiting.concessions import FIELD, Rule, of_facts
from guide.visiting.party import Condition, Match, Party, Person
from guide.visiting.tickets import ADMISSION, HALF, NIGHT, Ticket, Tickets
from guide.visiting.validity import holds_on

DAY = "day"
_SESSIONS = {DAY: ADMISSION, NIGHT: NIGHT}
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Concession:
    """A rule with the fact and the entry it was read from."""

    entry: Entry
    fact: Fact
    rule: Rule
    sure: bool = True
    """Known to hold at the place, and not of low confidence."""


@dataclass(frozen=True, slots=True)
class Line:
    """What some people who are alike pay."""

    person: Person
    count: int
    unit: Decimal
    """For one of them."""
    by: Concession | None = None
    """The rule by which they pay less than the full price."""
    perhaps: tuple[Concession, ...] = ()
    """Rules by which they would pay less still, of which nobody said enough to know: one for each price, the dearest
    first."""

    @property
    def amount(self) -> Decimal:
        """For all of them."""
        return self.unit * self.count


@dataclass(frozen=True, slots=True)
class Bill:
    """What a party pays at one place for one session."""

    entry: Entry
    on: date
    ticket: Ticket
    """The full price that was gone by."""
    lines: tuple[Line, ...]
    session: str = DAY
    others: tuple[Ticket, ...] = ()
    """Other prices of the same ticket for this day, of a visitor or an older source."""
    half: Ticket | None = None
    """The half price as the place itself rounds it."""
    rules: tuple[Concession, ...] = ()
    """All rules that were looked at."""

    @property
    def total(self) -> Decimal:
        """For everybody."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def unsure_season(self) -> bool:
        """Whether the price is of a season whose months nobody gives."""
        return bool(self.ticket.seasonal)


def bill(
    entry: Entry, party: Party, on: date, tickets: Tickets, general: Sequence[Concession] = (), session: str = DAY
) -> Bill | None:  # fmt: skip
    """What a party pays; None where no admission in figures is known for that day and session (day or night).

    `general` are rules that stand elsewhere, see `tariff.General`.
    """
    held = tickets.on(entry, on, _SESSIONS[session])
    if not held:
        return None
    stated = own(entry) or _labelled(entry, tickets)
    rules = tuple(each for each in (*stated, *general) if _is_of(each, on, session))
    halved = next(iter(tickets.on(entry, on, HALF)), None) if session == DAY else None
    lines = tuple(_line(person, count, held[0], rules, halved) for person, count in party.groups())
    others = tuple(each for each in held[1:] if each.amount != held[0].amount)
    return Bill(entry, on, held[0], lines, session, others, halved, rules)


def own(entry: Entry) -> tuple[Concession, ...]:
    """The rules an entry has for itself."""
    found = of_facts(entry.of(FIELD))
    return tuple(Concession(entry, fact, rule, is_sure(fact)) for fact, rule in found if not rule.at)


def _labelled(entry: Entry, tickets: Tickets) -> tuple[Concession, ...]:
    """The rules that reduced prices are by themselves: a student's ticket is what students pay by day."""
    return tuple(
        Concession(entry, ticket.fact, Rule(_sorts(sorts), amount=ticket.amount, tickets=(DAY,)), is_sure(ticket.fact))
        for ticket, sorts in tickets.reduced(entry)
    )


def _sorts(sorts: tuple[str, ...]) -> tuple[tuple[Condition, ...], ...]:
    return tuple((Condition(each),) for each in sorts)


def is_sure(fact: Fact) -> bool:
    """Whether a rule is one to count with: not of low confidence, and not of one of several cards (its label)."""
    return fact.confidence != "low" and (fact.field != FIELD or not fact.label)


def _is_of(each: Concession, on: date, session: str) -> bool:
    of_day = not each.rule.days or bool(recurrence.between(each.rule.days, on, on))
    return of_day and holds_on(each.fact, on) and session in (each.rule.tickets or _SESSIONS)


def _line(person: Person, count: int, ticket: Ticket, rules: Iterable[Concession], halved: Ticket | None) -> Line:
    full = ticket.amount
    priced = [(_price(each.rule, full, halved), each) for each in rules if each.rule.fits(person) != Match.NO]
    priced = [(price, each) for price, each in priced if price < full]
    fitting = [(price, each) for price, each in priced if each.sure and each.rule.fits(person) == Match.YES]
    unit, by = min(fitting, key=lambda found: found[0], default=(full, None))
    # Of rules that come to one price, the first that fits for sure is told, else the first.
    ranked = sorted(reversed(priced), key=lambda found: found[1].rule.fits(person))
    perhaps = {price: each for price, each in ranked if price < unit}
    return Line(person, count, unit, by, tuple(perhaps[price] for price in sorted(perhaps, reverse=True)))


def _price(rule: Rule, full: Decimal, halved: Ticket | None) -> Decimal:
    """Half is what the place says it is, where it says so."""
    if halved is not None and rule.share == _HALF:
        return min(full, halved.amount)
    return rule.price(full)
