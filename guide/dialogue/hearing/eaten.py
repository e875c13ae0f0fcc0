"""Dishes that are asked for by name, also those that nobody has: "a restaurant with ox tongue" asks for no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from guide.dialogue.conversation import Turn
from guide.retrieval import values
from guide.retrieval.facets import Facets
from guide.retrieval.surfaces import plain
from guide.skills.wishes import Wish

_EATEN = frozenset({"dishes", "cuisine"})
_EATEN_AS = frozenset({"sweet", "noodles", "vegetarian", "breakfast"})
"""Concepts of what is eaten."""


def asked(
    turn: Turn, kind: str, wishes: Sequence[Wish], patterns: Mapping[str, re.Pattern[str]], facets: Facets
) -> Iterator[Wish]:
    """The wishes with the dish asked for by name in the visitor's whole words; one that no entry names stands too,
    without any value: "a restaurant with ox tongue" asks for no other."""
    said = _named(turn, patterns) if kind == "eat" else ""
    words = plain(said)
    known = [wish for wish in wishes if wish.field in _EATEN or wish.meaning in _EATEN_AS]
    for wish in wishes:
        whole = wish.field == "dishes" and plain(wish.said) in words
        yield replace(wish, said=said) if whole else wish
    if said and not known:
        found = values.holding(words, facets, "dishes")
        yield Wish("dishes", found, said=said) if found else Wish("cuisine", said=said)


def _named(turn: Turn, patterns: Mapping[str, re.Pattern[str]]) -> str:
    """What stands where a dish is named, if it is neither a place nor another wish."""
    names = [plain(turn.text)[each.start : each.end] for each in turn.mentions]
    others = [pattern for name, pattern in patterns.items() if name.startswith(("kind.", "concept.", "cue."))]
    for asked in patterns["dish.asked"].finditer(turn.raw) if "dish.asked" in patterns else ():
        said = (asked[1] or "").strip()
        words = plain(said)
        named = any(name in words or words in name for name in names)
        if words and not named and not any(pattern.search(words) for pattern in others):
            return said
    return ""
