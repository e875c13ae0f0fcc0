"""Who somebody is as far as they said it, and what a rule makes of that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.visiting.party import ADULT, OLDEST, Condition, Match, Party, Person

CHILD, ELDER = Person(life="child"), Person(life="elder")
STUDENT = Person(traits=frozenset({"student"}))


@pytest.mark.parametrize(
    ("person", "match"),
    [
        (Person(age=60), Match.YES), (Person(age=69), Match.YES), (Person(age=70), Match.NO),
        (Person(age=59), Match.NO), (ELDER, Match.PERHAPS), (ADULT, Match.NO), (CHILD, Match.NO),
        (Person(), Match.PERHAPS),
    ],
)  # fmt: skip
def test_a_range_of_ages_is_sure_only_of_an_age_or_a_life_within_it(person: Person, match: Match) -> None:
    assert Condition("age", 60, 69).fits(person) == match


@pytest.mark.parametrize(
    ("person", "match"),
    [
        (Person(height=139), Match.YES), (Person(height=140), Match.NO), (Person(age=4), Match.YES),
        (Person(age=8), Match.PERHAPS), (CHILD, Match.PERHAPS), (ADULT, Match.NO), (Person(age=40), Match.NO),
        (STUDENT, Match.NO),
    ],
)  # fmt: skip
def test_a_height_is_sure_of_the_smallest_and_never_of_the_grown(person: Person, match: Match) -> None:
    assert Condition("height", 0, 139).fits(person) == match


@pytest.mark.parametrize(
    ("traits", "match"),
    [
        ({"student"}, Match.YES), ({"undergraduate"}, Match.YES), ({"pupil"}, Match.YES), ({"graduate"}, Match.NO),
        (set(), Match.PERHAPS),
    ],
)  # fmt: skip
def test_students_up_to_a_level(traits: set[str], match: Match) -> None:
    assert Condition("student", which="undergraduate").fits(Person(traits=frozenset(traits))) == match


def test_children_without_a_limit_are_sure_up_to_thirteen() -> None:
    fits = Condition("child").fits
    assert fits(Person(age=13)) == fits(CHILD) == Match.YES
    assert fits(Person(age=16)) == Match.PERHAPS and fits(Person(age=18)) == fits(ADULT) == Match.NO


def test_a_card_counts_for_its_holder_only() -> None:
    card = Condition("card", which="city-card")
    assert card.fits(Person(cards=frozenset({"city-card"}))) == Match.YES
    assert card.fits(Person(cards=frozenset({"another"}))) == card.fits(ADULT) == Match.NO


def test_alike_people_are_one_group() -> None:
    party = Party.of(2, [Person(age=8), ADULT, Person(age=8)])
    assert party.groups() == ((ADULT, 3), (Person(age=8), 2))


@given(age=st.integers(0, OLDEST), least=st.integers(0, OLDEST), most=st.integers(0, OLDEST))
def test_an_age_is_never_perhaps(age: int, least: int, most: int) -> None:
    match = Condition("age", min(least, most), max(least, most)).fits(Person(age=age))
    assert (match == Match.YES) == (min(least, most) <= age <= max(least, most)) and match != Match.PERHAPS
