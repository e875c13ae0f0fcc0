"""Names that nobody here knows: who asks for the tickets of Tiger Hill does not ask about the garden in talk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from guide.text.words import is_proper

_NEVER = "(?!)"
_MOSTLY = 0.7
"""Share of capitalised words after the first from which capitals tell nothing: Where Is The Toilet."""


class Strangers:
    """Finds unknown names in the questions of one language, by prompts/<lang>/talk.yaml."""

    def __init__(self, talk: Mapping[str, Any]) -> None:
        self._spelled = re.compile(str(talk.get("stranger_written", _NEVER)))
        self._asked = re.compile(str(talk.get("stranger_asked", _NEVER)))
        self._within = re.compile(str(talk.get("stranger_within", _NEVER)))
        self._ending = re.compile(str(talk.get("stranger_ending", _NEVER)))
        self._common = re.compile(str(talk.get("no_stranger", _NEVER)))

    def find(self, text: str, rest: str) -> str:
        """An unknown name, or "": `rest` is the plain text with known names masked and asking words blanked."""
        asked = self._asked.match(rest.strip())
        if asked and not self._common.search(asked[1]) and is_proper(asked[1], bool(self._ending.search(asked[1]))):
            return asked[1]
        words = text.split()[1:]
        if sum(word[:1].isupper() for word in words) > _MOSTLY * len(words) and len(words) > 2:
            return ""
        spelled = (match[0] for match in self._spelled.finditer(text))
        return next((name for name in spelled if not self._common.search(name)), "")

    def within(self, masked: str) -> str:
        """An unknown shop in a street that is known, or "": 东关街那家豆花店."""
        match = self._within.search(masked)
        return match[1] if match and not self._common.search(match[1]) else ""
