"""The census counts what is there and what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from guide import shipped
from guide.insight import census, report
from guide.prompts import Prompts
from guide.types import City, Entry, Fact, Link, Position, Source

CITY = City("c", {"en": "Lampton"})
GATE = Entry(
    "gate", "attraction", "c", names={"zh-Hans": "门", "en": "Gate"}, coined=("en",), position=Position(32.41, 119.42),
    facts=(Fact("price", 3, source="s1", as_of="2018-03"), Fact("price", 5, source="s1", checked_on="2026-01-01")),
    texts={"en": "## Why\n\nA gate stands here."}, sources={"s1": Source("x", tier="C")}, confidence="high",
    links=(Link("near", "door"),), tags=("featured",),
)  # fmt: skip
DOOR = Entry("door", "attraction", "c", names={"zh-Hans": "门", "en": "Door"}, position=Position(32.4101, 119.42))


@pytest.fixture(scope="module")
def counted() -> census.Census:
    return census.take((GATE, DOOR), {"c": CITY})


def test_it_counts_kinds_languages_and_prose(counted: census.Census) -> None:
    assert counted.kinds == {"attraction": {"Lampton": 2}}
    assert counted.names == {"zh-Hans": 2, "en": 2} and counted.coined == {"en": 1}
    assert counted.prose == {"attraction": {"en": 1}, "featured": {"en": 1}}
    assert counted.lengths == (census.Length("en", 1, 4, 4, 4),)


def test_it_counts_confidence_age_and_sources(counted: census.Census) -> None:
    assert counted.sure == {"high": 1, "unsaid": 1} and counted.fact_sure == {"high": 2}
    assert counted.years == {"2018": 1, "checked": 1} and counted.tiers == {"C": 2}


def test_it_names_what_is_missing_alone_doubled_and_contradicted(counted: census.Census) -> None:
    assert counted.missing["price"] == ("door",) and counted.missing["position"] == ()
    assert counted.lonely == ("gate", "door")
    assert counted.twins == (("gate", "door", "门"), ("gate", "door", "11 m"))
    assert counted.contested == (("gate", "price"),)


@pytest.mark.parametrize("entries", [(GATE, DOOR), ()])
def test_the_report_is_a_page_whatever_there_is(entries: tuple[Entry, ...]) -> None:
    made = report.report(entries, {"c": CITY}, {"gate": 3}, Prompts(shipped.folder("prompts")), date(2026, 11, 21))
    assert made.startswith(f"{len(entries)} entries") and ("| Gate | price | 3 / 5 |" in made) is bool(entries)
