"""The names in a message: what they hide, what is asked by them, and which of them are only beside the point."""

from __future__ import annotations

from collections.abc import Iterable

from guide.dialogue.lexicon import MASK, Ask, Lexicon, Reading
from guide.dialogue.state import RESTAURANT, Heard, KindOf, Named
from guide.retrieval.entities import Mention
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import SHORT
from guide.skills.itinerary.rules import is_house
from guide.text.script import has_han
from guide.text.words import boundaries
from guide.types import Lang


def kinds_in(snapshot: Snapshot) -> KindOf:
    """Tells what kind an entry is in talk, "" where there is none: a house that serves food is no dish."""

    def kind_of(entry_id: str) -> str:
        entry = snapshot.entry(entry_id)
        if entry is None:
            return ""
        return RESTAURANT if is_house(entry) else entry.kind

    return kind_of


def masked(words: str, mentions: Iterable[Mention]) -> str:
    """Names are no question words: 开放 in one asks for no hours."""
    for each in mentions:
        words = words[: each.start] + MASK * (each.end - each.start) + words[each.end :]
    return words


def named(mention: Mention, words: str, lexicon: Lexicon) -> Named:
    """A name as it stands among the words of a message."""
    before, after = words[: mention.start], words[mention.end :]
    locates = lexicon.locates(before) or _is_plain_word(words, mention)
    return Named(mention.entries, locates, lexicon.asks_whether_near(before, after))


def asks_of(topic: Mention, reading: Reading) -> tuple[Ask, ...]:
    """What is asked by the very name of a topic."""
    return tuple(ask for ask in reading.asks if ask.start < topic.end and topic.start < ask.end)


def _is_plain_word(words: str, mention: Mention) -> bool:
    """Whether a short form is an everyday word too, 动物园 for 北京动物园: it pushes no place out of talk."""
    surface = words[mention.start : mention.end]
    return mention.strength <= SHORT and has_han(surface) and boundaries(surface) == {0, len(surface)}


def is_said(name: str, words: str) -> bool:
    """Whether a city is named: as a word of its own where words have blanks, with or without the s of what it owns."""
    return name in words if not name.isascii() else any(f" {each} " in f" {words} " for each in (name, f"{name}s"))


def tells_by_fact(ask: Ask, meant: tuple[str, ...], lang: Lang, snapshot: Snapshot) -> bool:
    """Whether a topic has no prose in a language and a fact of what its name asks: no metro, in Korean."""
    entry = snapshot.entry(meant[0]) if meant else None
    return entry is not None and lang[:2] not in {each[:2] for each in entry.texts} and any(map(entry.of, ask.fields))


def aspects(heard: Heard, meant: tuple[str, ...], snapshot: Snapshot) -> tuple[str, ...]:
    """Every name of the entries that are named but not meant: "is the tower near it?"."""
    others = (each for named in heard.named for each in named.entries[:1] if each not in meant)
    return tuple(
        each for other in others if (entry := snapshot.entry(other)) for each in (*entry.names.values(), *entry.aliases)
    )
