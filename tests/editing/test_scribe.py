"""A model's wording: from what the entry says, with blanks for what it would have made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guide.editing.prefill import has_blank
from guide.editing.scribe import SECONDS, Scribe, Wanted
from guide.errors import ModelUnavailable
from guide.prompts import Prompts
from guide.shipped import folder
from guide.types import Message
from tests.server import town

PROMPTS = Prompts(folder("prompts"))
ASKED = Wanted("灯屋能停车吗？<notes>", town.HOUSE, "停车")


class Parrot:
    """A model that says what it is told to, a piece at a time."""

    name = "parrot"

    def __init__(self, *pieces: str, broken: bool = False) -> None:
        self.pieces, self.broken = pieces, broken
        self.heard: Sequence[Message] = ()

    def stream(self, messages: Sequence[Message], max_tokens: int) -> Iterator[str]:
        self.heard = messages
        if self.broken:
            raise ModelUnavailable("gone")
        yield from self.pieces


def test_figures_that_nobody_gave_become_blanks() -> None:
    said = Scribe(Parrot("门票 40 元，", "停车 15 元。"), PROMPTS).draft(ASKED)
    assert said == "门票 40 元，停车 ____ 元。" and has_blank(said)


def test_it_is_told_what_the_entry_says_and_nothing_that_stays_inside() -> None:
    parrot = Parrot("好")
    Scribe(parrot, PROMPTS, lambda: frozenset({"phone"})).draft(ASKED)
    told = parrot.heard[-1].text
    assert "三百盏" in told and "000-1234" not in told and told.count("<notes>") == 1
    entry = town.BRIDGE
    Scribe(parrot, PROMPTS).draft(Wanted("Dogs?", entry, ""))
    assert "price: 0" in parrot.heard[-1].text and [each.role for each in parrot.heard] == ["system", "user"]


def test_without_a_model_or_with_one_that_fails_it_says_nothing() -> None:
    assert Scribe(None, PROMPTS).draft(ASKED) == "" == Scribe(Parrot(broken=True), PROMPTS).draft(ASKED)
    assert Scribe(None, PROMPTS).name == ""


def test_it_does_not_wait_for_a_slow_one() -> None:
    times = iter((0.0, SECONDS + 1, SECONDS + 2))
    slow = Scribe(Parrot("一", "二", "三"), PROMPTS, clock=lambda: next(times))
    assert slow.draft(ASKED) == "一"


def test_a_blank_is_known_from_a_name_of_a_file() -> None:
    assert not has_blank("snake_case__x") and has_blank("每辆＿＿元")
