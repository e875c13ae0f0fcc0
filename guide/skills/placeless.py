"""What answers a question that is about no place of ours, or not about the one in talk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills import asked_fields, elsewhere, overview, quoting
from guide.text.words import is_kana, search_tokens
from guide.types import Entry, Finding, FoundFact, Passage, Question


def find(question: Question, snapshot: Snapshot, blank: Finding) -> Finding:
    """No place is in talk: a passage that plainly answers, else an honest no."""
    if told := _of_city(question, snapshot, blank):
        return told
    wanted = question.content
    if len(wanted) < 2 and not question.stranger and (general := overview.eaten(question, snapshot, blank)):
        return general
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
    return (asked_fields.resolve(question, entry, fields) for fields in question.fields)
