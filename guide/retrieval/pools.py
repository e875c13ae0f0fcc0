"""Sets of entries that choices are made from, each worked out once for as long as the entries are the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import TypeVar, cast

from guide.retrieval.facets import Facet, Facets, Features

Found = TypeVar("Found")
_PAID = ("room_price", "spend", "price")
_FEW = 2_000
"""Entries that are sorted anew faster than picked out of all."""


def of_kinds(facets: Facets, kinds: frozenset[str], tag: Facet | None = None) -> frozenset[str]:
    """The entries of some kinds, and those of any kind that bear a tag."""

    def found() -> frozenset[str]:
        tagged = facets.entries.get(tag, frozenset()) if tag else frozenset()
        return tagged.union(*(facets.by_kind.get(each, frozenset()) for each in kinds))

    return _once(facets, ("kinds", kinds, tag), found)


def with_address(facets: Facets, kinds: frozenset[str], tag: Facet | None = None) -> frozenset[str]:
    """Those of `of_kinds` that lie somewhere; all of them where none does."""

    def found() -> frozenset[str]:
        every = of_kinds(facets, kinds, tag)
        return every & facets.addressed or every

    return _once(facets, ("addressed", kinds, tag), found)


def in_city(facets: Facets, pool: frozenset[str], city: str) -> frozenset[str]:
    """Those of a pool that are in a city."""
    return _once(facets, ("city", pool, city), lambda: pool & facets.by_city.get(city, frozenset()))


def between(facets: Facets, field: str, low: float | None, high: float | None) -> frozenset[str]:
    """The entries whose lowest figure of a field is in the bounds, both inclusive."""
    figures, entries = _once(facets, ("figures", field), lambda: _by_figure(facets, field))
    first = 0 if low is None else bisect_left(figures, low)
    last = len(figures) if high is None else bisect_right(figures, high)
    return frozenset(entries[first:last])


def by_price(facets: Facets) -> Sequence[tuple[float, str]]:
    """What each entry costs at least, and the entry, the cheapest first; those whose price is known."""

    def found() -> list[tuple[float, str]]:
        return sorted((price, each) for each, of in facets.of_entry.items() if (price := paid(of)) is not None)

    return _once(facets, "price", found)


def paid(features: Features) -> float | None:
    """What a visitor pays at least: for a night, a meal or to get in."""
    found = (features.figures.get(field) for field in _PAID)
    return next((span[0] for span in found if span), None)


def best_standing(facets: Facets, among: Collection[str]) -> Iterator[str]:
    """The entries of `among`, the best standing first."""
    if len(among) < _FEW:
        return iter(_by_standing(facets, among))
    every = _once(facets, "standing", lambda: _by_standing(facets, facets.of_entry))
    return (each for each in every if each in among)


def _by_figure(facets: Facets, field: str) -> tuple[list[float], list[str]]:
    found = sorted((of.figures[field][0], entry) for entry, of in facets.of_entry.items() if field in of.figures)
    return [figure for figure, _ in found], [entry for _, entry in found]


def _by_standing(facets: Facets, among: Collection[str]) -> list[str]:
    return sorted(among, key=lambda each: (-facets.of_entry[each].standing, each))


def _once(facets: Facets, key: Hashable, make: Callable[[], Found]) -> Found:
    if key not in facets.worked_out:
        facets.worked_out[key] = make()
    return cast(Found, facets.worked_out[key])
