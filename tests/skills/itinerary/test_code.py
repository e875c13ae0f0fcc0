"""A request as an address: it comes back whole, and nothing else gets in."""

from __future__ import annotations

import base64
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.skills.itinerary import code
from guide.skills.itinerary.request import Frame, Point, Request
from guide.types import Position
from guide.visiting.party import Party, Person
from tests.skills.itinerary import parties, town

TODAY = date(2026, 11, 21)
ENTRIES = town.make()
KEYS = st.sampled_from("cdsepetwamxgkbfrhz")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=12,
)


@given(st.integers(0, 10_000))
def test_a_request_comes_back_whole(seed: int) -> None:
    asked = parties.make(seed, ENTRIES, town.CITY)
    packed = code.encode(asked)
    assert code.decode(packed, asked.frames[0].day) == asked
    assert len(packed) < code.LONGEST


def test_people_positions_and_no_meals_come_back_too() -> None:
    asked = Request(
        "town", (Frame(TODAY, 600, 900),), Point(position=Position(32.4, 119.43, 50)), None,
        Party((Person(height=120, life="child"), Person(traits=frozenset({"student"}), cards=frozenset({"a-card"})))),
        meals=(), keep=("place-01",), agreed=(("place-01", "lunch"),), among=("place-02",),
    )  # fmt: skip
    assert code.decode(code.encode(asked), TODAY) == asked


@given(json_values)
def test_any_other_data_is_refused_and_breaks_nothing(data: Any) -> None:
    packed = base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")
    with pytest.raises(code.BadCode):
        code.decode(packed, TODAY)


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(code.BadCode):
        code.decode(text, TODAY)


GOOD: dict[str, Any] = {"c": "town", "d": [["2026-11-22", 540, 1080]], "p": [{"l": "adult"}]}


@pytest.mark.parametrize(
    "change",
    [
        {"c": "../etc"},
        {"c": "<script>"},
        {"d": []},
        {"d": [["2026-11-22", 1080, 540]]},
        {"d": [["2026-11-22", 540, 99999]]},
        {"d": [["1826-11-22", 540, 1080]]},
        {"d": [["2026-11-23", 540, 1080], ["2026-11-22", 540, 1080]]},
        {"d": [[f"2026-11-2{day}", 540, 1080] for day in range(1, 9)]},
        {"p": []},
        {"p": [{"l": "adult"}] * 21},
        {"p": [{"a": 999}]},
        {"p": [{"a": True}]},
        {"t": "sprint"},
        {"w": ["<b>"]},
        {"m": ["place-01"] * 11},
        {"s": [91.0, 0, 0]},
        {"s": {"x": 1}},
        {"b": -1},
        {"b": 10**12},
        {"f": ["supper"]},
        {"z": 1},
    ],
)
def test_what_is_out_of_bounds_is_refused(change: dict[str, Any]) -> None:
    assert code.of_data(GOOD, TODAY)
    with pytest.raises(code.BadCode):
        code.of_data({**GOOD, **change}, TODAY)


def test_a_code_beyond_its_length_is_not_even_read() -> None:
    with pytest.raises(code.BadCode):
        code.decode("A" * (code.LONGEST + 1), TODAY)
