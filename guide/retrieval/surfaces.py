"""The written forms an entry may be called by: names, aliases, other scripts, pinyin, and short forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from guide.text.script import fold, has_han, is_cjk
from guide.types import NOTICE, UNNAMED, Entry

NAME, ALIAS, SHORT, PINYIN, PREFIX, COMMON = 5, 4, 3, 2, 1, 0
"""How sure a surface is: a full name outranks an alias, an alias a short form, a short form pinyin, and that the
leading words alone, which name only the one entry that has them. A name made of common words alone ("The Place") is a
name only where it is written as one."""

_BRACKETED = re.compile(r"\s*[(\[【<《「“\"].*?[)\]】>》」”\"]\s*")
_BRANCH = re.compile(r"[(\[【<]([^)\]】>]{2,}店)[)\]】>]")
_ARTICLE = re.compile(r"^(the|le|la|les|l|el|los|las|der|die|das) (?=\S)")
_POSSESSIVE = re.compile(r"'(?=s\b)")
_TONE = re.compile(r"\d")
_SPACES = re.compile(r"[\s_]+")
_PUNCTUATION = re.compile(r"[,.;:!?·・\-/&'“”\"()\[\]【】《》<>。、「」『』~…]+")
_CJK = "[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_BESIDE_CJK = re.compile(f"(?<={_CJK}) | (?={_CJK})")


@dataclass(frozen=True, slots=True)
class Surface:
    """One written form, folded, and how sure it is."""

    text: str
    strength: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that make no name by themselves."""

    places: tuple[str, ...] = ()
    """City names, folded: they may be left out of a name, at its start or end."""
    endings: tuple[str, ...] = ()
    """Kind and branch words that may be left out at a name's end: store, branch, museum, 店."""
    common: frozenset[str] = frozenset()
    """Everyday words; a name of nothing else is COMMON."""
    naming: frozenset[str] = frozenset()
    """Words that stand before a name: visit, near, to."""
    fields: frozenset[str] = frozenset()
    """The fields known by name; any other is a column of the base's own."""
    closed: Callable[[], Container[str]] = frozenset
    """Gives the fields and columns of now that no visitor is told: `openness`."""
    free: frozenset[str] = frozenset()
    """Cells that say that nothing is to be paid, folded."""
    elliptic: tuple[str, ...] = ()
    """Whole messages with {} for a name that no word boundary sets apart: 那{}呢, "and Ge Garden?"."""
    calques: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By the English word for a kind at a name's end: how others write such a name, {} for what is before it."""


def plain(text: str) -> str:
    """Folded, without punctuation, single spaces between words and none beside Chinese: what is matched against."""
    words = _POSSESSIVE.sub("", fold(text))
    words = _SPACES.sub(" ", _PUNCTUATION.sub(" ", words)).strip()
    return words if words.isascii() else _BESIDE_CJK.sub("", words)


def of_entry(entry: Entry, vocabulary: Vocabulary) -> Iterator[Surface]:
    """Every surface of an entry; none of one without a name of its own, nor of a notice, told with its place."""
    if UNNAMED in entry.tags or entry.kind == NOTICE:
        return
    for name in entry.names.values():
        yield from _of_name(name, NAME, vocabulary)
    for alias in entry.aliases:
        yield from _of_name(alias, ALIAS, vocabulary)
    yield from _calqued(entry, vocabulary)


def _calqued(entry: Entry, vocabulary: Vocabulary) -> Iterator[Surface]:
    """What a name is in other languages that put its last word into their own: Jardin He, He-Garten, Сад Хэ."""
    english, chinese = plain(entry.names.get("en", "")), entry.names.get("zh-Hans", "")
    for kind, patterns in vocabulary.calques:
        core = english.removesuffix(f" {kind}")
        if core == english or " " in core and not has_han(chinese):
            continue
        for pattern in patterns:
            name = core if pattern.isascii() or "ß" in pattern else _cyrillic(core, chinese)
            if name:
                yield Surface(plain(pattern.format(name)), PINYIN)


def _cyrillic(core: str, chinese: str) -> str:
    """The same core in Cyrillic letters, where it is the sound of the first characters of the Chinese name; else ""."""
    for size in range(len(chinese) - 1, 0, -1):
        if "".join(lazy_pinyin(chinese[:size])) == core.replace(" ", ""):
            return "".join(_TONE.sub("", each) for each in lazy_pinyin(chinese[:size], style=Style.CYRILLIC))
    return ""


@lru_cache(65536)
def _of_name(name: str, strength: int, vocabulary: Vocabulary) -> tuple[Surface, ...]:
    found = {plain(name): strength}
    bare = plain(_BRACKETED.sub(" ", fold(name)))
    branches = [plain(branch) for branch in _BRANCH.findall(fold(name))]
    for shorter in (*_shorter(plain(name), vocabulary), *_shorter(bare, vocabulary), *branches):
        if _tells_enough(shorter):
            found.setdefault(shorter, SHORT)
            found.update((shorter + branch, SHORT) for branch in branches if shorter + branch not in found)
    if has_han(name):
        for spelled in pinyin(bare):
            found.setdefault(spelled, PINYIN)
    for prefix in _prefixes(bare, vocabulary) if _may_be_cut(name, bare) else ():
        found.setdefault(prefix, PREFIX)
    sure = {text: _sure(text, strength, vocabulary) for text, strength in found.items() if len(text) > 1}
    return tuple(Surface(text, strength) for text, strength in sure.items() if strength is not None)


def _shorter(name: str, vocabulary: Vocabulary) -> Iterator[str]:
    """A name without article, city, branch and kind words, and the leading words that are left then."""
    name = _ARTICLE.sub("", name)
    yield name
    yield name.replace(" and ", " ")
    for place in vocabulary.places:
        for cut in (name.removeprefix(place).strip(), name.removesuffix(place).strip()):
            if cut != name and len(cut) > 2 and cut.split(" ")[0] not in vocabulary.naming:
                yield cut
                name = cut
    for ending in vocabulary.endings:
        if name.endswith(ending) and len(name) > len(ending) + 2:
            yield name.removesuffix(ending).strip()


def _may_be_cut(name: str, bare: str) -> bool:
    """Whether leading words can stand for a spaced name: its own writing marks the proper noun first, or marks none."""
    return bool(bare) and not is_cjk(bare[0]) and (name[0].isupper() or name.islower())


def _prefixes(name: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The leading words of a spaced name, where they begin and end with a word that is not an everyday one."""
    words = _ARTICLE.sub("", name).split(" ")
    for size in range(1, len(words)):
        prefix = " ".join(words[:size])
        if len(prefix) >= 5 and not _everyday(words[0], vocabulary) and not _everyday(words[size - 1], vocabulary):
            yield prefix


def _everyday(word: str, vocabulary: Vocabulary) -> bool:
    return word in vocabulary.common or word in vocabulary.places or len(word) < 2


def _sure(text: str, strength: int, vocabulary: Vocabulary) -> int | None:
    """The strength of a surface, or None when it names nothing: a short form of everyday words."""
    if text in vocabulary.places or all(_everyday(word, vocabulary) for word in text.split(" ") if word.isascii()):
        everyday = text.isascii() or text in vocabulary.places or text in vocabulary.common
        whole = strength >= ALIAS
        return (strength if whole and text.count(" ") > 1 else COMMON if whole else None) if everyday else strength
    return strength


def _tells_enough(text: str) -> bool:
    return len(text) >= (2 if text and is_cjk(text[0]) else 4)


def pinyin(name: str) -> Iterator[str]:
    """Syllables apart, together, and in two words as on a street sign: Wuting Qiao."""
    syllables = lazy_pinyin(name)
    if len(syllables) > 1 and all(syllable.isascii() for syllable in syllables):
        yield " ".join(syllables)
        for cut in range(len(syllables)):
            yield f"{''.join(syllables[:cut])} {''.join(syllables[cut:])}".strip()
