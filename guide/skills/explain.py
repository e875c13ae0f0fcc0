"""Explain: the fact that is asked for, else the sentences that answer, else what the place is, else an honest no."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz

from guide.retrieval import values
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills import around, elsewhere, nearest, overview, premise, quoting, ways
from guide.text.words import is_kana, search_tokens
from guide.types import Entry, Fact, Finding, FoundFact, FoundText, Passage, Question
from guide.visiting.validity import holds_on

SKILL = "explain"
MOST_ENTRIES = 3
_LISTED_IN = ("facilities", "rooms", "dishes")
_TOPIC = "practical"
"""Kind of the entries that are topics: what they say is told, whatever words ask for it."""
_SIMILAR = 80
_SHORTEST_LIKE = 6
"""Letters of a word that may be spelt nearly."""
_PAID = frozenset({"price", "spend", "room_price", "concessions"})
_TIMED = frozenset({"hours", "date"})
"""Fields of which one is asked and the other known: on which days the market is open."""
_SUMS = _PAID | {"price_range"}
_TOLD_BESIDE = {"hours": ("last_entry", "last_ticket", "exceptions")}
"""Hours alone mislead who comes late or on a holiday."""
_PERSON = "person"
_OF_PLACES = frozenset({"address", "area", "people", "transport"})
"""Fields that nobody means of a person: who he was and where he went are told by the prose."""
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
        without = _without_place(question, snapshot, replace(blank, entries=()))
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
        fact for entry in entries for fact in facts(question, entry, snapshot)
        if fact.facts or not (entry.kind == _PERSON and fact.field in _OF_PLACES)
    )  # fmt: skip
    if any(fact.facts for fact in found):
        return replace(blank, facts=found)
    listed = () if found else tuple(item for entry in entries if (item := _listed(question, entry)))
    lacked = () if found or listed else tuple(item for each in entries if (item := _lacked(question, each, snapshot)))
    if listed or lacked:
        return replace(blank, facts=listed or lacked)
    return _told(question, snapshot, blank, found)


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
    if listed := _listed(question, entry):
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
    if facts and text and question.evidence and re.search(question.evidence, text.text):
        return replace(blank, texts=(text,))
    if general := _in_general(question, snapshot, blank):
        return replace(general, facts=(*facts, *general.facts))
    if facts and not all(fact.field in _TOLD_BY_INTRO for fact in facts):
        instead = tuple(_instead(facts))
        return replace(
            blank, facts=instead or facts, intent=None if instead else "unknown.fact", answered=bool(instead)
        )
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
    without = _without_place(question, snapshot, replace(blank, entries=()))
    if without.answered and not question.named:
        return without
    return replace(blank, intent="unknown.question", answered=False)


def _is_topic(question: Question, entry: Entry) -> bool:
    """Whether an entry is on a matter of the city, and not asked to have what nothing in it speaks of."""
    if entry.kind != _TOPIC or not question.has_what:
        return entry.kind == _TOPIC
    known = {token for said in quoting.all_said(entry) for token in search_tokens(said)}
    return bool(quoting.wanted(question, entry) & known)


def _beside_topic(question: Question, snapshot: Snapshot, blank: Finding, unsaid: bool) -> Finding | None:
    """What is asked of a topic that no sentence of it plainly tells: of the city named, or by its rare words."""
    if blank.entries[0].kind != _TOPIC:
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
    near = near if near and near.entries[0].kind == _TOPIC else None
    near = near if near and quoting.shared(question, near) >= quoting.TOGETHER else None
    return called or near if question.wants_figure else near or called


def _instead(facts: tuple[FoundFact, ...]) -> Iterator[FoundFact]:
    """What entries have of a field that serves as well as the one asked for; nothing where another was asked too."""
    for found in facts if all(each.field in _TOLD_INSTEAD for each in facts) else ():
        field = _TOLD_INSTEAD[found.field]
        if known := found.entry.of(field):
            yield FoundFact(found.entry, field, known)


def _in_general(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """What the topics of a question say, where the place in talk has nothing of its own."""
    topics = tuple(entry for each in question.topics if (entry := snapshot.entry(each)))
    if not topics:
        return None
    if of_place := tuple(fact for each in topics for place in blank.entries[:1] if (fact := _on_place(each, place))):
        return replace(blank, facts=of_place, entries=(*blank.entries, *topics))
    texts = tuple(text for entry in topics if (text := quoting.answering(question, entry)))
    told = replace(blank, texts=texts) if texts else quoting.introduced(question, replace(blank, entries=topics))
    return replace(told, entries=(*blank.entries, *topics), intent=None) if told.answered else None


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


def facts(question: Question, entry: Entry, snapshot: Snapshot) -> Iterator[FoundFact]:
    """What an entry says to each asked field; empty where it is asked and not known."""
    seen: set[str] = set()
    for fields in question.fields:
        found = _resolve(question, entry, fields)
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


def _resolve(question: Question, entry: Entry, fields: tuple[str, ...]) -> FoundFact:
    """The first asked field the entry has; of a list, the item that the question names."""
    for field in fields:
        facts = entry.of(field)
        if facts:
            return FoundFact(entry, field, _chosen(question, facts), _aspect(question, facts))
    listed = None if any(field.startswith("nearby") for field in fields) else _listed(question, entry)
    listed = listed or next((_labelled(question, entry, kin) for kin in (_PAID, _TIMED) if kin & set(fields)), None)
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


def _listed(question: Question, entry: Entry) -> FoundFact | None:
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


def _lacked(question: Question, entry: Entry, snapshot: Snapshot) -> FoundFact | None:
    """A facility that is asked for by name, that other places list and this one does not."""
    known = entry.of("facilities")
    for each in values.named(plain(question.text), snapshot.facets) if known else ():
        if any(facet.field == "facilities" for facet in each.facets):
            return FoundFact(entry, "facilities", known, plain(question.text)[each.start : each.end])
    return None


def _without_place(question: Question, snapshot: Snapshot, blank: Finding) -> Finding:
    """No place is in talk: a passage that plainly answers, else an honest no."""
    if told := _of_city(question, snapshot, blank):
        return told
    wanted = question.content
    hits = snapshot.search(" ".join(sorted(wanted)), 12, lang=question.lang) if wanted else []
    for hit in sorted(hits, key=lambda hit: hit.passage.city != question.home):
        entry = snapshot.entry(hit.passage.entry_id)
        if entry and _tells_of(hit.passage, question):
            return _from_passage(question, entry, hit.passage, blank)
    if not question.stranger and (general := overview.find(question, snapshot, blank)):
        return general
    if not question.stranger and (general := overview.introduced(question, snapshot, blank)):
        return general
    kind = "unknown.place" if question.fields else "unknown.question"
    return replace(blank, intent=kind, answered=False)


def _of_city(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """What is said of another city that is named, or of the own one as a whole."""
    if told := elsewhere.find(question, snapshot, blank):
        return told
    if question.of_city and not question.stranger and (general := overview.find(question, snapshot, blank)):
        return general
    said = {token for token in question.content - {question.home} if not is_kana(token)}
    if len(said) <= question.of_city and (general := overview.introduced(question, snapshot, blank)):
        return general
    return overview.stated(question, snapshot, blank)


def _tells_of(passage: Passage, question: Question) -> bool:
    """Whether a passage has most of what is asked, all of it where it is of another city, and the name nobody knows."""
    told = f"{passage.heading} {passage.text}"
    if question.stranger and not _tells_of_stranger(question, told):
        return False
    shared, wanted = question.content & set(search_tokens(told)), question.content - {question.home}
    return len(shared) * 2 > len(question.content) and (passage.city == question.home or wanted <= shared)


def _tells_of_stranger(question: Question, told: str) -> bool:
    """Whether a text has the name nobody knows and something of what is asked about it."""
    rest = question.content - {question.home} - set(search_tokens(question.stranger))
    return plain(question.stranger) in plain(told) and (not rest or bool(rest & set(search_tokens(told))))


def _from_passage(question: Question, entry: Entry, passage: Passage, blank: Finding) -> Finding:
    found = replace(blank, entries=(entry,))
    if passage.field in ("", "point") and (text := quoting.answering(question, entry)):
        return replace(found, texts=(text,))
    facts = tuple(fact for fact in _own_facts(question, entry) if fact.facts)
    if facts:
        return replace(found, facts=facts)
    text = quoting.answering(question, entry)
    if text:
        return replace(found, texts=(text,))
    if passage.field and passage.field != "point":
        return replace(found, facts=(FoundFact(entry, passage.field, entry.of(passage.field)),))
    return quoting.introduced(question, found)


def _own_facts(question: Question, entry: Entry) -> Iterator[FoundFact]:
    return (_resolve(question, entry, fields) for fields in question.fields)
