"""The nearest sentence: where a visitor wonders who, why or what for and no kind of answer is known.

A sentence is told when it shares words with the question that few others have. Of the entry that is named one rare word
is enough, of those tied to it too; where none is named, several must come together in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from guide.retrieval.index import Snapshot
from guide.retrieval.links import ties
from guide.retrieval.passages import joined
from guide.retrieval.surfaces import plain
from guide.skills.lines import Line, lines_of
from guide.text.script import has_han
from guide.text.words import search_tokens, telling_words
from guide.types import Entry, Finding, FoundFact, FoundText, Lang, Question

SKILL = "story"
_TIED = 0.8
"""What a sentence of a tied entry is worth beside one of the entry itself."""
_PAIRED = 3
"""So much more must be shared where words are pairs of characters, as in Korean."""
_MOST = 1.5
"""The strictest share asked elsewhere, as a multiple."""
_PASSAGES = 24
_PARAGRAPH = 130
"""Characters of a paragraph that is told to its end; of letters two and a half times as many."""
_QUOTED = re.compile(r"[“「『\"《‘]([^”」』\"》’]{1,20})[”」』\"》’]")
"""A phrase in quotation marks: the sentence that answers has it whole."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """What a sentence must share: so much of the rarity of a word that nobody uses, and of the question's words."""

    rarity: float
    share: float

    def raised(self, times: float, pairs: int) -> _Bar:
        """The bar where another ability could still answer, `times` as high, and where words are `pairs`."""
        return _Bar(self.rarity * times * pairs, self.share * min(times, _MOST))

    def is_passed(self, shared: float, weights: Mapping[str, float], snapshot: Snapshot) -> bool:
        """Whether so much is enough."""
        return shared >= self.rarity * snapshot.lexical.rarest and shared >= self.share * sum(weights.values())


_OWN, _ELSEWHERE = _Bar(0.5, 0.17), _Bar(1.3, 0.3)
"""Of what is named and tied to it; where nothing is named."""
_ALL = _Bar(1.3, 0.6)
"""A sentence that has nearly all the question asks answers it whoever else was asked."""


def find(question: Question, snapshot: Snapshot, times: float = 1) -> Finding | None:
    """The sentence that shares most: of what is named and tied to it, else of all there is; None where none will do.

    `times` as much must be shared where another ability could still answer, and then of what is named alone.
    """
    named = [entry for each in question.entries[:2] if (entry := snapshot.entry(each))]
    pairs = _PAIRED if question.lang == "ko" else 1
    if named:
        weights = _weights(question, named, snapshot)
        own = _best(_around(named, snapshot), weights, (_OWN.raised(times, pairs),), question, snapshot)
        if own or times > 1:
            return own
    weights = _weights(question, [], snapshot)
    bars = (_ELSEWHERE.raised(times, pairs), *(() if named else (_ALL.raised(1, pairs),)))
    return _best(_found(weights, question, snapshot), weights, bars, question, snapshot)


def _best(
    pool: Iterable[tuple[Entry, float]], weights: Mapping[str, float], bars: Iterable[_Bar], question: Question,
    snapshot: Snapshot,
) -> Finding | None:  # fmt: skip
    """The nearest line of a pool as a finding, where it passes one of the bars."""
    best = _nearest(pool, weights, question.lang)
    if best and any(bar.is_passed(best[0], weights, snapshot) for bar in bars):
        return _told(best[1], question)
    return None


def _nearest(
    pool: Iterable[tuple[Entry, float]], weights: Mapping[str, float], lang: Lang
) -> tuple[float, Line] | None:
    """The line that shares most, and how much."""
    best: tuple[float, Line] | None = None
    for entry, worth in pool:
        for line in lines_of(entry, lang):
            said, whole = frozenset(search_tokens(line.text)), plain(line.text)
            shared = worth * sum(weight for word, weight in weights.items() if word in said or _spells(word, whole))
            if best is None or shared > best[0]:
                best = shared, line
    return best


def _weights(question: Question, named: Sequence[Entry], snapshot: Snapshot) -> Mapping[str, float]:
    """The rarity of each word of the question, without names and what every question has."""
    called = (name for entry in named for name in (*entry.names.values(), *entry.aliases))
    names = {token for name in called for token in search_tokens(name)}
    words = [word for word in telling_words(question.text) if word in question.content and word not in names]
    quoted = (plain(each) for each in _QUOTED.findall(question.text))
    weights = {word: snapshot.lexical.rarity(word) for word in words}
    return weights | {
        each: _ELSEWHERE.rarity * snapshot.lexical.rarest for each in quoted if each and each not in names
    }


def _spells(word: str, line: str) -> bool:
    """Whether a line holds a phrase: what was quoted need not be a word."""
    return not word.isascii() and word in line


def _around(named: Sequence[Entry], snapshot: Snapshot) -> Iterator[tuple[Entry, float]]:
    """What is named and what is tied to it, each with what its sentences are worth."""
    yield from ((entry, 1.0) for entry in named)
    yield from ((tie.other, _TIED) for each in named[:1] for tie in ties(each, snapshot.by_id))


def _found(weights: Mapping[str, float], question: Question, snapshot: Snapshot) -> Iterator[tuple[Entry, float]]:
    """The entries whose passages share most with the question."""
    hits = snapshot.search(" ".join(weights), _PASSAGES, lang=question.lang) if weights else []
    for entry_id in dict.fromkeys(hit.passage.entry_id for hit in hits):
        if entry := snapshot.entry(entry_id):
            yield entry, 1.0


def _told(line: Line, question: Question) -> Finding:
    blank = Finding(SKILL, question.lang, question.standalone, entries=(line.entry,))
    if line.at >= 0:
        return replace(blank, facts=(FoundFact(line.entry, "point", (line.entry.of("point")[line.at],)),))
    longest = _PARAGRAPH if has_han(line.text) else _PARAGRAPH * 2.5
    rest = line.rest if len(line.text) + len(line.rest) < longest else line.after
    text = joined(filter(None, (line.text, rest)))
    return replace(blank, texts=(FoundText(line.entry, line.lang, line.heading, text),))
