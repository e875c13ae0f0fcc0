"""Values named in a text: 高档型, swimming pool, 24小时热水; which facets of the base they are."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from os.path import commonprefix

from guide.retrieval.facets import FLAGS, LONGEST, TAG, TOLD, Facet, Facets
from guide.retrieval.surfaces import plain
from guide.text.script import is_cjk

_NO_WISH = FLAGS | TOLD | {TAG}
"""Fields whose very words are no wishes: yes, a sentence about the season, an editor's tag."""
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = 2
"""Letters of an article or a preposition."""
_TELLING = 4
"""Letters of a word that tells nothing by its beginning."""
_FORMS = 3
"""Letters of an ending: végétarien, végétariennes, but not night and nightclub."""
_LIKE = 0.3
"""Share of what was said that a value must have to be like it."""
_APART = 5
"""Words between the first and the last shared word at most."""


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A stretch of a plain text that is the value of some facets."""

    start: int
    end: int
    facets: frozenset[Facet]


def named(words: str, facets: Facets) -> tuple[NamedValue, ...]:
    """The values in a plain text (surfaces.plain), the longest first taken, in order, none overlapping."""
    taken: list[NamedValue] = []
    for each in sorted(_all(words, facets), key=lambda value: (value.start - value.end, value.start)):
        if all(each.end <= other.start or each.start >= other.end for other in taken):
            taken.append(each)
    return tuple(sorted(taken, key=lambda value: value.start))


def _all(words: str, facets: Facets) -> Iterator[NamedValue]:
    """Every stretch that is a value, blanks left out, a plural read as the singular."""
    places = [at for at, character in enumerate(words) if character != " "]
    tight = "".join(words[at] for at in places)
    for first in range(len(tight)):
        if not _begins(words, places[first]):
            continue
        for last in range(first + 1, min(len(tight), first + LONGEST) + 1):
            end = places[last - 1] + 1
            if _begins(words, end) and (found := _value(tight[first:last], facets)):
                yield NamedValue(places[first], end, found)


def _value(stretch: str, facets: Facets) -> frozenset[Facet] | None:
    found = facets.by_value.get(stretch)
    if found is None and len(stretch) > 3 and stretch.endswith("s") and stretch.isascii():
        found = facets.by_value.get(stretch[:-1])
    if found is None and stretch.endswith(("west", "east")):
        found = facets.by_value.get(f"{stretch}ern")
    said = frozenset(facet for facet in found or () if facet.field not in _NO_WISH)
    return said or None


def _begins(words: str, at: int) -> bool:
    """Whether a word can begin or end here: not inside a Latin word or a figure."""
    if at in (0, len(words)):
        return True
    before, after = words[at - 1], words[at]
    if is_cjk(before) or is_cjk(after):
        return True
    return not (before.isalnum() and after.isalnum())


def in_any_order(words: str, facets: Facets, field: str, stop: frozenset[str]) -> NamedValue | None:
    """The values of a field that share most words with a stretch of a spaced text: leg of lamb for "lamb leg".

    At least two words are shared, and half of the value's; of several such values those that share most and add least.
    """
    places = [(match.start(), match.end(), _singular(match[0])) for match in _WORD.finditer(words)]
    by_word = _by_word(facets, field)
    shared: dict[Facet, set[int]] = {}
    for at, (_, _, word) in enumerate(places):
        for facet in by_word.get(word, ()) if word not in stop and len(word) > _SMALL else ():
            shared.setdefault(facet, set()).add(at)
    close = {facet: at for facet, at in shared.items() if len(at) > 1 and max(at) - min(at) <= _APART}
    good = {facet: at for facet, at in close.items() if 2 * len(at) >= len(_words_of(facet))}
    worth = {facet: 2 * len(at) - len(_words_of(facet)) for facet, at in good.items()}
    best = {facet: at for facet, at in good.items() if worth[facet] == max(worth.values())}
    if not best:
        return None
    every = {at for each in best.values() for at in each}
    return NamedValue(places[min(every)][0], places[max(every)][1], frozenset(best))


@lru_cache(8)
def _by_word(facets: Facets, field: str) -> Mapping[str, frozenset[Facet]]:
    found: dict[str, set[Facet]] = {}
    for facet in facets.entries:
        for word in _words_of(facet) if facet.field == field else ():
            found.setdefault(word, set()).add(facet)
    return {word: frozenset(having) for word, having in found.items()}


def _words_of(facet: Facet) -> frozenset[str]:
    return frozenset(_singular(word) for word in facet.words.split(" "))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def by_stem(
    words: str, facets: Facets, fields: frozenset[str], is_small: Callable[[str], bool]
) -> Iterator[NamedValue]:
    """Values of which every telling word begins like a word of a spaced text: japonais for "cuisine japonaise"."""
    places = [(match.start(), match.end()) for match in _WORD.finditer(words)]
    for facet in _of_fields(facets, fields):
        telling = [word for word in facet.words.split(" ") if len(word) > _TELLING and not is_small(word)]
        found = [next((each for each in places if _alike(words[each[0] : each[1]], word)), None) for word in telling]
        spans = [each for each in found if each]
        if spans and len(spans) == len(telling):
            yield NamedValue(min(spans)[0], max(end for _, end in spans), frozenset({facet}))


@lru_cache(8)
def _of_fields(facets: Facets, fields: frozenset[str]) -> tuple[Facet, ...]:
    found = (facet for facet in facets.entries if facet.field in fields and facet.words.isascii())
    return tuple(sorted(found, key=lambda facet: (-len(facet.words), facet.words)))


def _alike(one: str, other: str) -> bool:
    """Whether two words are forms of one: they begin alike, for five letters at least, and have short endings."""
    shared = len(commonprefix((one, other)))
    return shared > _TELLING and max(len(one), len(other)) - shared <= _FORMS


def nearest(said: str, facets: Facets, field: str, among: frozenset[str]) -> frozenset[Facet]:
    """Of the values of a field that entries of `among` have, those most like what was said: leek box for a leek
    dumpling. What is rare among the values tells most; none where less than `_LIKE` of what was said is shared.
    """
    by_part = _by_part(facets, field)
    parts = {part: math.log1p(len(facets.entries) / (1 + len(by_part.get(part, ())))) for part in _parts(plain(said))}
    shared: dict[Facet, float] = {}
    for part, weight in parts.items():
        for facet in by_part.get(part, ()):
            shared[facet] = shared.get(facet, 0.0) + weight
    here = {facet: weight for facet, weight in shared.items() if facets.entries[facet] & among}
    most = max(here.values(), default=0.0)
    if not parts or most < _LIKE * sum(parts.values()):
        return frozenset()
    best = [facet for facet, weight in here.items() if weight == most]
    fewest = min(len(_parts(facet.words)) for facet in best)
    return frozenset(facet for facet in best if len(_parts(facet.words)) == fewest)


def holding(said: str, facets: Facets, field: str) -> frozenset[Facet]:
    """The values of a field that have all words of what was said: fried shrimp for shrimp."""
    by_part, wanted = _by_part(facets, field), _words(said)
    having = [by_part.get(part, frozenset()) for part in wanted]
    return frozenset.intersection(*having) if having else frozenset()


@lru_cache(8)
def _by_part(facets: Facets, field: str) -> Mapping[str, frozenset[Facet]]:
    found: dict[str, set[Facet]] = {}
    for facet in facets.entries:
        for part in _parts(facet.words) if facet.field == field else ():
            found.setdefault(part, set()).add(facet)
    return {part: frozenset(having) for part, having in found.items()}


def _parts(words: str) -> frozenset[str]:
    """What two values may share: words, and neighbours written as one; pairs of characters where none are spaced."""
    spaced = _words(words)
    if not words.isascii():
        return frozenset(spaced)
    return frozenset((*spaced, *(one + other for one, other in pairwise(spaced))))


def _words(words: str) -> tuple[str, ...]:
    if not words.isascii():
        return tuple(words[at : at + 2] for at in range(len(words) - 1))
    return tuple(_singular(word) for word in words.split(" ") if len(word) > _SMALL)
