"""The notation of who pays less."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.visiting.concessions import read
from guide.visiting.party import ADULT, OLDEST, TALLEST, Condition, Match, Person


def test_a_rule_is_read_whole() -> None:
    rule = read("half: age 60-69 | student undergraduate & resident; ticket day; document id-card, student-card")
    assert rule is not None
    assert rule.people == (
        (Condition("age", 60, 69),), (Condition("student", which="undergraduate"), Condition("resident")),
    )  # fmt: skip
    assert rule.share == Decimal("0.5") and rule.amount is None
    assert rule.tickets == ("day",) and rule.documents == ("id-card", "student-card") and rule.at == ()


@pytest.mark.parametrize(
    ("notation", "condition"),
    [
        ("age >=70", Condition("age", 70, OLDEST)), ("age >70", Condition("age", 71, OLDEST)),
        ("age <=6", Condition("age", 0, 6)), ("age <6", Condition("age", 0, 5, "<")),
        ("height <140", Condition("height", 0, 139, "<")), ("height 120-150", Condition("height", 120, 150)),
        ("height >=180", Condition("height", 180, TALLEST)), ("card city-card", Condition("card", which="city-card")),
        ("disabled", Condition("disabled")),
    ],
)  # fmt: skip
def test_conditions(notation: str, condition: Condition) -> None:
    rule = read(f"free: {notation}")
    assert rule is not None and rule.people == ((condition,),)


@pytest.mark.parametrize(
    ("notation", "full", "paid"),
    [
        ("free: anyone", "45", "0"), ("half: anyone", "45", "22.5"), ("80%: anyone", "45", "36"),
        ("30: anyone", "45", "30"), ("22.50: anyone", "45", "22.50"), ("60: anyone", "45", "45"),
    ],
)  # fmt: skip
def test_what_is_paid(notation: str, full: str, paid: str) -> None:
    rule = read(notation)
    assert rule is not None and rule.price(Decimal(full)) == Decimal(paid)


@pytest.mark.parametrize(
    "notation",
    ["", "free", "free:", "half off: anyone", "free: age", "free: age 70-60", "free: age 60-", "free: giants",
     "free: student doctor", "free: card", "free: anyone; ticket dawn", "free: anyone; document badge",
     "free: anyone; by magic", "120%: anyone", "free: anyone; days someday",
     "-5: anyone", "free: age >=70 |", "free: & age 3", "free: age 1-999",
     "60至69岁半价"],
)  # fmt: skip
def test_what_is_no_rule(notation: str) -> None:
    assert read(notation) is None


@given(st.text(max_size=40))
def test_any_text_is_a_rule_or_none(text: str) -> None:
    read(text)


def test_the_best_case_of_a_person_decides() -> None:
    rule = read("free: age <6 | height <140")
    assert rule is not None
    assert rule.fits(Person(age=8, height=120)) == Match.YES and rule.fits(ADULT) == Match.NO
    assert rule.fits(Person(age=8)) == Match.PERHAPS
    assert rule.cases(Person(age=5), Match.YES)[0][0].what == "age"


def test_all_conditions_of_a_case_have_to_fit() -> None:
    rule = read("free: age >=60 & resident")
    assert rule is not None
    assert rule.fits(Person(age=65)) == Match.NO
    assert rule.fits(Person(age=65, traits=frozenset({"resident"}))) == Match.YES
