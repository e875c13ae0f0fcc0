"""What an answer is written into: an entry with the place of the answer ready, and blanks where words are missing.

A blank is a run of low lines. A text that still has one is a draft's and never a visitor's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from guide.types import Entry, Fact, Lang

BLANK = "____"
LEFT = re.compile(r"_{4,}|＿{2,}")
"""A blank as people leave it: the wide ones of a Chinese keyboard too."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What the guide makes of a question: the name in it that nobody here bears, what kind of thing that is, what is
    asked of it. Each may be empty."""

    name: str = ""
    kind: str = ""
    field: str = ""
    city: str = ""
    lang: Lang = "zh-Hans"


Guesses: TypeAlias = Callable[[str, Lang], Guess]
"""The guide's understanding of a question in a language."""


def is_prose(field: str, fields: Mapping[str, str]) -> bool:
    """Whether a field holds words, so that a sentence can be begun for it."""
    return fields.get(field) == "text"


def with_words(entry: Entry, field: str, words: str) -> Entry:
    """The entry with words begun for a field; without one, as the last paragraph of its prose."""
    if field:
        return replace(entry, facts=(*entry.facts, Fact(field, {entry.lang: words})))
    before = entry.texts.get(entry.lang, "").rstrip()
    return replace(entry, texts={**entry.texts, entry.lang: f"{before}\n\n{words}" if before else words})


def has_blank(text: str) -> bool:
    """Whether something is still to be written."""
    return LEFT.search(text) is not None
