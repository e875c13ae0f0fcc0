"""Two entries that tell of one thing, and not the same."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from guide.editing import contradictions
from guide.types import Entry, Fact

GE = Entry("ge", "attraction", "yangzhou", names={"zh-Hans": "个园", "en": "Ge Garden"},
           facts=(Fact("price", 45), Fact("hours", "Mo-Su 07:15-18:00"), Fact("phone", "0514-87935233")))  # fmt: skip
TICKET = Entry("joint", "ticket", "yangzhou", names={"zh-Hans": "联票", "en": "Joint Ticket"},
               facts=(Fact("price", 40, label={"zh-Hans": "个园", "en": "Ge Garden"}),))  # fmt: skip


def told(text: str, lang: str = "zh-Hans") -> Entry:
    return Entry("story", "culture", "yangzhou", names={"zh-Hans": "园林"}, texts={lang: text})


def test_a_ticket_that_lists_another_price_is_found_from_both_sides() -> None:
    (found,) = contradictions.of(GE, (GE, TICKET))
    assert (found.field, found.here, found.there, found.other) == ("price", "45", "40", "joint")
    (back,) = contradictions.of(TICKET, (GE, TICKET))
    assert (back.here, back.there, back.other) == ("40", "45", "ge")


def test_a_sentence_that_names_the_place_and_another_figure_is_found() -> None:
    (price,) = contradictions.of(GE, (told("园林很多。个园门票60元。"),))
    assert (price.field, price.there, price.sentence) == ("price", "60", "个园门票60元。")
    (hours,) = contradictions.of(GE, (told("Ge Garden opens at 8:00.", "en"),))
    assert (hours.field, hours.there) == ("hours", "8:00")
    (phone,) = contradictions.of(GE, (told("个园：0514-12345678。"),))
    assert (phone.field, phone.there) == ("phone", "0514-12345678")


def test_what_agrees_or_is_about_something_else_is_left_alone() -> None:
    for text in ("个园门票45元。", "何园门票60元。", "个园的一碗面12元。", "个园建于1818年。"):
        assert contradictions.of(GE, (told(text),)) == ()


def test_the_prose_of_the_entry_itself_counts() -> None:
    (found,) = contradictions.of(replace(GE, texts={"zh-Hans": "门票50元。"}), ())
    assert (found.other, found.there) == ("ge", "50")


def test_one_place_entered_twice_is_held_against_itself() -> None:
    twin = replace(GE, id="ge-2", facts=(Fact("price", 30),))
    assert [each.there for each in contradictions.of(GE, (twin,))] == ["30"]
    assert contradictions.of(GE, (replace(twin, city="suzhou"),)) == ()


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert len(contradictions.of(GE, (told(f"个园{text}门票"),))) <= contradictions.MOST
