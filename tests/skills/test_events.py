"""What is on: rules resolved for the days asked, and said to be unconfirmed where the source is of another year."""

from __future__ import annotations

from datetime import date

from guide.skills.events import listed, upcoming
from guide.types import Entry, Fact

FAIR = Entry(
    "hill-fair", "event", "yangzhou", names={"zh-Hans": "香会"},
    facts=(Fact("date_rule", "lunar 06-19", source="s", as_of="2015"),),
)  # fmt: skip
RACE = Entry("race", "event", "yangzhou", facts=(Fact("date_rule", "03/04", as_of="2027"),))
DECREE = Entry("decree", "culture", "yangzhou", facts=(Fact("date_rule", "2026-08-10", as_of="2026"),))
PARK = Entry(
    "park", "attraction", "yangzhou", names={"en": "Park"},
    facts=(
        Fact("bloom", "03", {"zh-Hans": "梅花", "en": "plum blossom"}),
        Fact("bloom", "05", {"zh-Hans": "芍药", "en": "peonies"}),
        Fact("in_season", "spring", {"en": "tea"}),
    ),
)  # fmt: skip
ALL = (FAIR, RACE, DECREE, PARK)


def test_what_shares_a_day_with_the_span_is_listed_the_certain_days_first() -> None:
    found = listed(ALL, date(2027, 3, 1), date(2027, 8, 1))
    assert [each.entry.id for each in found] == ["hill-fair", "race"]
    assert found[0].when.first == date(2027, 7, 22)


def test_a_source_of_an_earlier_year_confirms_nothing() -> None:
    found = {each.entry.id: each.confirmed for each in listed(ALL, date(2027, 3, 1), date(2027, 8, 1))}
    assert found == {"hill-fair": False, "race": True}


def test_a_day_of_history_is_no_event() -> None:
    assert listed((DECREE,), date(2026, 8, 1), date(2026, 8, 31)) == []


def test_a_flower_is_found_by_its_name_in_any_language() -> None:
    fields = ("bloom", "in_season")
    for word in ("芍药", "Peonies", "peon"):
        found = listed(ALL, date(2027, 1, 1), date(2027, 12, 31), fields, word)
        assert [each.fact.value for each in found] == ["05"], word
    assert len(listed(ALL, date(2027, 1, 1), date(2027, 12, 31), fields)) == 2


def test_the_next_to_come_is_the_nearest() -> None:
    found = upcoming(ALL, date(2026, 11, 21))
    assert [each.entry.id for each in found] == ["race", "hill-fair"]
