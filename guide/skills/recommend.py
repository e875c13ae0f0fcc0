"""Recommend: the entries that meet the wishes, best first, each with proof and one honest drawback."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from guide.retrieval import values
from guide.retrieval.facets import TAG, Facet, Features, squashed
from guide.retrieval.index import Snapshot
from guide.skills import comparing, explain
from guide.skills.wishes import LOOSE, Matches, Request, Wish, matches, paid, pool
from guide.types import Entry, Fact, Finding, FoundFact, Question

NAME = "recommend"
_LEVELS = ("5a", "4a", "3a")
_SPREAD = 0.35
"""How far chance may lift one place over another that is a little better known: not everyone to the same lake."""
_DEARER, _LOWER = 1.3, 0.3
_EATEN = frozenset({"dishes", "cuisine"})
"""Fields of what a visitor is hungry for: without it no place is worth three names."""
_WARNING_TAGS = ("queue", "stairs", "reservation")


@dataclass(frozen=True, slots=True)
class Reason:
    """A wish that a pick meets, and the fact that proves it; `found` is None where only a tag of the editors does."""

    wish: Wish
    found: FoundFact | None = None


@dataclass(frozen=True, slots=True)
class Drawback:
    """What speaks against a pick: `key` of a sentence, and the fact it rests on."""

    key: str
    found: FoundFact | None = None
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """One entry that is offered."""

    entry: Entry
    reasons: tuple[Reason, ...]
    drawback: Drawback | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What is offered. With `blocked` no entry meets all wishes; the picks meet all but those."""

    request: Request
    picks: tuple[Pick, ...]
    total: int = 0
    """How many entries fit as well."""
    blocked: tuple[Wish, ...] = ()
    anchor: Entry | None = None
    """What the picks were to be near to."""


def find(request: Request, question: Question, snapshot: Snapshot) -> Finding | None:
    """The best entries for a request; None when the base has nothing of the kind."""
    if request.compare:
        return comparing.compared(request, question, snapshot, NAME)
    if request.why_not:
        return comparing.why_not(request, question, snapshot, NAME)
    among = _among(request, question, snapshot)
    if not among:
        return None
    met = [matches(wish, among, request.kind, snapshot) for wish in request.wishes]
    fits = _all_met(met, among)
    if fits:
        return _offered(Choice(request, (), len(fits)), _best(fits, met, request, snapshot), question, snapshot)
    if all(wish.near for wish in request.wishes):  # what lies near is not known: others say so, with what they know
        return None
    return _nearest(request, among, met, question, snapshot)


def _among(request: Request, question: Question, snapshot: Snapshot) -> frozenset[str]:
    """What is chosen from: what was listed, else the places of the city meant, else all of them."""
    every = pool(snapshot, request.kind) - request.without
    if every & request.among:
        return every & request.among
    city = request.city or question.home
    here = frozenset(each for each in every if snapshot.by_id[each].city == city)
    return here if request.city else here or every


def _nearest(
    request: Request, among: frozenset[str], met: list[Matches], question: Question, snapshot: Snapshot
) -> Finding:
    """Nothing fits: the fewest wishes to give up, of these the ones that leave most, and what there is without them."""
    blocked = _in_the_way(met, among)
    kept = [at for at in range(len(met)) if at not in blocked]
    eased = replace(request, wishes=tuple(request.wishes[at] for at in kept))
    left = [met[at] for at in kept]
    fits = _all_met(left, among)
    given_up = tuple(request.wishes[at] for at in blocked)
    if any(wish.field in _EATEN for wish in given_up):
        eased = replace(eased, most=1)
        if alike := _most_alike(given_up, fits, snapshot):
            eased = replace(eased, wishes=(*eased.wishes, alike))
            left = [*left, matches(alike, fits, request.kind, snapshot)]
    near = _all_met(left, fits)
    best = _best(_by_closeness(near, given_up[0], snapshot) or near, left, eased, snapshot)
    anchor = next((snapshot.by_id[wish.near] for wish in given_up if wish.near), None)
    return _offered(Choice(eased, (), len(fits), given_up, anchor), best, question, snapshot)


def _most_alike(given_up: Iterable[Wish], fits: frozenset[str], snapshot: Snapshot) -> Wish | None:
    """In place of a dish that nobody has, the one most like it in name."""
    for wish in given_up:
        alike = values.nearest(wish.said, snapshot.facets, "dishes", fits) if wish.field in _EATEN else frozenset()
        if alike:
            return Wish("dishes", alike, alike)
    return None


def _in_the_way(met: list[Matches], among: frozenset[str]) -> tuple[int, ...]:
    """The smallest set of wishes without which something fits."""
    every = range(len(met))
    for size in range(1, len(met) + 1):
        sets = combinations(every, size)
        left = {gone: len(_all_met([met[at] for at in every if at not in gone], among)) for gone in sets}
        most = max(left, key=left.__getitem__)
        if left[most]:
            return most
    return tuple(every)


def _by_closeness(fits: frozenset[str], blocked: Wish, snapshot: Snapshot) -> frozenset[str]:
    """Of those that meet all else, the ones nearest to a figure that cannot be met."""
    bound = blocked.low if blocked.low is not None else blocked.high
    figures = {each: snapshot.facets.of_entry[each].figures.get(blocked.field) for each in fits}
    known = {each: abs(span[0] - bound) for each, span in figures.items() if span and bound is not None}
    least = min(known.values(), default=0.0)
    return frozenset(each for each, far in known.items() if far == least)


def _all_met(met: Iterable[Matches], among: frozenset[str]) -> frozenset[str]:
    fits = among
    for each in met:
        fits = fits & each.keys()
    return fits


def _best(fits: frozenset[str], met: list[Matches], request: Request, snapshot: Snapshot) -> list[str]:
    """Those that meet the wishes best, spread by chance among their like."""
    off = {each: sum(one[each] for one in met) for each in fits}
    if request.beside:
        off = {
            each: far + request.beside.isdisjoint(snapshot.facets.of_entry[each].facets) for each, far in off.items()
        }
    least = min(off.values())
    best = [each for each in fits if off[each] == least]
    quality = {each: standing(snapshot.facets.of_entry[each]) + _chance(request.seed, each) for each in best}
    return sorted(best, key=lambda each: (-quality[each], each))[: request.most]


def standing(features: Features) -> float:
    """How well an entry stands, from 0 up: visitors' mark, official level, and how much is known of it."""
    low, _ = features.figures.get("rating", (3.5, 3.5))
    level = next((3 - at for at, name in enumerate(_LEVELS) if _has_tag(features, name)), 0)
    return low - 3.5 + 0.3 * level + 0.2 * math.log1p(len(features.facets))


def _has_tag(features: Features, tag: str) -> bool:
    return Facet(TAG, squashed(tag)) in features.facets


def _chance(seed: str, entry_id: str) -> float:
    """The same draw for the same conversation and place, whatever else the base holds."""
    drawn = hashlib.blake2b(f"{seed}\0{entry_id}".encode(errors="replace"), digest_size=4).digest()
    return _SPREAD * int.from_bytes(drawn, "big") / 2**32


def _offered(choice: Choice, best: list[str], question: Question, snapshot: Snapshot) -> Finding:
    entries = [snapshot.by_id[each] for each in best]
    picks = _told_apart(tuple(_pick(entry, entries, choice.request, snapshot) for entry in entries))
    asked = tuple(_asked(choice.request, entries[0], question, snapshot))
    return Finding(
        NAME, question.lang, question.standalone, facts=(*_proofs(picks), *asked), entries=tuple(entries),
        intent="blocked" if choice.blocked else None, detail=replace(choice, picks=picks),
    )  # fmt: skip


def _told_apart(picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
    """What is not known of any of several picks speaks against none of them."""
    keys = {pick.drawback.key if pick.drawback else "" for pick in picks}
    shared = len(picks) > 1 and keys in ({"no_hours"}, {"no_price"})
    return tuple(replace(pick, drawback=None) for pick in picks) if shared else picks


def _proofs(picks: Iterable[Pick]) -> Iterator[FoundFact]:
    for pick in picks:
        yield from (reason.found for reason in pick.reasons if reason.found)
        if pick.drawback and pick.drawback.found:
            yield pick.drawback.found


def _asked(request: Request, entry: Entry, question: Question, snapshot: Snapshot) -> Iterator[FoundFact]:
    return explain.facts(replace(question, fields=request.fields, entries=(entry.id,)), entry, snapshot)


def _pick(entry: Entry, others: list[Entry], request: Request, snapshot: Snapshot) -> Pick:
    met = (wish for wish in request.wishes if not wish.negated and _is_met(wish, entry, snapshot))
    reasons = tuple(_reason(entry, wish) for wish in met)
    if not reasons:
        reasons = tuple(Reason(Wish(each.field), each) for each in _known_for(entry, request.kind))
    return Pick(entry, reasons, _drawback(entry, others, request, snapshot))


def _is_met(wish: Wish, entry: Entry, snapshot: Snapshot) -> bool:
    """Whether there is anything to prove: a preference may go unmet."""
    return not wish.soft or bool(wish.facets & snapshot.facets.of_entry[entry.id].facets)


def _reason(entry: Entry, wish: Wish) -> Reason:
    """The fact of the entry that meets a wish; where a tag does, a sentence that bears it out if there is one."""
    for facet in sorted(wish.facets, key=lambda each: (each.field, each.value)):
        for fact in entry.of(facet.field):
            if item := _item(fact, facet):
                return Reason(wish, FoundFact(entry, facet.field, (fact,), item if item is not _WHOLE else None))
    field = next((each for each in (wish.field, *_PRICED) if entry.of(each) and _is_about(wish, each)), "")
    if field:
        return Reason(wish, FoundFact(entry, field, _cheapest(entry.of(field))))
    return Reason(wish, _borne_out(entry, wish))


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


def _drawback(entry: Entry, others: list[Entry], request: Request, snapshot: Snapshot) -> Drawback | None:
    """The first thing that speaks against a pick, if anything known does."""
    of = snapshot.facets.of_entry
    wished = {wish.field for wish in request.wishes}
    for tag in _WARNING_TAGS:
        if tag in entry.tags:
            return Drawback(tag)
    for wish in request.wishes:
        alone = frozenset({entry.id})
        if wish.field == "duration" and matches(wish, alone, request.kind, snapshot).get(entry.id) == LOOSE:
            return Drawback("loosely", wish=wish)
    price, prices = paid(of[entry.id]), [price for each in others if (price := paid(of[each.id])) is not None]
    if price and len(prices) > 1 and price == max(prices) and price >= _DEARER * max(min(prices), 1):
        return Drawback("dearest", _paid_fact(entry))
    ratings = [of[each.id].figures["rating"][0] for each in others if "rating" in of[each.id].figures]
    mine = of[entry.id].figures.get("rating")
    if mine and mine[0] <= max(ratings) - _LOWER and "rating" not in wished:
        return Drawback("lower_rated", FoundFact(entry, "rating", entry.of("rating")[:1]))
    return _unknown(entry, wished)


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
