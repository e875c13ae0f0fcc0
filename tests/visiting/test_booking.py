"""The notation of how to book."""

from __future__ import annotations

import pytest

from guide.types import Entry, Fact
from guide.visiting import booking
from guide.visiting.booking import Booking


def test_a_booking_is_read_whole() -> None:
    assert booking.read("required: real-name, timed; ahead 1; by online; document id-card; most 5") == Booking(
        "required", ("real-name", "timed"), 1, ("online",), ("id-card",), 5
    )
    assert booking.read("advised: ; ahead 7; days holidays") == Booking("advised", ahead=7, days="holidays")
    assert booking.read("none:") == Booking("none")


@pytest.mark.parametrize(
    "text", ["", "soon", "required: quickly", "required:; ahead soon", "required:; by owl", "required:; hat red"]
)
def test_what_is_no_booking(text: str) -> None:
    assert booking.read(text) is None


def test_the_first_that_can_be_read_is_taken() -> None:
    words, rule = Fact("booking_rule", "please book"), Fact("booking_rule", "required: timed")
    entry = Entry("x", "museum", "c", facts=(words, rule))
    assert booking.of_entry(entry) == (rule, Booking("required", ("timed",)))
    assert booking.of_entry(Entry("y", "museum", "c")) is None
