"""What entries say to the fields a question asks for: a value, an item of a list, or that it is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from guide.retrieval import values
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills import around
from guide.types import Entry, Fact, FoundFact, Question
from guide.visiting.validity import holds_on

_LISTED_IN = ("facilities", "rooms", "dishes")
_SIMILAR = 80
_SHORTEST_LIKE = 6
"""Letters of a word that may be spelt nearly."""
PAID = frozenset({"price", "spend", "room_price", "concessions"})
_TIMED = frozenset({"hours", "date"})
"""Fields of which one is asked and the other known: on which days the market is open."""
_TOLD_BESIDE = {"hours": ("last_entry", "last_ticket", "exceptions")}
"""Hours alone mislead who comes late or on a holiday."""


def facts(question: Question, entry: Entry, snapshot: Snapshot) -> Iterator[FoundFact]:
    """What an entry says to each asked field; empty where it is asked and not known."""
    seen: set[str] = set()
    for fields in question.fields:
        found = resolve(question, entry, fields)
        if not found.facts:
            wider = around.find(entry, found.field, snapshot, question.lang)
            found = wider or around.in_city(entry, found.field, snapshot) or found
        if found.field not in seen:
            told = (found, *_beside(question, found))
            seen.update(each.field for each in told)
            yield from told


def _beside(question: Question, found: FoundFact) -> Iterator[FoundFact]:
    """What is told with a field wherever the entry has it."""
    for field in _TOLD_BESIDE.get(found.field, ()) if found.facts else ():
        facts = _chosen(question, found.entry.of(field))
        if all(fact.label for fact in found.facts):
            facts = tuple(fact for fact in facts if fact.label in [each.label for each in found.facts])
        if facts:
            yield FoundFact(found.entry, field, facts)


def resolve(question: Question, entry: Entry, fields: tuple[str, ...]) -> FoundFact:
    """The first asked field the entry has; of a list, the item that the question names."""
    for field in fields:
        facts = entry.of(field)
        if facts:
            return FoundFact(entry, field, _chosen(question, facts), _aspect(question, facts))
    listed = None if any(field.startswith("nearby") for field in fields) else named_item(question, entry)
    listed = listed or next((_labelled(question, entry, kin) for kin in (PAID, _TIMED) if kin & set(fields)), None)
    return listed or FoundFact(entry, _likeliest(fields, entry.kind))


def _likeliest(fields: tuple[str, ...], kind: str) -> str:
    """Which of several fields a question means where the entry has none: what is paid depends on the kind of place."""
    by_kind = {"hotel": "room_price", "restaurant": "spend", "food": "spend"}
    return by_kind[kind] if by_kind.get(kind) in fields else fields[0]


def _chosen(question: Question, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Of several facts of a field, those whose label the question names; else all that hold now."""
    asked = plain(question.text)
    labelled = tuple(fact for fact in facts if any(plain(word) in asked for word in (fact.label or {}).values()))
    valid = tuple(fact for fact in facts if _holds(fact, question.now.date()))
    return labelled or valid or facts


def _holds(fact: Fact, today: date) -> bool:
    """Whether a fact is of today: a price in its season, anything else in any."""
    return holds_on(fact if fact.field == "price" else replace(fact, when=None), today)


def _aspect(question: Question, facts: tuple[Fact, ...]) -> str | None:
    """The item of a list that a question is about: one of the other places it names, or one it spells out."""
    items = [item for fact in facts if isinstance(fact.value, tuple) for item in fact.value]
    for name in question.aspects:
        for item in items:
            if plain(name) in plain(item) or plain(item) in plain(name):
                return item
    asked = plain(question.text)
    return next((item for item in items if len(plain(item)) > 1 and plain(item) in asked), None)


def _labelled(question: Question, entry: Entry, kin: frozenset[str]) -> FoundFact | None:
    """The fact of a kindred field whose label the question spells out: the student's ticket is a price, no discount."""
    asked = plain(question.text)
    for fact in (fact for fact in entry.facts if fact.field in kin):
        if any(plain(word) in asked for word in (fact.label or {}).values()):
            return FoundFact(entry, fact.field, _chosen(question, entry.of(fact.field)))
    return None


def named_item(question: Question, entry: Entry) -> FoundFact | None:
    """The item of the entry's facilities, rooms or dishes that a question asks for in its own words."""
    asked = plain(question.text)
    for name in entry.names.values():
        asked = asked.replace(plain(name), " ")
    for field in _LISTED_IN:
        for fact in entry.of(field):
            for item in fact.value if isinstance(fact.value, tuple) else ():
                if _spells_out(asked, plain(item)):
                    return FoundFact(entry, field, (fact,), item)
    return None


def _spells_out(asked: str, item: str) -> bool:
    """Whether the words asked hold an item, or nearly; a short Latin word is a word of its own: no bar in "are"."""
    if item.isascii() and len(item) < _SHORTEST_LIKE:
        return item in asked.split(" ")
    return fuzz.partial_ratio(item, asked) >= _SIMILAR


def lacked_item(question: Question, entry: Entry, snapshot: Snapshot) -> FoundFact | None:
    """A facility that is asked for by name, that other places list and this one does not."""
    known = entry.of("facilities")
    for each in values.named(plain(question.text), snapshot.facets) if known else ():
        if any(facet.field == "facilities" for facet in each.facets):
            return FoundFact(entry, "facilities", known, plain(question.text)[each.start : each.end])
    return None
