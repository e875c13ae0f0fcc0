"""Answers about tickets: the asked sum or price first, one caveat, how to book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.saying import bills
from guide.dialogue.saying.fares import Fares
from guide.dialogue.wording import Wording
from guide.skills.quote import BOOK, PRICE, WHO, Asking, Place, Quote, Shared
from guide.types import Entry, Finding
from guide.visiting.prices import Bill
from guide.visiting.tickets import Ticket
from guide.visiting.validity import in_season

_CARDS = 8
_BEFORE = re.compile(r"[，,（(]")
"""What follows in a label is told apart: its season, and what it covers."""


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The answer to a question about tickets."""
    quote: Quote = finding.detail
    fares = Fares(finding.lang, wording, citations)
    if quote.asking.goal == BOOK:
        yield from _booking(fares, quote)
        return
    first = quote.asking.shared and not quote.asking.summed
    if first:
        yield from _shared_all(fares, quote)
    yield from _paid(fares, quote)
    if not first and len(quote.places) > 1:
        yield from _shared_all(fares, quote)
    for place in quote.places:
        yield from _book(fares, place)


def _paid(fares: Fares, quote: Quote) -> Iterator[str]:
    asking, first = quote.asking, quote.places[0] if quote.places else None
    if first is None or asking.goal == WHO and quote.cases:
        yield from bills.sort(fares, quote)
    elif len(quote.places) > 1:
        yield from bills.several(fares, quote)
    elif asking.goal == PRICE:
        yield from _price(fares, first, asking)
    elif first.bill and asking.shared:
        yield _single(fares, first.bill, asking)
    elif first.bill:
        yield from _one(fares, quote, first, first.bill)


def _one(fares: Fares, quote: Quote, place: Place, made: Bill) -> Iterator[str]:
    asking = quote.asking
    if place.inside:
        yield bills.inside(fares, place)
    if asking.goal == WHO and not made.lines[0].by and not made.lines[0].perhaps and made.total:
        yield from bills.sort(fares, quote)
    else:
        yield from bills.one(fares, place, made, asking)
        if place.day_only:
            yield fares.say("day_only")
    untold = tuple(bills.less(fares, made))
    yield from untold
    if made.unsure_season or asking.goal != WHO and not untold and made.total:
        yield from _beside(fares, made)
    if said := fares.papers(made.lines):
        yield fares.say("show", {"documents": said})


def _price(fares: Fares, place: Place, asking: Asking) -> Iterator[str]:
    """The plain price: what holds on the day, then the other seasons, then who says otherwise."""
    made = place.bill
    assert made is not None
    if place.inside:
        yield bills.inside(fares, place)
    yield _single(fares, made, asking)
    yield from bills.maybe(fares, made.lines)
    yield from _compared(fares, place, made, asking)
    if place.seasons and not asking.is_dated:
        said = fares.clauses(_season(fares, ticket) for ticket in place.seasons)
        numbers = dict.fromkeys(fares.mark(made.entry, ticket.fact) for ticket in place.seasons)
        yield mark(fares.say("seasons", {"seasons": said}), *numbers)
    if place.night and not asking.is_dated:
        night = {"night": fares.say("night"), "amount": fares.amount(place.night.amount)}
        yield mark(fares.say("night_price", night), fares.mark(made.entry, place.night.fact))
    yield from _beside(fares, made)


def _single(fares: Fares, made: Bill, asking: Asking) -> str:
    when = made.ticket.fact.when
    values = {
        "name": fares.name(made.entry), "day": fares.day(asking), "night": fares.night(made.session),
        "amount": fares.amount(made.ticket.amount),
        "when": fares.wording.season(when, fares.lang) if when else "",
    }  # fmt: skip
    return mark(fares.say("price", values), fares.mark(made.entry, made.ticket.fact))


def _season(fares: Fares, ticket: Ticket) -> str:
    when = fares.wording.season(ticket.fact.when or "", fares.lang)
    return fares.say("season", {"when": when, "amount": fares.amount(ticket.amount)})


def _compared(fares: Fares, place: Place, made: Bill, asking: Asking) -> Iterator[str]:
    """Whether another day is cheaper than today."""
    today = place.today
    if today is None or not asking.is_dated or asking.on == asking.today:
        return
    less = made.ticket.amount - today.amount
    key = "cheaper" if less < 0 else "dearer" if less > 0 else "same"
    yield mark(fares.say(key, {"amount": fares.amount(today.amount)}), fares.mark(made.entry, today.fact))


def _beside(fares: Fares, made: Bill) -> Iterator[str]:
    """That the season is not sure, or that somebody gives another price: one caveat."""
    if made.unsure_season:
        yield fares.say("season_unknown", {"amount": fares.amount(made.ticket.amount)})
        return
    other = next((each for each in made.others if _of_season(each, made.ticket)), None)
    if other:
        note = fares.words(other.fact.note or other.fact.label)
        values = {"amount": fares.amount(other.amount), "note": note, "noted": other.noted}
        yield mark(fares.say("conflict", values), fares.mark(made.entry, other.fact))


def _of_season(other: Ticket, ticket: Ticket) -> bool:
    """Whether a visitor paid in the same season: 98 in March says nothing against 30 in December."""
    parts = other.date.split("-")
    if not ticket.fact.when or len(parts) < 2:
        return True
    return in_season(ticket.fact.when, date(int(parts[0]), int(parts[1]), 15))


def _shared_all(fares: Fares, quote: Quote) -> Iterator[str]:
    for each in quote.shared:
        yield _shared(fares, each, len(quote.places) == 1)
    if quote.asking.shared and not quote.shared:
        yield fares.say("shared_none")


def _shared(fares: Fares, each: Shared, of_one: bool) -> str:
    made, singles = each.combination, each.singles
    label = _BEFORE.split(fares.words(made.ticket.fact.label))[0].strip()
    values = {
        "label": label or fares.say("shared_label"), "amount": fares.amount(made.ticket.amount), "count": each.asked,
        "names": fares.join(fares.name(entry) for entry in each.covers), "singles": fares.amount(singles or Decimal(0)),
        "saved": fares.amount(abs((singles or Decimal(0)) - made.ticket.amount)), "whole": of_one,
    }  # fmt: skip
    key = "plain" if singles is None else "better" if singles > made.ticket.amount else "worse"
    numbers = (fares.mark(made.entry, made.ticket.fact), fares.mark(made.entry, made.fact))
    return mark(fares.say(f"shared_{key}", values), *dict.fromkeys(numbers))


def _booking(fares: Fares, quote: Quote) -> Iterator[str]:
    """How to book each of the places, and what is not known of it."""
    for place in quote.places:
        if place.booking is None:
            phone = next((str(fact.value) for fact in place.entry.of("phone")), "")
            yield fares.say("book.unknown", {"name": fares.name(place.entry), "phone": phone})
            continue
        yield from _book(fares, place)
        told = place.booking[1]
        if told.need == "required" and told.ahead is None:
            yield fares.say("book.ahead_unknown")
        papers = fares.documents(told.documents)
        yield fares.say("book.documents" if papers else "book.documents_unknown", {"documents": papers})
        if told.most:
            yield fares.say("book.most", {"most": told.most})


def _book(fares: Fares, place: Place) -> Iterator[str]:
    if place.booking is None:
        return
    fact, told = place.booking
    values = {
        "name": fares.name(place.entry), "ahead": told.ahead, "days": told.days,
        "by": fares.join(fares.say(f"by.{each}") for each in told.by), "real": "real-name" in told.marks,
        "timed": "timed" in told.marks,
    }  # fmt: skip
    yield mark(fares.say(f"book.{told.need}", values), fares.mark(place.entry, fact))


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """The bills as tables."""
    quote: Quote = finding.detail
    fares = Fares(finding.lang, wording, Citations(finding, wording))
    made = [place.bill for place in quote.places if place.bill and place.counted and quote.asking.told]
    return tuple(_card(each, fares) for each in made[:_CARDS])


def _card(made: Bill, fares: Fares) -> Mapping[str, Any]:
    return {
        "kind": "bill", "entry": made.entry.id, "title": fares.name(made.entry), "on": made.on.isoformat(),
        "session": made.session, "total": fares.amount(made.total),
        "lines": [
            {
                "who": fares.person(line.person, line.count), "each": fares.amount(line.unit),
                "amount": fares.amount(line.amount), "rule": fares.by(line),
            }
            for line in made.lines
        ],
    }  # fmt: skip


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """A family, the elders, the hours."""
    quote: Quote = finding.detail
    entry: Entry | None = quote.places[0].entry if quote.places else None
    if entry is None:
        return ()
    asked = {person.life for person in quote.asking.party.people} if quote.asking.told else set()
    keys = [f"tickets.suggest.{key}" for key, life in (("family", "child"), ("elder", "elder")) if life not in asked]
    keys = keys if quote.places[0].bill else []
    keys += ["suggest.hours"] if entry.of("hours") else []
    return tuple(wording.say(finding.lang, key, {"name": wording.name(entry, finding.lang)}) for key in keys)
