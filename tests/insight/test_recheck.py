"""What to confirm first: most asked, oldest, least certain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from guide.insight import recheck
from guide.types import Entry, Fact

TODAY = date(2026, 11, 21)
LAKE = Entry(
    "lake", "attraction", "c", names={"zh-Hans": "镜湖", "en": "Mirror Lake"}, as_of="2024", confidence="high",
    facts=(Fact("price", 45, as_of="2018"), Fact("hours", "08:00-17:00"), Fact("built", "1612", as_of="1990")),
)  # fmt: skip
HILL = replace(LAKE, id="hill", names={"zh-Hans": "镜湖山", "en": "Mirror Lake Hill"})


def _due(*entries: Entry, **asked: int) -> list[tuple[str, str]]:
    return [(each.entry.id, each.field) for each in recheck.due(entries, asked, TODAY)]


def test_the_older_comes_first_and_what_does_not_age_never() -> None:
    assert _due(LAKE) == [("lake", "price"), ("lake", "hours")]


def test_what_is_asked_more_comes_before_what_is_as_old() -> None:
    assert _due(LAKE, HILL, hill=3)[0] == ("hill", "price")


def test_doubt_and_contradiction_come_before_what_is_sure() -> None:
    doubtful = replace(HILL, facts=(Fact("price", 45, as_of="2018", confidence="low"),))
    contradicted = replace(HILL, facts=(Fact("price", 45, as_of="2018"), Fact("price", 50, as_of="2024")))
    assert _due(LAKE, doubtful)[0] == _due(LAKE, contradicted)[0] == ("hill", "price")


def test_values_for_different_people_or_seasons_contradict_nothing() -> None:
    assert not recheck.contested((Fact("price", 45, when="Mar-Nov"), Fact("price", 30, when="Dec-Feb")))
    assert not recheck.contested((Fact("price", 45, label={"en": "adult"}), Fact("price", 30, label={"en": "child"})))
    assert not recheck.contested((Fact("transport", {"en": "bus 5"}), Fact("transport", {"en": "a taxi"})))
    assert recheck.contested((Fact("price", 45), Fact("price", 30, as_of="2024")))


def test_what_a_person_confirmed_this_year_is_not_due() -> None:
    checked = replace(LAKE, facts=(Fact("price", 45, as_of="2018", checked_on="2026-05-03"),))
    assert _due(checked) == []


def test_a_question_counts_for_the_longest_name_in_it() -> None:
    asked = recheck.asked_about((LAKE, HILL), ["镜湖山多少钱", "镜湖几点开门", "How much is Mirror Lake?", "厕所在哪"])
    assert asked == {"hill": 1, "lake": 2}


def test_a_date_that_is_none_is_left_to_the_check() -> None:
    assert (
        _due(replace(LAKE, facts=(Fact("price", 45, as_of="last spring"), Fact("phone", "1", as_of="2018-13")))) == []
    )


@given(st.integers(1, 9999), st.none() | st.integers(1, 12), st.none() | st.integers(1, 28))
def test_any_date_the_knowledge_may_hold_has_a_first_day(year: int, month: int | None, day: int | None) -> None:
    text = f"{year:04}" + (f"-{month:02}" + (f"-{day:02}" if day else "") if month else "")
    assert recheck.first_day(text) == date(year, month or 1, (day if month else None) or 1)
