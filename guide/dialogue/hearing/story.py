"""Why, how, whence and what became of it: which kind of answer a question about something in talk wants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import Any

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import names
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.lexicon import MASK
from guide.prompts import Prompts
from guide.retrieval.surfaces import plain
from guide.skills.story import PLAINLY, Asked, tokens
from guide.types import Lang, Question

_DIFFERENCE = "difference"
_COMPARES = (_DIFFERENCE, "relation")
_BY_CUE = (
    "bought", "length", "origin", "fate", "rename", "model", "living", "maker", "really", "meaning", "native", "health",
    "made", "natural", "special", "members", "purpose", "tied",
)  # fmt: skip
"""Kinds whose answers are known by their own words."""
_ASKED_BY_VERB = ("skill", "manner")
"""Kinds whose asking words carry the matter too: how do I eat it."""
_ONLY_BY_CUE = ("bought", "photo", "pets", "riding", "bags", "pastime", "entered")
"""Kinds of leave that are asked for by name: a sentence on anything else is no answer."""
_NEEDS_CUE = ("name", "really", "origin", "natural", "purpose", "members", "tied")
"""Kinds of which a sentence tells little that only shares words."""
_OFFICE = frozenset({"hours", "price", "phone"})
"""What only a field tells: when it opens is not when it was built."""
_NAMED = "name"
"""The kind that asks why something is called so: the name it is called by is what the answer speaks of."""
_ASK, _REST, _CUE = "ask.", "rest.", "cue."
_AT_FIRST = 1.7
"""How much more a sentence must share that is told before any other ability was asked."""
_NOTHING = re.compile(r"(?!)")


class Telling:
    """Hears questions that a sentence of the prose answers better than a field."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._patterns = Patterns(prompts, "story")
        self._words = lru_cache(None)(self._read_words)

    def hear(self, conversation: Conversation) -> Asked | None:
        """The kind of answer wanted; None when something else is asked, or nothing is in talk."""
        turn = conversation.last
        said = self._patterns.of(turn.lang)
        if not said or said["left"].search(turn.words):
            return None
        kind = _kind(_ASK, said, turn.words) if conversation.question.entries else ""
        if kind == _DIFFERENCE and len(names.places(conversation)) > 1:
            return None  # What places cost, how long they take and how old they are stands side by side.
        if not kind:
            if not _wonders(said, turn):
                return None
            return replace(self._asked(turn, "", "", False), least=inf, wonders=True, times=_AT_FIRST)
        words = turn.words.replace(MASK, " ")
        bare = words if kind in _ASKED_BY_VERB else said[_ASK + kind].sub(" ", words)
        if kind == _NAMED:
            bare = f"{bare} {_other_name(conversation)}"
        asked = replace(
            self._asked(turn, bare, kind, kind in _BY_CUE),
            needs_cue=kind in _NEEDS_CUE,
            wonders=_wonders(said, turn),
            times=_AT_FIRST,
        )
        telling = [word for word in asked.words if len(word) > 1 or not word.isascii()]
        alone = kind in _ASKED_BY_VERB and len(telling) <= 1  # "how do I eat it" leaves nothing but its verb
        return replace(asked, by_cue=True) if alone else asked

    def hear_rest(self, conversation: Conversation) -> Asked | None:
        """What else may be asked where nothing answered: how often, how high, may one enter, or who and why at all."""
        turn, question = conversation.last, conversation.question
        said = self._patterns.of(turn.lang)
        if not said:
            return None
        wonders = _wonders(said, turn)
        asked = self._rest(turn, question, said) if question.entries else None
        if asked is None and not wonders:
            return None
        return replace(asked or self._asked(turn, "", "", False), wonders=wonders)

    def _rest(self, turn: Turn, question: Question, said: Mapping[str, re.Pattern[str]]) -> Asked | None:
        """What is asked of an entry in talk."""
        if any(_OFFICE & set(fields) for fields in question.fields):
            return None
        words = turn.words.replace(MASK, " ")
        kind = _kind(_REST, said, turn.words)
        if kind:
            return self._asked(turn, words, kind, True)
        unsaid = question.named and not question.fields
        return replace(self._asked(turn, words, "", False), least=PLAINLY) if unsaid else None

    def _asked(self, turn: Turn, bare: str, kind: str, by_cue: bool) -> Asked:
        same, empty = self._words(turn.lang)
        words = turn.words.replace(MASK, " ")
        asked = tokens(bare) - empty
        said = self._patterns.of(turn.lang)
        cue, leans = (said.get(key) or _NOTHING for key in (_CUE + kind, "leans"))
        return Asked(cue, asked or tokens(words) - empty, leans, same, by_cue, kind in _ONLY_BY_CUE, kind in _COMPARES)

    def _read_words(self, lang: Lang) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
        """Words that mean the same, and those that carry nothing."""
        words: Any = self._prompts.words(lang, "hear/story")
        groups = tuple(tokens(str(group)) for group in words.get("same") or ())
        return groups, tokens(str(words.get("empty") or ""))


def _other_name(conversation: Conversation) -> str:
    """The name last said, where it is not the one an entry goes by: why is He Garden called Jixiao Shanzhuang?"""
    turn = conversation.last
    if not turn.mentions:
        return ""
    last = turn.mentions[-1]
    said = plain(turn.text)[last.start : last.end]
    entry = conversation.snapshot.entry(last.entries[0])
    return "" if entry is None or said in {plain(each) for each in entry.names.values()} else said


def _wonders(said: Mapping[str, re.Pattern[str]], turn: Turn) -> bool:
    """Whether it is asked who, why or whence, and nothing that only today can answer."""
    return bool(said["wonder"].search(turn.words)) and not said["live"].search(turn.words)


def _kind(prefix: str, said: Mapping[str, re.Pattern[str]], words: str) -> str:
    """The first kind of question whose pattern is in the words, or ""."""
    kinds = (key for key in said if key.startswith(prefix) and said[key].search(words))
    return next(kinds, "").removeprefix(prefix)
