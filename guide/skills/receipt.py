"""The receipt of a pick: each wish it meets with the fact that proves it, and what speaks against it first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from guide.retrieval.facets import Facet, squashed
from guide.retrieval.pools import paid
from guide.skills.ground import Ground
from guide.skills.nearby import placed
from guide.skills.wishes import LOOSE, Request, Wish, matches
from guide.types import Entry, Fact, FoundFact, FoundNotice, Position
from guide.visiting import travel
from guide.visiting.status import OPEN, SHUT, UNKNOWN, Status, next_opening
from guide.visiting.travel import Trip

_DEARER, _LOWER = 1.3, 0.3
_WARNING_TAGS = ("queue", "stairs", "reservation")
_SOON = 90
"""Minutes before the last visitor is let in from which a place is said to close soon."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A wish that a pick meets, and the fact that proves it; `found` is None where only a tag of the editors does."""

    wish: Wish
    found: FoundFact | None = None
    status: Status | None = None
    """How it stands at the moment that was wished for."""
    trip: Trip | None = None
    """The way there from where it should be near."""


@dataclass(frozen=True, slots=True)
class Drawback:
    """What speaks against a pick: `key` of a sentence, and the fact it rests on."""

    key: str
    found: FoundFact | None = None
    wish: Wish | None = None
    notice: FoundNotice | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """One entry that is offered."""

    entry: Entry
    reasons: tuple[Reason, ...]
    drawback: Drawback | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of all picks at once: which wishes were given up, and which places notices warn of."""

    given_up: tuple[Wish, ...] = ()
    noticed: Mapping[str, FoundNotice] = field(default_factory=dict)


def pick(entry: Entry, others: list[Entry], request: Request, ground: Ground, case: Case) -> Pick:
    """An entry with its receipt, beside the others that are offered."""
    met = (wish for wish in request.wishes if not wish.negated and _is_met(wish, entry, ground))
    reasons = tuple(_reason(entry, wish, ground) for wish in met)
    if not reasons:
        reasons = tuple(Reason(Wish(each.field), each) for each in _known_for(entry, request.kind))
    return Pick(entry, reasons, _drawback(entry, others, request, ground, case))


def _is_met(wish: Wish, entry: Entry, ground: Ground) -> bool:
    """Whether there is anything to prove: a preference may go unmet, and hours may be unknown."""
    has = bool(wish.facets & ground.snapshot.facets.of_entry[entry.id].facets)
    if wish.moment:
        return has or ground.standing(entry, wish.moment).is_open
    return not wish.soft or has


def _reason(entry: Entry, wish: Wish, ground: Ground) -> Reason:
    """The fact of the entry that meets a wish; where a tag does, a sentence that bears it out if there is one."""
    if wish.near or wish.at:
        return _way(entry, wish, ground)
    if wish.moment:
        status = ground.standing(entry, wish.moment)
        return Reason(wish, _hours(entry, status), status if status.is_open else None)
    for facet in sorted(wish.facets, key=lambda each: (each.field, each.value)):
        for fact in entry.of(facet.field):
            if item := _item(fact, facet):
                return Reason(wish, FoundFact(entry, facet.field, (fact,), item if item is not _WHOLE else None))
    field = next((each for each in (wish.field, *_PRICED) if entry.of(each) and _is_about(wish, each)), "")
    if field:
        return Reason(wish, FoundFact(entry, field, _cheapest(entry.of(field))))
    return Reason(wish, _borne_out(entry, wish))


def _way(entry: Entry, wish: Wish, ground: Ground) -> Reason:
    """How far it is from where it should be near; only the wish where nobody knows."""
    start: Position | None = ground.snapshot.by_id[wish.near].position if wish.near else wish.at
    if start is None or entry.position is None:
        return Reason(wish)
    return Reason(wish, placed(entry), trip=travel.between(start, entry.position))


def _hours(entry: Entry, status: Status) -> FoundFact | None:
    """The fact that makes a place open or closed."""
    fact = status.window.fact if status.window else status.day.exception or next(iter(status.day.facts), None)
    return FoundFact(entry, fact.field, (fact,)) if fact else None


def _borne_out(entry: Entry, wish: Wish) -> FoundFact | None:
    """The first statement about an entry that has words of the wish's meaning."""
    if not wish.words:
        return None
    pattern = re.compile(wish.words)
    for fact in entry.of("point"):
        words = fact.value.values() if isinstance(fact.value, Mapping) else (str(fact.value),)
        if any(pattern.search(squashed(each)) for each in words):
            return FoundFact(entry, "point", (fact,))
    return None


_WHOLE = "\0"
_PRICED = ("price", "spend", "room_price", "price_range")


def _is_about(wish: Wish, field: str) -> bool:
    return wish.field == field or bool(wish.third) and field in _PRICED


def _cheapest(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The first of several prices, the general one, without its note: a reason is no tariff."""
    return tuple(replace(fact, note=None) for fact in facts[:1])


def _item(fact: Fact, facet: Facet) -> str | None:
    """The item of a list that a facet is; `_WHOLE` where the fact itself is it; None where it is not."""
    if isinstance(fact.value, tuple):
        return next((item for item in fact.value if squashed(item) == facet.value), None)
    words = fact.value.values() if isinstance(fact.value, Mapping) else (str(fact.value),)
    return _WHOLE if any(facet.value in squashed(each) for each in words) else None


def _known_for(entry: Entry, kind: str) -> Iterator[FoundFact]:
    """What a place is offered for when nothing was wished for: its mark, its level, what it is."""
    fields = ("rating", "level", "category", "hotel_type", "cuisine", "features", "heritage")
    found = [FoundFact(entry, field, entry.of(field)[:1]) for field in fields if entry.of(field)]
    yield from found[:2]


def _drawback(entry: Entry, others: list[Entry], request: Request, ground: Ground, case: Case) -> Drawback | None:
    """The first thing that speaks against a pick, if anything known does."""
    if notice := case.noticed.get(entry.id):
        return Drawback("noticed", notice=notice)
    if against := _of_hours(entry, request, ground) or _missed(entry, case, ground):
        return against
    for tag in _WARNING_TAGS:
        if tag in entry.tags:
            return Drawback(tag)
    for wish in request.wishes:
        alone = frozenset({entry.id})
        if wish.field == "duration" and matches(wish, alone, request.kind, ground).get(entry.id) == LOOSE:
            return Drawback("loosely", wish=wish)
    return _beside_others(entry, others, request, ground) or _unknown(entry, {wish.field for wish in request.wishes})


def _of_hours(entry: Entry, request: Request, ground: Ground) -> Drawback | None:
    """Closed, or perhaps closed, when it is to be visited; without a word on when, closed today or soon."""
    wish = next((wish for wish in request.wishes if wish.moment), None)
    if wish and wish.moment:
        status = ground.standing(entry, wish.moment)
        if status.verdict == UNKNOWN:
            return None if wish.soft else Drawback("no_hours_then", wish=wish)
        return None if status.is_open else Drawback("closed_then", _hours(entry, status), wish, status=status)
    status = ground.standing(entry, ground.today(entry))
    if status.verdict == SHUT:
        return Drawback("closed_today", _hours(entry, status), status=status)
    left = status.window.latest - (status.at or 0) if status.window and status.verdict == OPEN else _SOON + 1
    return Drawback("closes_soon", _hours(entry, status), status=status) if left <= _SOON else None


def _missed(entry: Entry, case: Case, ground: Ground) -> Drawback | None:
    """Of the wishes that were given up, what the entry has instead."""
    for wish in case.given_up:
        if wish.moment:
            status = ground.standing(entry, wish.moment)
            status = replace(status, next=next_opening(entry, status.day.day, ground.calendar))
            return Drawback("closed_then", _hours(entry, status), wish, status=status)
        is_figure = wish.third or wish.low is not None or wish.high is not None
        field = next((each for each in (wish.field, *_PRICED) if entry.of(each) and _is_about(wish, each)), "")
        if field and is_figure:
            return Drawback("misses", FoundFact(entry, field, _cheapest(entry.of(field))), wish)
    return None


def _beside_others(entry: Entry, others: list[Entry], request: Request, ground: Ground) -> Drawback | None:
    """Dearer, or thought less of, than the others that are offered."""
    of = ground.snapshot.facets.of_entry
    price, prices = paid(of[entry.id]), [price for each in others if (price := paid(of[each.id])) is not None]
    if price and len(prices) > 1 and price == max(prices) and price >= _DEARER * max(min(prices), 1):
        return Drawback("dearest", _paid_fact(entry))
    ratings = [of[each.id].figures["rating"][0] for each in others if "rating" in of[each.id].figures]
    mine = of[entry.id].figures.get("rating")
    rates = any(wish.field == "rating" for wish in request.wishes)
    if mine and mine[0] <= max(ratings) - _LOWER and not rates:
        return Drawback("lower_rated", FoundFact(entry, "rating", entry.of("rating")[:1]))
    return None


def _paid_fact(entry: Entry) -> FoundFact | None:
    field = next((each for each in ("room_price", "spend", "price") if entry.of(each)), None)
    return FoundFact(entry, field, _cheapest(entry.of(field))) if field else None


def _unknown(entry: Entry, wished: set[str]) -> Drawback | None:
    """What a visitor would want to know of a place and the knowledge does not hold."""
    if not entry.of("address") and entry.position is None:
        return None
    if entry.kind != "hotel" and not entry.of("hours"):
        return Drawback("no_hours")
    if not wished & set(_PRICED) and not any(entry.of(field) for field in _PRICED):
        return Drawback("no_price")
    return None
