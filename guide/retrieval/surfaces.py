"""The written forms an entry may be called by: names, aliases, other scripts, pinyin, and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import lazy_pinyin

from guide.text.script import fold, has_han, is_cjk
from guide.types import Entry

NAME, ALIAS, SHORT, PINYIN = 3, 2, 1, 0
"""How sure a surface is: a full name outranks an alias, an alias a short form, a short form pinyin."""

_BRACKETED = re.compile(r"\s*[(\[【<《「“\"].*?[)\]】>》」”\"]\s*")
_ARTICLE = re.compile(r"^(the|le|la|les|l'|el|los|las|der|die|das)\s*(?=\S)")
_SPACES = re.compile(r"[\s_]+")
_PUNCTUATION = re.compile(r"[,.;:!?·・\-/&'“”\"()\[\]【】《》<>。、「」『』~…]+")


@dataclass(frozen=True, slots=True)
class Surface:
    """One written form, folded, and how sure it is."""

    text: str
    strength: int


def plain(text: str) -> str:
    """Folded, with punctuation and runs of spaces as single spaces, none beside Chinese: what is matched against."""
    words = _SPACES.sub(" ", _PUNCTUATION.sub(" ", fold(text))).strip()
    return re.sub(r"(?<=[^\x00-\u024f]) | (?=[^\x00-\u024f])", "", words) if not words.isascii() else words


def of_entry(entry: Entry, places: Sequence[str], endings: Sequence[str]) -> Iterator[Surface]:
    """Every surface of an entry; `places` are city names that may be left out, `endings` kind words that may be."""
    for name in entry.names.values():
        yield from _of_name(name, NAME, tuple(places), tuple(endings))
    for alias in entry.aliases:
        yield from _of_name(alias, ALIAS, tuple(places), ())


@lru_cache(65536)
def _of_name(name: str, strength: int, places: tuple[str, ...], endings: tuple[str, ...]) -> tuple[Surface, ...]:
    whole = plain(name)
    found = {whole: strength}
    bare = plain(_BRACKETED.sub(" ", fold(name)))
    for shorter in _shorter(bare, places, endings):
        if _tells_enough(shorter):
            found.setdefault(shorter, SHORT)
    if has_han(name):
        for spelled in _pinyin(bare):
            found.setdefault(spelled, PINYIN)
    return tuple(Surface(text, sure) for text, sure in found.items() if len(text) > 1)


def _shorter(bare: str, places: tuple[str, ...], endings: tuple[str, ...]) -> Iterator[str]:
    yield bare
    without_article = _ARTICLE.sub("", bare)
    yield without_article
    yield without_article.replace(" and ", " ")
    for place in places:
        if without_article.startswith(place):
            yield without_article.removeprefix(place).strip()
    for ending in endings:
        if without_article.endswith(ending):
            yield without_article.removesuffix(ending).strip()


def _tells_enough(text: str) -> bool:
    return len(text) >= (2 if text and is_cjk(text[0]) else 4)


def _pinyin(name: str) -> Iterator[str]:
    syllables = lazy_pinyin(name)
    if len(syllables) > 1 and all(syllable.isascii() for syllable in syllables):
        yield "".join(syllables)
        yield " ".join(syllables)


def ambiguous(owners: Mapping[str, set[str]], surface: Surface) -> bool:
    """Whether a short form belongs to several entries: then it names none of them by itself."""
    return surface.strength <= SHORT and len(owners[surface.text]) > 1
