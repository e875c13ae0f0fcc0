"""What the city has to see or to eat, when no place is named: the entries most is known of, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guide.retrieval.index import Snapshot
from guide.retrieval.passages import plain_value, sections, sentences
from guide.skills import around
from guide.skills.quoting import text_language
from guide.text.words import search_tokens
from guide.types import FEATURED, Entry, Finding, FoundFact, FoundText, Question

MOST = 4
_MOSTLY = 2 / 3
"""Share of the question's words that a statement on the whole city must have."""
_FOOD = frozenset({"food", "restaurant"})
_SIGHTS = frozenset({"attraction", "museum"})
_PRACTICAL = "practical"
_OF_CITIES = frozenset({"metro", "season"})
"""Fields that are asked of the city where no place is named: the nearest metro station."""
_ASKING_FOOD = frozenset({"nearby_food", "dishes", "cuisine"})
_ASKING_SIGHTS = frozenset({"nearby_sights", "features", "category"})


def find(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """The best known entries of the kind asked for; None when the question asks for no kind."""
    if city_wide := _of_whole_city(question, snapshot, blank):
        return city_wide
    return _told(question, snapshot, blank, _wanted(question))


def eaten(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """What there is to eat, where that is all that is asked: any passage with the one word "eat" would do as ill."""
    asked = {field for fields in question.fields for field in fields}
    return _told(question, snapshot, blank, _FOOD) if asked & _ASKING_FOOD else None


def introduced(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """The city itself, by its best known sights, where it is asked about and nothing of it in particular."""
    plainly = question.of_city and question.wants_intro and not question.fields and not question.entries
    return _told(question, snapshot, blank, _SIGHTS) if plainly else None


def _told(question: Question, snapshot: Snapshot, blank: Finding, kinds: frozenset[str]) -> Finding | None:
    told = [
        entry for entry in snapshot.entries() if entry.kind in kinds and entry.city == question.home and entry.texts
    ]
    told.sort(key=lambda entry: (FEATURED not in entry.tags, -len(entry.facts), entry.id))
    texts = tuple(text for entry in told[:MOST] if (text := _first_sentence(entry, question)))
    if not texts:
        return None
    return replace(blank, entries=tuple(text.entry for text in texts), texts=texts)


def _of_whole_city(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """A field that one practical entry alone has for the city: whether it has a metro."""
    if _wanted(question):
        return None
    for field in (field for fields in question.fields for field in fields if question.of_city or field in _OF_CITIES):
        having = [each for each in _practical(question, snapshot) if each.of(field)]
        if len(having) == 1:
            told = FoundFact(having[0], "point" if field in around.CITY_WIDE else field, having[0].of(field))
            return replace(blank, entries=(having[0],), facts=(told,))
    return None


def stated(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """A statement on the city as a whole that has most words of the question: its area code."""
    if not question.of_city or question.fields:
        return None
    told = [(fact, each) for each in _practical(question, snapshot) for fact in each.of("point")]
    wanted = question.content
    shared = [len(wanted & set(search_tokens(plain_value(fact.value, question.lang)))) for fact, _ in told]
    if not wanted or max(shared, default=0) < _MOSTLY * len(wanted):
        return None
    fact, entry = told[shared.index(max(shared))]
    return replace(blank, entries=(entry,), facts=(FoundFact(entry, "point", (fact,)),))


def _practical(question: Question, snapshot: Snapshot) -> list[Entry]:
    """The topics of the visitor's city."""
    return [each for each in snapshot.entries() if each.kind == _PRACTICAL and each.city == question.home]


def _wanted(question: Question) -> frozenset[str]:
    asked = {field for fields in question.fields for field in fields}
    if asked & _ASKING_FOOD or set(question.kinds) & _FOOD:
        return _FOOD
    if asked & _ASKING_SIGHTS or set(question.kinds) & _SIGHTS:
        return _SIGHTS
    return frozenset()


def _first_sentence(entry: Entry, question: Question) -> FoundText | None:
    chosen = text_language(entry.texts, question.lang)
    return next(_openings(entry, chosen), None) if chosen else None


def _openings(entry: Entry, lang: str) -> Iterator[FoundText]:
    for heading, text in sections(entry.texts[lang]):
        yield FoundText(entry, lang, heading, sentences(text)[0])
