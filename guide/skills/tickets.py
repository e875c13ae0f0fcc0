"""What do we pay: the bill of a party at one place or several, who pays less, shared tickets, and how to book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from guide.retrieval.index import Snapshot
from guide.skills.quote import BOOK, PRICE, WHO, Asking, Place, Quote, Shared
from guide.types import Entry, Fact, Finding, FoundFact, Question
from guide.visiting import booking, prices, tariff
from guide.visiting.concessions import FIELD as RULES
from guide.visiting.party import Match, Person
from guide.visiting.prices import DAY, Concession
from guide.visiting.tariff import SHARED, Tariff
from guide.visiting.tickets import ADMISSION, NIGHT, Tickets

NAME = "tickets"
MOST_ENTRIES = 8
BESIDE = "price beside"
"""Prices that are mentioned and not gone by: how old they are is not how old the answer is."""


class Office:
    """The ticket office over a snapshot; what holds for all places is collected once for each."""

    def __init__(self, tickets: Tickets) -> None:
        self._tickets = tickets
        self._kept: tuple[object, Tariff] | None = None

    def tariff(self, snapshot: Snapshot) -> Tariff:
        """The general rules and shared tickets of a base."""
        kept = self._kept
        if kept is None or kept[0] is not snapshot.by_id:
            kept = self._kept = (snapshot.by_id, tariff.collect(snapshot.telling(*tariff.TOLD_BY), self._tickets))
        return kept[1]

    def find(self, asking: Asking, question: Question, snapshot: Snapshot) -> Finding | None:
        """The quote with every fact it rests on; None where explaining answers as well."""
        rules = self.tariff(snapshot)
        entries = [entry for each in asking.entries[:MOST_ENTRIES] if (entry := snapshot.entry(each))]
        places = tuple(self._places(entries, asking, rules, snapshot))
        shared = self._shared(entries, asking, rules, snapshot)
        quote = Quote(asking, places, shared, _cases(asking, places, rules))
        if not _answers(quote):
            return None
        return Finding(
            NAME, question.lang, question.standalone, facts=tuple(_facts(quote)), entries=tuple(entries),
            answered=asking.goal != BOOK or any(place.booking for place in places), detail=quote,
        )  # fmt: skip

    def _places(
        self, entries: Sequence[Entry], asking: Asking, rules: Tariff, snapshot: Snapshot
    ) -> Iterator[Place]:  # fmt: skip
        paid = {entry.id for entry in entries}
        for entry in entries:
            place = self._place(entry, asking, rules)
            if place.bill is None and (inside := _inside(entry, snapshot)):
                outer = self._place(inside[0], asking, rules)
                counted = inside[0].id not in paid
                place = replace(outer, entry=entry, inside=inside, counted=counted, booking=place.booking)
                paid.add(inside[0].id)
            yield place

    def _place(self, entry: Entry, asking: Asking, rules: Tariff) -> Place:
        kind = NIGHT if asking.session == NIGHT and self._has_night(entry) else ADMISSION
        session = NIGHT if kind == NIGHT else DAY
        every_rule = (*prices.own(entry), *rules.of(entry))
        made = prices.bill(entry, asking.party, asking.on, self._tickets, rules.of(entry), session)
        every = [each for each in self._tickets.of(entry) if not each.noted and each.fact.confidence != "low"]
        others = [each for each in every if each.kind == kind and each.fact.when and made]
        seasons = tuple(each for each in others if made and each.fact.when != made.ticket.fact.when)
        nights = (each for each in every if each.kind == NIGHT and session == DAY)
        today = next(iter(self._tickets.on(entry, asking.today, kind)), None)
        return Place(
            entry, made, booking=booking.of_entry(entry), seasons=seasons, night=next(nights, None), today=today,
            day_only=session == NIGHT and any(each.rule.tickets == (DAY,) for each in every_rule),
        )  # fmt: skip

    def _has_night(self, entry: Entry) -> bool:
        """Whether the night has a ticket of its own; where not, the evening is part of the day's."""
        return any(each.kind == NIGHT for each in self._tickets.of(entry))

    def _shared(
        self, entries: Sequence[Entry], asking: Asking, rules: Tariff, snapshot: Snapshot
    ) -> tuple[Shared, ...]:  # fmt: skip
        if len(entries) < 2 and not asking.shared:
            return ()
        wanted = {entry.id: entry for entry in entries}
        found = []
        for each in rules.combinations(wanted, asking.on):
            opened = [wanted[key] for key in each.covers if key in wanted]
            if len(opened) < 2 and len(entries) > 1:
                continue
            others = [entry for key in each.covers if key not in wanted and (entry := snapshot.entry(key))]
            singly = opened if len(entries) > 1 else [*opened, *others]
            found.append(Shared(each, (*opened, *others), self._singly(singly, asking.on), len(opened)))
        return tuple(found[:2])

    def _singly(self, entries: Sequence[Entry], on: date) -> Decimal | None:
        first = [next(iter(self._tickets.on(entry, on)), None) for entry in entries]
        return sum((each.amount for each in first if each), Decimal(0)) if all(first) else None


def _inside(entry: Entry, snapshot: Snapshot) -> tuple[Entry, Fact] | None:
    for fact, each in tariff.included_in(entry):
        if outer := snapshot.entry(each):
            return outer, fact
    return None


def _cases(asking: Asking, places: Sequence[Place], tariff_of_all: Tariff) -> tuple[Concession, ...]:
    """Of one sort of people without an age: every rule that may be theirs, for one of them it will be."""
    if asking.goal != WHO:
        return ()
    people = [person for person in asking.party.people if _is_sort(person) or not places]
    rules = [each for place in places[:1] if place.bill for each in place.bill.rules]
    if not places:
        rules = [each for each in tariff_of_all.general(asking.home) if each.sure]
    worth = (each for each in rules if each.sure or not each.rule.on_card)
    return tuple(each for each in worth if any(each.rule.fits(person) != Match.NO for person in people))


def _is_sort(person: Person) -> bool:
    return person.age is None and person.height is None


def _answers(quote: Quote) -> bool:
    """Whether it says more than the price that explaining reads out."""
    asking, places = quote.asking, quote.places
    if asking.goal == BOOK:
        return any(place.booking for place in places) or all(map(_is_unknown, places))
    if not places:
        return bool(quote.cases)
    if not any(place.bill for place in places):
        return False
    if asking.goal == WHO and not asking.told:
        return bool(quote.cases) and not places[0].entry.of("concessions")
    if asking.goal != PRICE:
        return True
    place = places[0]
    if place.bill and place.bill.unsure_season and not asking.is_dated:
        return False
    others = place.seasons or place.night or place.bill and place.bill.others
    return len(places) == 1 and bool(others or place.inside or asking.is_dated)


def _is_unknown(place: Place) -> bool:
    """A place with a ticket of which nobody tells how to book."""
    return bool(place.bill) and not place.entry.of("booking")


def _facts(quote: Quote) -> Iterator[FoundFact]:
    """Everything cited: what was counted with, what was set beside it, and how to book."""
    for place in quote.places:
        yield from _of_place(place) if quote.asking.goal != BOOK else ()
        if place.booking:
            yield FoundFact(place.entry, booking.FIELD, (place.booking[0],))
    for each in quote.cases:
        yield FoundFact(each.entry, RULES, (each.fact,))
    for shared in quote.shared:
        yield FoundFact(shared.combination.entry, BESIDE, (shared.combination.ticket.fact,))
        yield FoundFact(shared.combination.entry, SHARED, (shared.combination.fact,))


def _of_place(place: Place) -> Iterator[FoundFact]:
    made = place.bill
    if place.inside:
        yield FoundFact(place.entry, tariff.INCLUDED, (place.inside[1],))
    if made is None:
        return
    yield FoundFact(made.entry, "price", (made.ticket.fact,))
    for ticket in (*made.others[:1], *place.seasons, *((place.night,) if place.night else ())):
        yield FoundFact(made.entry, BESIDE, (ticket.fact,))
    for line in made.lines:
        for each in (*((line.by,) if line.by else ()), *line.perhaps):
            yield FoundFact(each.entry, RULES, (each.fact,))
