"""Routes by how well they are what was asked for: by name, by whom and what they are for, and by how long they take.

A route says of itself, in its names, its season and whom it suits, what visitors ask for; a word that few of the routes
say tells more of one than a word that all of them say.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guide.retrieval.surfaces import plain
from guide.types import Entry

SHORTEST, LONGEST = "shortest", "longest"
_FIELDS = ("audience", "season")
_NAMED = 100.0
_OFF = 60.0
"""Minutes off what was asked for that count as much as a word most routes say."""
_WORD = re.compile(r"[a-z0-9\u00c0-\u024f\u0400-\u04ff]{3,}")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a route is asked to be."""

    words: str = ""
    """The question, in plain words."""
    named: tuple[str, ...] = ()
    """Routes that are named."""
    minutes: int = 0
    order: str = ""
    """shortest or longest; "" for neither."""


def by_fit(sought: Sought, routes: Sequence[Entry]) -> Iterator[Entry]:
    """The routes, the best first."""
    likeness = _likeness(sought.words, routes)
    yield from sorted(routes, key=lambda entry: (_rank(entry, sought, likeness), entry.id))


def fit(sought: Sought, routes: Sequence[Entry]) -> frozenset[str]:
    """The routes that are at all what was asked for."""
    timed = {entry.id for entry in routes if _minutes(entry) and (sought.minutes or sought.order)}
    likeness = _likeness(sought.words, routes)
    return frozenset(timed | set(sought.named) | {key for key, weight in likeness.items() if weight})


def _rank(entry: Entry, sought: Sought, likeness: Mapping[str, float]) -> tuple[bool, float]:
    long = _minutes(entry)
    if sought.order:
        return not long, -(long or 0) if sought.order == LONGEST else float(long or 0)
    off = abs(long - sought.minutes) / _OFF if long and sought.minutes else 10.0 * bool(sought.minutes)
    return False, off - likeness.get(entry.id, 0.0) - _NAMED * (entry.id in sought.named)


def _minutes(entry: Entry) -> int:
    said = (fact.value for fact in entry.of("duration"))
    return next((int(value) for value in said if isinstance(value, int | float)), 0)


def _likeness(words: str, routes: Sequence[Entry]) -> Mapping[str, float]:
    """For each route the weight of what it says of itself in the words of the question."""
    asked = _parts(words)
    says = {entry.id: asked & _parts(" ".join(_said(entry))) for entry in routes}
    common = Counter(part for parts in says.values() for part in parts)
    return {key: _weight(parts, common, len(routes)) for key, parts in says.items()}


def _weight(parts: Collection[str], common: Mapping[str, int], count: int) -> float:
    """What nearly all routes say, "route", weighs nothing."""
    return sum(math.log(count / common[part]) for part in parts if 2 * common[part] < count)


def _said(entry: Entry) -> Iterator[str]:
    yield from (*entry.names.values(), *entry.aliases)
    for field in _FIELDS:
        for fact in entry.of(field):
            yield from fact.value.values() if isinstance(fact.value, Mapping) else (str(fact.value),)


def _parts(words: str) -> frozenset[str]:
    """Words, in Chinese, Japanese and Korean pairs of characters; a plural is its singular."""
    text = plain(words)
    pairs = (run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))
    return frozenset((*pairs, *(each.removesuffix("s") for each in _WORD.findall(text))))
