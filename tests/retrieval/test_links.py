"""The ties of an entry are read from both ends, and editors are told of every relation."""

from __future__ import annotations

import re
from pathlib import Path

from guide.retrieval.links import RELATIONS, targets, ties
from guide.types import Entry, Link

DOCS = Path(__file__).parents[2] / "docs" / "knowledge.md"
POET = Entry("poet", "person", "c")
HALL = Entry("hall", "attraction", "c", links=(Link("builder", "poet"), Link("near", "gone")))
WALK = Entry("walk", "route", "c", links=(Link("stop", "hall"), Link("stop", "poet")))
ALL = {each.id: each for each in (POET, HALL, WALK)}


def test_a_link_is_seen_from_both_ends() -> None:
    assert [(tie.relation, tie.other.id, tie.outward) for tie in ties(HALL, ALL)] == [
        ("builder", "poet", True),
        ("stop", "walk", False),
    ]
    assert [(tie.relation, tie.other.id, tie.outward) for tie in ties(POET, ALL)] == [
        ("builder", "hall", False),
        ("stop", "walk", False),
    ]


def test_targets_keep_their_order_and_leave_out_what_is_gone() -> None:
    assert targets(WALK, "stop", ALL) == (HALL, POET)
    assert targets(HALL, "near", ALL) == ()


def test_the_editors_page_lists_every_relation_and_no_other() -> None:
    section = DOCS.read_text(encoding="utf-8").split("### Relations")[1].split("### ")[0]
    rows = re.findall(r"^\| (`.*?`) \|", section, re.M)
    assert {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)} == set(RELATIONS)
