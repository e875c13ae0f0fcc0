"""Values named in a text: 高档型, swimming pool, 24小时热水; which facets of the base they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from guide.retrieval.facets import FLAGS, LONGEST, TAG, Facet, Facets
from guide.text.script import is_cjk


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
    said = frozenset(facet for facet in found or () if facet.field != TAG and facet.field not in FLAGS)
    return said or None


def _begins(words: str, at: int) -> bool:
    """Whether a word can begin or end here: not inside a Latin word or a figure."""
    if at in (0, len(words)):
        return True
    before, after = words[at - 1], words[at]
    if is_cjk(before) or is_cjk(after):
        return True
    return not (before.isalnum() and after.isalnum())
