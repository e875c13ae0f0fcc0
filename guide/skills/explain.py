"""Explain: the fact that is asked for, else the sentences that answer, else what the place is, else an honest no."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills import asked_fields, elsewhere, nearest, placeless, premise, quoting, ways
from guide.text.words import search_tokens
from guide.types import TOPIC, Entry, Finding, FoundFact, FoundText, Question

SKILL = "explain"
MOST_ENTRIES = 3
_SUMS = asked_fields.PAID | {"price_range"}
_PERSON = "person"
_OF_PLACES = frozenset({"address", "area", "people", "transport"})
"""Fields that nobody means of a person or a topic: who he was and where he went, what a taxi driver is tipped, are told
by the prose."""
_NO_PLACES = (_PERSON, TOPIC)
_TOLD_INSTEAD = {"transport": "address"}
"""What helps as well where an entry has nothing of a field: who asks the way can show the address to a driver."""
_TOLD_BY_INTRO = ("features", "category")
"""Fields that an introduction answers where an entry has none of them."""


def find(question: Question, snapshot: Snapshot) -> Finding:
    """What the knowledge says to this question."""
    entries = tuple(entry for each in question.entries[:MOST_ENTRIES] if (entry := snapshot.entry(each)))
    blank = Finding(SKILL, question.lang, question.standalone, entries=entries)
    leaves = not entries or _leaves_the_place(question, entries)
    if leaves or question.of_city:
        without = placeless.find(question, snapshot, replace(blank, entries=()))
        if leaves or without.answered:
            return without
    if corrected := premise.corrected(question, snapshot, blank):
        return corrected
    if part := _of_part(question, entries, blank):
        return part
    stations = tuple(entry for each in question.topics if (entry := snapshot.entry(each)))
    if told := ways.between(question, (*entries, *stations)):
        return replace(blank, facts=told)
    found = tuple(
        fact for entry in entries for fact in asked_fields.facts(question, entry, snapshot)
        if fact.facts or not (entry.kind in _NO_PLACES and fact.field in _OF_PLACES)
    )  # fmt: skip
    if any(fact.facts for fact in found):
        return replace(blank, facts=found)
    if items := () if found else _items(question, entries, snapshot):
        return replace(blank, facts=items)
    return _sum_of_topic(question, blank, found) or _told(question, snapshot, blank, found)


def _items(question: Question, entries: tuple[Entry, ...], snapshot: Snapshot) -> tuple[FoundFact, ...]:
    """What is asked for by name, of what entries list; else that they do not list it."""
    listed = tuple(item for each in entries if (item := asked_fields.named_item(question, each)))
    return listed or tuple(item for each in entries if (item := asked_fields.lacked_item(question, each, snapshot)))


def _of_part(question: Question, entries: tuple[Entry, ...], blank: Finding) -> Finding | None:
    """What a boat, a cart or a guided walk within a place costs or takes; whether it has what is asked by name."""
    if len(entries) != 1:
        return None
    if question.particular and (found := _particular(question, entries[0], blank)):
        return found
    return _priced_part(question, entries[0], blank) or _timed_part(question, entries[0], blank)


def _particular(question: Question, entry: Entry, blank: Finding) -> Finding | None:
    """The sentence that names what is asked for, else a no; None where it is looked for around the place."""
    if any(field.startswith("nearby") for fields in question.fields for field in fields):
        return None
    if listed := asked_fields.named_item(question, entry):
        return replace(blank, facts=(listed,))
    return _only(quoting.saying(entry, question.lang, re.compile(question.particular, re.IGNORECASE)), blank)


def _only(text: FoundText | None, blank: Finding) -> Finding:
    """What a sentence says, or that nothing does."""
    return replace(blank, texts=(text,)) if text else replace(blank, intent="unknown.question", answered=False)


def _timed_part(question: Question, entry: Entry, blank: Finding) -> Finding | None:
    """How long a boat or a guided walk takes: the sentence that says so, for it is not how long a visit does."""
    if not question.paid_part or question.fields != (("duration",),):
        return None
    words = frozenset(search_tokens(question.paid_part))
    return _only(quoting.holding(entry, question.lang, words, re.compile(question.evidence or r"(?!)")), blank)


def _priced_part(question: Question, entry: Entry, blank: Finding) -> Finding | None:
    """The sentence with the price of what is no ticket: a boat on the lake, a vase once sold; a no without one."""
    asked = {field for fields in question.fields for field in fields}
    if "price" not in asked or not (question.paid_part or question.paid_once):
        return None
    if question.paid_once:
        sold = re.compile(f"(?=.*(?:{question.paid_once})).*(?:{question.sum})")
        return _only(quoting.likeliest(entry, question.lang, quoting.wanted(question, entry), sold), blank)
    labels = (word for fact in entry.of("price") for word in (fact.label or {}).values())
    words = frozenset(search_tokens(question.paid_part))
    if any(words & set(search_tokens(each)) for each in labels):
        return None
    told = quoting.holding(entry, question.lang, words, re.compile(question.sum))
    return _only(told, blank) if told or not asked - _SUMS else None


def _told(question: Question, snapshot: Snapshot, blank: Finding, facts: tuple[FoundFact, ...]) -> Finding:
    """What the prose says where no field does."""
    text = quoting.answering(question, blank.entries[0])
    text = None if text and quoting.is_in_names(question, text, snapshot) else text
    if facts and text and question.evidence and re.search(question.evidence, text.text):
        return replace(blank, texts=(text,))
    if general := _in_general(question, snapshot, blank, facts):
        return general
    if facts and not all(fact.field in _TOLD_BY_INTRO for fact in facts):
        return replace(blank, facts=facts, intent="unknown.fact", answered=False)
    if question.wants_more:
        rest = tuple(quoting.unsaid(question, blank.entries[0]))
        return replace(blank, facts=rest) if rest else quoting.more(question, blank)
    if text:
        return replace(blank, texts=(text,))
    of_person = blank.entries[0].kind == _PERSON and question.fields
    of_topic = question.named and (_is_topic(question, blank.entries[0]) or not question.is_asking)
    unsaid = bool(quoting.wanted(question, blank.entries[0]))
    if facts or question.wants_intro or of_person or of_topic or not unsaid:
        near = _beside_topic(question, snapshot, blank, unsaid) if of_topic else None
        return near or quoting.introduced(question, blank)
    without = placeless.find(question, snapshot, replace(blank, entries=()))
    if without.answered and not question.named:
        return without
    return replace(blank, intent="unknown.question", answered=False)


def _sum_of_topic(question: Question, blank: Finding, lacked: tuple[FoundFact, ...]) -> Finding | None:
    """The sentence of a topic with a sum of money, where a price is asked: tipping has no admission."""
    entry = blank.entries[0]
    if entry.kind != TOPIC or not question.sum or not lacked or any(each.field not in _SUMS for each in lacked):
        return None
    text = quoting.saying(entry, question.lang, re.compile(question.sum))
    return replace(blank, texts=(text,)) if text else None


def _is_topic(question: Question, entry: Entry) -> bool:
    """Whether an entry is on a matter of the city, and not asked to have what nothing in it speaks of."""
    if entry.kind != TOPIC or not question.has_what:
        return entry.kind == TOPIC
    known = {token for said in quoting.all_said(entry) for token in search_tokens(said)}
    return bool(quoting.wanted(question, entry) & known)


def _beside_topic(question: Question, snapshot: Snapshot, blank: Finding, unsaid: bool) -> Finding | None:
    """What is asked of a topic that no sentence of it plainly tells: of the city named, or by its rare words."""
    if blank.entries[0].kind != TOPIC:
        return None
    if told := elsewhere.find(question, snapshot, blank):
        return told
    if said := _on_names(blank.entries[0], question.aspects):
        return replace(blank, facts=(said,))
    if question.fields or question.wants_intro:
        return None
    text = quoting.called(question, blank.entries[0])
    called = replace(blank, texts=(text,)) if text else None
    near = nearest.find(question, snapshot) if unsaid else None
    near = near if near and near.entries[0].kind == TOPIC else None
    near = near if near and quoting.shared(question, near) >= quoting.TOGETHER else None
    return called or near if question.wants_figure else near or called


def _instead(facts: tuple[FoundFact, ...]) -> Iterator[FoundFact]:
    """What entries have of a field that serves as well as the one asked for; nothing where another was asked too."""
    for found in facts if all(each.field in _TOLD_INSTEAD for each in facts) else ():
        field = _TOLD_INSTEAD[found.field]
        if known := found.entry.of(field):
            yield FoundFact(found.entry, field, known)


def _in_general(
    question: Question, snapshot: Snapshot, blank: Finding, lacked: tuple[FoundFact, ...]
) -> Finding | None:
    """What the topics of a question say, where the place in talk has nothing of its own: on it, else, after what serves
    as well of the place itself, at all.
    """
    topics = tuple(entry for each in question.topics if (entry := snapshot.entry(each)))
    if of_place := tuple(fact for each in topics for place in blank.entries[:1] if (fact := _on_place(each, place))):
        return replace(blank, facts=(*lacked, *of_place), entries=(*blank.entries, *topics))
    if instead := tuple(_instead(lacked)):
        return replace(blank, facts=instead)
    if not topics:
        return None
    texts = tuple(text for entry in topics if (text := quoting.answering(question, entry)))
    told = replace(blank, texts=texts) if texts else quoting.introduced(question, replace(blank, entries=topics))
    facts = (*lacked, *told.facts)
    return replace(told, entries=(*blank.entries, *topics), facts=facts, intent=None) if told.answered else None


def _on_place(topic: Entry, place: Entry) -> FoundFact | None:
    """What a topic says of a place: its statements that name it."""
    return _on_names(topic, tuple(place.names.values()))


def _on_names(topic: Entry, called: tuple[str, ...]) -> FoundFact | None:
    names = tuple(name for each in called if len(name := plain(each)) > 1)
    said = tuple(
        fact
        for fact in topic.of("point")
        if any(name in plain(words) for words in quoting.words_of(fact) for name in names)
    )
    return FoundFact(topic, "point", said) if said else None


def _leaves_the_place(question: Question, entries: tuple[Entry, ...]) -> bool:
    """Whether the place in talk is not meant: a topic of its own, an unknown name, or a word or two that may be one."""
    stranger = plain(question.stranger)
    if stranger and not any(quoting.speaks_of(entry, stranger) for entry in entries):
        return True
    bare = not (question.is_asking or question.fields or question.wants_intro or question.wants_more)
    return not question.named and (question.on_topic or bare)
