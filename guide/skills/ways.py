"""The way between two places that are named: what either of them says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from guide.retrieval.surfaces import plain
from guide.types import Entry, Fact, FoundFact, Question

_TRANSPORT = "transport"
_TOLD_IN = (_TRANSPORT, "point")
_BOTH = 2


def between(question: Question, entries: Sequence[Entry]) -> tuple[FoundFact, ...]:
    """The statements of either place that name the other and tell of a bus, a taxi or a walk; none is told twice."""
    if len(entries) != _BOTH or not question.evidence or all(_TRANSPORT not in each for each in question.fields):
        return ()
    of_way = re.compile(question.evidence)
    pairs = ((entries[0], entries[1]), (entries[1], entries[0]))
    return tuple(
        FoundFact(one, field, facts)
        for one, other in pairs
        for field in _TOLD_IN
        if (facts := tuple(fact for fact in one.of(field) if _tells(fact, other, of_way)))
    )


def _tells(fact: Fact, other: Entry, of_way: re.Pattern[str]) -> bool:
    words = " ".join(fact.value.values()) if isinstance(fact.value, Mapping) else str(fact.value)
    said = plain(words)
    names = (plain(name) for name in (*other.names.values(), *other.aliases))
    return of_way.search(words) is not None and any(len(name) > 1 and name in said for name in names)
