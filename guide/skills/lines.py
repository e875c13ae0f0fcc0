"""The sentences of an entry, each where it stands: what questions of why, how and who are answered with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guide.retrieval.passages import joined, sections, sentences
from guide.skills.quoting import tells_by_points, text_language
from guide.types import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence where it stands."""

    entry: Entry
    lang: str
    heading: str
    before: str
    text: str
    after: str
    rest: str = ""
    """What follows in its paragraph."""
    at: int = -1
    """Of a statement, its number among the entry's; of prose -1."""


def lines_of(entry: Entry, lang: str) -> Iterator[Line]:
    """The sentences of its prose in the language they are quoted in, then its statements."""
    chosen = None if tells_by_points(entry, lang) else text_language(entry.texts, lang)
    for heading, text in sections(entry.texts[chosen]) if chosen else ():
        parts = ["", *sentences(text), ""]
        for at in range(1, len(parts) - 1):
            rest = joined(parts[at + 1 : -1])
            yield Line(entry, chosen or lang, heading, parts[at - 1], parts[at], parts[at + 1], rest)
    for at, fact in enumerate(entry.of("point")):
        value = fact.value if isinstance(fact.value, Mapping) else {entry.lang: str(fact.value)}
        if spoken := text_language(value, lang):
            yield Line(entry, spoken, "", "", value[spoken], "", at=at)
