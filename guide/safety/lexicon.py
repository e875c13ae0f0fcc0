"""The words of one language that the sentence check knows, from prompts/<lang>/claims.yaml, compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from guide.text.script import HAN, fold

_LETTERS = re.compile(r"[a-z]+")
_NOTHING = re.compile(r"(?!)")
_HAN_DIGITS = "一二两三四五六七八九十"


class Lexicon:
    """Patterns over folded text. `spaced` languages put blanks between words, so their words match whole."""

    def __init__(self, lang: str, words: Mapping[str, Any], labels: Mapping[str, str]) -> None:
        self.lang = lang
        self.spaced = lang not in ("zh", "ja", "ko")
        self.labels = {field: fold(str(label)) for field, label in labels.items()}
        self.numbers = _numbers(words, "numbers")
        self.scales = _numbers(words, "scales")
        self.clock_words = _numbers(words, "clock_words")
        self._words = {key: _listed(value) for key, value in words.items() if isinstance(value, str)}
        self._halves = {fold(key): fold(str(value)) for key, value in words.get("halves", {}).items()}
        self.months = [self._compiled(_listed(each)) for each in words.get("months", ())]
        self.weekdays = [self._compiled(_listed(each)) for each in words.get("weekdays", ())]
        self.own_words = frozenset(
            word for listed in self._words.values() for words in listed for word in _LETTERS.findall(words)
        )
        self._half = re.compile(f"(?<!个)(?:{_joined(self._halves)})") if self._halves else _NOTHING
        self._patterns = {key: self._compiled(value) for key, value in self._words.items()}
        number = f"[{_HAN_DIGITS}\\d]|{_joined(self.numbers)}" if self.numbers else f"[{_HAN_DIGITS}\\d]"
        self._patterns["number_units_next"] = re.compile(
            rf"\s?-?(?:{self.any('number_units')}|{self.any('ranges')}\s?(?:{number}))"
        )

    def words(self, key: str) -> Sequence[str]:
        """The list as it stands, folded."""
        return self._words.get(key, [])

    def pattern(self, key: str) -> re.Pattern[str]:
        """Matches any word of the list, the longest first; nothing where the language has no such list."""
        return self._patterns.get(key, _NOTHING)

    def any(self, key: str) -> str:
        """The list as one alternative of a bigger pattern; a list that is empty matches nothing."""
        return f"(?:{_joined(self.words(key))})" if self.words(key) else "(?!)"

    def halved(self, text: str) -> str:
        """The text with `half an hour` and its like in figures."""
        return self._half.sub(lambda match: self._halves[match[0]], text)

    def _compiled(self, words: Iterable[str]) -> re.Pattern[str]:
        listed = list(words)
        if not listed:
            return _NOTHING
        if not self.spaced:
            return re.compile(f"(?:{_joined(listed)})")
        return re.compile(rf"(?<![a-z0-9])(?:{_joined(listed)})(?![a-z0-9]|'[a-z])")


def lexicons(words: Callable[[str, str], Mapping[str, Any]], languages: Iterable[str]) -> dict[str, Lexicon]:
    """One for each language that has claims.yaml, by its short tag. `words` is how lexicons are read: Prompts.words."""
    short = dict.fromkeys(lang.split("-")[0] for lang in languages)
    claims = {lang: words(lang, "claims") for lang in short}
    return {lang: Lexicon(lang, found, words(lang, "fields")) for lang, found in claims.items() if found}


def language_of(text: str, lang: str) -> str:
    """Short tag of a text said to be of `lang`: Chinese notes in an English entry are read as Chinese."""
    short = lang.split("-")[0]
    letters = sum(char.isalpha() for char in text)
    han = len(re.findall(f"[{HAN}]", text))
    if short not in ("zh", "ja", "ko") and han * 2 > letters:
        return "zh"
    return "en" if short in ("zh", "ja", "ko") and text.isascii() and letters > 1 else short


def _joined(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _listed(words: str) -> list[str]:
    return [fold(word.strip()) for word in words.split(",")]


def _numbers(words: Mapping[str, Any], key: str) -> dict[str, float]:
    return {fold(word): float(value) for word, value in words.get(key, {}).items()}
