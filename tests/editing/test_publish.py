from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.editing.publish import Publisher
from guide.errors import Conflict, NotFound
from guide.ports import Vectors
from guide.storage.database import Database
from guide.storage.passages import Passages, passage_hash
from guide.storage.revisions import Revisions
from guide.types import Change, Entry, Passage, Revision
from tests.storage.samples import entry, passages_of

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


class Letters:
    """A small true embedder: unit vectors of letter counts. It notes what it was asked."""

    key = "letters:8"
    dimension = 8

    def __init__(self) -> None:
        self.asked: list[str] = []

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return np.stack([self.query(each) for each in texts])

    def query(self, text: str) -> Vectors:
        counts = np.bincount([ord(each) % self.dimension for each in text], minlength=self.dimension)
        return (counts / max(float(np.linalg.norm(counts)), 1.0)).astype(np.float32)


@pytest.fixture
def embedder() -> Letters:
    return Letters()


@pytest.fixture
def revisions(database: Database) -> Revisions:
    return Revisions(database)


@pytest.fixture
def passages(database: Database) -> Passages:
    return Passages(database)


@pytest.fixture
def publisher(revisions: Revisions, passages: Passages, embedder: Letters) -> Publisher:
    return Publisher(revisions, passages, lambda: embedder, passages_of, lambda: NOW)


def test_publishing_stores_entry_passages_and_their_vectors(
    publisher: Publisher, revisions: Revisions, passages: Passages, embedder: Letters
) -> None:
    assert publisher.publish([Change("a", entry("a"), None)], "lin", "first") == 1
    found = revisions.current("a")
    assert found is not None and (found.entry, found.author, found.at) == (entry("a"), "lin", NOW)
    vectors = dict(passages.vectors(embedder.key))
    for each in passages.all():
        stored = np.frombuffer(vectors[each.id], dtype="<f2")
        assert np.allclose(stored, embedder.query(f"{each.heading}\n{each.text}"), atol=1e-3)


def test_only_what_is_new_is_embedded(publisher: Publisher, embedder: Letters) -> None:
    publisher.publish([Change("a", entry("a", 45), None)], "lin", "")
    embedder.asked.clear()
    publisher.publish([Change("a", entry("a", 50), 1)], "lin", "")
    assert embedder.asked == ["园子a\n园子a price 50"]


def test_a_stale_save_costs_no_embedding(publisher: Publisher, revisions: Revisions, embedder: Letters) -> None:
    publisher.publish([Change("a", entry("a"), None)], "lin", "")
    publisher.publish([Change("a", entry("a", 50), 1)], "lin", "")
    embedder.asked.clear()
    with pytest.raises(Conflict) as caught:
        publisher.publish([Change("a", entry("a", 60), 1), Change("b", entry("b"), None)], "wu", "")
    assert caught.value.current == revisions.current("a")
    assert embedder.asked == []
    assert revisions.current("b") is None


def test_a_base_that_turns_stale_while_embedding_is_refused(revisions: Revisions, passages: Passages) -> None:
    def slow(one: Entry) -> Sequence[Passage]:
        plain.publish([Change("a", entry("a", 50), 1)], "wu", "in between")
        return passages_of(one)

    plain = Publisher(revisions, passages, lambda: None, passages_of, lambda: NOW)
    plain.publish([Change("a", entry("a"), None)], "lin", "")
    with pytest.raises(Conflict):
        Publisher(revisions, passages, lambda: None, slow, lambda: NOW).publish(
            [Change("a", entry("a", 60), 1)], "lin", ""
        )
    assert revisions.current("a").author == "wu"  # type: ignore[union-attr]


def test_without_an_embedder_passages_have_no_vectors(revisions: Revisions, passages: Passages) -> None:
    Publisher(revisions, passages, lambda: None, passages_of, lambda: NOW).publish(
        [Change("a", entry("a"), None)], "lin", ""
    )
    assert len(list(passages.all())) == 3
    assert dict(passages.vectors("")) == {}


def test_withdrawn_and_restored(
    publisher: Publisher, revisions: Revisions, passages: Passages, embedder: Letters
) -> None:
    publisher.publish([Change("a", entry("a", 45), None)], "lin", "")
    publisher.publish([Change("a", entry("a", 50), 1)], "lin", "")
    publisher.withdraw("a", 2, "lin", "closed")
    assert passages.of(["a"]) == []
    embedder.asked.clear()
    assert publisher.restore("a", 1, 3, "lin", "open again") == 4
    assert embedder.asked == []
    assert revisions.current("a").entry == entry("a", 45)  # type: ignore[union-attr]
    assert [each.text for each in passages.of(["a"])] == [each.text for each in passages_of(entry("a", 45))]
    with pytest.raises(NotFound):
        publisher.restore("a", 9, 4, "lin", "")
    with pytest.raises(Conflict):
        publisher.restore("a", 1, 3, "lin", "")


def test_nothing_to_publish_changes_nothing(publisher: Publisher) -> None:
    assert publisher.publish([], "lin", "") == 0


Step = tuple[str, str, int]

steps: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(st.sampled_from(("publish", "withdraw", "restore", "stale")), st.sampled_from("abc"), st.integers(0, 5)),
    max_size=15,
)


def follow(publisher: Publisher, revisions: Revisions, taken: Sequence[Step]) -> dict[str, list[Entry | None]]:
    """Take steps on a database and on a plain model of it: every version of every entry."""
    model: dict[str, list[Entry | None]] = {}
    for verb, name, value in taken:
        versions = model.setdefault(name, [])
        now = len(versions) or None
        if verb == "publish":
            publisher.publish([Change(name, entry(name, value), now)], "lin", "")
            versions.append(entry(name, value))
        elif verb == "withdraw" and now:
            publisher.withdraw(name, now, "lin", "")
            versions.append(None)
        elif verb == "restore" and now:
            publisher.restore(name, value % now + 1, now, "lin", "")
            versions.append(versions[value % now])
        elif verb == "stale":
            with pytest.raises(Conflict):
                publisher.publish([Change(name, entry(name, value), (now or 0) + 1)], "lin", "")
    return model


@pytest.fixture(scope="module")
def new_base() -> Iterator[Callable[[], Database]]:
    opened: list[Database] = []

    def make() -> Database:
        opened.append(Database.open("sqlite://"))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(taken=steps)
def test_any_sequence_of_edits_replays_to_the_same_state(new_base: Callable[[], Database], taken: list[Step]) -> None:
    database = new_base()
    revisions, passages, embedder = Revisions(database), Passages(database), Letters()
    model = follow(Publisher(revisions, passages, lambda: embedder, passages_of, lambda: NOW), revisions, taken)
    histories = {name: revisions.history(name) for name, versions in model.items() if versions}
    assert {name: [each.entry for each in some] for name, some in histories.items()} == {
        name: versions for name, versions in model.items() if versions
    }
    published = {name: versions[-1] for name, versions in model.items() if versions and versions[-1] is not None}
    assert {each.entry_id: each.entry for each in revisions.all_current()} == published
    assert revisions.content_version() == sum(map(len, model.values()))
    wanted = sorted(passage_hash(each) for one in published.values() if one for each in passages_of(one))
    assert sorted(map(passage_hash, passages.all())) == wanted
    assert {each for each, _ in passages.vectors(embedder.key)} == {each.id for each in passages.all()}
    assert replayed(histories) == published


def replayed(histories: Mapping[str, Sequence[Revision]]) -> dict[str, Entry | None]:
    """The revisions of all entries, in the order they went live, published anew in an empty base."""
    every = sorted((each for some in histories.values() for each in some), key=lambda each: each.version)
    with tempfile.TemporaryDirectory() as folder:
        database = Database.open(f"sqlite:///{folder}/replay.db")
        revisions = Revisions(database)
        publisher = Publisher(revisions, Passages(database), lambda: None, passages_of, lambda: NOW)
        for each in every:
            publisher.publish([Change(each.entry_id, each.entry, each.base)], each.author, each.comment)
        found = {each.entry_id: each.entry for each in revisions.all_current()}
        database.close()
    return found
