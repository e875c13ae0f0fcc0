"""The knowledge that ships: whole, free of faults, honest about its sources, the same in both its languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide import shipped
from guide.editing import files, validate
from guide.editing.files import Loaded
from guide.retrieval.links import RELATIONS
from guide.skills.links import proof
from guide.types import RECURRENCES, Entry, Fact
from guide.visiting import hours, recurrence

CITIES = {
    "yangzhou", "zhenjiang", "nanjing", "suzhou", "wuxi", "changzhou", "nantong", "taizhou", "huaian", "xuzhou",
    "yancheng", "lianyungang", "suqian", "jiangsu",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder() -> Path:
    return shipped.folder("knowledge")


@pytest.fixture(scope="module")
def loaded(folder: Path) -> Loaded:
    return files.read_folder(folder)


def _confidence(loaded: Loaded, entry_id: str) -> str | None:
    return next(entry.confidence for entry in loaded.entries if entry.id == entry_id)


def _facts(loaded: Loaded) -> Iterator[tuple[Entry, Fact]]:
    return ((entry, fact) for entry in loaded.entries for fact in entry.facts)


def test_all_of_it_loads_and_nothing_is_wrong_with_it(folder: Path, loaded: Loaded) -> None:
    assert len(loaded.entries) >= 430
    assert set(loaded.cities) == CITIES == {entry.city for entry in loaded.entries}
    assert [str(problem) for problem in validate.check_folder(folder)] == []


def test_it_is_written_as_the_guide_writes_it(loaded: Loaded, folder: Path, tmp_path: Path) -> None:
    files.write_folder(loaded.entries, tmp_path, loaded.revisions, loaded.cities)
    assert _written(tmp_path) == _written(folder)


def _written(folder: Path) -> dict[str, bytes]:
    names = [*folder.glob("*/*.md"), *folder.glob(f"*/{files.CITY_FILE}")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}


def test_no_program_confirmed_a_fact(loaded: Loaded) -> None:
    assert [entry.id for entry, fact in _facts(loaded) if fact.checked_on or fact.checked_by] == []


def test_weak_sources_are_named_and_never_linked(loaded: Loaded) -> None:
    weak = [source for entry in loaded.entries for source in entry.sources.values() if source.tier == "C"]
    assert weak
    assert all(source.title and source.url is None and "://" not in source.title for source in weak)
    linked = {source.tier for entry in loaded.entries for source in entry.sources.values() if source.url}
    assert linked <= {"A", "B", "R"}


def test_statements_have_a_source_or_say_that_they_are_weak(loaded: Loaded) -> None:
    bare = [(entry.id, fact) for entry, fact in _facts(loaded) if not fact.source]
    assert [each for each in bare if (each[1].confidence or _confidence(loaded, each[0])) != "low"] == []


def test_no_compiler_marks_are_left(loaded: Loaded) -> None:
    marks = ("from memory", "凭记忆", "unverified", "not seen in a source", "public repo ")
    told = [str(part) for _, fact in _facts(loaded) for part in (fact.value, fact.label, fact.note)]
    assert [words for words in told if any(mark in words for mark in marks)] == []


def test_names_and_words_are_in_both_languages(loaded: Loaded) -> None:
    for entry in loaded.entries:
        assert {"zh-Hans", "en", "ja", "ko"} <= set(entry.names), entry.id
        assert set(entry.texts) in ({"zh-Hans", "en"}, {"zh-Hans", "en", "ja", "ko"}), entry.id


def test_words_name_the_same_figures_in_both_languages(loaded: Loaded) -> None:
    """Of three figures and more: smaller ones may be words or months. 万 and 亿 move the point."""
    for entry, fact in _facts(loaded):
        for words in (fact.value, fact.note, fact.label):
            if isinstance(words, dict) and not re.search("[万亿]|百|年代|世纪", words["zh-Hans"]):
                assert _figures(words["zh-Hans"]) == _figures(words["en"]), (entry.id, words)


def _figures(text: str) -> set[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3})|\(500 g\)", "", text)
    return {figure for figure in re.findall(r"\d+(?:\.\d+)?", plain) if len(figure) > 2 and "." not in figure}


def test_opening_times_are_notation_that_can_be_said(loaded: Loaded) -> None:
    read = [fact.value for _, fact in _facts(loaded) if fact.field == "hours" and isinstance(fact.value, str)]
    assert len(read) > 80
    assert all(hours.describe(text) for text in read)


def test_rules_of_dates_are_written_alike(loaded: Loaded) -> None:
    rules = [str(fact.value) for _, fact in _facts(loaded) if fact.field in RECURRENCES]
    assert len(rules) > 45
    assert [rule for rule in rules if not recurrence.is_rule(rule)] == []


def test_there_is_something_to_say_of_nearly_every_entry(loaded: Loaded) -> None:
    points = Counter({entry.id: len(entry.of("point")) for entry in loaded.entries})
    assert sum(points.values()) > 1600
    assert [entry_id for entry_id, count in points.items() if count == 0] == []


def test_a_link_with_a_role_rests_on_a_statement(loaded: Loaded) -> None:
    by_id = {entry.id: entry for entry in loaded.entries}
    roles = {name for name, relation in RELATIONS.items() if relation.to} | {"about", "named-from", "made-at"}
    unsaid = [
        (entry.id, link.relation, link.target)
        for entry in loaded.entries
        for link in entry.links
        if link.relation in roles and entry.kind != "notice" and proof(entry, by_id[link.target]) is None
    ]
    assert unsaid == []


def test_what_ships_of_yangzhou_is_well_linked(loaded: Loaded) -> None:
    told = [entry for entry in loaded.entries if entry.city == "yangzhou" and entry.kind not in ("person", "work")]
    assert sum(len(entry.links) for entry in told) >= 3 * len(told)
