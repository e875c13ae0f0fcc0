"""No import confirms a fact: what a folder says was checked is kept only where a person checked it in this base."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from guide.editing.imports import Imported, plan
from guide.types import Entry, Fact, Revision

CHECKED = Fact("price", 45, checked_on="2026-05-03", checked_by="lin")
ENTRY = Entry("ge-garden", "attraction", "yangzhou", names={"zh-Hans": "个园"}, facts=(CHECKED,))


def imported(entry: Entry) -> Imported:
    return Imported((entry,), (), {})


def published(entry: Entry) -> Revision:
    return Revision(entry.id, 3, 2, 7, "lin", datetime(2026, 5, 3, tzinfo=UTC), "", entry)


def test_a_new_base_takes_no_confirmation() -> None:
    made = plan(imported(ENTRY), lambda entry_id: None)
    assert made.new[0].entry is not None
    assert made.new[0].entry.facts[0].checked_on is None
    assert [each.code for each in made.problems] == ["refused-confirmation"]


def test_an_exported_confirmation_comes_back() -> None:
    assert plan(imported(ENTRY), lambda entry_id: published(ENTRY)).unchanged == (ENTRY.id,)


def test_a_confirmation_of_another_value_falls_away() -> None:
    changed = replace(ENTRY, facts=(replace(CHECKED, value=50),))
    made = plan(imported(changed), lambda entry_id: published(ENTRY))
    assert made.changed[0].entry is not None
    assert made.changed[0].entry.facts == (Fact("price", 50),)
