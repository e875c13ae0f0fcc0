"""Bills against a reference that knows no notation and no engine: one person after another, one rule after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide import shipped
from guide.prompts import Prompts
from guide.types import Entry, Fact
from guide.visiting import prices
from guide.visiting.party import ADULT, Party, Person
from guide.visiting.prices import DAY, Bill
from guide.visiting.tickets import NIGHT, Tickets

TICKETS = Tickets(Prompts(shipped.folder("prompts")).common("tickets"))
ON = date(2026, 11, 21)
TRAITS = ("student", "disabled", "soldier")


@dataclass(frozen=True)
class _Rule:
    """A rule as the test thinks of it: from and to an age, or under a height, or a trait."""

    pays: str
    ages: tuple[int, int] | None = None
    under: int | None = None
    trait: str = ""

    def text(self) -> str:
        who = (
            f"age {self.ages[0]}-{self.ages[1]}" if self.ages else f"height <{self.under}" if self.under else self.trait
        )
        return f"{self.pays}: {who}"

    def holds(self, person: Person) -> bool:
        assert person.age is not None and person.height is not None
        if self.ages:
            return person.age in range(self.ages[0], self.ages[1] + 1)
        return person.height < self.under if self.under else self.trait in person.traits

    def price(self, full: Fraction) -> Fraction:
        if self.pays in ("free", "half"):
            return full * (0 if self.pays == "free" else Fraction(1, 2))
        return full * Fraction(int(self.pays[:-1]), 100) if self.pays.endswith("%") else Fraction(self.pays)


def _reference(full: int, rules: Sequence[_Rule], people: Sequence[Person]) -> Fraction:
    total = Fraction(0)
    for person in people:
        owed = Fraction(full)
        for rule in rules:
            if rule.holds(person) and rule.price(Fraction(full)) < owed:
                owed = rule.price(Fraction(full))
        total += owed
    return total


_PAYS = st.sampled_from(["free", "half", "80%"]) | st.integers(0, 120).map(str)
_AGES = st.tuples(st.integers(0, 90), st.integers(0, 30)).map(lambda pair: (pair[0], pair[0] + pair[1]))
_RULES = st.lists(
    st.builds(_Rule, _PAYS, ages=_AGES)
    | st.builds(_Rule, _PAYS, under=st.integers(90, 150))
    | st.builds(_Rule, _PAYS, trait=st.sampled_from(TRAITS)),
    max_size=5,
)
_TOLD = st.builds(
    Person, st.integers(0, 100), st.just(""), st.integers(45, 200),
    st.frozensets(st.sampled_from(TRAITS), max_size=2),
)  # fmt: skip
_HALF_TOLD = st.builds(
    Person, st.none() | st.integers(0, 100), st.sampled_from(["", "child", "adult", "elder"]),
    st.none() | st.integers(45, 200), st.frozensets(st.sampled_from(TRAITS), max_size=2),
)  # fmt: skip
_FULL = st.integers(0, 500)


def _entry(full: int, rules: Sequence[_Rule]) -> Entry:
    facts = [Fact("price", full), *(Fact("concession_rules", rule.text()) for rule in rules)]
    return Entry("x", "attraction", "c", facts=tuple(facts), as_of="2026")


def _bill(entry: Entry, people: Sequence[Person], on: date = ON, session: str = DAY) -> Bill:
    made = prices.bill(entry, Party(tuple(people)), on, TICKETS, session=session)
    assert made is not None
    return made


@given(_FULL, _RULES, st.lists(_TOLD, min_size=1, max_size=6))
def test_the_total_is_the_references(full: int, rules: list[_Rule], people: list[Person]) -> None:
    assert Fraction(_bill(_entry(full, rules), people).total) == _reference(full, rules, people)


@given(_FULL, _RULES, st.lists(_HALF_TOLD, min_size=1, max_size=6), _HALF_TOLD)
def test_another_person_never_lowers_the_total(
    full: int, rules: list[_Rule], people: list[Person], who: Person
) -> None:
    entry = _entry(full, rules)
    assert _bill(entry, [*people, who]).total >= _bill(entry, people).total


@given(_FULL, _RULES, st.lists(_HALF_TOLD, min_size=1, max_size=6), st.randoms())
def test_order_does_not_matter(full: int, rules: list[_Rule], people: list[Person], random: object) -> None:
    entry, shuffled = _entry(full, rules), list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _bill(entry, people).total == _bill(entry, shuffled).total


@given(_FULL, _RULES, st.lists(_HALF_TOLD, min_size=1, max_size=6))
def test_the_lines_sum_to_the_total_and_count_everybody(full: int, rules: list[_Rule], people: list[Person]) -> None:
    made = _bill(_entry(full, rules), people)
    assert sum(line.amount for line in made.lines) == made.total
    assert sum(line.count for line in made.lines) == len(people)
    assert all(0 <= line.unit <= full for line in made.lines)


@given(_FULL, _RULES, _TOLD)
def test_who_says_less_pays_no_less(full: int, rules: list[_Rule], told: Person) -> None:
    entry = _entry(full, rules)
    assert _bill(entry, [replace(told, age=None, height=None)]).total >= _bill(entry, [told]).total


def test_what_is_not_said_is_told_and_not_counted() -> None:
    entry = _entry(100, [_Rule("half", (6, 18)), _Rule("free", (0, 5))])
    line = _bill(entry, [Person(life="child")]).lines[0]
    assert line.unit == 100 and line.by is None
    assert [each.rule.share for each in line.perhaps] == [pytest.approx(0.5), 0]


def test_an_unsure_rule_is_told_and_not_counted() -> None:
    facts = (Fact("price", 100), Fact("concession_rules", "free: student", confidence="low"))
    line = _bill(Entry("x", "attraction", "c", facts=facts), [Person(traits=frozenset({"student"}))]).lines[0]
    assert line.unit == 100 and len(line.perhaps) == 1


def test_a_day_that_comes_back() -> None:
    facts = (Fact("price", 60), Fact("concession_rules", "free: anyone; days lunar 12-30/01-06"))
    entry = Entry("x", "attraction", "c", facts=facts)
    assert _bill(entry, [ADULT], date(2027, 2, 6)).total == 0 and _bill(entry, [ADULT], date(2027, 2, 20)).total == 60


def test_half_is_what_the_place_says_it_is() -> None:
    facts = (
        Fact("price", 45, {"zh-Hans": "成人"}), Fact("price", 22, {"zh-Hans": "半价"}),
        Fact("concession_rules", "half: age 60-69"),
    )  # fmt: skip
    assert _bill(Entry("x", "attraction", "c", facts=facts), [Person(age=65)]).total == 22


def test_day_rules_end_at_night() -> None:
    facts = (
        Fact("price", 100), Fact("price", 110, {"zh-Hans": "夜游"}),
        Fact("concession_rules", "free: age >=70; ticket day"),
    )  # fmt: skip
    entry = Entry("x", "attraction", "c", facts=facts)
    assert _bill(entry, [Person(age=72)]).total == 0
    assert _bill(entry, [Person(age=72)], session=NIGHT).total == 110


def test_a_free_day_is_free_for_all_on_that_day() -> None:
    facts = (Fact("price", 25), Fact("concession_rules", "free: anyone", when="Nov 10,Dec 10"))
    entry = Entry("x", "museum", "c", facts=facts)
    assert _bill(entry, [ADULT, ADULT], date(2026, 12, 10)).total == 0
    assert _bill(entry, [ADULT, ADULT], date(2026, 12, 11)).total == 50


def test_a_rule_ends_with_its_years() -> None:
    facts = (Fact("price", 25), Fact("concession_rules", "free: anyone", valid_from="2023-09", valid_until="2023-11"))
    entry = Entry("x", "museum", "c", facts=facts)
    assert _bill(entry, [ADULT], date(2023, 11, 30)).total == 0 and _bill(entry, [ADULT]).total == 25


def test_no_price_is_no_bill() -> None:
    words = Entry("x", "attraction", "c", facts=(Fact("price", "含在大明寺门票内"),))
    assert prices.bill(words, Party(), ON, TICKETS) is None
    assert prices.bill(Entry("y", "attraction", "c"), Party(), ON, TICKETS) is None


def test_another_price_of_the_day_is_mentioned() -> None:
    note = Fact("price", 98, note={"zh-Hans": "一位游客所记"})
    made = _bill(Entry("x", "attraction", "c", facts=(note, Fact("price", 100))), [ADULT])
    assert made.total == 100 and [each.amount for each in made.others] == [98]
