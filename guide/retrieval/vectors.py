"""Nearest passages by meaning: a FAISS index over passage ids. The only place that knows faiss."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guide.ports import Vectors

EXACT = 20_000
"""Passages up to which vectors are kept whole; beyond, as half floats at a sixth of the time and half the memory."""


@cache
def _faiss() -> Any:
    """faiss with one thread a query: visitors ask side by side, two threads each only get in each other's way."""
    import faiss

    faiss.omp_set_num_threads(1)
    return faiss


class VectorIndex:
    """An index of unit vectors by passage id. Immutable after `changed`: every change is made on a copy."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, ids: Sequence[int], vectors: Vectors) -> VectorIndex:
        """A new index; `vectors` has shape (len(ids), dimension)."""
        kind = "IDMap2,Flat" if len(ids) <= EXACT else "IDMap2,SQfp16"
        index = _faiss().index_factory(vectors.shape[1], kind, _faiss().METRIC_INNER_PRODUCT)
        if len(ids):
            index.train(vectors)
            index.add_with_ids(vectors, np.asarray(ids, dtype=np.int64))
        return cls(index)

    @classmethod
    def read(cls, file: Path) -> VectorIndex:
        """An index that `write` made. Raises RuntimeError on a broken file."""
        return cls(_faiss().read_index(str(file)))

    def write(self, file: Path) -> None:
        """Save aside and rename, so that a killed process leaves the old file whole."""
        aside = file.with_suffix(".part")
        _faiss().write_index(self._index, str(aside))
        aside.replace(file)

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        return int(self._index.d)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The passage ids it holds, in no order."""
        held: NDArray[np.int64] = _faiss().vector_to_array(self._index.id_map).astype(np.int64)
        return held

    def changed(self, removed: Iterable[int], ids: Sequence[int], vectors: Vectors) -> VectorIndex:
        """A copy without `removed` and with new ones."""
        copy = _faiss().clone_index(self._index)
        gone = np.fromiter(removed, dtype=np.int64)
        if gone.size:
            copy.remove_ids(gone)
        if ids:
            copy.add_with_ids(vectors, np.asarray(ids, dtype=np.int64))
        return VectorIndex(copy)

    def without(self, removed: Iterable[int]) -> VectorIndex:
        """A copy without some."""
        return self.changed(removed, (), np.zeros((0, self.dimension), np.float32))

    def search(self, query: Vectors, limit: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """The nearest passage ids with their cosine, best first; only of `among` when it is given."""
        parameters = None
        if among is not None:
            selector = _faiss().IDSelectorBatch(np.asarray(among, dtype=np.int64))
            parameters = _faiss().SearchParameters(sel=selector)
        scores, ids = self._index.search(query[None], limit, params=parameters)
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]
