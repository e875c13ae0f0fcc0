"""Persons tied to places, by every form of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.retrieval.people import People, forms
from guide.types import Entry, Fact, Value
from tests.strategies import entries


def tied(value: Value) -> Entry:
    return Entry("a", "attraction", "c", facts=(Fact("people", value),))


@pytest.fixture(scope="module")
def people() -> People:
    values: tuple[Value, ...] = (
        ("乾隆", "李白"),
        {"zh-Hans": "欧阳修、鉴真（僧）", "en": "Ouyang Xiu, Jianzhen (monk)"},
        "Marco Polo; Li Bo",
    )
    return People(map(tied, values))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("何园是乾隆建的吗", "乾隆"),
        ("乾隆皇帝来过吗", "乾隆"),
        ("歐陽修住過這裡嗎", "欧阳修"),
        ("Was it built by Qianlong?", "qianlong"),
        ("Qian Long's garden", "qian long"),
        ("Did Marco Polo live here", "marco polo"),
        ("鉴真和尚", "鉴真"),
        ("jianzhen", "jianzhen"),
    ],
)
def test_a_known_person_is_named(people: People, text: str, name: str) -> None:
    assert people.named(text) == name


@pytest.mark.parametrize("text", ["", "何园是谁建的", "qianlongest", "monk", "Li", "Li Bo lived here?", "🏮"])
def test_nobody_is_named(people: People, text: str) -> None:
    assert people.named(text) in (None, "li bo")


def test_short_names_in_letters_are_words_too(people: People) -> None:
    assert "libai" in forms(tied(("李白",))) and "li bo" in forms(tied("Li Bo")) and not forms(tied("Bo"))
    assert people.named("he is li") is None


def test_nobody_is_known_to_an_empty_base() -> None:
    assert People(()).named("乾隆") is None


@given(st.lists(entries(), max_size=3), st.text(max_size=30))
def test_any_entries_and_any_text(some: list[Entry], text: str) -> None:
    people = People(some)
    named = people.named(text)
    assert named is None or any(named in forms(entry) for entry in some)
    for entry in some:
        for form in forms(entry):
            assert len(form) >= 2
