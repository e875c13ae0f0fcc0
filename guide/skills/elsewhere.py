"""Another city: whether it has an airport or a metro is told by what is known of getting there and about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from guide.retrieval.index import Snapshot
from guide.skills import quoting
from guide.text.words import search_tokens
from guide.types import TOPIC, Entry, Finding, FoundFact, FoundText, Question


def find(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """What the practical entries of the other city that is named say to the question; None where none is named."""
    topics = [entry for entry in snapshot.entries() if entry.kind == TOPIC and entry.city == question.away]
    if not question.away or any(entry.city == question.away for entry in blank.entries):
        return None
    for entry in topics:
        if facts := tuple(_facts(question, entry)):
            return replace(blank, entries=(entry,), facts=facts)
    asked = replace(question, content=question.content | _of_topic(question, blank))
    texts = (text for entry in topics if (text := quoting.answering(asked, entry)) and _proves(text, asked))
    found = next(texts, None)
    return replace(blank, entries=(found.entry,), texts=(found,)) if found else None


def _proves(text: FoundText, asked: Question) -> bool:
    """Whether a text that is asked for a field has what an answer for it has, and speaks of what is asked."""
    if not asked.fields:
        return True
    proof = re.compile(asked.evidence or r"(?!)")
    return proof.search(text.text) is not None and bool(asked.content & set(search_tokens(text.text)))


def _facts(question: Question, entry: Entry) -> Iterator[FoundFact]:
    for fields in question.fields:
        if field := next((each for each in fields if entry.of(each)), None):
            yield FoundFact(entry, field, entry.of(field))


def _of_topic(question: Question, blank: Finding) -> frozenset[str]:
    """The words a topic at home is named by: it is the other city's airport that is meant."""
    named = {token for each in blank.entries for name in each.names.values() for token in search_tokens(name)}
    return frozenset(named & set(search_tokens(question.text)))
