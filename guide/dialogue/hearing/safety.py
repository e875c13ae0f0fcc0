"""Whether a question is one that the guide leaves aside. Asked before every other ability."""

from __future__ import annotations

from collections.abc import Callable

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.state import PERSON
from guide.prompts import Prompts
from guide.retrieval.surfaces import plain
from guide.safety import question
from guide.text.script import has_han
from guide.types import Lang

NAME = "safety"
LISTED = "words"
"""The topic of a question that holds a word of the operator's list."""
_URGENT = frozenset({"self_harm", "emergency.fire", "emergency.medical", "emergency.unknown"})
_REPORTED = frozenset({"emergency.police", "emergency.traffic", "missing"})
"""Needs of somebody to whom something was done: the words for it are no request to do it."""
_STILL = frozenset({"legal", "instructions"})
_QUOTED = ("abuse",)
"""Who complains of insults repeats them."""
ELSEWHERE = "elsewhere"
"""The topic of a question that has nothing to do with a visit."""
_WRITTEN = frozenset({"zh", "en", "ja", "ko", "fr"})
_EVERYWHERE = ("en",)
"""Languages whose patterns read every question, for these words travel."""


class Guarding:
    """Hears what is not for a guide. A cry for help is never declined: `need` names it first."""

    def __init__(
        self, prompts: Prompts, need: Callable[[Turn], str | None], listed: Callable[[str], tuple[str, ...]]
    ) -> None:
        self._patterns, self._need, self._listed = Patterns(prompts, NAME), need, listed

    def hear(self, conversation: Conversation) -> str | None:
        """The topic to decline; None for a question to answer."""
        turn = conversation.last
        need = self._need(turn)
        if need in _URGENT:
            return None
        if self._listed(turn.text):
            return LISTED
        asked = conversation.question
        anchored = bool(need or turn.mentions or asked.of_city or any(kind != PERSON for kind in asked.kinds))
        lexicons = [self._patterns.of(lang) for lang in _read_as(turn)]
        found = question.topic(plain(question.bare(turn.text)), lexicons, anchored, _QUOTED if need else ())
        return None if need in _REPORTED and found not in _STILL else found

    def hear_elsewhere(self, conversation: Conversation) -> str | None:
        """ELSEWHERE for a question that names no place and nothing of a visit: a guide has no notes for it."""
        asked, turn = conversation.question, conversation.last
        about = turn.mentions or asked.entries or asked.of_city or asked.kinds or asked.fields or asked.topics
        small = asked.smalltalk or asked.wants_more or asked.wants_intro or asked.stranger or asked.on_topic
        if about or small or self._need(turn):
            return None
        lexicons = [self._patterns.of(lang) for lang in _read_as(turn)]
        has_lexicon = turn.lang.split("-")[0] in _WRITTEN
        return ELSEWHERE if has_lexicon and question.is_elsewhere(plain(turn.text), lexicons) else None


def _read_as(turn: Turn) -> tuple[Lang, ...]:
    """The languages whose patterns read a turn: its own, those that travel, and Chinese where it is all characters."""
    own = turn.lang.split("-")[0]
    also = ("zh",) if own not in ("ja", "ko") and has_han(turn.text) else ()
    return tuple(dict.fromkeys((own, *also, *_EVERYWHERE)))
