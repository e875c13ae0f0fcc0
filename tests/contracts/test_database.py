"""What any database under the guide must do: `pytest tests/contracts --database-url postgresql+psycopg://...`.

The named database must be empty, and is emptied between tests.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, StatementError

from guide.errors import Conflict, NotAllowed, NotFound
from guide.storage.accounts import Accounts
from guide.storage.database import Database
from guide.storage.meta import Meta
from guide.storage.passages import Passages, passage_hash
from guide.storage.revisions import Batch, Revisions
from guide.storage.uses import Uses
from guide.types import Change
from tests.storage.samples import EMBEDDER, NOW, batch, entry, passages_of, vector


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kind" in metafunc.fixturenames:
        given = metafunc.config.getoption("--database-url")
        metafunc.parametrize("kind", ["file", "memory", *(["option"] if given else [])])


@pytest.fixture
def url(kind: str, pytestconfig: pytest.Config, tmp_path: Path) -> str:
    if kind == "option":
        given = str(pytestconfig.getoption("--database-url"))
        _empty(given)
        return given
    return f"sqlite:///{tmp_path}/guide.db" if kind == "file" else "sqlite://"


def _empty(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database.open(url)
    yield opened
    opened.close()


@pytest.fixture
def revisions(database: Database) -> Revisions:
    return Revisions(database)


@pytest.fixture
def passages(database: Database) -> Passages:
    return Passages(database)


def test_a_new_database_is_empty(revisions: Revisions, passages: Passages) -> None:
    assert revisions.content_version() == 0
    assert list(revisions.all_current()) == []
    assert list(passages.all()) == []
    assert revisions.current("a") is None
    with pytest.raises(NotFound):
        revisions.history("a")


def test_a_published_entry_reads_back_equal(revisions: Revisions) -> None:
    made = batch((entry("a"), None), comment="first")
    assert revisions.publish(made) == 1
    found = revisions.current("a")
    assert found is not None
    assert (found.entry, found.number, found.base, found.version) == (entry("a"), 1, None, 1)
    assert (found.author, found.at, found.comment) == ("lin", NOW, "first")
    assert list(revisions.all_current()) == [found] == revisions.history("a") == revisions.changed_since(0)


def test_each_publish_raises_the_version_by_one(revisions: Revisions) -> None:
    assert revisions.publish(batch((entry("a"), None), (entry("b"), None))) == 1
    assert revisions.publish(batch((entry("a", 50), 1))) == 2
    assert revisions.publish(batch()) == 2
    assert [each.number for each in revisions.history("a")] == [1, 2]
    assert [each.entry_id for each in revisions.changed_since(1)] == ["a"]
    assert revisions.changed_since(2) == []


def test_a_touch_raises_the_version_and_changes_no_entry(revisions: Revisions) -> None:
    revisions.publish(batch((entry("a"), None)))
    assert revisions.touch() == 2 == revisions.content_version()
    assert revisions.changed_since(1) == []
    assert len(revisions.history("a")) == 1
    assert revisions.publish(batch((entry("a", 50), 1))) == 3


def test_a_stale_base_is_a_conflict_and_nothing_of_the_batch_stays(revisions: Revisions, passages: Passages) -> None:
    revisions.publish(batch((entry("a"), None)))
    revisions.publish(batch((entry("a", 50), 1)))
    before = list(passages.all())
    with pytest.raises(Conflict) as caught:
        revisions.publish(batch((entry("b"), None), (entry("a", 60), 1)))
    assert caught.value.current == revisions.current("a")
    assert revisions.current("b") is None
    assert revisions.content_version() == 2
    assert list(passages.all()) == before


@pytest.mark.parametrize("base", [None, 2])
def test_a_base_that_never_was_is_a_conflict(revisions: Revisions, base: int | None) -> None:
    revisions.publish(batch((entry("a"), None)))
    with pytest.raises(Conflict):
        revisions.publish(batch((entry("a"), base)))
    with pytest.raises(Conflict):
        revisions.check([Change("a", entry("a"), base)])


def test_withdrawing_keeps_the_history(revisions: Revisions, passages: Passages) -> None:
    revisions.publish(batch((entry("a"), None), (entry("b"), None)))
    gone = Batch((Change("a", None, 1),), "lin", "closed for good", NOW)
    assert revisions.publish(gone) == 2
    found = revisions.current("a")
    assert found is not None and found.entry is None
    assert [each.entry_id for each in revisions.all_current()] == ["b"]
    assert [each.entry for each in revisions.changed_since(1)] == [None]
    assert [each.entry for each in revisions.history("a")] == [entry("a"), None]
    assert passages.of(["a"]) == []
    assert revisions.publish(batch((entry("a"), 2))) == 3


def test_what_never_was_cannot_be_withdrawn(revisions: Revisions) -> None:
    with pytest.raises(NotFound):
        revisions.publish(Batch((Change("a", None, None),), "lin", "", NOW))


def test_a_batch_that_makes_no_sense_is_refused(revisions: Revisions) -> None:
    with pytest.raises(ValueError, match="two changes"):
        revisions.publish(batch((entry("a"), None), (entry("a", 1), None)))
    with pytest.raises(ValueError, match="calls itself"):
        revisions.publish(Batch((Change("a", entry("b"), None),), "lin", "", NOW))
    with pytest.raises(StatementError, match="time zone"):
        revisions.publish(Batch((Change("a", entry("a"), None),), "lin", "", NOW.replace(tzinfo=None)))
    assert revisions.content_version() == 0


def test_one_revision_by_number(revisions: Revisions) -> None:
    revisions.publish(batch((entry("a"), None)))
    assert revisions.revision("a", 1).entry == entry("a")
    with pytest.raises(NotFound):
        revisions.revision("a", 2)


def test_a_revision_can_be_neither_changed_nor_deleted(database: Database, revisions: Revisions) -> None:
    revisions.publish(batch((entry("a"), None)))
    for statement in ("UPDATE revisions SET author = 'x'", "DELETE FROM revisions"):
        with pytest.raises(DBAPIError, match="never changed"), database.writing() as connection:
            connection.execute(text(statement))
    assert revisions.revision("a", 1).author == "lin"


def test_passages_keep_their_order_and_get_ids(revisions: Revisions, passages: Passages) -> None:
    revisions.publish(batch((entry("a"), None), (entry("b"), None)))
    found = passages.of(["b", "a", "a", "nothing"])
    assert [each.text for each in found] == [each.text for one in ("a", "b") for each in passages_of(entry(one))]
    assert len({each.id for each in found}) == 6
    assert sorted(each.id for each in passages.all()) == [each.id for each in passages.all()]


def test_an_unchanged_passage_keeps_its_id_and_no_id_comes_back(revisions: Revisions, passages: Passages) -> None:
    revisions.publish(batch((entry("a", 45), None)))
    first = {each.text: each.id for each in passages.all()}
    revisions.publish(batch((entry("a", 50), 1)))
    second = {each.text: each.id for each in passages.all()}
    assert first.keys() & second.keys() == {each.text for each in passages_of(entry("a"))[1:]}
    assert all(first[each] == second[each] for each in first.keys() & second.keys())
    revisions.publish(Batch((Change("a", None, 2),), "lin", "", NOW))
    revisions.publish(batch((entry("a", 45), 3)))
    assert not {each.id for each in passages.all()} & {*first.values(), *second.values()}


def test_equal_passages_of_one_entry_are_kept_apart(revisions: Revisions, passages: Passages) -> None:
    twice = (passages_of(entry("a"))[0],) * 2
    changes = (Change("a", entry("a"), None),)
    revisions.publish(Batch(changes, "lin", "", NOW, {"a": twice}))
    ids = [each.id for each in passages.of(["a"])]
    revisions.publish(Batch((Change("a", entry("a"), 1),), "lin", "", NOW, {"a": twice[:1]}))
    assert [each.id for each in passages.of(["a"])] == ids[:1]


def test_a_passage_that_moves_keeps_its_id(revisions: Revisions, passages: Passages) -> None:
    some = passages_of(entry("a"))
    revisions.publish(Batch((Change("a", entry("a"), None),), "lin", "", NOW, {"a": some}))
    before = passages.of(["a"])
    moved = tuple(dataclasses.replace(each, city="suzhou") for each in reversed(some))
    revisions.publish(Batch((Change("a", entry("a"), 1),), "lin", "", NOW, {"a": moved}))
    assert passages.of(["a"]) == [dataclasses.replace(each, city="suzhou") for each in reversed(before)]


def test_vectors_are_kept_by_embedder_and_hash(revisions: Revisions, passages: Passages) -> None:
    revisions.publish(batch((entry("a"), None)))
    stored = {each.id: vector(each) for each in passages.all()}
    hashes = {passage_hash(each) for each in passages.all()}
    assert dict(passages.vectors(EMBEDDER)) == stored
    assert passages.vectors_of(EMBEDDER, [*stored, 10_000]) == stored
    assert passages.missing(EMBEDDER, [*hashes, "new"]) == {"new"}
    assert passages.missing("other", hashes) == hashes
    assert dict(passages.vectors("other")) == {}
    passages.put_vectors("other", dict.fromkeys(hashes, b"\0\0"))
    passages.put_vectors("other", dict.fromkeys(hashes, b"\1\1"))
    assert set(dict(passages.vectors("other")).values()) == {b"\0\0"}
    passages.drop_vectors("other")
    assert passages.missing("other", hashes) == hashes
    assert passages.missing(EMBEDDER, hashes) == set()


def test_vectors_that_no_passage_has_can_be_dropped(revisions: Revisions, passages: Passages) -> None:
    revisions.publish(batch((entry("a", 45), None)))
    revisions.publish(batch((entry("a", 50), 1)))
    assert passages.drop_orphans() == 1
    assert len(dict(passages.vectors(EMBEDDER))) == 3


def test_more_than_a_page(revisions: Revisions, passages: Passages) -> None:
    some = [entry(f"{each:04}") for each in range(1100)]
    revisions.publish(batch(*((each, None) for each in some)))
    assert [each.entry for each in revisions.all_current()] == some
    assert len(list(passages.all())) == len(dict(passages.vectors(EMBEDDER))) == 3300


def test_threads_publish_without_losing_an_update(revisions: Revisions) -> None:
    revisions.publish(batch((entry("a", 0), None)))

    def raise_price(_: int) -> None:
        while True:
            found = revisions.current("a")
            assert found is not None and found.entry is not None
            try:
                revisions.publish(batch((entry("a", int(str(found.entry.of("price")[0].value)) + 1), found.number)))
            except Conflict:
                continue
            return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(raise_price, range(24)))
    assert revisions.current("a").entry == entry("a", 24)  # type: ignore[union-attr]
    assert revisions.content_version() == 25


def test_threads_count_without_waiting_for_each_other(database: Database) -> None:
    uses, day = Uses(database), NOW.date()
    names = [f"file-{number}" for number in range(12)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda step: uses.add(day, dict.fromkeys(names[::step], 1)), [1, -1] * 20))
    assert uses.since(day) == dict.fromkeys(sorted(names), 40)


def test_a_look_stays_the_same_while_others_publish(kind: str, database: Database, revisions: Revisions) -> None:
    if kind == "memory":
        pytest.skip("its threads take turns")
    revisions.publish(batch((entry("a"), None)))
    seen = text("SELECT count(*) FROM revisions")
    with database.reading() as connection:
        assert connection.execute(seen).scalar() == 1
        revisions.publish(batch((entry("b"), None)))
        assert connection.execute(seen).scalar() == 1
    with database.reading() as connection:
        assert connection.execute(seen).scalar() == 2


def test_small_values(database: Database) -> None:
    meta = Meta(database)
    assert meta.get("embedder") is None
    assert meta.get("embedder", {}) == {}
    meta.put("embedder", {"key": "fitted:1", "generation": 1})
    meta.put("embedder", {"key": "fitted:2", "generation": 2})
    assert meta.get("embedder") == {"key": "fitted:2", "generation": 2}


def test_opening_again_finds_everything(kind: str, url: str, tmp_path: Path) -> None:
    if kind == "memory":  # ends with its connection
        url = f"sqlite:///{tmp_path}/again.db"
    first = Database.open(url)
    Revisions(first).publish(batch((entry("a"), None)))
    first.close()
    second = Database.open(url)
    assert Revisions(second).content_version() == 1
    second.close()


def test_an_account_and_its_sessions(database: Database) -> None:
    accounts = Accounts(database)
    accounts.add("lin", "hash", "editor")
    with pytest.raises(NotAllowed):
        accounts.add("lin", "other", "editor")
    accounts.open_session("t1", "lin", NOW, NOW + timedelta(hours=12))
    found = accounts.session("t1", NOW)
    assert found is not None
    assert (found.account, found.role, found.opened, found.seen) == ("lin", "editor", NOW, NOW)
    accounts.touch("t1", NOW + timedelta(minutes=5))
    assert accounts.session("t1", NOW).seen == NOW + timedelta(minutes=5)  # type: ignore[union-attr]
    assert accounts.session("t1", NOW + timedelta(hours=12)) is None
    accounts.close_session("t1")
    assert accounts.session("t1", NOW) is None


def test_disabling_ends_the_sessions_and_adding_again_gives_no_old_one_back(database: Database) -> None:
    accounts = Accounts(database)
    accounts.add("lin", "hash", "editor")
    accounts.open_session("t1", "lin", NOW, NOW + timedelta(hours=12))
    accounts.disable("lin")
    assert accounts.session("t1", NOW) is None
    assert [each.disabled for each in accounts.all()] == [True]
    accounts.add("lin", "new", "admin")
    found = accounts.find("lin")
    assert found is not None and (found.password_hash, found.role, found.disabled) == ("new", "admin", False)
    assert accounts.session("t1", NOW) is None
    assert accounts.find("wu") is None
    with pytest.raises(NotFound):
        accounts.disable("wu")
