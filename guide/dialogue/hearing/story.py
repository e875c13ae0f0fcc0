"""Why, how, whence and what became of it: which kind of answer a question about something in talk wants."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from guide.dialogue.conversation import Conversation
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.lexicon import MASK
from guide.prompts import Prompts
from guide.skills.story import Asked, tokens
from guide.types import Lang

_COMPARES = ("difference", "relation")
_BY_CUE = ("origin", "fate", "rename", "model", "living", "maker", "really", "meaning")
"""Kinds whose answers are known by their own words."""
_ASKED_BY_VERB = ("skill", "manner")
"""Kinds whose asking words carry the matter too: how do I eat it."""
_ASK, _CUE = "ask.", "cue."
_NOTHING = re.compile(r"(?!)")


class Telling:
    """Hears questions that a sentence of the prose answers better than a field."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._patterns = Patterns(prompts, "story")
        self._words = lru_cache(None)(self._read_words)

    def hear(self, conversation: Conversation) -> Asked | None:
        """The kind of answer wanted; None when something else is asked, or nothing is in talk."""
        turn, question = conversation.last, conversation.question
        said = self._patterns.of(turn.lang)
        if not said or not question.entries or said["left"].search(turn.words):
            return None
        kind = next(
            (key.removeprefix(_ASK) for key in said if key.startswith(_ASK) and said[key].search(turn.words)), ""
        )
        if not kind:
            return None
        same, empty = self._words(turn.lang)
        words = turn.words.replace(MASK, " ")
        asked = tokens(words if kind in _ASKED_BY_VERB else said[_ASK + kind].sub(" ", words)) - empty
        cue, leans = (said.get(key) or _NOTHING for key in (_CUE + kind, "leans"))
        return Asked(cue, asked or tokens(words) - empty, leans, same, kind in _BY_CUE, kind in _COMPARES)

    def _read_words(self, lang: Lang) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
        """Words that mean the same, and those that carry nothing."""
        words: Any = self._prompts.words(lang, "hear/story")
        groups = tuple(tokens(str(group)) for group in words.get("same") or ())
        return groups, tokens(str(words.get("empty") or ""))
