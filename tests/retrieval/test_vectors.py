"""Nearest passages by meaning, in real FAISS."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.ports import Vectors
from guide.retrieval import vectors as module
from guide.retrieval.vectors import VectorIndex

SIZE = 8


def unit(count: int, seed: int = 0) -> Vectors:
    made = np.random.default_rng(seed).normal(size=(count, SIZE)).astype(np.float32)
    rows: Vectors = made / np.linalg.norm(made, axis=1, keepdims=True)
    return rows


def found(index: VectorIndex, query: Vectors, limit: int = 50, among: list[int] | None = None) -> list[int]:
    return [each for each, _ in index.search(query, limit, among)]


def test_the_nearest_first_with_its_cosine() -> None:
    rows = unit(20)
    index = VectorIndex.build(range(100, 120), rows)
    hits = index.search(rows[7], 20)
    assert hits[0][0] == 107 and hits[0][1] == pytest.approx(1.0, abs=1e-5)
    assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)
    assert dict(hits) == pytest.approx({100 + at: float(row @ rows[7]) for at, row in enumerate(rows)}, abs=1e-5)


def test_an_empty_index_and_an_empty_filter_find_nothing() -> None:
    empty = VectorIndex.build((), np.zeros((0, SIZE), np.float32))
    assert found(empty, unit(1)[0]) == [] and empty.ids.tolist() == []
    index = VectorIndex.build((1, 2), unit(2))
    assert found(index, unit(1)[0], among=[]) == []


def test_a_filter_holds_whatever_is_nearer() -> None:
    rows = unit(200)
    index = VectorIndex.build(range(200), rows)
    assert set(found(index, rows[3], 10, [5, 6, 199])) == {5, 6, 199}
    assert found(index, rows[3], 1, [5]) == [5]
    assert found(index, rows[3], 10, [5, 4000]) == [5]


def test_a_change_is_made_on_a_copy() -> None:
    rows = unit(10)
    before = VectorIndex.build(range(10), rows)
    after = before.changed([0, 1], (50,), unit(1, 9))
    assert sorted(before.ids.tolist()) == list(range(10))
    assert sorted(after.ids.tolist()) == [*range(2, 10), 50]
    assert found(before, rows[0], 1) == [0]
    assert found(after, unit(1, 9)[0], 1) == [50]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sets(st.integers(0, 30), max_size=6), st.integers(0, 6)), max_size=5), st.integers(0, 99))
def test_what_was_removed_is_never_found_and_what_is_there_always(
    changes: list[tuple[set[int], int]], seed: int
) -> None:
    held = dict(enumerate(unit(12, seed)))
    index, fresh = VectorIndex.build(list(held), np.stack(list(held.values()))), 1000
    for removed, count in changes:
        added = dict(zip(range(fresh, fresh + count), unit(count, fresh), strict=True))
        fresh += count
        held = {each: row for each, row in held.items() if each not in removed} | added
        index = index.changed(removed, list(added), unit(count, fresh - count))
    assert sorted(index.ids.tolist()) == sorted(held)
    assert set(found(index, unit(1, seed)[0], 100)) == set(held)
    for each, row in held.items():
        assert dict(index.search(row, 1, [each])) == pytest.approx({each: 1.0}, abs=1e-5)


def test_half_floats_above_the_exact_size_answer_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = unit(300)
    exact = VectorIndex.build(range(300), rows)
    monkeypatch.setattr(module, "EXACT", 100)
    half = VectorIndex.build(range(300), rows)
    query = unit(1, 5)[0]
    assert found(half, query, 5) == found(exact, query, 5)
    again = half.changed([found(half, query, 1)[0]], (900,), query[None])
    assert found(again, query, 1) == [900] and len(again.ids) == 300


def test_written_and_read_again(tmp_path: Path) -> None:
    rows = unit(30)
    index = VectorIndex.build(range(30), rows).changed([3], (), np.zeros((0, SIZE), np.float32))
    index.write(tmp_path / "a.faiss")
    read = VectorIndex.read(tmp_path / "a.faiss")
    assert read.dimension == SIZE and read.search(rows[3], 30) == index.search(rows[3], 30)
    assert [file.name for file in tmp_path.iterdir()] == ["a.faiss"]
    read.without([4]).write(tmp_path / "a.faiss")
    assert 4 not in VectorIndex.read(tmp_path / "a.faiss").ids


@pytest.mark.parametrize("content", [b"", b"nonsense", b"IxM2" + bytes(40)])
def test_a_broken_file_is_said_to_be(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.faiss").write_bytes(content)
    with pytest.raises(RuntimeError):
        VectorIndex.read(tmp_path / "a.faiss")
