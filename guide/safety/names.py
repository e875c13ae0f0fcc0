"""Every name the base knows, and which of them a text says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from guide.text.script import fold, has_han, is_cjk
from guide.text.words import boundaries
from guide.types import TOPIC, Entry

_LATIN = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of folded text that is the name of these entries."""

    start: int
    end: int
    name: str
    entries: frozenset[str]


class Names:
    """The names and aliases of all entries, made once for each state of the base; a search is one pass."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        owners: dict[str, set[str]] = defaultdict(set)
        for entry in entries:
            if entry.kind != TOPIC:  # Its names are words like parking: saying them names no place.
                for name in (*entry.names.values(), *entry.aliases):
                    owners[fold(name).strip()].add(entry.id)
        self._owners = {name: frozenset(ids) for name, ids in owners.items() if _telling(name)}
        self._automaton = ahocorasick.Automaton()
        for name in self._owners:
            self._automaton.add_word(name, name)
        self._automaton.make_automaton()

    def said(self, text: str) -> Sequence[Mention]:
        """The names in a text as it was written, none inside another; places count in `fold(text)`."""
        folded = fold(text)
        if not self._owners:
            return ()
        found = [
            Mention(last - len(name) + 1, last + 1, name, self._owners[name])
            for last, name in self._automaton.iter(folded)
            if _whole(folded, last - len(name) + 1, last + 1) and _written_as_name(name, text)
        ]
        return _longest(found)


def _telling(name: str) -> bool:
    return len(name) >= (2 if any(map(is_cjk, name)) else _LATIN)


def _whole(text: str, start: int, end: int) -> bool:
    """Not a piece of other words: 何园 is not said by 任何园林, nor the Pond by ponder."""
    if is_cjk(text[start]) or is_cjk(text[end - 1]):
        cuts = boundaries(text) if end - start == 2 and has_han(text[start:end]) else None
        return cuts is None or (start in cuts and end in cuts)
    return not (_letter(text, start - 1) or _letter(text, end))


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum() and not is_cjk(text[at])


def _written_as_name(name: str, text: str) -> bool:
    """A name that is one Latin word is also a common word unless it is capitalised."""
    if " " in name or not name.isascii():
        return True
    return re.search(rf"\b{re.escape(name.capitalize())}\b|\b{re.escape(name.upper())}\b", text) is not None


def _longest(found: Iterable[Mention]) -> list[Mention]:
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in taken):
            taken.append(mention)
    return sorted(taken, key=lambda each: each.start)
