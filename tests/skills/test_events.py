"""What is on: rules resolved for the days asked, and said to be unconfirmed where the source is of another year."""

from __future__ import annotations

from datetime import date

from guide.skills.events import called_off, listed, upcoming
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


def changed(*values: str, rule: str = "10-01/10-03") -> Entry:
    facts = (Fact("date_rule", rule, as_of="2026"), *(Fact("date_change", each, as_of="2026-09-01") for each in values))
    return Entry("lamp-fair", "event", "yangzhou", names={"en": "Lamp Fair"}, facts=facts)


def test_what_is_called_off_is_listed_as_such_and_comes_round_the_next_year() -> None:
    fair = changed("cancelled 2026-10-01/2026-10-03")
    (found,) = listed((fair,), date(2026, 10, 2), date(2026, 10, 2))
    assert (found.state, found.is_off, found.when.first) == ("cancelled", True, date(2026, 10, 1))
    (coming,) = upcoming((fair,), date(2026, 9, 1))
    assert (coming.state, coming.when.first) == ("", date(2027, 10, 1))
    assert [each.when.first for each in called_off((fair,), date(2026, 9, 1))] == [date(2026, 10, 1)]
    assert called_off((fair,), date(2026, 10, 4)) == []


def test_what_is_moved_is_listed_on_both_its_old_and_its_new_days() -> None:
    fair = changed("moved 2026-10-01/2026-10-03 to 2026-12-05")
    for day in (date(2026, 10, 2), date(2026, 12, 5)):
        (found,) = listed((fair,), day, day)
        assert found.is_moved and found.confirmed and not found.is_off
        assert found.was is not None and (found.was.first, found.when.first) == (date(2026, 10, 1), date(2026, 12, 5))
    assert upcoming((fair,), date(2026, 10, 20))[0].when.first == date(2026, 12, 5)
    assert upcoming((fair,), date(2026, 12, 6))[0].when.first == date(2027, 10, 1)


def test_what_is_moved_ahead_of_its_days_is_not_told_again_on_them() -> None:
    fair = changed("moved 2026-10-01/2026-10-03 to 2026-09-05")
    assert upcoming((fair,), date(2026, 9, 10))[0].when.first == date(2027, 10, 1)


def test_announced_days_stand_for_the_months_that_were_known() -> None:
    race = changed("announced 2027-03-01/2027-04-30 to 2027-03-28", rule="03/04")
    (found,) = upcoming((race,), date(2027, 1, 1))
    assert (found.state, found.when.first, found.when.rule.is_rough, found.confirmed) == (
        "announced", date(2027, 3, 28), False, True,
    )  # fmt: skip
    assert not found.is_moved or found.state == "announced"


def test_the_latest_word_counts_and_what_is_no_change_is_passed_over() -> None:
    fair = changed("moved 2026-10-01/2026-10-03 to 2026-12-05", "cancelled 2026-10-01/2026-10-03", "soon")
    assert listed((fair,), date(2026, 10, 1), date(2026, 10, 1))[0].state == "cancelled"
