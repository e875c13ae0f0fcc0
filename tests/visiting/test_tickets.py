"""Which ticket a price is of, by its label, and which price to go by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from guide import shipped
from guide.prompts import Prompts
from guide.types import Entry, Fact
from guide.visiting.tickets import ADMISSION, COMBINED, HALF, NIGHT, PART, REDUCED, Tickets

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def tickets() -> Tickets:
    return Tickets(Prompts(shipped.folder("prompts")).common("tickets"))


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ({"zh-Hans": "成人，旺季"}, ADMISSION), ({"en": "adult"}, ADMISSION), (None, ADMISSION),
        ({"zh-Hans": "夜游，含灯光秀"}, NIGHT), ({"en": "night tour"}, NIGHT), ({"zh-Hans": "五景联票"}, COMBINED),
        ({"zh-Hans": "半价，旺季", "en": "half price"}, HALF), ({"zh-Hans": "学生票"}, REDUCED),
        ({"zh-Hans": "70岁以上"}, REDUCED), ({"zh-Hans": "观光车，单程"}, PART),
        ({"zh-Hans": "成人，含登塔"}, ADMISSION),
        ({"zh-Hans": "登塔"}, PART), ({"zh-Hans": "街区"}, ADMISSION), ({"zh-Hans": "旺季"}, ADMISSION),
    ],
)  # fmt: skip
def test_kinds(tickets: Tickets, label: dict[str, str] | None, kind: str) -> None:
    assert tickets.kind(label) == kind


def _entry(*facts: Fact) -> Entry:
    return Entry("x", "attraction", "c", facts=facts, as_of="2020")


def test_the_season_decides(tickets: Tickets) -> None:
    peak, low = Fact("price", 100, when="Mar-May,Sep-Nov"), Fact("price", 30, when="Jan,Dec")
    entry = _entry(peak, low)
    assert [each.fact for each in tickets.on(entry, DAY)] == [peak]
    assert [each.fact for each in tickets.on(entry, date(2026, 12, 5))] == [low]
    assert tickets.on(entry, date(2026, 7, 1)) == ()


def test_the_newest_official_price_goes_before_a_newer_visitors_note(tickets: Tickets) -> None:
    old = Fact("price", 90, as_of="2016")
    new = Fact("price", 80, as_of="2024")
    note = Fact("price", 98, as_of="2025", note={"zh-Hans": "一位游客2025年所记"})
    unsure = Fact("price", 70, as_of="2026", confidence="low")
    found = tickets.on(_entry(note, old, unsure, new), DAY)
    assert [each.fact.value for each in found] == [80, 90, 70, 98]


def test_an_only_price_is_admission_whatever_it_is_called(tickets: Tickets) -> None:
    assert tickets.of(_entry(Fact("price", 26, {"zh-Hans": "登塔"})))[0].kind == ADMISSION


def test_a_season_without_months_is_marked(tickets: Tickets) -> None:
    facts = (Fact("price", 60, {"en": "adult, off-peak"}), Fact("price", 90, {"en": "adult, peak"}))
    found = tickets.on(_entry(*facts), DAY)
    assert [(each.amount, each.seasonal) for each in found] == [(Decimal(90), "peak"), (Decimal(60), "low")]


def test_words_and_yes_are_no_amount(tickets: Tickets) -> None:
    assert tickets.of(_entry(Fact("price", "含在大明寺门票内"), Fact("price", True), Fact("price", 4.5)))[0].amount == (
        Decimal("4.5")
    )


def test_a_students_ticket_is_for_students_and_one_with_figures_needs_a_rule(tickets: Tickets) -> None:
    entry = _entry(
        Fact("price", 45), Fact("price", 22, {"zh-Hans": "学生票"}), Fact("price", 20, {"zh-Hans": "60至69岁老人"})
    )
    assert [(each.amount, sorts) for each, sorts in tickets.reduced(entry)] == [(Decimal(22), ("student",))]
