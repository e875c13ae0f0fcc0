"""Statements and prose of the knowledge as they are told: as they stand, or quoted where they are in another language.

That a language is not the visitor's is said once for all the sentences in a row that are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from guide.dialogue.cite import Citations, mark
from guide.dialogue.wording import Wording
from guide.retrieval.passages import joined
from guide.types import FoundFact, FoundText, Lang

_UNSPACED = ("zh", "ja")
_ENDS = ("。", ".", "！", "!", "？", "?")


@dataclass(frozen=True, slots=True)
class Piece:
    """One or more sentences with their marks, and the language they are in."""

    lang: Lang
    text: str


def statements(found: FoundFact, lang: Lang, wording: Wording, citations: Citations) -> Iterator[Piece]:
    """The facts of a field that are sentences by themselves, each with its own sources."""
    for fact in found.facts:
        one = FoundFact(found.entry, found.field, (fact,))
        spoken = wording.spoken(fact.value, lang)
        sentence = closed(wording.values(one, lang if _alike(spoken, lang) else spoken), spoken)
        yield Piece(spoken, mark(sentence, citations.of_fact(found.entry, fact)))


def prose(text: FoundText, citations: Citations) -> Piece:
    """A stretch of prose with its source."""
    return Piece(text.lang, mark(text.text, citations.of_text(text.entry)))


def told(pieces: Iterable[Piece], lang: Lang, wording: Wording) -> Iterator[str]:
    """The pieces in order; those of another language in one quotation for each stretch of them."""
    for tongue, group in groupby(pieces, key=lambda piece: piece.lang.split("-")[0]):
        if tongue == lang.split("-")[0]:
            yield from (piece.text if piece.lang == lang else wording.script(piece.text, lang) for piece in group)
        else:
            values = {
                "text": joined(piece.text for piece in group),
                "language": wording.say(lang, f"language.{tongue}"),
            }
            yield wording.say(lang, "text.foreign", values)


def closed(sentence: str, lang: Lang) -> str:
    """A statement of the knowledge as a sentence, with its full stop."""
    return sentence if sentence.endswith(_ENDS) else sentence + ("。" if lang.startswith(_UNSPACED) else ".")


def _alike(one: Lang, other: Lang) -> bool:
    return one.split("-")[0] == other.split("-")[0]
