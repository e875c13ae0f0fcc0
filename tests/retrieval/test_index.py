"""The snapshot that answers look at: immutable, and caught up with what is published."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from guide import app
from guide.editing.publish import Publisher
from guide.errors import GuideError
from guide.knowledge_base import Base, now
from guide.models.embed import StaticEmbedder
from guide.ports import Embedder, Vectors
from guide.retrieval.index import LiveIndex, preview
from guide.types import Change
from tests import guides
from tests.guides import BRIDGE, GE, HE, PAN
from tests.retrieval.indexes import QUERIES, change, opened, repriced, seen, texts


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
