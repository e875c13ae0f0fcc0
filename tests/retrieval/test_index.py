"""The snapshot that answers look at: immutable, and caught up with what is published."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from guide.editing.publish import Publisher
from guide.errors import GuideError
from guide.knowledge_base import Base, now
from guide.models.embed import StaticEmbedder
from guide.ports import Embedder, Vectors
from guide.retrieval import drafted
from guide.retrieval.index import LiveIndex
from guide.types import Change, Entry
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


def test_an_edit_that_renames_nobody_leaves_the_names_as_they_are(base: Base, index: LiveIndex) -> None:
    before = index.current()
    change(base, repriced(GE, 46))
    after = index.current()
    assert after is not before and after.linker is before.linker
    change(base, replace(repriced(GE, 46), names={"zh-Hans": "竹园"}))
    renamed = index.current().linker
    assert renamed is not after.linker
    assert [each.entries for each in renamed.link("竹园")] == [(GE.id,)] and not renamed.link("Ge Garden")


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
    seen_by_editor = drafted.over(index, [replace(GE, aliases=("竹园",))], base.cut)
    assert seen_by_editor.linker.link("竹园几点开")[0].entries == (GE.id,)
    assert not before.linker.link("竹园几点开")
    assert index.current() is before and seen_by_editor.version != before.version


def test_what_a_draft_says_is_found_as_if_it_were_published(base: Base, index: LiveIndex) -> None:
    draft = replace(repriced(GE, 47), texts={**GE.texts, "zh-Hans": "个园新开了一座听雨轩，檐下能听见雨。"})
    over = drafted.over(index, [draft], base.cut)
    assert "听雨轩" in texts(over, "听雨轩")[0]
    assert not [each for each in texts(over, "四季假山 黄石作秋") if "黄石作秋" in each]
    assert not [each for each in texts(index.current(), "听雨轩") if "听雨轩" in each]
    change(base, draft)
    for asked in ("听雨轩 雨", "个园 门票", "个园有几只猫", "住宅 楠木", "何园 回廊"):
        assert texts(over, asked)[:3] == texts(index.current(), asked)[:3]


def test_a_draft_that_says_the_same_shares_the_names_and_the_words(base: Base, index: LiveIndex) -> None:
    live = index.current()
    over = drafted.over(index, [live.by_id[GE.id]], base.cut)
    assert over.linker is live.linker and over.vectors is live.vectors and over.passages == live.passages


def test_an_edit_that_leaves_names_alone_links_nothing_anew(base: Base, index: LiveIndex) -> None:
    first = index.current()
    entry = next(each for each in first.entries() if each.names)
    change(base, repriced(entry, 41))
    second = index.current()
    assert second.version > first.version and second.linker is first.linker
    change(base, replace(entry, aliases=(*entry.aliases, "无双小院")))
    third = index.current()
    assert third.linker is not first.linker and third.linker.link("无双小院在哪里")
    change(base, Entry("notice-storm", "notice", entry.city, names={"zh-Hans": "台风通知"}))
    assert index.current().linker is third.linker
    newest = base.revisions.current(entry.id)
    assert newest is not None
    base.publish([Change(entry.id, None, newest.number)], "lin", "")
    assert not index.current().linker.link("无双小院在哪里")
