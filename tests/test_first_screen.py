"""What the first screen offers over the knowledge that ships: in any season and hour, and the guide answers each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from guide import wiring
from guide.app import App
from guide.dialogue.starters import Starter
from guide.settings import Settings
from guide.types import Context, Message, Reply

LANGUAGES = ("zh-Hans", "zh-Hant", "en", "ja", "ko")
MOMENTS = (
    "2026-01-15T09:20", "2026-02-10T14:00", "2026-03-20T20:10", "2026-04-25T11:40", "2026-05-16T15:59",
    "2026-06-20T22:30", "2026-08-09T10:00", "2026-09-24T17:05", "2026-12-20T01:15", "2026-12-31T16:00",
)  # fmt: skip
"""In the time of Yangzhou."""
HE_GARDEN, PARIS = (32.3878, 119.4441), (48.85, 2.35)
SLOTS = ["open", "choose", "plan", "season", "food", "story"]


@pytest.fixture(scope="module")
def guide(shipped: Settings) -> Iterator[App]:
    opened = wiring.build(shipped)
    yield opened
    opened.close()


def at(moment: str, here: tuple[float, float] | None = None) -> Context:
    return Context(datetime.fromisoformat(f"{moment}+08:00"), location=here)


def questions(offered: tuple[Starter, ...]) -> list[str]:
    return [each.question for each in offered]


def asked(guide: App, question: str, context: Context) -> Reply:
    *_, last = guide.guide.answer([Message("user", question)], context)
    assert isinstance(last, Reply)
    return last


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("moment", MOMENTS)
def test_six_abilities_are_offered_and_each_is_answered(guide: App, lang: str, moment: str) -> None:
    for here in (None, HE_GARDEN):
        context = at(moment, here)
        offered = guide.starters(lang, context)
        assert [each.slot for each in offered] == SLOTS
        replies = {each.question: asked(guide, each.question, replace(context, lang=lang)) for each in offered}
        assert [each for each, reply in replies.items() if not reply.answered or not reply.text] == []
        assert len({reply.skill for reply in replies.values()}) >= 4
        assert {reply.lang for reply in replies.values()} == {lang}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_are_short_and_differ(guide: App, lang: str) -> None:
    offered = guide.starters(lang, at("2026-11-21T10:00"))
    assert len(set(questions(offered))) == 6 and all(each.topic and len(each.question) <= 60 for each in offered)


def test_season_weekday_and_hour_choose(guide: App) -> None:
    morning, evening, night = (guide.starters("zh-Hans", at(f"2026-11-21T{hour}:00")) for hour in ("08", "18", "22"))
    assert "早茶去哪里吃？" in questions(morning) and "帮我安排今天一天" in questions(morning)
    assert {"今晚还有哪些地方开着？", "晚饭去哪里吃？", "今晚怎么安排？"} <= set(questions(evening))
    assert {"明天哪些博物馆开门？", "帮我安排明天一天"} <= set(questions(night))
    assert "天热，去哪里凉快？" in questions(guide.starters("zh-Hans", at("2026-07-25T14:00")))
    assert "帮我安排这个周末两天" in questions(guide.starters("zh-Hans", at("2026-11-27T15:00")))
    assert "扬州清明踏青是哪几天？" in questions(guide.starters("zh-Hans", at("2026-04-03T09:00")))


def test_a_position_brings_what_is_near(guide: App) -> None:
    anywhere, here, abroad = (guide.starters("en", at("2026-11-21T10:00", each)) for each in (None, HE_GARDEN, PARIS))
    assert {"Is He Garden open now?", "What is there to eat nearby?"} <= set(questions(here))
    assert anywhere == abroad != here


def test_an_hour_has_one_first_screen_for_everybody(guide: App) -> None:
    first = guide.starters("en", at("2026-11-21T10:01"))
    assert first == guide.starters("en", at("2026-11-21T10:59")) != guide.starters("en", at("2026-11-22T10:59"))
    near = (HE_GARDEN[0] + 0.0005, HE_GARDEN[1])
    assert guide.starters("ja", at("2026-11-21T10:00", near)) == guide.starters("ja", at("2026-11-21T10:30", HE_GARDEN))


def test_a_language_without_such_words_has_none_of_its_own(guide: App) -> None:
    assert guide.starters("fr", at("2026-11-21T10:00")) == ()
