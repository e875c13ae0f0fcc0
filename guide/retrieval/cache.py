"""Index files of the one process that serves. Nothing in them is needed: what is missing, broken or of another base is
made again from the database.

Beside each index stands what it holds: passage ids, each with a print of its content. An id alone would not do: after a
backup of the database was put back, the same id may belong to another passage.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guide.ports import Progress, unseen
from guide.retrieval.lexical import LexicalIndex
from guide.retrieval.vectors import VectorIndex
from guide.storage.passages import passage_hash
from guide.types import Passage

_WORDS = "lexical"
_DOUBTFUL = -1
"""Stands for the print of a passage that may or may not be in the index; no passage has it."""


class IndexFiles:
    """The folder of the index files; without one, indexes live in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._prints: dict[int, int] = {}
        self._in_words = _rows({})
        """What the lexical index is known to hold: rows of a passage id and its print."""
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def words(self, stored: Mapping[int, Passage]) -> tuple[LexicalIndex, set[int], set[int]]:
        """The lexical index, the ids it holds that are still so, and those that must go from it."""
        if self._folder is None:
            return LexicalIndex(), set(), set()
        held = self._held(_WORDS)
        index = self._opened(held)
        if index is None:
            shutil.rmtree(self._folder / _WORDS, ignore_errors=True)
            (self._folder / f"{_WORDS}.npy").unlink(missing_ok=True)
            return LexicalIndex(_made(self._folder / _WORDS)), set(), set()
        same = self._same(held, stored)
        self._in_words = _rows({each: held[each] for each in same})
        return index, same, held.keys() - same

    def change_words(
        self, index: LexicalIndex, gone: Iterable[int], added: Sequence[Passage], progress: Progress = unseen
    ) -> None:
        """Take passages out of the lexical index and put others in, remembering beside it what it holds.

        What is about to move is marked as doubtful first: a process may be killed after the change and before the mark,
        and the database may have moved on by then, so nobody else would know of these passages any more.
        """
        if self._folder is None:
            return index.change(gone, added, progress)
        gone = list(gone)
        moved = np.asarray([*gone, *(each.id for each in added)], np.int64)
        kept = self._in_words[~np.isin(self._in_words[:, 0], moved)]
        self._mark(_WORDS, np.concatenate((kept, _rows(dict.fromkeys(moved.tolist(), _DOUBTFUL)))))
        index.change(gone, added, progress)
        self._in_words = np.concatenate((kept, _rows({each.id: self._print(each) for each in added})))
        self._mark(_WORDS, self._in_words)

    def vectors(self, key: str, dimension: int, stored: Mapping[int, Passage]) -> VectorIndex | None:
        """The saved vectors that are still so, or None where starting over is as good."""
        file = self._folder / f"{key}.faiss" if self._folder else None
        index = _read(file) if file else None
        if index is None or index.dimension != dimension:
            return None
        held, ids = self._held(key), set(index.ids.tolist())
        same = self._same(held, stored)
        if held.keys() != ids or len(same) * 2 < len(ids):
            return None
        return index.without(ids - same)

    def save_vectors(self, key: str, index: VectorIndex, stored: Mapping[int, Passage]) -> None:
        """Keep the vectors for the next start, and those of no other embedder."""
        if self._folder is None:
            return
        for stale in (*self._folder.glob("*.faiss"), *self._folder.glob("*.part")):
            if stale.stem != key:
                stale.unlink()
                stale.with_suffix(".npy").unlink(missing_ok=True)
        index.write(self._folder / f"{key}.faiss")
        self._mark(key, _rows({each: self._print(stored[each]) for each in index.ids.tolist() if each in stored}))

    def _opened(self, held: Mapping[int, int]) -> LexicalIndex | None:
        """The lexical index, unless it cannot be read or holds fewer or more passages than it is known to hold."""
        assert self._folder is not None
        sure = sum(known != _DOUBTFUL for known in held.values())
        try:
            index = LexicalIndex(_made(self._folder / _WORDS))
            index.sweep()
        except ValueError:
            return None
        return index if index.is_whole(sure, len(held)) else None

    def _held(self, name: str) -> dict[int, int]:
        """Ids with their prints; empty when the file is missing or broken."""
        assert self._folder is not None
        try:
            rows = np.load(self._folder / f"{name}.npy")
            return dict(rows.tolist())
        except (OSError, ValueError, TypeError, EOFError):
            return {}

    def _mark(self, name: str, rows: NDArray[np.int64]) -> None:
        assert self._folder is not None
        aside = self._folder / f"{name}.part.npy"
        np.save(aside, rows)
        aside.replace(self._folder / f"{name}.npy")

    def _same(self, held: Mapping[int, int], stored: Mapping[int, Passage]) -> set[int]:
        return {each for each, known in held.items() if each in stored and self._print(stored[each]) == known}

    def _print(self, passage: Passage) -> int:
        """60 bits of the content hash, made once: in one run of the process an id keeps its content."""
        if passage.id not in self._prints:
            self._prints[passage.id] = int(passage_hash(passage)[:15], 16)
        return self._prints[passage.id]


def _rows(prints: Mapping[int, int]) -> NDArray[np.int64]:
    columns = [np.fromiter(some, np.int64, len(prints)) for some in (prints.keys(), prints.values())]
    return np.stack(columns, axis=1)


def _read(file: Path) -> VectorIndex | None:
    try:
        return VectorIndex.read(file) if file.is_file() else None
    except (RuntimeError, MemoryError):
        return None


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
