"""Narrowing the list of entries, and seeing which translations are behind."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from guide.editing import filters
from guide.editing.entries import Entries, Listed
from guide.editing.filters import Filter, Shelf
from guide.editing.publish import Publisher
from guide.editing.translations import Translations, behind
from guide.storage.database import Database
from guide.storage.pairs import Pairs
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from guide.types import Fact
from tests.storage.samples import NOW, entry, passages_of

TODAY = date(2026, 5, 1)
GARDEN = replace(
    entry("he-garden"),
    facts=(Fact("price", 45, as_of="2026-04"),),
    texts={"zh-Hans": "园中有竹。", "en": "Bamboo grows here."},
)
OLD = replace(
    entry("old-inn"),
    kind="hotel",
    facts=(Fact("price", 300, as_of="2018", confidence="low"), Fact("phone", "1", checked_on="2026-04-30")),
)


PAIRS: list[Pairs] = []


@pytest.fixture
def entries(database: Database) -> Entries:
    PAIRS[:] = [Pairs(database)]
    revisions, passages = Revisions(database), Passages(database)
    made = Entries(revisions, Publisher(revisions, passages, lambda: None, passages_of, lambda: NOW))
    for each in (GARDEN, OLD):
        made.save(each, None, "lin", "first")
    return made


def ids(entries: Entries, query: str = "", **chosen: str) -> list[str]:
    states = {"old-inn": frozenset({"review"})}
    shelf = Shelf(entries.listed(), states, TODAY, Translations(entries, PAIRS[0], {}).stale)
    return [each.entry.id for each in filters.find(shelf, query, Filter(**chosen), lambda text, most: ((), ()))]


@pytest.mark.parametrize(("chosen", "expected"), [
    ({"kind": "hotel"}, ["old-inn"]),
    ({"state": "review"}, ["old-inn"]),
    ({"state": "any"}, ["old-inn"]),
    ({"state": "no"}, ["he-garden"]),
    ({"state": "scheduled"}, []),
    ({"age": "12"}, ["old-inn"]),
    ({"age": "0"}, ["he-garden", "old-inn"]),
    ({"age": "x"}, ["he-garden", "old-inn"]),
    ({"sure": "low"}, ["old-inn"]),
    ({"sure": "none"}, ["he-garden"]),
    ({"lang": "missing:en"}, ["old-inn"]),
    ({"lang": "stale:en"}, []),
    ({"lang": "stale:en", "kind": "hotel"}, []),
])  # fmt: skip
def test_filters(entries: Entries, chosen: dict[str, str], expected: list[str]) -> None:
    assert ids(entries, **chosen) == expected


def test_a_translation_is_behind_until_it_is_changed_too(entries: Entries) -> None:
    entries.save(replace(GARDEN, texts={**GARDEN.texts, "zh-Hans": "园中有竹有石。"}), 1, "lin", "stones")
    assert ids(entries, lang="stale:en") == ["he-garden"]
    (late,) = behind(entries.history("he-garden")[::-1])
    assert (late.lang, late.number, late.before, late.after) == ("en", 1, "园中有竹。", "园中有竹有石。")
    both = {"zh-Hans": "园中有竹有石。", "en": "Bamboo and stones."}
    entries.save(replace(GARDEN, texts=both), 2, "lin", "stones in English")
    assert ids(entries, lang="stale:en") == [] and behind(entries.history("he-garden")[::-1]) == ()


def test_both_changed_at_once_is_not_behind(entries: Entries) -> None:
    entries.save(replace(GARDEN, texts={"zh-Hans": "新。", "en": "New."}), 1, "lin", "new")
    assert behind(entries.history("he-garden")[::-1]) == ()


def test_names_come_before_what_the_guide_takes_the_words_for_and_what_texts_hold(entries: Entries) -> None:
    shelf = Shelf(entries.listed(), {}, TODAY, lambda each: ())
    found = filters.find(shelf, "he-garden", Filter(), lambda text, most: (("he-garden",), ("old-inn", "gone")))
    assert [(each.entry.id, each.by_text) for each in found] == [("he-garden", False), ("old-inn", True)]


def test_ten_thousand_entries_are_narrowed_fast() -> None:
    listed = {
        f"e{n}": Listed(f"e{n}", "sight", "yangzhou", {"en": f"Garden {n}"}, 1, "lin", NOW, (f"garden {n}", f"e{n}"),
                        ("zh-Hans",), "", "2020")
        for n in range(10_000)
    }  # fmt: skip
    shelf = Shelf(listed, {}, TODAY, lambda each: ())
    before = time.perf_counter()
    found = filters.find(shelf, "garden 77", Filter(lang="missing:en", age="12"), lambda text, most: ((), ()))
    assert found[0].entry.id == "e77" and time.perf_counter() - before < 1
