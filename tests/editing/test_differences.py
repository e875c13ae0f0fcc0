"""What differs between two versions, and how two edits of one base are joined."""

from __future__ import annotations

from dataclasses import replace

from guide.editing import differences
from guide.types import Entry, Fact, Position, Source

BASE = Entry(
    id="a",
    kind="sight",
    city="yangzhou",
    names={"zh-Hans": "何园"},
    facts=(Fact("price", 45, source="s1"), Fact("phone", "1")),
    texts={"zh-Hans": "园中有竹。"},
    sources={"s1": Source("官网")},
)
YOURS = replace(
    BASE,
    facts=(Fact("price", 50, source="s2"), Fact("phone", "1"), Fact("hours", "08:00-17:00")),
    sources={**BASE.sources, "s2": Source("告示")},
    position=Position(32.0, 119.0),
)
THEIRS = replace(BASE, facts=(Fact("price", 40, source="s1"), Fact("phone", "2")), texts={"zh-Hans": "园中有竹有水。"})


def test_parts_that_changed_came_or_went_are_named() -> None:
    found = {each.part: (each.before, each.after) for each in differences.between(BASE, YOURS)}
    assert found == {
        "fact:price": (BASE.of("price"), YOURS.of("price")),
        "fact:hours": (None, YOURS.of("hours")),
        "source:s2": (None, Source("告示")),
        "position": (None, Position(32.0, 119.0)),
    }
    assert differences.between(BASE, BASE) == ()
    assert {each.part for each in differences.between(BASE, None)} >= {"fact:price", "text:zh-Hans", "kind"}


def test_only_what_both_changed_needs_a_person() -> None:
    found = {each.part: (each.both, each.natural) for each in differences.clashes(BASE, YOURS, THEIRS)}
    assert found["fact:price"] == (True, None)
    assert found["fact:phone"] == (False, "theirs")
    assert found["text:zh-Hans"] == (False, "theirs")
    assert found["fact:hours"] == found["position"] == (False, "yours")
    assert differences.clashes(BASE, YOURS, THEIRS)[0].part == "fact:price"


def test_joining_takes_each_part_from_the_chosen_side() -> None:
    chosen = {"fact:price": "yours", "fact:hours": "yours", "position": "yours", "fact:phone": "theirs"}
    joined = differences.joined(YOURS, THEIRS, chosen)
    assert joined.of("price") == YOURS.of("price") and joined.of("phone") == THEIRS.of("phone")
    assert joined.texts == THEIRS.texts and joined.position == YOURS.position
    assert joined.sources == YOURS.sources, "the source of a chosen fact comes along"
    assert differences.joined(YOURS, THEIRS, {}) == THEIRS


def test_choosing_yours_can_take_a_part_away() -> None:
    without_phone = replace(BASE, facts=BASE.of("price"))
    assert differences.joined(without_phone, THEIRS, {"fact:phone": "yours"}).of("phone") == ()


def test_texts_are_marked_by_character_and_by_word() -> None:
    assert differences.marked("园中有竹。\n二。\n", "园中有竹有水。\n二。\n") == (
        ("same", "园中有竹"), ("new", "有水"), ("same", "。\n"), ("same", "二。\n"),
    )  # fmt: skip
    before, after = "这个问题我还没有答案，急的话可以拨12345。", "园里不能放无人机：这里是文物，航拍先申请。"
    assert differences.marked(before, after) == (("gone", before), ("new", after)), "two texts, told whole"
    assert differences.marked("Open at nine", "Open at ten") == (("same", "Open at "), ("gone", "nine"), ("new", "ten"))
    assert differences.marked("", "new") == (("new", "new"),)
    for before, after in (("a b", "b c"), ("一二\n三", "三\n一二"), ("", "")):
        pieces = differences.marked(before, after)
        assert "".join(text for kind, text in pieces if kind != "new") == before
        assert "".join(text for kind, text in pieces if kind != "gone") == after


def test_a_date_that_moves_to_the_facts_is_no_news() -> None:
    old = replace(BASE, as_of="2023", facts=(Fact("price", 45), Fact("phone", "1")))
    new = replace(old, as_of=None, facts=(Fact("price", 50, as_of="2026"), Fact("phone", "1", as_of="2023")))
    assert [each.part for each in differences.told(old, new)] == ["fact:price"]
    assert [each.part for each in differences.told(old, replace(old, as_of="2024"))] == ["as_of"]
