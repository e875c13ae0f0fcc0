"""Why, how and whence: the sentences that answer, chosen by what is asked and not by shared words alone.

A sentence scores by the rare words it shares with the question, by the words that an answer of that kind has, and by
the heading it stands under. It is told with the one before it where it leans on that, and the one after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

from guide.retrieval.index import Snapshot
from guide.retrieval.passages import joined
from guide.retrieval.surfaces import plain
from guide.skills import nearest
from guide.skills.lines import Line, lines_of
from guide.text.script import has_han
from guide.text.words import search_tokens
from guide.types import Entry, Finding, FoundFact, FoundText, Question

SKILL = "story"
MOST_ENTRIES = 3
_CUE, _HEADING, _NAMES_OTHER, _OWN_NAME = 0.5, 0.35, 0.8, 0.25
"""What a cue, a word of the heading, the other name of a comparison and a word of the entry's own name are worth."""
_UNCUED = 0.4
"""What is left of the score of a sentence without the cue, where one is needed."""
LEAST, PLAINLY = 0.34, 0.6
"""The score of an answer to a question whose kind is known, and to one that is only about the same words."""
_SHORT, _BOTH = 24, 84
"""Characters below which a sentence is told with the next, and of both together; of letters two and a half times as
many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What kind of answer is wanted: the words it has, those of the question, and which of these mean the same."""

    cue: re.Pattern[str]
    words: frozenset[str]
    leans: re.Pattern[str]
    """How a sentence begins that says nothing without the one before it."""
    same: tuple[frozenset[str], ...] = ()
    by_cue: bool = False
    """The cue alone tells an answer: what has burnt down answers "what became of it" in whatever words."""
    only_cue: bool = False
    """Nothing but the cue tells an answer: whether dogs may come in is said by a sentence on dogs."""
    compares: bool = False
    """Two things are held against each other: the answer names the other one."""
    least: float = LEAST
    wonders: bool = False
    """Where nothing answers plainly, the sentence that shares its rare words will do: `nearest`."""
    times: float = 1
    """How much more such a sentence must share: before another ability was asked, twice as much."""
    needs_cue: bool = False
    """A sentence that only shares words tells little: "also called so" does not say why."""


def find(asked: Asked, question: Question, snapshot: Snapshot) -> Finding | None:
    """The sentences that answer; None when none does plainly enough."""
    found = _plainly(asked, question, snapshot)
    return nearest.find(question, snapshot, asked.times) if found is None and asked.wonders else found


def _plainly(asked: Asked, question: Question, snapshot: Snapshot) -> Finding | None:
    entries = tuple(entry for each in question.entries[:MOST_ENTRIES] if (entry := snapshot.entry(each)))
    lines = [line for entry in entries for line in lines_of(entry, question.lang)]
    if not lines or not (asked.words or asked.compares or asked.by_cue):
        return None
    weights = _weights(asked, lines)
    best = max(lines, key=lambda line: _score(line, asked, weights, entries))
    if _score(best, asked, weights, entries) < asked.least:
        return None
    blank = Finding(SKILL, question.lang, question.standalone, entries=(best.entry, *_without(entries, best)))
    if best.at >= 0:
        return replace(blank, facts=(FoundFact(best.entry, "point", (best.entry.of("point")[best.at],)),))
    return replace(blank, texts=(FoundText(best.entry, best.lang, best.heading, _told(best, asked.leans)),))


def tokens(words: str) -> frozenset[str]:
    """The units words are compared by: characters of Chinese, stems of others."""
    chinese = frozenset(char for char in words if has_han(char))
    return chinese or frozenset(search_tokens(words))


def _without(entries: Sequence[Entry], best: Line) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.id != best.entry.id)


def _weights(asked: Asked, lines: Sequence[Line]) -> dict[str, float]:
    """How much each asked word tells: the fewer sentences have it, the more. A word of the name tells little."""
    own = {token for line in lines for name in line.entry.names.values() for token in tokens(plain(name))}
    found = {word: sum(bool(_alike(word, asked) & tokens(plain(line.text))) for line in lines) for word in asked.words}
    rare = {word: log(1 + len(lines) / (1 + count)) for word, count in found.items()}
    return {word: weight * (_OWN_NAME if word in own else 1) for word, weight in rare.items()}


def _alike(word: str, asked: Asked) -> frozenset[str]:
    return next((group for group in asked.same if word in group), frozenset({word}))


def _score(line: Line, asked: Asked, weights: dict[str, float], entries: Sequence[Entry]) -> float:
    if asked.only_cue and not asked.cue.search(line.text):
        return 0
    said, headed = tokens(plain(line.text)), tokens(plain(line.heading))
    whole = sum(weights.values()) or 1
    shared = sum(weight for word, weight in weights.items() if _alike(word, asked) & said)
    above = sum(weight for word, weight in weights.items() if _alike(word, asked) & headed)
    other = asked.compares and _names(line.text, _without(entries, line))
    score = (shared + _HEADING * above) / whole + (_NAMES_OTHER if other else 0)
    cued = (score or asked.by_cue) and asked.cue.search(line.text)
    return score + _CUE if cued else score * (_UNCUED if asked.needs_cue else 1)


def _names(text: str, others: Iterable[Entry]) -> bool:
    said = plain(text)
    names = (plain(name) for other in others for name in (*other.names.values(), *other.aliases))
    return any(len(name) > 1 and name in said for name in names)


def _told(line: Line, leans: re.Pattern[str]) -> str:
    """The sentence with the one before it, where it leans on that, else with the next that leans on it."""
    parts = [line.text]
    if line.before and leans.search(line.text):
        parts.insert(0, line.before)
    size = 1 if has_han(line.text) else 2.5
    short = len(line.text) < _SHORT * size or len(line.text) + len(line.after) < _BOTH * size
    if line.before and len(parts) == 1 and not line.after and len(line.before) + len(line.text) < _BOTH * size:
        parts.insert(0, line.before)
    if line.after and len(parts) == 1 and (short or leans.search(line.after)):
        parts.append(line.after)
    return joined(parts)
