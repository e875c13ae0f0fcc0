"""An import held against the operator's word list: named by row, left out, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide.editing import headings, imports, listed
from guide.shipped import folder
from guide.types import Entry, Fact, Source

SHEET = "name,price,address,notes\nFair Garden,30,1 Lane,lovely\nBad Garden,20,2 Lane,a forbidden word\n"


def found(text: str) -> tuple[str, ...]:
    return ("forbidden",) if "forbidden" in text else ()


def test_a_row_with_a_listed_word_is_named_and_left_out(tmp_path: Path) -> None:
    sheet = tmp_path / "places.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    defaults = imports.Defaults(kind="attraction", city="yangzhou")
    read = imports.read_file(sheet, headings.load(folder("prompts")), defaults)
    before = imports.plan(read, lambda _: None)
    plan = listed.held(before, read, found)
    assert [each.entry.names for each in plan.new if each.entry] == [{"en": "Fair Garden"}]
    (problem,) = [each for each in plan.problems if each.code == "listed-word"]
    assert problem.line == 3 and problem.severity == "error" and "forbidden" in problem.message
    assert listed.held(before, read, lambda _: ()) == before


ENTRY = Entry("a", "attraction", "b", names={"en": "Plain"})


@pytest.mark.parametrize("entry, part", [
    (replace(ENTRY, names={"en": "forbidden"}), "names"), (replace(ENTRY, aliases=("forbidden",)), "names"),
    (replace(ENTRY, texts={"en": "so forbidden"}), "text"), (replace(ENTRY, tags=("forbidden",)), "tags"),
    (replace(ENTRY, sources={"s": Source("forbidden")}), "sources"),
    (replace(ENTRY, facts=(Fact("price", 3, label={"en": "forbidden"}),)), "price"),
    (replace(ENTRY, facts=(Fact("dishes", ("soup", "forbidden")),)), "dishes"),
    (replace(ENTRY, facts=(Fact("point", "x", note={"en": "forbidden"}),)), "point"),
])  # fmt: skip
def test_every_part_is_looked_at(entry: Entry, part: str) -> None:
    hit = listed.of_entry(entry, found)
    assert hit is not None and hit[0] == part
    assert listed.of_entry(ENTRY, found) is None
