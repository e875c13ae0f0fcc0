"""Places held against each other field by field, and why one was not offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from guide.retrieval.pools import paid
from guide.skills.ground import Ground
from guide.skills.wishes import EXACT, Request, Wish, matches
from guide.types import Entry, Finding, FoundFact, Question

COMPARED = ("price", "spend", "room_price", "duration", "rating", "stars", "level", "built", "hours", "season")
"""Fields worth holding against each other, in the order in which they are said."""
MOST_ROWS = 4
MOST_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows of what is known of at least two of the places, and which costs and takes least, where one does."""

    entries: tuple[Entry, ...]
    rows: tuple[tuple[FoundFact, ...], ...]
    cheapest: Entry | None = None
    shortest: Entry | None = None
    met: tuple[tuple[Wish, tuple[Entry, ...]], ...] = ()
    """Of each wish that was named with the question, the places that meet it."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a place was not offered: the wishes it does not meet, with what is known of them; none when it fits too."""

    entry: Entry
    missed: tuple[tuple[Wish, FoundFact | None], ...] = ()


def compared(request: Request, question: Question, ground: Ground, skill: str) -> Finding:
    """What is known of several places, side by side."""
    snapshot = ground.snapshot
    entries = tuple(snapshot.by_id[each] for each in request.compare[:MOST_ENTRIES])
    rows = [row for field in COMPARED if len(row := _row(entries, field)) > 1][:MOST_ROWS]
    of = snapshot.facets.of_entry
    prices = {each.id: cost for each in entries if (cost := paid(of[each.id])) is not None}
    times = {each.id: span[0] for each in entries if (span := of[each.id].figures.get("duration"))}
    met = tuple((wish, _meeting(wish, entries, request.kind, ground)) for wish in request.wishes)
    detail = Comparison(entries, tuple(rows), _least(entries, prices), _least(entries, times), met)
    facts = tuple(found for row in rows for found in row)
    return Finding(
        skill, question.lang, question.standalone, facts=facts, entries=entries, intent="compared", detail=detail
    )  # fmt: skip


def why_not(request: Request, question: Question, ground: Ground, skill: str) -> Finding:
    """The wishes that stood against a place the visitor names."""
    entry = ground.snapshot.by_id[request.why_not]
    alone = frozenset({entry.id})
    missed = tuple(wish for wish in request.wishes if not matches(wish, alone, request.kind, ground))
    told = tuple((wish, _known(entry, wish)) for wish in missed)
    facts = tuple(found for _, found in told if found)
    return Finding(
        skill, question.lang, question.standalone, facts=facts, entries=(entry,), intent="why_not",
        detail=WhyNot(entry, told),
    )  # fmt: skip


def _meeting(wish: Wish, entries: Sequence[Entry], kind: str, ground: Ground) -> tuple[Entry, ...]:
    """The places that meet a wish; what is only preferred is met by those that have it."""
    met = matches(wish, frozenset(each.id for each in entries), kind, ground)
    return tuple(each for each in entries if each.id in met and (not wish.soft or met[each.id] == EXACT))


def _row(entries: Sequence[Entry], field: str) -> tuple[FoundFact, ...]:
    known = [(entry, replace(entry.of(field)[0], note=None)) for entry in entries if entry.of(field)]
    return tuple(FoundFact(entry, field, (fact,)) for entry, fact in known)


def _least(entries: Sequence[Entry], values: dict[str, float]) -> Entry | None:
    """The one with the least of something that is known of all and the same for no two at the bottom."""
    if len(values) < len(entries):
        return None
    low = min(values.values())
    lowest = [each for each in entries if values[each.id] == low]
    return lowest[0] if len(lowest) == 1 else None


def _known(entry: Entry, wish: Wish) -> FoundFact | None:
    facts = entry.of(wish.field)[:1]
    return FoundFact(entry, wish.field, facts) if facts else None
