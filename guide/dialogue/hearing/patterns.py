"""Lexicons of patterns, prompts/<lang>/hear/<name>.yaml, compiled once a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from guide.dialogue.lexicon import any_of
from guide.prompts import Prompts
from guide.types import Lang


class Patterns:
    """Named patterns of one ability over plain text (`Turn.words`).

    A file is a flat mapping of a name to one regular expression or a list of them; `macros`, if there, fill `{name}`.
    """

    def __init__(self, prompts: Prompts, name: str) -> None:
        self._prompts, self._name = prompts, name
        self.of = lru_cache(None)(self._of)

    def _of(self, lang: Lang) -> Mapping[str, re.Pattern[str]]:
        """The patterns of a language, none where it has no such lexicon."""
        words = self._prompts.words(lang, f"hear/{self._name}")
        macros = {key: f"(?:{value})" for key, value in (words.get("macros") or {}).items()}
        return {
            key: any_of(value if isinstance(value, list) else [value], macros)
            for key, value in words.items()
            if key != "macros"
        }
