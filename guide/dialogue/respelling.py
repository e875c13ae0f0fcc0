"""Chinese that is not written in its usual words: whole sentences in pinyin, and words of dialects.

A visitor without a Chinese keyboard types "geyuan jidian guanmen". Where Latin letters read as nothing but known words
and names in pinyin, the words are put into characters before anything is heard; names stay, for names are found in
pinyin. prompts/zh/respelling.yaml holds the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from pypinyin import Style, pinyin

from guide.prompts import Prompts
from guide.text.script import has_han

Named = Callable[[str], bool]
"""Whether a text as a whole is a name."""

_LATIN_ONLY = re.compile(r"[A-Za-z' ]+[?？.。!！]*")
_END = re.compile(r"[?？.。!！]*$")
_LONGEST = 120
"""Letters of a sentence that is read as pinyin: a visitor types a line, not a page."""
_MOST_WORDS = 6
"""Words written apart that may be one: zai na li."""
_TELLING = 2
"""Characters of a word that makes a sentence pinyin; "he", "you" and "dong" are words of other languages too."""


class Respelling:
    """Puts messages into the usual words."""

    def __init__(self, prompts: Prompts) -> None:
        words: Mapping[str, Any] = prompts.words("zh", "respelling")
        self._dialect = {str(key): str(value) for key, value in (words.get("dialect") or {}).items()}
        self._dialect_words = re.compile("|".join(map(re.escape, self._dialect)) or r"(?!)")
        self._spelled = {spelled: word for word in str(words.get("words") or "").split() for spelled in _readings(word)}

    def read(self, text: str, named: Named) -> str:
        """The text in the usual words; itself where it is in them already."""
        if has_han(text):
            return self._dialect_words.sub(lambda match: self._dialect[match[0]], text)
        if len(text) > _LONGEST or not _LATIN_ONLY.fullmatch(text.strip()):
            return text
        end = _END.search(text.strip())
        return self._from_pinyin(text.strip(), end[0] if end else "", named) or text

    def _from_pinyin(self, text: str, end: str, named: Named) -> str:
        """The sentence in characters; "" when it is not all known words and names, or none of them tells."""
        written = text.removesuffix(end).lower().replace("'", "").split()
        parts = self._parted(tuple(written), named)
        words = [part for part in parts or () if has_han(part)]
        return " ".join(parts or ()) + end if any(len(word) >= _TELLING for word in words) else ""

    def _parted(self, written: tuple[str, ...], named: Named) -> tuple[str, ...] | None:
        """The written words as known words and names, the longest first; None when one is neither."""
        if not written:
            return ()
        for size in range(min(_MOST_WORDS, len(written)), 0, -1):
            for first in self._pieces(" ".join(written[:size]), named):
                rest = self._parted(written[size:], named)
                if rest is not None:
                    return (*first, *rest)
        return None

    def _pieces(self, piece: str, named: Named) -> Iterator[tuple[str, ...]]:
        """What a piece may be: a name, or words run together."""
        if named(piece):
            yield (piece,)
        if run := self._run(piece.replace(" ", "")):
            yield run

    def _run(self, letters: str) -> tuple[str, ...]:
        """Letters as known words in a row, the longest first; () when they are not."""

        @lru_cache(None)
        def at(start: int) -> tuple[str, ...] | None:
            if start == len(letters):
                return ()
            for stop in range(len(letters), start, -1):
                word = self._spelled.get(letters[start:stop])
                rest = at(stop) if word else None
                if word and rest is not None:
                    return (word, *rest)
            return None

        return at(0) or ()


def _readings(word: str) -> Iterator[str]:
    """How a word may be spelt: 多长 is duo chang, whatever 长 is elsewhere."""
    characters = pinyin(word, style=Style.NORMAL, heteronym=True)
    yield from ("".join(each) for each in product(*characters))
