"""Index files of any state heal: deleted, broken, half written, of another time or another base."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from guide.knowledge_base import Base
from guide.retrieval.lexical import LexicalIndex
from guide.types import Change
from tests import guides
from tests.guides import ENTRIES, GE, HE, WEATHER
from tests.retrieval.indexes import change, opened, repriced, seen, texts


def everything(folder: Path) -> None:
    shutil.rmtree(folder)


def the_words(folder: Path) -> None:
    shutil.rmtree(folder / "lexical")


def what_the_words_hold(folder: Path) -> None:
    (folder / "lexical.npy").unlink()


def the_vectors(folder: Path) -> None:
    next(folder.glob("*.faiss")).unlink()


def what_the_vectors_hold(folder: Path) -> None:
    next(folder.glob("static-*.npy")).unlink()


def spoilt(pattern: str, content: bytes) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        found = list(folder.glob(pattern))
        assert found
        for file in found:
            file.write_bytes(content)

    damage.__name__ = f"{pattern}:{content[:4]!r}"
    return damage


def halved(pattern: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for file in folder.glob(pattern):
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    damage.__name__ = f"half {pattern}"
    return damage


def one_segment(folder: Path) -> None:
    next((folder / "lexical").glob("*.store")).unlink()


def left_over(folder: Path) -> None:
    (folder / "static-gone.faiss").write_bytes(b"old")
    (folder / "static-gone.part").write_bytes(b"old")
    (folder / "lexical.part.npy").write_bytes(b"old")


def deletions_of_a_commit_that_never_ended(folder: Path) -> None:
    """A process that dies in a commit leaves the files it wrote, and the next one begins with the same names."""
    words = folder / "lexical"
    meta, managed = (json.loads((words / name).read_bytes()) for name in ("meta.json", ".managed.json"))
    for segment, ahead in product(meta["segments"], range(1, 400)):
        name = f"{segment['segment_id'].replace('-', '')}.{meta['opstamp'] + ahead}.del"
        (words / name).write_bytes(b"half")
        managed.append(name)
    (words / ".managed.json").write_text(json.dumps(managed))


DAMAGES = (
    deletions_of_a_commit_that_never_ended,
    everything, the_words, what_the_words_hold, the_vectors, what_the_vectors_hold, one_segment, left_over,
    *(spoilt(pattern, b"") for pattern in ("*.faiss", "*.npy", "*.jsonl", "lexical/meta.json")),
    *(spoilt(pattern, b"junk") for pattern in ("*.faiss", "*.npy", "*.jsonl", "lexical/meta.json")),
    *(halved(pattern) for pattern in ("*.faiss", "*.npy", "*.jsonl")),
    *(halved(pattern) for pattern in ("lexical/*.idx", "lexical/*.term", "lexical/*.pos")),
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: str(damage.__name__))
def test_index_files_of_any_state_heal(base: Base, tmp_path: Path, damage: Callable[[Path], None]) -> None:
    folder = tmp_path / "index"
    opened(base, folder).close()
    damage(folder)
    index = opened(base, folder)
    expected = seen(opened(base).current())
    assert seen(index.current()) == expected
    change(base, repriced(GE, 46, "牌子新换。"))
    assert texts(index.current(), "牌子", GE.id)[0] == "牌子新换。"
    index.close()
    assert seen(opened(base, folder).current()) == seen(opened(base).current())


def test_files_of_an_older_time_catch_up(base: Base, tmp_path: Path) -> None:
    folder, old = tmp_path / "index", tmp_path / "old"
    first = opened(base, folder)
    first.close()
    shutil.copytree(folder, old)
    change(base, repriced(GE, 46, "牌子新换。"))
    base.publish([Change(WEATHER.id, None, 1)], "lin", "")
    first.current()
    first.close()
    shutil.rmtree(folder)
    shutil.copytree(old, folder)
    snapshot = opened(base, folder).current()
    assert seen(snapshot) == seen(opened(base).current())
    assert "六月多雨" not in str(texts(snapshot, "天气 六月多雨"))


def test_a_process_killed_before_it_saved_leaves_files_that_heal(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    killed = opened(base, folder)
    change(base, repriced(GE, 46, "牌子新换。"))
    killed.current()
    assert seen(opened(base, folder).current()) == seen(opened(base).current())


def test_a_passage_that_came_and_went_around_a_kill_is_not_left_in_the_words(
    base: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    base.publish([Change(WEATHER.id, None, 1)], "lin", "")
    killed = opened(base, folder)
    base.publish([Change(WEATHER.id, WEATHER, 2)], "lin", "")
    true_change = LexicalIndex.change

    def change_and_die(index: LexicalIndex, *values: Any) -> None:
        true_change(index, *values)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(LexicalIndex, "change", change_and_die)
        killed.current()
    base.publish([Change(WEATHER.id, None, 3)], "lin", "")
    healed, made = opened(base, folder).current(), opened(base).current()
    assert healed.lexical.rarest == made.lexical.rarest
    assert seen(healed) == seen(made)


def test_words_of_which_nothing_is_known_are_made_anew(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    opened(base, folder).close()
    what_the_words_hold(folder)
    change(base, repriced(GE, 46, "牌子新换。"))
    assert opened(base, folder).current().lexical.rarest == opened(base).current().lexical.rarest


def test_a_database_put_back_from_a_backup_gets_no_vectors_of_what_came_after(
    tmp_path: Path, small_embedder: Path
) -> None:
    data, folder = tmp_path / "data", tmp_path / "index"
    with guides.base(data, small_embedder, ENTRIES[:3]):
        pass
    shutil.copytree(data, tmp_path / "backup")
    with open_again(data, small_embedder) as base:
        change(base, repriced(GE, 46, "这一段后来没有了。"))
        opened(base, folder).close()
    shutil.rmtree(data)
    shutil.copytree(tmp_path / "backup", data)
    with open_again(data, small_embedder) as base:
        change(base, repriced(HE, 47, "同一个号码，另一段话。"))
        snapshot = opened(base, folder).current()
        assert seen(snapshot) == seen(opened(base).current())
        query = snapshot.query_vector("同一个号码，另一段话。")
        expected = opened(base).current().vectors.search(query, 3)
        assert snapshot.vectors.search(query, 3) == expected


@contextmanager
def open_again(data: Path, embedder: Path) -> Iterator[Base]:
    """A base that is there already."""
    base = Base(guides.settings(data, embedder))
    try:
        yield base
    finally:
        base.close()


def test_only_the_vectors_of_the_embedder_in_use_are_kept(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    opened(base, folder).close()
    left_over(folder)
    opened(base, folder).close()
    assert [file.name for file in folder.glob("*.faiss")] == [f"{base.embedder().key}.faiss"]
    assert not list(folder.glob("static-gone*"))
