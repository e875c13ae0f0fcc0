"""General rules and shared tickets, on small bases and on the knowledge as it ships."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from guide import shipped
from guide.editing import files
from guide.prompts import Prompts
from guide.types import Entry, Fact
from guide.visiting import prices, tariff
from guide.visiting.party import ADULT, Match, Party, Person
from guide.visiting.tariff import Tariff
from guide.visiting.tickets import NIGHT, Tickets

TICKETS = Tickets(Prompts(shipped.folder("prompts")).common("tickets"))
AUTUMN, WINTER, SUMMER = date(2026, 11, 21), date(2026, 12, 5), date(2026, 7, 15)
STUDENT = Person(traits=frozenset({"student"}))
FAMILY = Party((ADULT, ADULT, Person(age=8), Person(age=70)))


@pytest.fixture(scope="module")
def entries() -> Mapping[str, Entry]:
    return {entry.id: entry for entry in files.read_folder(shipped.folder("knowledge")).entries}


@pytest.fixture(scope="module")
def all_rules(entries: Mapping[str, Entry]) -> Tariff:
    return tariff.collect(entries.values(), TICKETS)


@pytest.mark.parametrize(
    ("place", "party", "on", "total"),
    [
        ("slender-west-lake", FAMILY, AUTUMN, "250"), ("slender-west-lake", FAMILY, WINTER, "75"),
        ("slender-west-lake", FAMILY, SUMMER, "150"), ("ge-garden", FAMILY, AUTUMN, "112.5"),
        ("he-garden", FAMILY, AUTUMN, "112"), ("he-garden", FAMILY, date(2026, 2, 1), "75"),
        ("daming-temple", Party((Person(age=65),)), AUTUMN, "22.5"),
        ("daming-temple", Party((Person(traits=frozenset({"soldier"})),)), AUTUMN, "0"),
        ("suzhou-canglang-pavilion", Party((Person(age=65), Person(age=18), Person(age=3))), AUTUMN, "20"),
        ("zhouzhuang-water-town", Party((ADULT, Person(life="child", height=110))), AUTUMN, "100"),
        ("zhouzhuang-water-town", Party((ADULT, Person(life="child", height=130))), AUTUMN, "150"),
        ("nanjing-presidential-palace", Party((ADULT, Person(age=71))), AUTUMN, "35"),
        ("nanjing-municipal-museum-chaotian-palace", Party((ADULT, ADULT)), date(2026, 12, 10), "0"),
        ("suqian-hongze-lake-wetland", Party((ADULT, Person(age=9), STUDENT)), AUTUMN, "120"),
        ("wuxi-yuantouzhu", Party((Person(age=70), ADULT)), AUTUMN, "105"),
    ],
)  # fmt: skip
def test_parties_at_places_as_they_ship(
    place: str, party: Party, on: date, total: str, entries: Mapping[str, Entry], all_rules: Tariff
) -> None:  # fmt: skip
    made = prices.bill(entries[place], party, on, TICKETS, all_rules.of(entries[place]))
    assert made is not None and made.total == Decimal(total)
    assert all(each.fact.source for line in made.lines if (each := line.by))


def test_concessions_end_at_night(entries: Mapping[str, Entry], all_rules: Tariff) -> None:
    lake = entries["slender-west-lake"]
    made = prices.bill(lake, FAMILY, AUTUMN, TICKETS, all_rules.of(lake), NIGHT)
    assert made is not None and made.total == 440


def test_students_in_summer_are_told_and_not_counted(entries: Mapping[str, Entry], all_rules: Tariff) -> None:
    lake = entries["slender-west-lake"]
    made = prices.bill(lake, Party((STUDENT,)), SUMMER, TICKETS, all_rules.of(lake))
    assert made is not None and made.total == 30 and made.lines[0].perhaps[0].rule.share == 0


def test_the_shared_ticket_of_the_season(all_rules: Tariff) -> None:
    autumn, winter = (all_rules.combinations(("ge-garden", "he-garden"), on)[0] for on in (AUTUMN, WINTER))
    assert [autumn.ticket.amount, winter.ticket.amount] == [Decimal(200), Decimal(150)]
    assert set(autumn.covers) == {"slender-west-lake", "daming-temple", "ge-garden", "he-garden"}
    assert all_rules.combinations(("zhuyuwan",), AUTUMN) == ()


def test_a_ticket_that_includes_another_place(entries: Mapping[str, Entry]) -> None:
    assert [each for _, each in tariff.included_in(entries["pingshan-hall"])] == ["daming-temple"]


def test_a_rule_without_places_is_for_its_city_and_never_sure() -> None:
    rules = Entry("rules", "practical", "a", facts=(Fact("concession_rules", "free: age >=70", source="s"),))
    here, there = Entry("here", "museum", "a"), Entry("there", "museum", "b")
    collected = tariff.collect((rules, here, there), TICKETS)
    assert [each.sure for each in collected.of(here)] == [False] and collected.of(there) == ()


def test_a_card_is_told_of_everywhere_and_counted_where_its_places_are_listed() -> None:
    facts = (
        Fact("concession_rules", "free: card pass; at here", source="s"),
        Fact("concession_rules", "free: card pass"),
    )
    card = Entry("pass", "practical", "a", facts=facts)
    here, there = (Entry(each, "museum", "b", facts=(Fact("price", 30),)) for each in ("here", "there"))
    collected, holder = tariff.collect((card, here, there), TICKETS), Party((Person(cards=frozenset({"pass"})),))
    totals = [
        made.total for each in (here, there) if (made := prices.bill(each, holder, AUTUMN, TICKETS, collected.of(each)))
    ]
    assert totals == [0, 30]


def test_every_rule_that_ships_can_be_read_and_is_sourced(entries: Mapping[str, Entry], all_rules: Tariff) -> None:
    rules = [each for entry in entries.values() for each in (*prices.own(entry), *all_rules.of(entry))]
    assert len({id(each.fact) for each in rules}) >= 25
    assert all(each.fact.source in each.entry.sources for each in rules)
    assert all(each.rule.fits(Person()) in Match for each in rules)
