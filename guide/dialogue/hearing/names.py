"""Which names in a message are names there, and which only say what is not meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.lexicon import MASK
from guide.retrieval.entities import Mention
from guide.retrieval.surfaces import plain
from guide.types import Entry

_PLACES = frozenset({"attraction", "museum", "venue", "hotel", "restaurant"})
_OF = "的"
"""What a city's name leaves before a word that it is cut from: 苏州的园林."""


def unmasked(turn: Turn, patterns: Mapping[str, re.Pattern[str]]) -> Turn:
    """The turn without mentions that are no names here: "a comfort hotel" is none of that name."""
    words = plain(turn.text)
    kept = tuple(each for each in turn.mentions if _is_name(each, words, patterns))
    if len(kept) == len(turn.mentions):
        return turn
    masked = list(words)
    for each in kept:
        masked[each.start : each.end] = MASK * (each.end - each.start)
    return replace(turn, words="".join(masked), mentions=kept)


def places(conversation: Conversation) -> list[Entry]:
    """The sights and houses that the last turn names, each once."""
    named = (conversation.snapshot.by_id[each.entries[0]] for each in conversation.last.mentions)
    return list({entry.id: entry for entry in named if entry.kind in _PLACES}.values())


def bare(said: str) -> str:
    """A name without what a city's name before it left."""
    return said.lstrip(_OF)


def _is_name(mention: Mention, words: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether a mention is one here: not after "a", and not the mere word for gardens that one is called by.

    Where something is looked for and nothing to be near to, a word that is only spelt like a name is a word.
    """
    said = words[mention.start : mention.end]
    common = (name for name in patterns if name.startswith(("kind.", "concept.")))
    plain_word = any(patterns[name].fullmatch(bare(said)) for name in common)
    guessed = mention.typo and patterns["offer"].search(words) and not patterns["near"].search(words)
    return not plain_word and not guessed and not patterns["not_name"].search(words[: mention.start])


def apart(turn: Turn, patterns: Mapping[str, re.Pattern[str]]) -> tuple[Mention, ...]:
    """The names something else is wanted than: "anything but the lake", "the lake is too dear"."""
    found = patterns["apart"].finditer(turn.words) if "apart" in patterns else ()
    spans = [match.span() for match in found]
    return tuple(each for each in turn.mentions if any(a <= each.start and each.end <= b for a, b in spans))
