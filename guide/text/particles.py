"""Korean particles: which of the two forms follows a word is told by its last sound."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_CLOSING = "\"'”’』」)]"
_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28
_FIGURES_WITH_FINAL = "013678"
"""영, 일, 삼, 육, 칠, 팔 end in a consonant."""


def with_particles(text: str, particles: Mapping[str, Sequence[str]]) -> str:
    """The text with every "을(를)" decided: `particles` has, by such a pair, the form after a consonant and a vowel."""
    if not particles or "(" not in text:
        return text
    return _pattern(tuple(particles)).sub(lambda match: _fitting(match, particles), text)


@lru_cache(4)
def _pattern(pairs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, pairs)))


def _fitting(match: re.Match[str], particles: Mapping[str, Sequence[str]]) -> str:
    word = match.string[: match.start()].rstrip(_CLOSING)
    after_consonant, after_vowel = particles[match[0]]
    return after_consonant if _ends_in_consonant(word[-1:]) else after_vowel


def _ends_in_consonant(character: str) -> bool:
    """A Hangul syllable by its final, a figure by its name; any other letter is taken for a vowel."""
    if character and _FIRST <= ord(character) <= _LAST:
        return (ord(character) - _FIRST) % _FINALS != 0
    return character in _FIGURES_WITH_FINAL and character != ""
