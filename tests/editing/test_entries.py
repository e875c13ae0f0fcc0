"""Finding, saving and restoring entries over a real database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.editing.entries import Entries, search
from guide.editing.publish import Publisher
from guide.errors import Conflict, NotFound
from guide.storage.database import Database
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from tests.storage.samples import NOW, entry, passages_of

GARDEN = replace(
    entry("he-garden"),
    names={"zh-Hans": "何园", "en": "He Garden", "ja": "何園", "ko": "허위안"},
    aliases=("寄啸山庄", "Jixiao Mountain Villa"),
)
HOTEL = replace(
    entry("riverside-inn"), kind="hotel", city="zhenjiang", names={"zh-Hans": "江边客栈", "en": "Riverside Inn"}
)


@pytest.fixture
def entries(database: Database) -> Entries:
    revisions, passages = Revisions(database), Passages(database)
    return Entries(revisions, Publisher(revisions, passages, lambda: None, passages_of, lambda: NOW))


@pytest.fixture
def filled(entries: Entries) -> Entries:
    for each in (GARDEN, HOTEL, entry("bamboo-garden")):
        entries.save(each, None, "lin", "first")
    return entries


@pytest.mark.parametrize(
    "query",
    [
        "何园",
        "何園",
        "he garden",
        "HE GARDEN",
        "Ｈｅ　Ｇａｒｄｅｎ",
        "허위안",
        "寄啸",
        "山莊",
        "he-gar",
        "villa",
        "garden he",
        "mountain jixiao",
    ],
)
def test_an_entry_is_found_by_any_name_it_has(filled: Entries, query: str) -> None:
    assert search(filled.listed().values(), query)[0].id == "he-garden"


def test_the_best_fit_comes_first(filled: Entries) -> None:
    assert [each.id for each in search(filled.listed().values(), "garden")] == ["bamboo-garden", "he-garden"]
    assert [each.id for each in search(filled.listed().values(), "r")][0] == "riverside-inn"


def test_kind_and_city_narrow_the_list(filled: Entries) -> None:
    listed = filled.listed().values()
    assert [each.id for each in search(listed, kind="hotel")] == ["riverside-inn"]
    assert [each.id for each in search(listed, city="zhenjiang", kind="sight")] == []
    assert {each.id for each in search(listed, city="yangzhou")} == {"he-garden", "bamboo-garden"}


def test_nothing_fits_and_an_endless_query_are_no_errors(filled: Entries) -> None:
    assert search(filled.listed().values(), "北京") == []
    assert search(filled.listed().values(), "园" * 100_000) == []


def test_the_list_follows_what_another_process_publishes(database: Database, filled: Entries) -> None:
    assert len(filled.listed()) == 3
    revisions = Revisions(database)
    other = Publisher(revisions, Passages(database), lambda: None, passages_of, lambda: NOW)
    other.withdraw("riverside-inn", 1, "mei", "closed for good")
    Entries(revisions, other).save(replace(GARDEN, kind="garden"), 1, "mei", "kind")
    listed = filled.listed()
    assert set(listed) == {"he-garden", "bamboo-garden"}
    assert (listed["he-garden"].kind, listed["he-garden"].number, listed["he-garden"].author) == ("garden", 2, "mei")


def test_a_stale_save_is_refused_and_changes_nothing(filled: Entries) -> None:
    filled.save(replace(GARDEN, tags=("garden",)), 1, "mei", "tag")
    with pytest.raises(Conflict) as refused:
        filled.save(replace(GARDEN, tags=("old",)), 1, "lin", "late")
    assert refused.value.current is not None and refused.value.current.author == "mei"
    assert filled.current("he-garden").number == 2


def test_restoring_publishes_the_older_revision_on_top(filled: Entries) -> None:
    filled.save(replace(GARDEN, tags=("garden",)), 1, "mei", "tag")
    assert filled.restore("he-garden", 1, 2, "lin", "as it was") == 3
    history = filled.history("he-garden")
    assert [each.number for each in history] == [3, 2, 1]
    assert history[0].entry == GARDEN
    assert filled.revision("he-garden", 2).comment == "tag"


def test_what_is_not_there_is_not_found(database: Database, filled: Entries) -> None:
    revisions = Revisions(database)
    Publisher(revisions, Passages(database), lambda: None, passages_of, lambda: NOW).withdraw(
        "riverside-inn", 1, "mei", "gone"
    )
    assert filled.current("riverside-inn").entry is None
    with pytest.raises(NotFound, match="nothing to restore"):
        filled.restore("riverside-inn", 2, 2, "lin", "x")
    for ask in (filled.current, filled.history):
        with pytest.raises(NotFound):
            ask("nowhere")
