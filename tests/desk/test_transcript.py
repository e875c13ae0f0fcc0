"""The conversation sent along: what is shown is what is kept, and no number of a person is in it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from guide.desk.transcript import LONGEST, MOST, Line, lines_of, written

TEXTS = st.text(max_size=60) | st.from_regex(r"(1[3-9][0-9 -]{9,14}|[a-z]{1,4}@[a-z]{1,4}\.cn|[A-Z][0-9]{7,9}){1,3}")
MESSAGES = st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant"]), "content": TEXTS})
JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["role", "content", "x"]), inner),
    max_leaves=8,
)


def test_both_sides_are_kept_in_order_without_numbers() -> None:
    said = [{"role": "user", "content": "我的电话13800138000"}, {"role": "assistant", "content": "门票 40 元。"}]
    assert lines_of(said) == (Line("user", "我的电话▒"), Line("assistant", "门票 40 元。"))


def test_what_is_no_message_is_left_out() -> None:
    assert lines_of([{"role": "system", "content": "x"}, {"role": "user"}, 7, {"role": "user", "content": " "}]) == ()
    assert lines_of("{broken") == lines_of(None) == lines_of({"role": "user"}) == lines_of("[" * 99_999) == ()


def test_the_last_messages_count_and_each_is_cut() -> None:
    lines = lines_of([{"role": "user", "content": f"{n} " + "长" * 3000} for n in range(40)])
    assert len(lines) == MOST and lines[-1].text.startswith("39 ") and len(lines[0].text) == LONGEST


@given(st.lists(MESSAGES, max_size=6))
def test_what_is_shown_is_what_is_kept(said: list[dict[str, str]]) -> None:
    shown = lines_of(json.dumps(said))
    assert lines_of(written(shown)) == shown
    assert not any("@" in each.text and ".cn" in each.text.partition("@")[2] for each in shown if each.text.isascii())


@given(JUNK)
def test_nothing_a_form_sends_is_a_fault(raw: Any) -> None:
    assert lines_of(written(lines_of(raw))) == lines_of(raw)
