"""Names with a slip of the finger: one edit in a short name, two in a long one, never in the shortest.

Written without spaces, a name is found by the character pairs it shares with the text. Written in words, a typo stays
inside one long word: the word is found by what is left when one letter is dropped (SymSpell), the others must stand as
they are. "this hotel" is no misspelt "ibis hotel".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from guide.text.script import is_cjk

SHORTEST_CJK, SHORTEST_SPACED, SHORTEST_WORD = 4, 6, 5
"""Characters of a name, letters of a name, letters of the misspelt word: below, a typo is another name."""
_LONG = 10
_COMMON_WORD = 40
"""A word in more names than this (hotel, park) leads to none of them."""
_CANDIDATES = 20

Match = tuple[int, int, str]
"""Start and end in the text, and the surface that is meant there."""


class TypoIndex:
    """Finds the one surface that a text most nearly holds."""

    def __init__(
        self, surfaces: Iterable[str], endings: Sequence[str] = (), known: Collection[str] = frozenset()
    ) -> None:
        """`known` are words that are spelt right: a city is no slip for a restaurant that is called much like it."""
        self._known = known
        self._pairs: dict[str, list[str]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        names = list(surfaces)
        for surface in names:
            if is_cjk(surface[0]) and len(_core(surface, endings)) >= SHORTEST_CJK:
                for pair in _pairs(surface):
                    self._pairs[pair].append(surface)
        spaced = [name for name in names if not is_cjk(name[0]) and len(name) >= SHORTEST_SPACED]
        counts = Counter(word for name in spaced for word in name.split(" "))
        for surface, word in ((name, word) for name in spaced for word in name.split(" ")):
            if len(word) >= SHORTEST_WORD and counts[word] <= _COMMON_WORD:
                for key in _shortened(word):
                    self._words[key].add(surface)

    def nearest(self, text: str) -> Match | None:
        """The best match in plain text, or None."""
        found = [*self._in_words(text), *self._in_characters(text)]
        return min(found)[1] if found else None

    def _in_characters(self, text: str) -> Iterator[tuple[float, Match]]:
        shared: dict[str, int] = defaultdict(int)
        for pair in _pairs(text):
            for surface in self._pairs.get(pair, ()):
                shared[surface] += 1
        likely = sorted(
            ((count / len(surface), surface) for surface, count in shared.items() if count * 2 >= len(surface) - 1),
            reverse=True,
        )
        for _, surface in likely[:_CANDIDATES]:
            for size in (len(surface), len(surface) - 1, len(surface) + 1):
                for start in range(len(text) - size + 1):
                    yield from _close(text, start, start + size, surface)

    def _in_words(self, text: str) -> Iterator[tuple[float, Match]]:
        words = text.split(" ")
        starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
        for at, word in enumerate(words):
            if len(word) < SHORTEST_WORD - 1 or word in self._known:
                continue
            for surface in set().union(*(self._words.get(key, ()) for key in _shortened(word))):
                yield from self._aligned(text, words, starts, (at, surface))

    def _aligned(
        self, text: str, words: list[str], starts: list[int], meant: tuple[int, str]
    ) -> Iterator[tuple[float, Match]]:
        """The surface laid over the text so that its misspelt word falls on word `at`."""
        at, surface = meant
        parts = surface.split(" ")
        for offset in range(len(parts)):
            first, last = at - offset, at - offset + len(parts)
            if first < 0 or last > len(words):
                continue
            if all(a == b or _slip(a, b) for a, b in zip(words[first:last], parts, strict=True)):
                yield from _close(text, starts[first], starts[last - 1] + len(words[last - 1]), surface)


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
