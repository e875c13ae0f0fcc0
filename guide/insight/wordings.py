"""Which questions are worded almost alike, without comparing each with each whenever the desk is opened.

The first wording of its kind leads; a later one follows the leader it is nearest to, or leads a kind of its own. Only
new wordings are compared, a block at a time against all leaders. Wordings are compared within a scope: the same
language, about the same place. Questions about one place are alike by their letters or, in Chinese, by what they speak
of: whether a drone may be flown or put up there is asked for one answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from guide.text.words import things_and_acts

Scope = tuple[str, str]
"""What the questions are about, and their language."""

ALIKE = 88
"""Of 100, by the letters two wordings share in order: an ending more is alike, another word in a short question not."""
SHARED = 0.6
"""Of the words of two wordings, by their length, how much both have: 飞无人机 and 无人机拍照 are alike."""
_BLOCK = 256


class Wordings:
    """Leaders by scope. Not for several threads at once."""

    def __init__(self) -> None:
        self._led: dict[Scope, dict[str, str]] = {}

    def catch_up(self, asked: Mapping[Scope, Sequence[str]]) -> None:
        """Know these wordings, the first asked first, and no others: what was forgotten is forgotten here too."""
        self._led = {
            scope: _caught_up(self._led.get(scope, {}), wordings, by_words=bool(scope[0]))
            for scope, wordings in asked.items()
        }

    def leader(self, scope: Scope, wording: str) -> str:
        """The wording that stands for this one."""
        return self._led[scope][wording]


def _caught_up(known: Mapping[str, str], wordings: Sequence[str], by_words: bool) -> dict[str, str]:
    still = set(wordings)
    if not still.issuperset(known.values()):
        known = {}
    led = {wording: leader for wording, leader in known.items() if wording in still}
    leaders = _Leaders(dict.fromkeys(led.values()), by_words)
    fresh = [each for each in wordings if each not in led]
    for start in range(0, len(fresh), _BLOCK):
        led |= _led(fresh[start : start + _BLOCK], leaders)
    return led


class _Leaders:
    """The wordings that lead in one scope, in the order they came, found by what they speak of too."""

    def __init__(self, wordings: Iterable[str], by_words: bool) -> None:
        self.all: list[str] = []
        self._by_words = by_words
        self._speaking_of: dict[str, list[str]] = {}
        for each in wordings:
            self.add(each)

    def add(self, wording: str) -> None:
        self.all.append(wording)
        for thing in things_and_acts(wording)[0] if self._by_words else ():
            self._speaking_of.setdefault(thing, []).append(wording)

    def akin(self, wording: str) -> str:
        """The leader that shares most words with a wording, among them a thing; nothing where none shares enough."""
        if not self._by_words:
            return ""
        near = (each for thing in sorted(things_and_acts(wording)[0]) for each in self._speaking_of.get(thing, ()))
        score, leader = max(((_shared(wording, each), each) for each in near), default=(0.0, ""))
        return leader if score >= SHARED else ""


def _shared(one: str, other: str) -> float:
    mine, theirs = frozenset().union(*things_and_acts(one)), frozenset().union(*things_and_acts(other))
    return 2 * _length(mine & theirs) / (_length(mine) + _length(theirs))


def _length(words: Iterable[str]) -> int:
    return sum(map(len, words))


def _led(block: Sequence[str], leaders: _Leaders) -> dict[str, str]:
    """The leader of each wording of a block; those that lead themselves are added to `leaders`."""
    found, older = _nearest(block, leaders.all), len(leaders.all)
    led: dict[str, str] = {}
    for wording, (score, leader) in zip(block, found, strict=True):
        beside = process.extractOne(wording, leaders.all[older:], scorer=fuzz.ratio, score_cutoff=max(score, ALIKE))
        led[wording] = (beside[0] if beside and beside[1] > score else leader) or leaders.akin(wording) or wording
        if led[wording] == wording:
            leaders.add(wording)
    return led


def _nearest(block: Sequence[str], leaders: Sequence[str]) -> list[tuple[float, str]]:
    """For each wording how alike it is to the nearest leader, and that leader; 0 and nothing where none is alike."""
    if not leaders:
        return [(0, "")] * len(block)
    scores = process.cdist(block, leaders, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float64)
    best = ((row[at], leaders[at]) for row, at in zip(scores, scores.argmax(axis=1), strict=True))
    return [(float(score), leader if score else "") for score, leader in best]
