"""Persons that the knowledge ties to places, by every form of their names: who is known, and whom a text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import ahocorasick

from guide.retrieval.surfaces import pinyin, plain
from guide.text.script import has_han, is_cjk
from guide.types import Entry, Value

FIELD = "people"
_PARTED = re.compile(r"[、，,;；/]")
_BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]")
_SHORTEST_SPELLED = 5
"""Letters of a name in letters: shorter ones (Li Bo, "wang") are words too."""


class People:
    """All persons of a base."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._automaton = ahocorasick.Automaton()
        for entry in entries:
            for form in forms(entry):
                self._automaton.add_word(form, form)
        self._automaton.make_automaton()

    def named(self, text: str) -> str | None:
        """The longest name of a known person in a text, as `plain` writes it."""
        words = plain(text)
        found = self._automaton.iter(words) if len(self._automaton) else ()
        return max(
            (form for last, form in found if _is_whole(words, last + 1 - len(form), last + 1)), key=len, default=None
        )


def forms(entry: Entry) -> set[str]:
    """Every form of the names of the persons of an entry, plain."""
    return {form for fact in entry.of(FIELD) for name in _names(fact.value) for form in _forms(name)}


def _names(value: Value) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from (name for words in value.values() for name in _names(words))
    elif isinstance(value, tuple):
        yield from value
    else:
        yield from _PARTED.split(str(value))


@lru_cache(65536)
def _forms(name: str) -> tuple[str, ...]:
    """Kept, because every snapshot asks again for the forms of names that hardly ever change."""
    bare = plain(_BRACKETED.sub(" ", name))
    own = (bare,) if len(bare) >= (2 if has_han(bare) else _SHORTEST_SPELLED) else ()
    spelled = pinyin(bare) if has_han(bare) else ()
    return (*own, *(each for each in spelled if len(each) >= _SHORTEST_SPELLED))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name in letters is no part of a longer word; an s behind it is its genitive."""
    end += text[end : end + 1] == "s"
    beside = (text[start - 1 : start], text[end : end + 1])
    return is_cjk(text[start]) or not any(each.isalnum() and not is_cjk(each) for each in beside)
