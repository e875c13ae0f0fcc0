"""The snapshot that answers look at: immutable, caught up with what other processes publish, made again when broken."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from guide import app
from guide.editing.publish import Publisher
from guide.errors import GuideError
from guide.knowledge_base import Base, now
from guide.models.embed import StaticEmbedder
from guide.ports import Embedder, Vectors
from guide.retrieval.index import LiveIndex, Snapshot, preview
from guide.types import Change, Entry, Fact
from tests import guides
from tests.guides import BRIDGE, ENTRIES, GE, HE, PAN, WEATHER

STEPS = ("checked", "revisions", "passages", "vectors", "committed")
QUERIES = ("四季假山", "回廊 下雨", "how many arches", "门票", "phone", "停车位", "天气", "无关之物")

_PUBLISHES = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from guide.knowledge_base import Base
from guide.storage.revisions import Revisions
from guide.types import Change, Fact
from tests import guides

folder, embedder, price, deadly = sys.argv[1:]

def checkpoint(step):
    if step == deadly:
        os.kill(os.getpid(), signal.SIGKILL)

base = Base(guides.settings(Path(folder), Path(embedder)))
base.revisions = Revisions(base.database, checkpoint)
old = base.revisions.current("ge-garden")
new = replace(old.entry, facts=(Fact("price", int(price)),), texts={"zh-Hans": f"今年换了第{price}块牌子。"})
base.publish([Change("ge-garden", new, old.number)], "importer", "")
base.close()
"""


def publish_elsewhere(folder: Path, embedder: Path, price: int, deadly: str = "") -> int:
    """Change one entry from another process; its exit status, negative when it was killed at a step."""
    command = [sys.executable, "-c", _PUBLISHES, folder, embedder, str(price), deadly]
    root = Path(guides.__file__).parent.parent
    return subprocess.run([str(each) for each in command], cwd=root, check=False).returncode


@dataclass
class Counting:
    """The real embedder, counting what it is given."""

    real: Embedder
    texts: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        return self.real.key

    @property
    def dimension(self) -> int:
        return self.real.dimension

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self.real.passages(texts)

    def query(self, text: str) -> Vectors:
        return self.real.query(text)


@pytest.fixture
def base(tmp_path: Path, small_embedder: Path) -> Iterator[Base]:
    with guides.base(tmp_path / "data", small_embedder) as opened:
        yield opened


@pytest.fixture
def index(base: Base) -> LiveIndex:
    return opened(base)


def opened(base: Base, folder: Path | None = None) -> LiveIndex:
    return LiveIndex(base.revisions, base.passages, base.embedder, app.vocabulary(base), folder)


def change(base: Base, entry: Entry) -> int:
    current = base.revisions.current(entry.id)
    return base.publish([Change(entry.id, entry, current.number if current else None)], "lin", "")


def repriced(entry: Entry, price: int, text: str = "") -> Entry:
    texts = {"zh-Hans": text} if text else entry.texts
    return replace(entry, facts=(Fact("price", price, as_of="2026-05"),), texts=texts)


def texts(snapshot: Snapshot, query: str, entry: str | None = None) -> list[str]:
    return [hit.passage.text for hit in snapshot.search(query, 10, entry)]


def seen(snapshot: Snapshot) -> dict[str, object]:
    """What can be asked of a snapshot, to compare two; not scores of words, on which deleted passages still weigh."""
    return {
        "entries": dict(snapshot.by_id),
        "passages": dict(snapshot.passages),
        "vectors": sorted(snapshot.vectors.ids.tolist()),
        "searches": [sorted(hit.passage.id for hit in snapshot.search(each, 60)) for each in QUERIES],
        "words": [sorted(found for found, _ in snapshot.lexical.search(each, 30)) for each in QUERIES],
        "links": [snapshot.linker.link(each) for each in ("个园和何园", "Five-Pavilion Bridge", "小盘谷")],
    }


def test_words_and_meaning_find_together(index: LiveIndex) -> None:
    snapshot = index.current()
    assert "四季假山" not in texts(snapshot, "四季假山")[0] and "石笋作春" in texts(snapshot, "四季假山")[0]
    hits = snapshot.search("四季假山", 5)
    assert hits == sorted(hits, key=lambda hit: -hit.score) and len(hits) == 5


def test_a_search_of_one_entry_stays_in_it(index: LiveIndex) -> None:
    snapshot = index.current()
    for query in QUERIES:
        assert {hit.passage.entry_id for hit in snapshot.search(query, 30, HE.id)} <= {HE.id}
    assert snapshot.search("门票", 5, "nobody") == []


def test_the_visitors_language_comes_first(index: LiveIndex) -> None:
    for lang in ("zh-Hans", "en"):
        langs = [hit.passage.lang for hit in index.current().search("个园 Ge Garden", 20, GE.id, lang)]
        assert langs == sorted(langs, key=lambda each: each != lang) and set(langs) == {"zh-Hans", "en"}


def test_a_snapshot_never_changes(base: Base, index: LiveIndex) -> None:
    before = index.current()
    was = seen(before)
    change(base, repriced(GE, 46, "牌子新换。"))
    change(base, replace(PAN, id="new", names={"zh-Hans": "新园"}))
    base.publish([Change(BRIDGE.id, None, 1)], "lin", "")
    after = index.current()
    assert seen(before) == was
    assert after.version == before.version + 3 and after is index.current()
    assert after.by_id[GE.id].of("price")[0].value == 46 and after.numbers[GE.id] == 2
    assert texts(after, "牌子", GE.id)[0] == "牌子新换。" and "石笋" not in str(texts(after, "四季假山"))
    assert after.linker.link("新园")[0].entries == ("new",)
    assert after.entry(BRIDGE.id) is None and not after.linker.link("莲花桥") and BRIDGE.id not in after.of_entry
    assert seen(after) == seen(opened(base).current())


def test_another_process_publishes_and_the_next_answer_has_it(tmp_path: Path, small_embedder: Path) -> None:
    data = tmp_path / "data"
    with guides.guide(data, small_embedder) as talk:
        assert "45元" in talk.ask("个园门票多少钱？").text
        assert publish_elsewhere(data, small_embedder, 46) == 0
        assert "46元" in talk.ask("个园门票多少钱？").text
        assert "第46块牌子" in talk.ask("个园的牌子").text


@pytest.mark.parametrize("step", STEPS)
def test_an_importer_killed_at_a_step_leaves_all_or_nothing(tmp_path: Path, small_embedder: Path, step: str) -> None:
    data = tmp_path / "data"
    with guides.guide(data, small_embedder) as talk:
        before = talk.app.index.current()
        assert publish_elsewhere(data, small_embedder, 46, step) == -signal.SIGKILL
        done = step == "committed"
        assert ("46元" if done else "45元") in talk.ask("个园门票多少钱？").text
        assert (talk.app.index.current() is before) is not done
        assert publish_elsewhere(data, small_embedder, 47) == 0
        assert "47元" in talk.ask("个园门票多少钱？").text
        assert seen(talk.app.index.current()) == seen(opened(talk.app.base).current())


def test_an_edit_embeds_only_what_changed(base: Base, small_embedder: Path) -> None:
    counting = Counting(StaticEmbedder.open(small_embedder))
    publisher = Publisher(base.revisions, base.passages, lambda: counting, base.cut, now)
    publisher.publish([Change(HE.id, replace(HE, names={**HE.names, "ru": "Сад Хэ"}), 1)], "lin", "")
    assert counting.texts == [], "a name more changes no passage"
    publisher.publish([Change(GE.id, replace(GE, facts=(replace(GE.facts[0], value=46), *GE.facts[1:])), 1)], "lin", "")
    assert len(counting.texts) == 2 and all("46" in each for each in counting.texts), "one fact, in two languages"
    publisher.restore(GE.id, 1, 2, "lin", "")
    assert len(counting.texts) == 2, "what was embedded once is remembered"
    assert len(set(counting.texts)) == 2


def test_a_new_version_without_a_change_is_taken_up(base: Base, index: LiveIndex) -> None:
    was = seen(index.current())
    base.revisions.touch()
    assert index.current().version == base.revisions.content_version()
    assert seen(index.current()) == was


def test_an_empty_base_can_be_searched_and_filled(tmp_path: Path, small_embedder: Path) -> None:
    with guides.base(tmp_path, small_embedder, ()) as base:
        index = opened(base)
        assert list(index.current().entries()) == [] and index.current().search("个园", 5) == []
        change(base, GE)
        assert texts(index.current(), "四季假山")


def test_many_ask_while_others_publish(base: Base, index: LiveIndex) -> None:
    faults: list[Exception] = []
    versions: list[list[int]] = [[] for _ in range(4)]
    over = threading.Event()

    def ask(mine: list[int]) -> None:
        try:
            while not over.is_set():
                snapshot = index.current()
                mine.append(snapshot.version)
                assert snapshot.search("个园 门票", 5)
        except (AssertionError, GuideError, RuntimeError, ValueError, LookupError) as error:
            faults.append(error)

    threads = [threading.Thread(target=ask, args=(mine,)) for mine in versions]
    for thread in threads:
        thread.start()
    for price in range(50, 60):
        change(base, repriced(GE, price))
    over.set()
    for thread in threads:
        thread.join()
    assert not faults and all(mine == sorted(mine) for mine in versions)
    assert index.current().by_id[GE.id].of("price")[0].value == 59


def test_a_draft_can_be_looked_at_and_nobody_else_sees_it(base: Base, index: LiveIndex) -> None:
    before = index.current()
    seen_by_editor = preview(before, replace(GE, aliases=("竹园",)), app.vocabulary(base))
    assert seen_by_editor.linker.link("竹园几点开")[0].entries == (GE.id,)
    assert not before.linker.link("竹园几点开")


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


DAMAGES = (
    everything, the_words, what_the_words_hold, the_vectors, what_the_vectors_hold, one_segment, left_over,
    *(spoilt(pattern, b"") for pattern in ("*.faiss", "*.npy", "lexical/meta.json")),
    *(spoilt(pattern, b"junk") for pattern in ("*.faiss", "*.npy", "lexical/meta.json")),
    *(halved(pattern) for pattern in ("*.faiss", "*.npy", "lexical/*.idx", "lexical/*.term", "lexical/*.pos")),
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


class open_again:
    """A base that is there already."""

    def __init__(self, data: Path, embedder: Path) -> None:
        self._base = Base(guides.settings(data, embedder))

    def __enter__(self) -> Base:
        return self._base

    def __exit__(self, *_: object) -> None:
        self._base.close()


def test_only_the_vectors_of_the_embedder_in_use_are_kept(base: Base, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    opened(base, folder).close()
    left_over(folder)
    opened(base, folder).close()
    assert [file.name for file in folder.glob("*.faiss")] == [f"{base.embedder().key}.faiss"]
    assert not list(folder.glob("static-gone*"))
