"""Recommend: the entries that meet the wishes, best first, each with proof and one honest drawback."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations, islice

from guide.retrieval import pools, values
from guide.retrieval.facets import Facets
from guide.retrieval.index import Snapshot
from guide.retrieval.notices import CLOSED
from guide.skills import asked_fields, comparing
from guide.skills.ground import Ground
from guide.skills.notices import Watch
from guide.skills.receipt import Case, Drawback, Pick, Reason, pick
from guide.skills.wishes import LOOSE, Matches, Request, Wish, matches, pool
from guide.types import Entry, Finding, FoundFact, FoundNotice, Question
from guide.visiting.calendar import Calendar

__all__ = ["Choice", "Chooser", "Drawback", "NAME", "Pick", "Reason"]

NAME = "recommend"
_TIMED = 1_000
"""Places whose hours are read for one choice, the best standing of those that meet all else."""
_SPREAD = 0.35
"""How far chance may lift one place over another that is a little better known: not everyone to the same lake."""
_EATEN = frozenset({"dishes", "cuisine"})
"""Fields of what a visitor is hungry for: without it no place is worth three names."""
_SAID_ONCE = frozenset({"no_hours", "no_price"})
"""Drawbacks that speak against none of several picks when they hold of all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is offered. With `blocked` no entry meets all wishes; the picks meet all but those."""

    request: Request
    picks: tuple[Pick, ...]
    total: int = 0
    """How many entries fit as well."""
    blocked: tuple[Wish, ...] = ()
    anchors: Mapping[str, Entry] = field(default_factory=dict)
    """What the picks are, or were, to be near to, by id."""
    moved: tuple[FoundNotice, ...] = ()
    """What goes on at places that would have been offered, had it not."""
    unknown: int = 0
    """How many more would fit if they are open then, which nobody knows."""
    unsure: bool = False
    """Of no pick it is known whether it is open then."""


class Chooser:
    """Chooses, on a calendar and what goes on in the cities."""

    def __init__(self, calendar: Calendar, watch: Watch) -> None:
        self._calendar, self._watch = calendar, watch

    def find(self, request: Request, question: Question, snapshot: Snapshot) -> Finding | None:
        """The best entries for a request; None when the base has nothing of the kind."""
        ground = Ground(snapshot, self._calendar, self._watch, question.now)
        if request.compare:
            return comparing.compared(request, question, ground, NAME)
        if request.why_not:
            return comparing.why_not(request, question, ground, NAME)
        among = _among(request, question, snapshot)
        return _chosen(request, among, question, ground) if among else None


def _chosen(request: Request, among: frozenset[str], question: Question, ground: Ground) -> Finding | None:
    met = _met(request, among, ground)
    fits = _all_met(met, among)
    if not fits and all(wish.near for wish in request.wishes):
        return None  # what lies near is not known: others say so, with what they know
    if not fits:
        return _nearest(request, among, met, question, ground)
    ranked = _ranked(fits, met, request, ground)
    timed = [of for wish, of in zip(request.wishes, met, strict=True) if wish.moment and not wish.soft]
    unknown = sum(1 for each in fits if any(of[each] == LOOSE for of in timed))
    choice = Choice(request, (), len(fits), moved=ranked.moved, unknown=unknown)
    return _offered(choice, ranked, question, ground)


def _met(request: Request, among: frozenset[str], ground: Ground) -> list[Matches]:
    """What meets each wish; hours are read only of what meets all others, unless nothing does."""
    met: list[Matches] = [{} if wish.moment else matches(wish, among, request.kind, ground) for wish in request.wishes]
    others = _all_met((each for wish, each in zip(request.wishes, met, strict=True) if not wish.moment), among) or among
    if len(others) > _TIMED:
        others = frozenset(islice(pools.best_standing(ground.snapshot.facets, others), _TIMED))
    timed = (matches(wish, others, request.kind, ground) if wish.moment else {} for wish in request.wishes)
    return [late or early for late, early in zip(timed, met, strict=True)]


def _among(request: Request, question: Question, snapshot: Snapshot) -> frozenset[str]:
    """What is chosen from: what was listed, else the places of the city meant, else all of them."""
    every = pool(snapshot, request.kind)
    if listed := every & request.among - request.without:
        return listed
    here = pools.in_city(snapshot.facets, every, request.city or question.home) - request.without
    return here if request.city else here or every - request.without


def _nearest(
    request: Request, among: frozenset[str], met: list[Matches], question: Question, ground: Ground
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
        if alike := _most_alike(given_up, fits, ground.snapshot):
            eased = replace(eased, wishes=(*eased.wishes, alike))
            left = [*left, matches(alike, fits, request.kind, ground)]
    near = _all_met(left, fits)
    ranked = _ranked(_by_closeness(near, given_up[0], ground.snapshot) or near, left, eased, ground)
    return _offered(Choice(eased, (), len(fits), given_up, moved=ranked.moved), ranked, question, ground)


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
        fits = fits.intersection(each)
    return fits


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The best, and what notices say of them and of those that they moved out."""

    best: list[str]
    noticed: Mapping[str, FoundNotice]
    moved: tuple[FoundNotice, ...]


def _ranked(fits: frozenset[str], met: list[Matches], request: Request, ground: Ground) -> _Ranked:
    """Those that meet the wishes best, spread by chance among their like; what is crowded or closed waits behind."""
    moment = next((wish.moment for wish in request.wishes if wish.moment), None)
    noticed = ground.noticed(fits, moment)
    usual = _best(fits, met, request, ground.snapshot)
    best = _best(fits - noticed.keys(), met, request, ground.snapshot) if noticed else usual
    waiting = [each for each in usual if each in noticed]
    crowded = [each for each in waiting if noticed[each].effect != CLOSED]
    best = [*best, *crowded, *(() if best or crowded else waiting)][: request.most]
    moved = tuple(noticed[each] for each in waiting if each not in best)
    return _Ranked(best, noticed, moved)


def _best(fits: frozenset[str], met: list[Matches], request: Request, snapshot: Snapshot) -> list[str]:
    off = _off(fits, met, request, snapshot.facets)
    least = min(off.values(), default=0)
    best = [each for each in fits if off[each] == least]
    if len(best) == 1:
        best += _nearly(best[0], fits, met, request)
        return sorted(best, key=lambda each: (off[each], -_worth(each, request, snapshot.facets), each))[: request.most]
    return _standing_best(frozenset(best), request, snapshot.facets)


def _off(fits: frozenset[str], met: Iterable[Matches], request: Request, facets: Facets) -> dict[str, int]:
    """How far each entry is from what was wished, in all; a wish that all meet alike counts for nothing."""
    off = dict.fromkeys(fits, 0)
    for one in met:
        if any(one.values()):
            for each in fits:
                off[each] += one[each]
    for each in fits if request.beside else ():
        off[each] += request.beside.isdisjoint(facets.of_entry[each].facets)
    return off


def _standing_best(among: frozenset[str], request: Request, facets: Facets) -> list[str]:
    """The best, by standing and chance; those that stand too low for any chance to lift them are not drawn for."""
    best: list[tuple[float, str]] = []
    for each in pools.best_standing(facets, among):
        if len(best) >= request.most and facets.of_entry[each].standing + _SPREAD < -best[request.most - 1][0]:
            break
        best = sorted([*best, (-_worth(each, request, facets), each)])[: request.most]
    return [each for _, each in best]


def _worth(entry_id: str, request: Request, facets: Facets) -> float:
    return facets.of_entry[entry_id].standing + _chance(request.seed, entry_id)


def _nearly(best: str, fits: frozenset[str], met: list[Matches], request: Request) -> list[str]:
    """Those that fall short of the one best place in one meaning: not everyone is sent to the same lake."""
    named = list(zip(request.wishes, met, strict=True))
    strict = [of for wish, of in named if not _is_loose(wish)]
    loose = [of for wish, of in named if _is_loose(wish)]
    alike = (each for each in fits - {best} if all(of[each] == of[best] for of in strict))
    return [each for each in alike if sum(of[each] - of[best] for of in loose) == 1]


def _is_loose(wish: Wish) -> bool:
    """Whether a place that meets a wish less well still does; who comes along is not to be traded for variety."""
    return wish.taste or bool(wish.moment or wish.meaning and not wish.soft)


def _chance(seed: str, entry_id: str) -> float:
    """The same draw for the same conversation and place, whatever else the base holds."""
    drawn = hashlib.blake2b(f"{seed}\0{entry_id}".encode(errors="replace"), digest_size=4).digest()
    return _SPREAD * int.from_bytes(drawn, "big") / 2**32


def _offered(choice: Choice, ranked: _Ranked, question: Question, ground: Ground) -> Finding:
    request, snapshot = choice.request, ground.snapshot
    entries = [snapshot.by_id[each] for each in ranked.best]
    case = Case(choice.blocked, ranked.noticed)
    picks = tuple(pick(entry, entries, request, ground, case) for entry in entries)
    unsure = bool(picks) and all(each.drawback and each.drawback.key == "no_hours_then" for each in picks)
    near = (wish.near for wish in (*request.wishes, *choice.blocked) if wish.near)
    picks = _told_apart(picks, unsure and len(picks) > 1)
    asked = tuple(_asked(request, entries[0], question, snapshot))
    told = tuple(ranked.noticed[each] for each in ranked.best if each in ranked.noticed)
    detail = replace(
        choice, picks=picks, unsure=unsure and len(picks) > 1, anchors={each: snapshot.by_id[each] for each in near}
    )
    return Finding(
        NAME, question.lang, question.standalone, facts=(*_proofs(picks), *asked), entries=tuple(entries),
        intent="blocked" if choice.blocked else None, notices=(*told, *choice.moved), detail=detail,
    )  # fmt: skip


def _told_apart(picks: tuple[Pick, ...], unsure: bool) -> tuple[Pick, ...]:
    """What is not known of any of several picks speaks against none of them."""
    keys = {each.drawback.key if each.drawback else "" for each in picks}
    shared = len(picks) > 1 and len(keys) == 1 and (keys <= _SAID_ONCE or unsure)
    return tuple(replace(each, drawback=None) for each in picks) if shared else picks


def _proofs(picks: Iterable[Pick]) -> Iterator[FoundFact]:
    for each in picks:
        yield from (reason.found for reason in each.reasons if reason.found)
        if each.drawback and each.drawback.found:
            yield each.drawback.found


def _asked(request: Request, entry: Entry, question: Question, snapshot: Snapshot) -> Iterator[FoundFact]:
    return asked_fields.facts(replace(question, fields=request.fields, entries=(entry.id,)), entry, snapshot)
