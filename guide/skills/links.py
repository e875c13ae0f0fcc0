"""Following links: who had to do with a place, what else a person left, where a dish is eaten or a craft is seen.

An answer rests on a fact of one of the two entries that speaks of the other; a link alone says nothing to a visitor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guide.retrieval.index import Snapshot
from guide.retrieval.links import Tie, ties
from guide.retrieval.passages import plain_value
from guide.retrieval.surfaces import plain
from guide.types import TOPIC, Entry, Fact, Finding, FoundFact, Lang, Question

SKILL = "links"
MOST = 8
TOLD = 3
"""Ties told each in a statement of its own."""
MIXED = 5
"""Ties up to which some are told in a statement; of more, all are listed by name."""
PERSON, WORK = "person", "work"
_EVIDENCE = ("point", "people", "built", "dishes", "heritage", "features", "date")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Path:
    """Which ties answer an ask: of `steps` the first that leads anywhere, all its relations together."""

    steps: tuple[frozenset[str], ...]
    outward: bool


def _out(*steps: str) -> Path:
    return Path(tuple(frozenset(step.split()) for step in steps), True)


def _in(*steps: str) -> Path:
    return Path(tuple(frozenset(step.split()) for step in steps), False)


_WHO = "owner builder designer founder restorer resident worked visitor namer inscriber honours buried master person"
RELATION = "relation"
"""Asked of two entries: what has the one to do with the other."""
_LEFT = (
    "builder designer founder restorer owner resident worked buried honours inscriber namer visitor master made-at "
    "named-from person"
)
PATHS: Mapping[str, Path] = {
    "owner": _out("owner", "builder", "founder"),
    "builder": _out("builder", "founder", "designer"),
    "designer": _out("designer", "builder"),
    "founder": _out("founder", "builder"),
    "restorer": _out("restorer"),
    "resident": _out("resident owner"),
    "visitor": _out("visitor resident worked"),
    "namer": _out("namer named-from"),
    "inscriber": _out("inscriber"),
    "honours": _out("honours"),
    "buried": _out("buried"),
    "master": _out("master founder"),
    "member": _out("member"),
    "author": _out("author"),
    "about": _out("about", "made-at"),
    "people": _out(_WHO),
    "craft_here": _out("craft"),
    "whole": _out("part-of"),
    "parts": _in("part-of"),
    "works": _in("author"),
    "built": _in("builder designer founder restorer"),
    "traces": _in(_LEFT, "author"),
    "poems": _in("about"),
    "eat": _in("dish"),
    "see": _in("craft"),
}
"""What can be asked, and the ties that answer it."""
_ALSO = {"eat": "place", "see": "place", "traces": "place", "poems": "named-from"}
"""Links of the entry itself that answer beside the ones that name it."""
_TO_GO = ("eat", "see", "traces")
"""Asks for somewhere to go: a custom or a festival is tied to a dish, but nobody can be sent there."""
_LISTED = ("eat", "see", "parts", "whole", "craft_here")
"""Asks that a list answers better than statements."""
_NO_PLACE = frozenset({"food", "culture", "event", TOPIC, "person", "work", "route", "notice"})
_TO_EAT = "restaurant"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of one entry, or of the person that `via` leads to from it."""

    ask: str
    anchor: str
    via: str = ""
    """An ask to answer first: whoever it finds is the one asked about."""
    other: str = ""
    """The second entry of a RELATION."""
    known: frozenset[str] = frozenset()
    """Entries that were spoken of: "what else" leaves them out."""
    only: str = ""
    """What their names must end with, folded: which *bridges* there are."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One tie with the fact that bears it out, if any does."""

    relation: str
    entry: Entry
    proof: FoundFact | None
    told: bool = False
    """The proof says it all in the visitor's language: it is quoted."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The ties that answer."""

    ask: str
    anchor: Entry
    shown: tuple[Shown, ...]
    more: bool = True
    """Whether anything is left that was not spoken of; else `shown` is what was."""
    leads: bool = False
    """Whether the first of them is tied to anything else: worth asking on."""


def find_first(asks: tuple[Ask, ...], question: Question, snapshot: Snapshot) -> Finding | None:
    """The finding of the first ask that the links answer."""
    return next((found for ask in asks if (found := find(ask, question, snapshot))), None)


def find(ask: Ask, question: Question, snapshot: Snapshot) -> Finding | None:
    """The ties that answer; None when the knowledge has none, so that another may look."""
    anchor = _anchor(ask, snapshot)
    if anchor is None:
        return None
    found = _between(anchor, ask.other, snapshot) if ask.ask == RELATION else follow(anchor, ask.ask, snapshot)
    found = tuple(tie for tie in found if _is_called(tie.other, ask.only))
    left = tuple(tie for tie in found if tie.other.id not in ask.known)
    shown = _shown((left or found)[:MOST], anchor, ask.ask, question.lang)
    if not shown:
        return None
    facts = tuple(each.proof for each in shown if each.proof)
    others = tuple(each.entry for each in shown)
    leads = any(tie.other.id != anchor.id for tie in ties(others[0], snapshot.by_id))
    detail = Linked(ask.ask, anchor, shown, bool(left), leads)
    return Finding(SKILL, question.lang, question.standalone, facts=facts, entries=(anchor, *others), detail=detail)


def _is_called(entry: Entry, word: str) -> bool:
    return not word or any(plain(name).endswith(word) for name in (*entry.names.values(), *entry.aliases))


def _shown(found: Sequence[Tie], anchor: Entry, ask: str, lang: Lang) -> tuple[Shown, ...]:
    """Each tie with its proof: those that a statement tells first, then the others relation by relation."""
    relations = [tie.relation for tie in found]
    proofs = {tie.other.id: proof(anchor, tie.other) for tie in found}
    may_tell = ask not in _LISTED and len(found) <= MIXED
    telling = [tie.other.id for tie in found if may_tell and _tells(proofs[tie.other.id], tie.other, lang)][:TOLD]
    every = (Shown(tie.relation, tie.other, proofs[tie.other.id], tie.other.id in telling) for tie in found)
    return tuple(sorted(every, key=lambda each: (not each.told, relations.index(each.relation))))


def _tells(found: FoundFact | None, other: Entry, lang: Lang) -> bool:
    """Whether a fact can be said as it stands: a statement in the visitor's language that names what was asked for."""
    value = found.facts[0].value if found and found.field == "point" else None
    if not isinstance(value, Mapping) or all(each.split("-")[0] != lang.split("-")[0] for each in value):
        return False
    return any(name in said for said in value.values() for name in (*other.names.values(), *other.aliases))


def follow(entry: Entry, ask: str, snapshot: Snapshot) -> tuple[Tie, ...]:
    """The ties of an entry that answer an ask, each entry once."""
    path, every = PATHS[ask], ties(entry, snapshot.by_id)
    also = tuple(tie for tie in every if tie.outward and tie.relation == _ALSO.get(ask))
    for step in path.steps:
        found = (*(tie for tie in every if tie.relation in step and tie.outward == path.outward), *also)
        if ask in _TO_GO:
            found = tuple(tie for tie in found if _can_be_gone_to(tie.other))
        if ask == "poems":
            found = tuple(tie for tie in found if tie.other.kind == WORK)
        if found:
            return _narrowest(found)
    return ()


def _between(one: Entry, other: str, snapshot: Snapshot) -> tuple[Tie, ...]:
    return _narrowest([tie for tie in ties(one, snapshot.by_id) if tie.other.id == other])


def _can_be_gone_to(entry: Entry) -> bool:
    return entry.kind not in _NO_PLACE or _TO_EAT in entry.tags


def _narrowest(found: Sequence[Tie]) -> tuple[Tie, ...]:
    """Each entry once, by the tie that says most of it; "has to do with" comes last."""
    order = sorted(found, key=lambda tie: tie.relation in (PERSON, "place"))
    return tuple({tie.other.id: tie for tie in reversed(order)}.values())[::-1]


def proof(one: Entry, other: Entry) -> FoundFact | None:
    """The fact of either entry that speaks of the other: a person's own first, then what is not doubted."""
    pairs = sorted(((one, other), (other, one)), key=lambda pair: pair[0].kind not in (PERSON, WORK))
    told = ((teller, fact) for teller, named in pairs for fact in _telling(teller, named))
    best = min(told, key=lambda each: each[1].confidence == "low", default=None)
    return FoundFact(best[0], best[1].field, (best[1],)) if best else None


def _telling(teller: Entry, named: Entry) -> Iterator[Fact]:
    names = {plain(name) for name in (*named.names.values(), *named.aliases) if len(name) >= _SHORTEST}
    for field in _EVIDENCE:
        yield from (fact for fact in teller.of(field) if _names_any(fact, names, teller))


def _names_any(fact: Fact, names: Iterable[str], teller: Entry) -> bool:
    texts = {plain(plain_value(fact.value, lang)) for lang in (teller.lang, "en")}
    return any(name in text for text in texts for name in names)


def _anchor(ask: Ask, snapshot: Snapshot) -> Entry | None:
    entry = snapshot.entry(ask.anchor)
    if entry is None or not ask.via:
        return entry
    persons = follow(entry, ask.via, snapshot)
    return persons[0].other if persons else None
