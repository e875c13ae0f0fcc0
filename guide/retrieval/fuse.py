"""Several rankings into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

K = 60
"""Cormack, Clarke, Büttcher (SIGIR 2009): how much the first ranks weigh over the later ones."""


def reciprocal_rank(rankings: Iterable[Sequence[int]]) -> list[tuple[int, float]]:
    """Ids with their fused score, best first: the sum of 1 / (K + rank) over the rankings that have the id."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, each in enumerate(ranking, start=1):
            scores[each] += 1 / (K + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
