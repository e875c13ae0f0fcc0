"""Names with a slip of the finger: one edit in a short name, two in a long one, never in the shortest.

Written without spaces, a name is found by the character pairs it shares with the text. Written in words, a typo stays
inside one long word: the word is found by what is left when one letter is dropped (SymSpell), the others must stand as
they are. "this hotel" is no misspelt "ibis hotel".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import DamerauLevenshtein

from guide.retrieval.copies import posted
from guide.retrieval.surfaces import Vocabulary
from guide.text.script import is_cjk

SHORTEST_CJK, SHORTEST_SPACED, SHORTEST_WORD = 4, 6, 5
"""Characters of a name, letters of a name, letters of the misspelt word: below, a typo is another name."""
_LONG = 10
_COMMON_WORD = 40
"""A word in more names than this (hotel, park) leads to none of them."""
_CANDIDATES = 20

Match = tuple[int, int, str]
"""Start and end in the text, and the surface that is meant there."""


@dataclass(frozen=True, slots=True)
class TypoIndex:
    """Finds the one surface that a text most nearly holds. Immutable; `changed` makes the next."""

    pairs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Surfaces without spaces by their pairs of characters."""
    spelled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Spaced surfaces by their words."""
    shortened: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Those words by what is left of them without one letter."""

    def changed(self, gone: Iterable[str], fresh: Iterable[str], vocabulary: Vocabulary) -> TypoIndex:
        """The index without some surfaces and with others."""
        lost, more = list(gone), list(fresh)
        spelled = posted(self.spelled, _worded(lost), _worded(more))
        words = {word for some in (*_worded(lost).values(), *_worded(more).values()) for word in some}
        unused = {each: _shortened(each) for each in words if each in self.spelled and each not in spelled}
        new = {each: _shortened(each) for each in words if each in spelled and each not in self.spelled}
        pairs = posted(self.pairs, _paired(lost, vocabulary.endings), _paired(more, vocabulary.endings))
        return TypoIndex(pairs, spelled, posted(self.shortened, unused, new))

    def nearest(self, text: str, known: Collection[str] = frozenset()) -> Match | None:
        """The best match in plain text, or None. `known` are words that are spelt right: a city is no slip for a
        restaurant that is called much like it.
        """
        found = [*self._in_words(text, known), *self._in_characters(text)]
        return min(found)[1] if found else None

    def _in_characters(self, text: str) -> Iterator[tuple[float, Match]]:
        shared: dict[str, int] = defaultdict(int)
        for pair in _pairs(text):
            for surface in self.pairs.get(pair, ()):
                shared[surface] += 1
        likely = sorted(
            ((count / len(surface), surface) for surface, count in shared.items() if count * 2 >= len(surface) - 1),
            reverse=True,
        )
        for _, surface in likely[:_CANDIDATES]:
            for size in (len(surface), len(surface) - 1, len(surface) + 1):
                for start in range(len(text) - size + 1):
                    yield from _close(text, start, start + size, surface)

    def _in_words(self, text: str, known: Collection[str]) -> Iterator[tuple[float, Match]]:
        words = text.split(" ")
        starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
        for at, word in enumerate(words):
            if len(word) < SHORTEST_WORD - 1 or word in known:
                continue
            for surface in self._spelled_like(word):
                yield from _aligned(text, words, starts, (at, surface))

    def _spelled_like(self, word: str) -> set[str]:
        """The surfaces that have a word which is this one but for a letter; a word of many leads to none of them."""
        like = {each for key in _shortened(word) for each in self.shortened.get(key, ())}
        return {each for one in like if len(self.spelled[one]) <= _COMMON_WORD for each in self.spelled[one]}


def _aligned(text: str, words: list[str], starts: list[int], meant: tuple[int, str]) -> Iterator[tuple[float, Match]]:
    """The surface laid over the text so that its misspelt word falls on word `at`."""
    at, surface = meant
    parts = surface.split(" ")
    for offset in range(len(parts)):
        first, last = at - offset, at - offset + len(parts)
        if first < 0 or last > len(words):
            continue
        if all(a == b or _slip(a, b) for a, b in zip(words[first:last], parts, strict=True)):
            yield from _close(text, starts[first], starts[last - 1] + len(words[last - 1]), surface)


def _paired(surfaces: Iterable[str], endings: Sequence[str]) -> dict[str, set[str]]:
    """Surfaces without spaces that are long enough, with their pairs of characters."""
    unspaced = (each for each in surfaces if is_cjk(each[0]))
    return {each: _pairs(each) for each in unspaced if len(_core(each, endings)) >= SHORTEST_CJK}


def _worded(surfaces: Iterable[str]) -> dict[str, set[str]]:
    """Spaced surfaces that are long enough, with those of their words that are."""
    spaced = (each for each in surfaces if not is_cjk(each[0]) and len(each) >= SHORTEST_SPACED)
    return {each: {word for word in each.split(" ") if len(word) >= SHORTEST_WORD} for each in spaced}


def _core(surface: str, endings: Sequence[str]) -> str:
    """A name without the word for its kind: in 如家酒店 only two characters tell it from 这家酒店."""
    longest = max((ending for ending in endings if surface.endswith(ending)), key=len, default="")
    return surface.removesuffix(longest)


def _close(text: str, start: int, end: int, surface: str) -> Iterator[tuple[float, Match]]:
    allowed = 1 if len(surface) < _LONG else 2
    distance = DamerauLevenshtein.distance(text[start:end], surface, score_cutoff=allowed)
    if distance <= allowed:
        yield distance / len(surface), (start, end, surface)


def _slip(word: str, meant: str) -> bool:
    shortest = min(len(word), len(meant))
    return shortest >= SHORTEST_WORD - 1 and DamerauLevenshtein.distance(word, meant, score_cutoff=1) <= 1


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
