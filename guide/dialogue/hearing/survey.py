"""Questions over the whole knowledge: how many, which ones, which is the oldest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.retrieval.surfaces import plain
from guide.skills.survey import COUNT, LIST, MOST, Survey
from guide.types import City

_LEFT_CHINESE = 1
"""Chinese characters that may be left unread; of other words none. More would be a wish that a count does not know."""


@dataclass(frozen=True, slots=True)
class _Said:
    survey: Survey | None = None
    of_them: bool = False
    """It points at what was listed before."""
    more: bool = False
    bare: bool = False
    """It names no group: "and which is the oldest?" asks of what the question just before was about."""


class Surveying:
    """Hears counts, lists and superlatives. A question about one place, or with wishes, is none of them."""

    def __init__(self, prompts: Prompts, cities: Callable[[], Mapping[str, City]]) -> None:
        self._patterns, self._cities = Patterns(prompts, "survey"), cities

    def hear(self, conversation: Conversation) -> Survey | None:
        """What is asked for; a follow-up takes up the last such question."""
        home = conversation.question.home
        said = self._said(conversation.last, home)
        if said.bare and not self._goes_on(conversation.asked[:-1], home):
            return None
        before: Survey | None = None
        for turn in conversation.asked[:-1] if said.more or said.of_them else ():
            before = _after(before, self._said(turn, home))
        return _after(before, said)

    def _goes_on(self, asked: Sequence[Turn], home: str) -> bool:
        """Whether the question just before was such a one."""
        last = self._said(asked[-1], home) if asked else _Said()
        return last.more or last.survey is not None

    def _said(self, turn: Turn, home: str) -> _Said:
        patterns = self._patterns.of(turn.lang)
        words = plain(turn.text)
        if not patterns or _names_one(turn, words, patterns):
            return _Said()
        if "more" in patterns and patterns["more"].search(words):
            return _Said(more=True)
        reading = _Reading(words, patterns)
        group, filters = reading.group(), reading.all("filter.")
        superlative = next(iter(reading.all("most.")), "")
        asks = MOST if superlative else COUNT if reading.takes("count") else LIST if reading.takes("list") else ""
        of_them = reading.takes("them")
        bare = not (group or filters or of_them)
        city = self._city(reading, home)
        here = "here" in patterns and patterns["here"].search(words) and not of_them and asks != MOST
        if not asks or here or not reading.is_read_through():
            return _Said()
        return _Said(Survey(asks, group, filters, city, superlative), of_them or bare, bare=bare)

    def _city(self, reading: _Reading, home: str) -> str:
        """The city named; everywhere when the words say so; else the guide's own."""
        if reading.takes("everywhere"):
            return ""
        for city in self._cities().values():
            if any(reading.takes_word(plain(name)) for name in city.names.values()):
                return city.id
        return home


def _after(before: Survey | None, said: _Said) -> Survey | None:
    """The survey that is asked for by one more turn."""
    if said.more and before and before.asks != MOST:
        return replace(before, asks=LIST, page=before.page + 1)
    if said.survey and said.of_them and before:
        return replace(said.survey, group=before.group, filters=before.filters, city=before.city)
    return said.survey if said.survey and (said.survey.group or said.survey.filters) else None


class _Reading:
    """One message, of which every part that is understood is taken away."""

    def __init__(self, words: str, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._left, self._patterns = words, patterns

    def takes(self, key: str) -> bool:
        pattern = self._patterns.get(key)
        match = pattern.search(self._left) if pattern else None
        if match is None:
            return False
        self._left = f"{self._left[: match.start()]} {self._left[match.end() :]}"
        return True

    def takes_word(self, word: str) -> bool:
        if not word or word not in self._left:
            return False
        self._left = self._left.replace(word, " ", 1)
        return True

    def group(self) -> str:
        """The group with the longest words in it."""
        found = {
            key: len(match[0]) for key, pattern in self._patterns.items()
            if key.startswith("group.") and (match := pattern.search(self._left))
        }  # fmt: skip
        best = max(found, key=lambda key: found[key], default="")
        return best.removeprefix("group.") if best and self.takes(best) else ""

    def all(self, prefix: str) -> tuple[str, ...]:
        keys = [key for key in self._patterns if key.startswith(prefix)]
        return tuple(key.removeprefix(prefix) for key in keys if self.takes(key))

    def is_read_through(self) -> bool:
        filler = self._patterns.get("filler")
        left = filler.sub(" ", self._left) if filler else self._left
        rest = "".join(left.split())
        return not rest or not rest.isascii() and len(rest) <= _LEFT_CHINESE


def _names_one(turn: Turn, words: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether the message names a place: then it is about that place. A name that only is the word for a group,
    or that was guessed from a typo, is none.
    """
    kinds = [pattern for key, pattern in patterns.items() if key.startswith(("group.", "filter."))]
    named = (words[mention.start : mention.end] for mention in turn.mentions if not mention.typo)
    return any(not any(kind.fullmatch(name) for kind in kinds) for name in named)
