"""Several rankings into one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.retrieval.fuse import K, reciprocal_rank

_RANKINGS = st.lists(st.lists(st.integers(0, 30), unique=True, max_size=12), max_size=4)


def test_the_score_is_the_sum_over_the_rankings() -> None:
    fused = dict(reciprocal_rank([[1, 2], [2]]))
    assert fused == pytest.approx({1: 1 / (K + 1), 2: 1 / (K + 2) + 1 / (K + 1)})
    assert next(iter(fused)) == 2


@given(_RANKINGS)
def test_every_id_once_best_first_and_the_same_each_time(rankings: list[list[int]]) -> None:
    fused = reciprocal_rank(rankings)
    assert {each for each, _ in fused} == {each for ranking in rankings for each in ranking}
    assert len(fused) == len({each for each, _ in fused})
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
    assert fused == reciprocal_rank(rankings)


@given(_RANKINGS)
def test_the_order_of_the_rankings_does_not_matter(rankings: list[list[int]]) -> None:
    assert dict(reciprocal_rank(rankings)) == pytest.approx(dict(reciprocal_rank(rankings[::-1])))


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=20))
def test_one_ranking_keeps_its_order(ranking: list[int]) -> None:
    assert [each for each, _ in reciprocal_rank([ranking])] == ranking
    assert [each for each, _ in reciprocal_rank([ranking, ranking])] == ranking


def test_what_is_first_in_both_is_first() -> None:
    assert reciprocal_rank([[7, 1, 2], [7, 3, 4]])[0][0] == 7
    assert reciprocal_rank([]) == []
