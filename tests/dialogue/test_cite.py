"""Which sources of an answer may be linked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.dialogue.cite import linked
from guide.types import Source


@pytest.mark.parametrize("url, tier, expected", [
    ("https://example.org/a", "A", True), ("http://example.org", "B", True), ("https://example.org/a", "C", False),
    ("javascript:alert(1)", "A", False), (" javascript:alert(1)", "A", False), ("data:text/html,x", "B", False),
    ("//evil.example/x", "A", False), ("https://", "A", False), (None, "A", False),
])  # fmt: skip
def test_only_addresses_of_the_web_in_a_good_source_are_linked(url: str | None, tier: str, expected: bool) -> None:
    assert (linked(Source("x", url, tier)) is not None) is expected


@given(st.text())
def test_whatever_is_linked_begins_like_an_address(url: str) -> None:
    found = linked(Source("x", url, "A"))
    assert found is None or found.startswith(("http://", "https://"))


def test_no_source_is_no_link() -> None:
    assert linked(None) is None
