"""The nearest sentence: where a visitor wonders who, why or what for and no kind of answer is known.

A sentence is told when it shares words with the question that few others have. Of the entry that is named one rare word
is enough, of those tied to it too; where none is named, several must come together in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from guide.retrieval.index import Snapshot
from guide.retrieval.links import ties
from guide.retrieval.passages import joined
from guide.skills.lines import Line, lines_of
from guide.text.words import search_tokens, telling_words
from guide.types import Entry, Finding, FoundFact, FoundText, Question

SKILL = "story"
_OWN, _OWN_SHARE = 0.57, 0.17
"""Of the rarity of a word that nobody uses, and of the question's words: what a sentence of the named entry shares."""
_ELSEWHERE, _ELSEWHERE_SHARE = 1.3, 0.33
"""The same where no entry is named."""
_TIED = 0.8
"""What a sentence of a tied entry is worth beside one of the entry itself."""
_PAIRED = 3
"""So much more must be shared where words are pairs of characters, as in Korean."""
_PASSAGES = 24


def find(question: Question, snapshot: Snapshot) -> Finding | None:
    """The sentence that shares most; None when none shares enough."""
    named = [entry for each in question.entries[:2] if (entry := snapshot.entry(each))]
    weights = _weights(question, named, snapshot)
    best: tuple[float, Line] | None = None
    for entry, worth in _pool(question, named, weights, snapshot):
        for line in lines_of(entry, question.lang):
            said = {*search_tokens(line.text), *telling_words(line.text)}
            shared = worth * sum(weight for word, weight in weights.items() if word in said)
            if best is None or shared > best[0]:
                best = shared, line
    if best is None or not _is_enough(best[0], weights, bool(named), question, snapshot):
        return None
    return _told(best[1], question)


def _weights(question: Question, named: list[Entry], snapshot: Snapshot) -> Mapping[str, float]:
    """The rarity of each word of the question, without names and what every question has."""
    called = (name for entry in named for name in (*entry.names.values(), *entry.aliases))
    names = {token for name in called for token in search_tokens(name)}
    words = [word for word in telling_words(question.text) if word in question.content and word not in names]
    return {word: snapshot.lexical.rarity(word) for word in words}


def _pool(
    question: Question, named: list[Entry], weights: Mapping[str, float], snapshot: Snapshot
) -> Iterator[tuple[Entry, float]]:
    """The entries whose sentences may answer, each with what these are worth."""
    if named:
        yield from ((entry, 1.0) for entry in named)
        yield from ((tie.other, _TIED) for tie in ties(named[0], snapshot.by_id))
        return
    hits = snapshot.search(" ".join(weights), _PASSAGES, lang=question.lang) if weights else []
    for entry_id in dict.fromkeys(hit.passage.entry_id for hit in hits):
        if entry := snapshot.entry(entry_id):
            yield entry, 1.0


def _is_enough(
    shared: float, weights: Mapping[str, float], is_named: bool, question: Question, snapshot: Snapshot
) -> bool:
    least, share = (_OWN, _OWN_SHARE) if is_named else (_ELSEWHERE, _ELSEWHERE_SHARE)
    least *= _PAIRED if question.lang == "ko" else 1
    return shared >= least * snapshot.lexical.rarest and shared >= share * sum(weights.values())


def _told(line: Line, question: Question) -> Finding:
    blank = Finding(SKILL, question.lang, question.standalone, entries=(line.entry,))
    if line.at >= 0:
        return replace(blank, facts=(FoundFact(line.entry, "point", (line.entry.of("point")[line.at],)),))
    text = joined(filter(None, (line.text, line.after)))
    return replace(blank, texts=(FoundText(line.entry, line.lang, line.heading, text),))
