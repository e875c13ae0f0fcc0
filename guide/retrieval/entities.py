"""Entity linking: which entries a text names. Exact, alias, pinyin, any script; the longest wins; slips last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from guide.retrieval.names import Names
from guide.retrieval.surfaces import PREFIX, Surface, plain
from guide.retrieval.typos import Match
from guide.text.script import has_han, is_cjk
from guide.text.words import boundaries

_WORD_BEFORE = re.compile(r"(?<![.!?] )(?<!^)\b([A-Z][a-z]+) $")
"""A capitalised word that is not the first of its sentence."""
_PLURAL = 6
"""Letters of a name from which on an s behind it belongs to it: the Ge Garden's tickets."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of `plain(text)` that names one entry, or several of the same name."""

    start: int
    end: int
    entries: tuple[str, ...]
    strength: int
    typo: bool = False


class Linker:
    """Links names in texts to entry ids. Immutable: made once for all snapshots in which the names are the same."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.places = frozenset(names.vocabulary.places)
        # Not a method of its own: it would keep itself, and every name, until the collector came by.
        self.link = lru_cache(8192)(_Reader(names, self.places).mentions)

    def renamed(self, gone: Iterable[str], fresh: Mapping[str, tuple[Surface, ...]]) -> Linker:
        """The linker without the names of some entries and with those of others; itself where none is another."""
        names = self.names.changed(gone, fresh)
        return self if names is self.names else Linker(names)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads texts by the names there are."""

    names: Names
    places: frozenset[str]

    def mentions(self, text: str, tolerant: bool = True) -> tuple[Mention, ...]:
        """The mentions in a text, in order, none overlapping; misspelt ones only where `tolerant` and none is exact."""
        folded = plain(text)
        found = _longest(self._exact(folded, text))
        if not tolerant:
            return tuple(found)
        return tuple(self._longer(folded, found) if found else self._misspelt(folded))

    def _exact(self, folded: str, text: str) -> Iterable[Mention]:
        vocabulary = self.names.vocabulary
        for start, end, surface in self.names.within(folded):
            meant = self.names.meant(surface)
            if meant is None:
                continue
            entries, strength = meant
            whole = any(folded == form.format(surface) for form in vocabulary.elliptic)
            if (whole or _stands_alone(folded, start, end)) and (
                _sounds_like_name(surface, strength)
                or _written_as_name(surface, text, self.places)
                or _typed_as_name(surface, text, folded[:start].split(), vocabulary.naming)
            ):
                yield Mention(start, end, entries, strength)

    def _longer(self, folded: str, exact: list[Mention]) -> list[Mention]:
        """What is named, a slip in a longer name before the shorter name within it: 普哈丁木园 is 普哈丁墓园.

        Such a slip is inside the name, and ends where a word does: 什刹海电话 is no 什刹海店.
        """
        cuts = boundaries(folded)
        for start, end, surface in self.names.sounds.matches(folded):
            if not {start, end} <= cuts or (folded[start], folded[end - 1]) != (surface[0], surface[-1]):
                continue
            inside = [each for each in exact if start <= each.start and each.end <= end]
            across = [each for each in exact if each.start < end and start < each.end]
            if inside and inside == across and all(each.end - each.start < end - start for each in inside):
                slips = [*self._slip((start, end, surface))]
                return sorted([each for each in exact if each not in inside] + slips, key=lambda each: each.start)
        return exact

    def _misspelt(self, folded: str) -> Iterable[Mention]:
        hit = self.names.sounds.nearest(folded) or self.names.typos.nearest(folded, self.places)
        if hit and not self._of_another_city(folded[hit[0] : hit[1]], hit[2]):
            yield from self._slip(hit)

    def _slip(self, hit: Match) -> Iterator[Mention]:
        start, end, surface = hit
        if meant := self.names.meant(surface):
            yield Mention(start, end, *meant, typo=True)

    def _of_another_city(self, said: str, surface: str) -> bool:
        """Whether two cities are named: the dishes of 揚州 are no misspelt dishes of 徐州."""
        named = _cities_in(said, self.places)
        return bool(named) and not _cities_in(surface, self.places) <= named


def _cities_in(text: str, cities: Iterable[str]) -> set[str]:
    return {city for city in cities if city in text}


def _sounds_like_name(surface: str, strength: int) -> bool:
    """Whether a surface is taken for the name however it is written; one leading word alone is not."""
    return strength > PREFIX or strength == PREFIX and " " in surface


def _written_as_name(surface: str, text: str, places: frozenset[str]) -> bool:
    """Whether the text writes common words as a name: every longer word capitalised, not only a sentence's first.

    One word after another capitalised one is a piece of a longer name: no "Flower" is meant by World Flower Garden.
    """
    titled = " ".join(word.capitalize() if len(word) > 3 else word for word in surface.split(" "))
    at = text.lower().find(surface)
    before = _WORD_BEFORE.search(text[: max(at, 0)])
    if before and " " not in surface and before[1].lower() not in places:
        return False
    return (at > 0 or " " in surface) and (titled in text or surface.title() in text or text[at - 1] in "\"'“‘「《")


def _typed_as_name(surface: str, text: str, before: Sequence[str], naming: frozenset[str]) -> bool:
    """Whether common words are a name where capitals are not written: first, or after a word that leads to names."""
    return " " in surface and text[1:].islower() and (not before or before[-1] in naming)


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    taken: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, -m.strength, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in taken):
            taken.append(mention)
    return sorted(taken, key=lambda m: m.start)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a match is a name here and not a piece of other words."""
    if is_cjk(text[start]) or is_cjk(text[end - 1]):
        return end - start > 2 or not has_han(text[start:end]) or _is_whole(text, start, end)
    plural = end - start >= _PLURAL and text[end : end + 1] == "s"
    return not (_letter(text, start - 1) or _letter(text, end + plural))


def _is_whole(text: str, start: int, end: int) -> bool:
    cuts = boundaries(text)
    return start in cuts and end in cuts


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum() and not is_cjk(text[at])
