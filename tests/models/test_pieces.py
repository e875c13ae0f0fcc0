from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.models.pieces import without_thoughts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Open daily.", "Open daily."),
        ("<think>hm\n</think>Open.", "Open."),
        ("a <b> c < d", "a <b> c < d"),
        ("one<think>x</think>two<think>y</think>three", "onetwothree"),
        ("<think>never ends", ""),
        ("ends with <thin", "ends with <thin"),
    ],
)
@settings(deadline=None)
@given(cuts=st.lists(st.integers(0, 60), max_size=8))
def test_thoughts_are_dropped_however_they_are_cut(text: str, shown: str, cuts: list[int]) -> None:
    places = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    pieces = [text[start:end] for start, end in zip(places, places[1:], strict=False)]
    assert "".join(without_thoughts(pieces)) == shown
