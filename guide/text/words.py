"""Words of a text: dictionary words for boundaries, search tokens for the lexical index."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import rjieba

from guide.text.script import HAN, fold, has_han, is_cjk

_KANA, _HANGUL = r"\u3040-\u30ff", r"\uac00-\ud7a3"
_RUN = re.compile(rf"[{HAN}]+|[{_KANA}]+|[{_HANGUL}]+|[^\W_{HAN}{_KANA}{_HANGUL}]+")
_HAN_RUN = re.compile(f"[{HAN}]")


@cache
def _dictionary() -> rjieba.Jieba:
    return rjieba.Jieba()


_SIDES = frozenset("里內内中外旁边邊前后後上下裡裏")
"""Characters that tell on which side of a place something is: 园里 is a word of the dictionary, 个园里 means 个园."""


@lru_cache(4096)
def boundaries(folded: str) -> frozenset[int]:
    """Offsets in a folded text where a Chinese dictionary word starts or ends, or where a side of a place is told.

    The segmenter does not know our names and does not guess unknown words, so 哪个园 has a boundary after 哪个 and
    none inside it: a two-character name that crosses one is not meant.
    """
    offsets, at = {0}, 0
    for word in _dictionary().cut(folded, False):
        at += len(word)
        offsets.add(at)
        if len(word) == 2 and word[1] in _SIDES:
            offsets.add(at - 1)
    return frozenset(offsets)


_PROPER = ("ns", "nr", "nt", "nz")
"""Tags of the segmenter's dictionary: places, persons, institutions, other names."""


def is_proper(word: str, looks_like_place: bool = False) -> bool:
    """Whether a Chinese word is a name: of nouns alone, one of them proper, or with the ending of a place."""
    tags = [tag for _, tag in _dictionary().tag(word, False)]
    nouns = all(tag.startswith(("n", "vn", "x")) for tag in tags)
    return bool(tags) and nouns and (looks_like_place or any(tag in _PROPER for tag in tags))


_NOUNS, _VERBS = ("n", "vn", "l", "j"), ("v",)
"""Tags of common nouns, set phrases and short forms; of verbs."""


@lru_cache(8192)
def things_and_acts(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The common nouns and the verbs of a Chinese text, those of one character left out: what it asks about, and what
    is done with it."""
    tagged = [(word, tag) for word, tag in _dictionary().tag(fold(text), False) if len(word) > 1 and has_han(word)]
    nouns = frozenset(word for word, tag in tagged if tag.startswith(_NOUNS) and tag not in _PROPER)
    return nouns, frozenset(word for word, tag in tagged if tag.startswith(_VERBS)) - nouns


def is_kana(token: str) -> bool:
    """Whether a token is of kana alone: a piece of an ending or a particle, more often than a word."""
    return re.fullmatch(f"[{_KANA}]+", token) is not None


@lru_cache(2048)
def search_tokens(text: str) -> tuple[str, ...]:
    """Tokens for lexical search: words, and for scripts without spaces also every pair of characters."""
    tokens: list[str] = []
    for run in _RUN.findall(fold(text)):
        if _HAN_RUN.match(run):
            tokens += _han_tokens(run)
        elif is_cjk(run[0]):
            tokens += _bigrams(run)
        else:
            tokens.append(_stem(run))
    return tuple(tokens)


@lru_cache(2048)
def telling_words(text: str) -> tuple[str, ...]:
    """The words of a text that can tell sentences apart: of Chinese its dictionary words of two characters and more, of
    Korean pairs of characters, since its particles cling, of Latin stems; kana tell little and are left out."""
    told: list[str] = []
    for run in _RUN.findall(fold(text)):
        if _HAN_RUN.match(run):
            told += [word for word in _dictionary().cut_for_search(run, False) if len(word) > 1]
        elif re.match(f"[{_HANGUL}]", run):
            told += _bigrams(run)
        elif not is_cjk(run[0]):
            told.append(_stem(run))
    return tuple(dict.fromkeys(told))


def _han_tokens(run: str) -> list[str]:
    words = [word for word in _dictionary().cut_for_search(run, False) if len(word) > 1]
    return list(dict.fromkeys(words + _bigrams(run)))


def _bigrams(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


def _stem(word: str) -> str:
    """A plural loses its s: enough for tickets/ticket, and the same in every Latin language we offer."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
