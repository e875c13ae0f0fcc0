"""What is near: nearest first with honest minutes, and people to ask where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import cast

from guide.retrieval.index import Snapshot
from guide.retrieval.positions import Positions
from guide.skills import nearby
from guide.skills.surroundings import Around, Request
from guide.types import Entry, Fact, Finding, Position, Question

HERE = (32.4, 119.44)


@dataclass
class _Places:
    """As much of a snapshot as looking around needs."""

    held: dict[str, Entry] = field(default_factory=dict)

    def entry(self, entry_id: str) -> Entry | None:
        return self.held.get(entry_id)

    def entries(self) -> Iterable[Entry]:
        return self.held.values()

    @cached_property
    def positions(self) -> Positions:
        return Positions(self.held.values())


def place(entry_id: str, kind: str, metres: float, precision: int = 10, **more: object) -> Entry:
    """An entry so many metres north of here."""
    position = Position(HERE[0] + metres / 111_195, HERE[1], precision)
    return Entry(entry_id, kind, "yangzhou", names={"zh-Hans": entry_id}, position=position, **more)  # type: ignore[arg-type]


TOILETS = tuple(place(f"wc-{far}", "amenity", far, tags=("toilets",)) for far in (900, 100, 400, 1500, 60))
MUSEUM = place("museum", "museum", 700)
GARDEN = place("garden", "attraction", 0, precision=500, facts=(Fact("price", 45),))
LANE = place("lane", "attraction", 1200)


def found(request: Request, *entries: Entry) -> Finding | None:
    question = Question("?", "?", "zh-Hans", datetime(2026, 11, 21, tzinfo=UTC))
    return nearby.find(request, question, cast(Snapshot, _Places({each.id: each for each in entries})))


def around(request: Request, *entries: Entry) -> Around:
    finding = found(request, *entries)
    assert finding is not None
    detail = finding.detail
    assert isinstance(detail, Around)
    return detail


def test_the_nearest_come_first_with_minutes_on_foot() -> None:
    told = around(Request("toilets", point=HERE), *TOILETS, MUSEUM)
    assert [(each.entry.id, each.minutes) for each in told.steps] == [("wc-60", 2), ("wc-100", 2), ("wc-400", 7)]
    assert told.staffed is None and not told.is_far


def test_more_goes_on_where_the_last_stopped() -> None:
    told = around(Request("toilets", point=HERE, skip=3), *TOILETS)
    assert [each.entry.id for each in told.steps] == ["wc-900", "wc-1500"]


def test_rough_positions_give_about_minutes_or_none_at_all() -> None:
    told = around(Request("toilets", place="garden"), GARDEN, *TOILETS)
    assert [(each.minutes, each.is_rough) for each in told.steps] == [(None, True), (None, True), (None, True)]
    far = around(Request("museum", place="garden"), GARDEN, MUSEUM)
    assert [(each.minutes, each.is_rough) for each in far.steps] == [(13, True)]


def test_without_data_the_nearest_staffed_place_is_named() -> None:
    told = around(Request("pharmacy", point=HERE), MUSEUM, LANE)
    assert told.steps == () and told.staffed is not None and told.staffed.entry is MUSEUM
    at_gate = around(Request("pharmacy", point=HERE), MUSEUM, GARDEN)
    assert at_gate.staffed is not None and at_gate.staffed.entry is GARDEN


def test_nothing_within_a_walk_tells_the_nearest_beyond() -> None:
    told = around(Request("toilets", point=HERE), place("wc", "amenity", 4_000, tags=("toilets",)))
    assert told.is_far and told.steps[0].metres == 4000


def test_without_a_place_a_landmark_is_asked_for() -> None:
    finding = found(Request("toilets"), *TOILETS)
    assert finding is not None and finding.intent == "nearby.where" and finding.answered
    named = found(Request("toilets", stranger="翠岗路"), *TOILETS)
    assert named is not None and named.intent == "nearby.unplaced"


def test_what_the_knowledge_lists_is_left_to_explain() -> None:
    listed = place("lake", "attraction", 10, facts=(Fact("nearby_food", ("富春",)),))
    assert found(Request("food", place="lake"), listed, MUSEUM) is None


def test_every_place_is_cited_where_it_lies() -> None:
    finding = found(Request("toilets", point=HERE), *TOILETS)
    assert finding is not None
    assert {each.entry.id for each in finding.facts if each.field == "position"} == {"wc-60", "wc-100", "wc-400"}
