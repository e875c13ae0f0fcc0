"""Walks: a route or a museum told stop by stop, in the order the knowledge gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from guide.retrieval.index import Snapshot
from guide.retrieval.links import targets, ties
from guide.retrieval.passages import joined, sections, sentences
from guide.skills.quoting import text_language
from guide.skills.routes import Sought, by_fit, fit
from guide.types import Entry, Finding, FoundFact, FoundText, Lang, Question

SKILL = "tour"
START, MOVE, AGAIN, STOP, FINISH, OFFER, FIRST = "start", "move", "again", "stop", "finish", "offer", "first"
CHOOSE = "choose"
"""What a turn of a walk does. FINISH: beyond the last stop; FIRST: back from the first; CHOOSE: one is looked for."""
_FEWEST = 3
"""Stops that make a walk."""
_TOLD = 150
"""Characters told at a stop in Chinese; twice as many letters."""
_POINTS = 3
ROUTE = "route"
_OFFERED = 6
_BESIDE = 3
"""Routes named beside the one that fits best."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One place of a walk, or one section of the prose of the place that is walked through."""

    entry: Entry
    heading: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk. `host` is what it shows: its own entry, or the museum that a route of rooms belongs to."""

    entry: Entry
    host: Entry
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What the visitor wants now: a walk by its entry, the stop counted from 0, and what brought them there."""

    does: str
    walk: str = ""
    at: int = 0
    sought: Sought = Sought()
    """Of an offer: what the walks were asked to be."""


@dataclass(frozen=True, slots=True)
class Told:
    """A step of a walk, to be said."""

    does: str
    walk: Walk | None = None
    at: int = 0
    offered: tuple[Entry, ...] = ()


def find(step: Step, question: Question, snapshot: Snapshot) -> Finding | None:
    """What is told at this step; None when there is no such walk any more."""
    blank = Finding(SKILL, question.lang, question.standalone)
    if step.does in (OFFER, CHOOSE):
        return _offered(step, blank, snapshot)
    entry = snapshot.entry(step.walk)
    walk = walk_of(entry, snapshot, question.lang) if entry else None
    if walk is None:
        return None
    told = Told(step.does, walk, step.at)
    if step.does in (STOP, FINISH):
        return replace(blank, entries=(walk.host,), detail=told)
    stop = walk.stops[step.at]
    texts = tuple(_texts(stop, question.lang))
    about = tuple(_about(walk, question.lang)) if step.does == START else ()
    points = () if texts else stop.entry.of("point")[:_POINTS]
    facts = tuple(FoundFact(stop.entry, "point", (fact,)) for fact in points)
    return replace(blank, entries=(stop.entry, walk.entry), texts=(*about, *texts), facts=facts, detail=told)


def _offered(step: Step, blank: Finding, snapshot: Snapshot) -> Finding | None:
    """The walks to choose from, those first that are like what was asked; of a route that was looked for what it is."""
    routes = [entry for entry in snapshot.entries() if entry.kind == ROUTE]
    ranked = tuple(by_fit(step.sought, routes))
    if not ranked:
        return None
    if step.does == OFFER:
        offered = ranked[:_OFFERED]
        return replace(blank, entries=offered, detail=Told(OFFER, offered=offered))
    fitting = fit(step.sought, routes)
    others = tuple(each for each in ranked[1:] if each.id in fitting)[:_BESIDE]
    offered = (ranked[0], *others)
    facts = tuple(FoundFact(offered[0], "point", (fact,)) for fact in offered[0].of("point")[:1])
    return replace(blank, entries=offered, facts=facts, detail=Told(CHOOSE, offered=offered))


def walk_of(entry: Entry, snapshot: Snapshot, lang: Lang) -> Walk | None:
    """The walk through a place: its route, its own stops, the sections of its prose, else its parts."""
    routes = targets(entry, ROUTE, snapshot.by_id)
    if routes and entry.kind != ROUTE:
        shown = walk_of(routes[0], snapshot, lang)
        return replace(shown, host=entry) if shown else None
    if stops := targets(entry, "stop", snapshot.by_id):
        return Walk(entry, entry, tuple(map(Stop, stops)))
    host = next(iter(targets(entry, "place", snapshot.by_id)), entry) if entry.kind == ROUTE else entry
    chosen = text_language(entry.texts, lang)
    rooms = tuple(_rooms(entry, chosen)) if chosen else ()
    if len(rooms) >= _FEWEST:
        return Walk(entry, host, rooms)
    parts = tuple(Stop(tie.other) for tie in ties(entry, snapshot.by_id) if _is_part(tie.relation, tie.outward))
    return Walk(entry, host, parts) if len(parts) >= _FEWEST else None


def _is_part(relation: str, outward: bool) -> bool:
    return relation == "part-of" and not outward


def _rooms(entry: Entry, lang: Lang) -> Iterator[Stop]:
    """A stop for each section of the prose; paragraphs under one heading belong together."""
    told: dict[str, list[str]] = {}
    for heading, text in sections(entry.texts[lang]):
        told.setdefault(heading, []).append(text)
    yield from (Stop(entry, heading, joined(texts)) for heading, texts in told.items())


def _about(walk: Walk, lang: Lang) -> Iterator[FoundText]:
    """What is told of a route before its first stop: how its own prose begins, in the visitor's language or not at all.

    Rooms are that prose.
    """
    chosen = text_language(walk.entry.texts, lang)
    is_own = chosen is not None and chosen.split("-")[0] == lang.split("-")[0]
    if chosen is None or not is_own or walk.entry.kind != ROUTE or walk.stops[0].heading:
        return
    _, text = next(iter(sections(walk.entry.texts[chosen])), ("", ""))
    told = list(_first(sentences(text), _room(chosen) // 2))
    if told:
        yield FoundText(walk.entry, chosen, "", joined(told))


def _room(lang: Lang) -> int:
    return _TOLD if lang.startswith(("zh", "ja", "ko")) else 2 * _TOLD


def _first(texts: Iterable[str], room: int) -> Iterator[str]:
    """As many of the first sentences as there is room for, at least one."""
    told = 0
    for text in texts:
        if told and told + len(text) > room:
            return
        told += len(text)
        yield text


def _texts(stop: Stop, lang: Lang) -> Iterator[FoundText]:
    """What is told at a stop, a few sentences."""
    chosen = text_language(stop.entry.texts, lang)
    if chosen is None:
        return
    room = _room(chosen)
    parts = [(stop.heading, stop.text)] if stop.text else list(sections(stop.entry.texts[chosen]))[:2]
    told: list[str] = []
    for _, text in parts:
        for sentence in sentences(text):
            if told and len(joined((*told, sentence))) > room:
                break
            told.append(sentence)
    yield FoundText(stop.entry, chosen, stop.heading, joined(told))
