"""A translation table that comes back: untouched it changes nothing, and the order of its rows never matters."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.editing import translation_checks, translation_rows, units
from guide.editing.entries import Entries
from guide.editing.grid import clean
from guide.editing.publish import Publisher
from guide.editing.spreadsheets import defused
from guide.editing.translation_rows import Folded, Ground
from guide.editing.translation_tables import Asked, TranslationTables, cells
from guide.editing.translation_words import TableWords
from guide.editing.translations import Translations
from guide.editing.units import Pair, Unit
from guide.prompts import Prompts
from guide.shipped import folder
from guide.storage.database import Database
from guide.storage.pairs import Pairs
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from guide.types import Entry, Fact

WORDS = TableWords(Prompts(folder("prompts")))
TYPES = {"address": "text", "price": "money", "phone": "data"}
PAIR = Pair("zh-Hans", "en")
GARDEN = Entry(
    "garden", "attraction", "yangzhou", names={"zh-Hans": "园", "en": "Garden"},
    facts=(Fact("address", "东门街", label={"zh-Hans": "正门"}),
           Fact("price", 5, label={"zh-Hans": "成人", "en": "adult"}),
           Fact("address", {"zh-Hans": "西门街", "en": "West Street"}, note={"zh-Hans": "早上"}), Fact("phone", "110")),
    texts={"zh-Hans": "## 一\n\n甲\n\n## 二\n\n乙", "en": "## One\n\nA\n\n## Two\n\nB"},
)  # fmt: skip
texts = st.text(st.sampled_from("=+-@'\"\n,;# 园a1 –"), max_size=12)
spoken = st.dictionaries(st.sampled_from(["zh-Hans", "en", "ja"]), texts, max_size=3)
facts = st.builds(
    Fact, st.sampled_from(["address", "price", "own words"]), st.one_of(texts, st.integers(0, 9), spoken),
    st.one_of(st.none(), spoken), note=st.one_of(st.none(), spoken),
)  # fmt: skip
entries_ = st.builds(
    Entry, st.just("garden"), st.just("attraction"), st.just("yangzhou"), names=spoken, texts=spoken,
    facts=st.lists(facts, max_size=4).map(tuple),
)  # fmt: skip


class Desk:
    """Tables over a real base with one entry."""

    def __init__(self, database: Database, entry: Entry) -> None:
        self.revisions = Revisions(database)
        clock = datetime(2026, 5, 2, tzinfo=UTC)
        publisher = Publisher(self.revisions, Passages(database), lambda: None, lambda each: (), lambda: clock)
        self.entries = Entries(self.revisions, publisher)
        self.pairs = Pairs(database)
        self.translations = Translations(self.entries, self.pairs, TYPES)
        before = self.revisions.current(entry.id)
        self.number = self.entries.save(entry, before.number if before else None, "lin", "x")

    def rows(self) -> list[list[str]]:
        made = TranslationTables(self.revisions, self.entries, self.translations, dict)
        return [[str(cell) for cell in each] for each in cells(made.lines(Asked(PAIR, state="")), PAIR, WORDS, "en")]

    def fold(self, rows: Sequence[Sequence[str]], path: Path) -> Folded:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([WORDS.columns("en"), *([defused(cell) for cell in row] for row in rows)])
        ground = Ground(
            self.revisions.newest, self.revisions.revision, self.translations, lambda text: (), lambda city: True
        )
        return translation_rows.fold(translation_rows.read(path, WORDS), ground)

    def after(self, folded: Folded) -> list[Entry]:
        return list(translation_rows.entries(folded.taken, self.pairs.one))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=entries_)
def test_a_table_that_comes_back_untouched_changes_nothing(database: Database, tmp_path: Path, entry: Entry) -> None:
    desk = Desk(database, entry)
    folded = desk.fold(desk.rows(), tmp_path / "table.csv")
    assert not folded.taken and not folded.clashes and not folded.right
    assert [each.code for each in folded.problems if each.severity == "error"] in ([], ["empty-table"], ["no-rows"])


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_and_any_part_of_the_rows_comes_to_the_same(
    database: Database, tmp_path: Path, data: st.DataObject
) -> None:
    desk = Desk(database, GARDEN)
    rows = desk.rows()
    for number, row in enumerate(rows):
        head = "## " if row[4].startswith("## ") else ""
        row[5] = f"{head}New {number}" if data.draw(st.booleans()) else row[5]
    some = [row for row in rows if data.draw(st.booleans())]
    mixed = data.draw(st.permutations(some))
    straight, other = (desk.fold(each, tmp_path / "table.csv") for each in (some, mixed))
    assert desk.after(straight) == desk.after(other)
    wanted = {row[0].split("#")[1]: clean(row[5]) for row in some if row[5].partition("## ")[2].startswith("New")
              or row[5].startswith("New")}  # fmt: skip
    made = (desk.after(straight) or [GARDEN])[0]
    told = {each.part: each.target for each in units.units(made, PAIR, TYPES)}
    before = {each.part: each.target for each in units.units(GARDEN, PAIR, TYPES)}
    assert told == {**before, **wanted}


def test_what_is_put_in_is_what_comes_out() -> None:
    found = units.units(GARDEN, PAIR, TYPES)
    assert [each.part for each in found] == [
        "name", "text.1", "text.2", "address.value.1", "address.label.1", "price.label.1", "address.value.2",
        "address.note.2",
    ]  # fmt: skip
    made = units.put(GARDEN, PAIR, {"address.value.1": "East Street", "text.2": "## Two\n\nC"})
    assert made.facts[0].value == {"zh-Hans": "东门街", "en": "East Street"}
    assert made.texts["en"] == "## One\n\nA\n\n## Two\n\nC" and made.names == GARDEN.names


def test_a_fact_that_moved_is_found_again(database: Database, tmp_path: Path) -> None:
    desk = Desk(database, GARDEN)
    rows = [row for row in desk.rows() if "address.value.1" in row[0]]
    rows[0][5] = "East Street"
    moved = replace(GARDEN, facts=(GARDEN.facts[2], GARDEN.facts[0]))
    desk.entries.save(moved, desk.number, "mei", "other order")
    made = desk.after(desk.fold(rows, tmp_path / "table.csv"))[0]
    assert made.facts[1].value == {"zh-Hans": "东门街", "en": "East Street"} and made.facts[0] == moved.facts[0]


@pytest.mark.parametrize(("source", "text", "codes"), [
    ("12路公交，30分钟", "bus 12, 30 minutes", []),
    ("12路公交，30分钟", "bus 21, 30 minutes", ["table-numbers"]),
    ("占地24,000平方米", "24000 square metres", []),
    ("见 https://a.example/x", "see https://a.example/y", ["table-placeholders"]),
    ("早上", "早上", ["table-untranslated"]),
])  # fmt: skip
def test_what_a_person_should_look_at_again(source: str, text: str, codes: list[str]) -> None:
    assert [code for code, _ in translation_checks.warnings(Unit("name", source, ""), text)] == codes


def test_a_listed_word_is_not_taken_in() -> None:
    found = translation_checks.errors(Unit("name", "园", ""), "bad word", lambda text: ("bad",))
    assert [code for code, _ in found] == ["listed-word"]
