"""What a check says while an entry is edited, and what of it stops the edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guide.editing import advice
from guide.editing.facts import Rules
from guide.editing.faults import Fault
from guide.types import City, Entry, Fact, Link, Position, Source

RULES = Rules({"price": "money", "hours": "hours", "parking": "text", "phone": "data"}, date(2026, 5, 3))
CITIES = {"lampton": City("lampton", {"en": "Lampton"}, bounds=(32.0, 119.0, 33.0, 120.0))}
ENTRY = Entry(
    id="lamp-house",
    kind="museum",
    city="lampton",
    names={"zh-Hans": "灯屋", "en": "Lamp House"},
    facts=(Fact("price", 40, source="s1"), Fact("hours", "09:00-17:00", source="s1"), Fact("店主", "阿灯")),
    texts={"zh-Hans": "灯。", "en": "Lamps."},
    position=Position(32.4, 119.4),
    sources={"s1": Source("告示")},
)


def found(entry: Entry) -> list[Fault]:
    return advice.of(entry, enumerate(entry.facts), RULES, CITIES)


def with_fact(fact: Fact) -> Entry:
    return replace(ENTRY, facts=(*ENTRY.facts, fact))


def test_nothing_is_said_of_a_sound_entry() -> None:
    assert found(ENTRY) == []


@pytest.mark.parametrize(("fact", "place", "code"), [
    (Fact("hours", "Mo-Su 25:00-26:99", source="s1"), "facts.3.value", "bad-hours"),
    (Fact("hours", "Mo-Su,PH 09:00-17:00", source="s1"), "facts.3.value", "holiday-hours"),
    (Fact("price", 10, when="sometimes", source="s1"), "facts.3.when", "bad-when"),
    (Fact("price", 10), "facts.3.source", "no-source"),
    (Fact("parkings", "x"), "facts.3.value:zh-Hans", "misspelt-field"),
    (Fact("price", 10, label={"zh-Hans": "a", "xx": "b"}, source="s1"), "facts.3.label:zh-Hans", "unknown-language"),
])  # fmt: skip
def test_a_fault_of_a_fact_stands_at_its_cell(fact: Fact, place: str, code: str) -> None:
    assert [(each.place, each.code) for each in found(with_fact(fact))] == [(place, code)]


@pytest.mark.parametrize(("changed", "place", "code"), [
    ({"position": Position(31.0, 119.4)}, "lat", "outside-city"),
    ({"names": {"zh-Hans": "灯屋"}}, "name:en", "missing-name"),
    ({"texts": {"zh-Hans": "灯。"}}, "text:en", "missing-prose"),
    ({"links": (Link("near", "lamp-house"),)}, "links", "self-link"),
])  # fmt: skip
def test_so_does_a_fault_of_the_rest(changed: dict[str, object], place: str, code: str) -> None:
    assert [(each.place, each.code) for each in found(replace(ENTRY, **changed))] == [(place, code)]  # type: ignore[arg-type]


def test_links_to_other_entries_are_left_to_the_form() -> None:
    assert found(replace(ENTRY, links=(Link("near", "moon-bridge"),))) == []


def test_only_a_new_fault_stops_an_edit() -> None:
    old = with_fact(Fact("hours", "Mo-Su 25:00-26:99", source="s1"))
    worse = replace(old, facts=(Fact("price", 10, when="sometimes", source="s1"), *old.facts[1:]))
    assert [each.code for each in advice.stopping(found(worse), found(ENTRY))] == ["bad-when", "bad-hours"]
    assert [each.code for each in advice.stopping(found(worse), found(old))] == ["bad-when"]
    moved = replace(old, facts=(old.facts[3], *old.facts[:3]))
    assert advice.stopping(found(moved), found(old)) == ()
    assert advice.stopping(found(with_fact(Fact("price", 10))), found(ENTRY)) == (), "a warning stops nothing"
