"""What the city has to see or to eat, when no place is named: the entries most is known of, a sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guide.retrieval.index import Snapshot
from guide.retrieval.passages import sections, sentences
from guide.skills.quoting import text_language
from guide.types import Entry, Finding, FoundFact, FoundText, Question

MOST = 4
_FOOD = frozenset({"food", "restaurant"})
_SIGHTS = frozenset({"attraction", "museum"})
_PRACTICAL = "practical"
_ASKING_FOOD = frozenset({"nearby_food", "dishes", "cuisine"})
_ASKING_SIGHTS = frozenset({"nearby_sights", "features", "category"})


def find(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """The best known entries of the kind asked for; None when the question asks for no kind."""
    if city_wide := _of_whole_city(question, snapshot, blank):
        return city_wide
    return _told(question, snapshot, blank, _wanted(question))


def introduced(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """The city itself, by its best known sights, where it is asked about and nothing of it in particular."""
    plainly = question.of_city and question.wants_intro and not question.fields and not question.entries
    return _told(question, snapshot, blank, _SIGHTS) if plainly else None


def _told(question: Question, snapshot: Snapshot, blank: Finding, kinds: frozenset[str]) -> Finding | None:
    told = [
        entry for entry in snapshot.entries() if entry.kind in kinds and entry.city == question.home and entry.texts
    ]
    told.sort(key=lambda entry: (-len(entry.facts), entry.id))
    texts = tuple(text for entry in told[:MOST] if (text := _first_sentence(entry, question)))
    if not texts:
        return None
    return replace(blank, entries=tuple(text.entry for text in texts), texts=texts)


def _of_whole_city(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """A field that one practical entry alone has for the city: whether it has a metro."""
    if not question.of_city or not question.fields:
        return None
    field = question.fields[0][0]
    if field in _ASKING_FOOD | _ASKING_SIGHTS:
        return None
    owners = [each for each in snapshot.entries() if each.kind == _PRACTICAL and each.city == question.home]
    having = [each for each in owners if each.of(field)]
    if len(having) != 1:
        return None
    return replace(blank, entries=(having[0],), facts=(FoundFact(having[0], field, having[0].of(field)),))


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
