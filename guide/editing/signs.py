"""Signs: what a short address stands for, as it is printed and put at a door.

A code is made from what it stands for and from nothing else: an entry has the same code on every machine and after
every restart. Only questions are stored, for nothing else knows them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from guide.types import Entry, Lang, Text

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
"""Thirty letters and figures, none of which looks like another or, with its neighbours, like a rude word: no u."""
ENTRY, QUESTION, PART = 7, 8, 3
"""Letters of the code of an entry, of a question, and those that a section of an entry adds to it. By 30 ** 7 two of
ten thousand entries share a code once in four hundred bases."""
MOST_QUESTIONS = 200
LONGEST = 200
"""Characters of a question."""
_KEY = "signs"


class Values(Protocol):
    """Where small values are kept."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key."""
        ...

    def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        ...


@dataclass(frozen=True, slots=True)
class Sign:
    """One question to open the chat at, in the languages it was written in."""

    code: str
    question: Text


class Signs:
    """The questions that have a sign."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def all(self) -> tuple[Sign, ...]:
        """All of them, by their code."""
        stored: Mapping[str, Mapping[Lang, str]] = self._values.get(_KEY, {})
        return tuple(Sign(code, dict(question)) for code, question in sorted(stored.items()))

    def of(self, code: str) -> Sign | None:
        """The one of a code."""
        return next((each for each in self.all() if each.code == code), None)

    def add(self, question: Text) -> str:
        """Give a question a sign; returns its code. The same question has it already. ValueError: empty or too many."""
        asked = {lang: text.strip()[:LONGEST] for lang, text in question.items() if text.strip()}
        stored = dict(self._values.get(_KEY, {}))
        if not asked or len(stored) >= MOST_QUESTIONS:
            raise ValueError("a sign needs a question, and there is room for so many")
        code = code_of("?" + "\n".join(f"{lang}:{asked[lang]}" for lang in sorted(asked)), QUESTION)
        self._values.put(_KEY, {**stored, code: asked})
        return code

    def remove(self, code: str) -> None:
        """Take a sign away: its address leads nowhere any more."""
        self._values.put(_KEY, {key: each for key, each in self._values.get(_KEY, {}).items() if key != code})


def code_of(text: str, length: int = ENTRY) -> str:
    """The code of a text: its digest in the letters of ALPHABET."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:16])
    letters = []
    for _ in range(length):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def parts(entry: Entry) -> tuple[tuple[str, str], ...]:
    """The sections of an entry's own prose, each with its code: the stops of a tour, the exhibits of a museum.

    A heading that is written anew has another code; the one that was printed then leads to the entry as a whole.
    """
    own = entry.texts.get(entry.lang, "")
    return tuple((f"{code_of(entry.id)}{code_of(each, PART)}", each) for each in headings(own))


def headings(markdown: str) -> tuple[str, ...]:
    """The headings of sections, in their order."""
    return tuple(line[3:].strip() for line in markdown.splitlines() if line.startswith("## "))


def codes(entries: Iterable[Entry]) -> Mapping[str, str]:
    """The id of the entry for each code; of two with one code, the first by id."""
    return {code_of(each): each for each in sorted((entry.id for entry in entries), reverse=True)}
