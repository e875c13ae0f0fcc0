"""Answers read aloud: when, by whose voice, how soon it starts and how soon it stops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.sounds import LISTEN, Speaker, device
from tests.browser.test_chat import answered, ask
from tests.server.town import Town

pytestmark = pytest.mark.browser

MUTE_BROWSER = "delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;"
CHINESE = ("zh-CN", True, False)


def told(page: Page, name: str) -> list[dict[str, Any]]:
    """What was told on the bus under a name."""
    return [each for each in page.evaluate("window.told") if each["name"] == name]


def waiting(page: Page, name: str, times: int = 1) -> None:
    page.wait_for_function(
        "([name, times]) => told.filter((each) => each.name === name).length >= times", arg=[name, times]
    )


def listening(
    visit: Visit, script: str = MUTE_BROWSER, is_on: bool = True, has_voice: bool = True, **options: Any
) -> tuple[Page, Speaker]:
    """A page that reads aloud and whose bus is written down, with a server's voice or without."""
    page = visit("/about", script=script, **options)
    speaker = Speaker(page)
    speaker.languages = speaker.languages if has_voice else []
    if is_on:
        page.evaluate("localStorage.setItem('prefs', '{\"aloud\": true}')")
    page.goto("/")
    page.evaluate(LISTEN)
    return page, speaker


def test_it_is_silent_until_it_is_switched_on(visit: Visit) -> None:
    page, speaker = listening(visit, is_on=False)
    switch = page.get_by_role("switch")
    expect(switch).to_have_attribute("aria-checked", "false")
    ask(page, "灯屋门票？")
    answered(page)
    assert speaker.asked == [] and told(page, "speaking") == []
    assert [each["text"] for each in told(page, "said")] == [
        "灯屋的成人票是 40 元。", "开放时间是周二到周日 9:00 到 17:00。", "一楼看油灯", "二楼看纸灯",
    ]  # fmt: skip
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    waiting(page, "speaking")
    page.reload()
    expect(switch).to_have_attribute("aria-checked", "true")


def test_sentences_are_read_while_the_answer_is_still_written(visit: Visit, town: Town) -> None:
    page, speaker = listening(visit)
    ask(page, "灯屋 wait 门票？")
    waiting(page, "speaking")
    assert page.locator(".log .said").count() == 0, "the answer is not finished yet"
    first_said, first_sound = told(page, "said")[0], told(page, "speaking")[0]
    assert first_sound["at"] - first_said["at"] < 1000
    assert first_sound["track"][0] == [0, "rest"] and first_sound["lang"] == "zh-Hans"
    expect(page.locator("#voice-now")).to_contain_text("AI 合成语音")
    page.wait_for_function("() => window.clock() > 200")
    assert page.evaluate("Math.abs(window.clock() - window.player.currentTime * 1000)") < 250
    town.guide.gate.set()
    answered(page)
    waiting(page, "speaking", 4)
    waiting(page, "silent")
    expect(page.locator("#voice-now")).to_be_hidden()
    assert [each["text"] for each in speaker.asked] == [each["text"] for each in told(page, "said")]
    assert [each.get("notice") for each in speaker.asked] == [True, None, None, None]


def test_the_next_sentence_is_fetched_while_one_sounds(visit: Visit) -> None:
    page, speaker = listening(visit)
    speaker.seconds = 3
    ask(page, "灯屋门票？")
    waiting(page, "speaking")
    page.wait_for_timeout(500)
    assert len(speaker.asked) == 2
    assert len(told(page, "speaking")) == 1


def test_the_notice_is_spoken_again_in_a_new_conversation_only(visit: Visit) -> None:
    page, speaker = listening(visit)
    ask(page, "灯屋门票？")
    waiting(page, "speaking")
    ask(page, "灯屋几点开？")
    waiting(page, "speaking", 2)
    page.locator("#new").click()
    ask(page, "灯屋门票？")
    waiting(page, "speaking", 3)
    assert [each.get("notice") for each in speaker.asked].count(True) == 2


INTERRUPTIONS: dict[str, Callable[[Page], Any]] = {
    "a new question": lambda page: ask(page, "几点开？ wait"),
    "the stop of the player": lambda page: page.locator("#voice-now .halt").click(),
    "the button at the answer": lambda page: page.locator("[data-act=read]").click(),
    "a tap on the figure": lambda page: page.locator("#dock").click(position={"x": 40, "y": 40}),
    "switching off": lambda page: page.get_by_role("switch").click(),
    "push to talk": lambda page: page.locator("#mic").click(),
    "a hidden page": lambda page: page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    ),
    "forgetting": lambda page: page.locator("#new").click(),
}


@pytest.mark.parametrize("way", INTERRUPTIONS)
def test_it_falls_silent_within_a_fifth_of_a_second(visit: Visit, way: str) -> None:
    page, speaker = listening(visit)
    speaker.seconds = 5
    ask(page, "灯屋门票？")
    answered(page)
    waiting(page, "speaking")
    page.evaluate("""() => {
      const mark = () => (window.pressed = window.pressed || performance.now());
      for (const kind of ["pointerdown", "keydown", "visibilitychange"]) document.addEventListener(kind, mark, true);
      addEventListener("input", () => (window.pressed = 0), true);
      if (!window.player.onpause) window.player.onpause = () => (window.paused = performance.now());
    }""")
    INTERRUPTIONS[way](page)
    waiting(page, "silent")
    page.wait_for_function("() => window.paused")
    took = page.evaluate("Math.max(window.paused, told.find(({ name }) => name === 'silent').at) - window.pressed")
    assert 0 <= took < 200, took


def test_a_voice_of_the_device_comes_first_and_says_that_it_is_an_ai(visit: Visit) -> None:
    page, speaker = listening(visit, device(("en-US", True, False), ("zh-HK", True, False), CHINESE, late=300))
    ask(page, "灯屋门票？")
    waiting(page, "speaking", 2)
    assert page.evaluate("window.uttered.slice(0, 2)") == [
        ["这是人工智能合成的语音。", "zh-CN"],
        ["灯屋的成人票是 40 元。", "zh-CN"],
    ]
    assert speaker.asked == []


def test_a_voice_that_never_starts_gives_way_to_the_guides(visit: Visit) -> None:
    page, speaker = listening(visit, device(("zh-CN", True, True)))
    ask(page, "灯屋门票？")
    waiting(page, "speaking")
    assert speaker.asked[0]["text"] == "灯屋的成人票是 40 元。"
    assert len(page.evaluate("window.uttered")) == 1, "it is not tried again"


def test_text_leaves_for_a_far_voice_only_where_there_is_no_other(visit: Visit) -> None:
    page, speaker = listening(visit, device(("zh-CN", False, False)))
    ask(page, "灯屋门票？")
    waiting(page, "speaking")
    assert speaker.asked and page.evaluate("window.uttered") == []
    bare, silent = listening(visit, device(("zh-CN", False, False)), has_voice=False)
    ask(bare, "灯屋门票？")
    waiting(bare, "speaking")
    assert silent.asked == []


def test_cantonese_does_not_read_mandarin(visit: Visit) -> None:
    page, speaker = listening(visit, device(("zh-HK", True, False), ("yue-HK", True, False)))
    ask(page, "灯屋门票？")
    waiting(page, "speaking")
    assert speaker.asked and page.evaluate("window.uttered") == []


def test_the_visitor_chooses_the_voice(visit: Visit) -> None:
    page, speaker = listening(visit, device(CHINESE))
    page.locator("#menu summary").click()
    expect(page.locator("[data-voice=device]")).to_have_attribute("aria-pressed", "true")
    page.locator("[data-voice=guide]").click()
    expect(page.locator("[data-voice=guide]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.reload()
    page.evaluate(LISTEN)
    ask(page, "灯屋门票？")
    waiting(page, "speaking")
    assert speaker.asked and page.evaluate("window.uttered") == []


def test_one_answer_is_read_when_asked_for(visit: Visit) -> None:
    page, speaker = listening(visit, is_on=False)
    ask(page, "灯屋门票？")
    answered(page)
    button = page.locator("[data-act=read]")
    expect(button).to_have_attribute("aria-label", "把这条回答读出来")
    button.click()
    waiting(page, "speaking")
    expect(button).to_have_attribute("aria-label", "停止朗读")
    button.click()
    expect(button).to_have_attribute("aria-label", "把这条回答读出来")
    assert speaker.asked[0] == {"text": "灯屋的成人票是 40 元。", "lang": "zh-Hans", "notice": True}


@pytest.mark.parametrize(
    ("question", "first"),
    [("灯屋 notice", "灯屋今天16:00提前关门，灯城公告2026年11月20日说"), ("灯屋 emergency", "请马上拨打 120。")],
)
def test_what_stands_in_a_banner_is_read_first(visit: Visit, question: str, first: str) -> None:
    page, speaker = listening(visit, is_on=False)
    ask(page, question)
    answered(page)
    assert sum(first.strip("。") in each["text"] for each in told(page, "said")) == 1
    page.locator("[data-act=read]").click()
    waiting(page, "speaking")
    assert speaker.asked[0]["text"].startswith(first)


def test_every_line_of_a_plan_is_read_once(visit: Visit) -> None:
    page, speaker = listening(visit, is_on=False)
    ask(page, "灯 itinerary")
    answered(page)
    page.locator("[data-act=read]").click()
    waiting(page, "speaking", 4)
    texts = [each["text"] for each in speaker.asked]
    assert len(texts) == len(set(texts)) and "灯屋" in texts


STRICT = """
const play = HTMLMediaElement.prototype.play;
addEventListener("click", () => (window.tapped = true), true);
HTMLMediaElement.prototype.play = function () {
  return window.tapped ? play.call(this) : Promise.reject(new DOMException("", "NotAllowedError"));
};
"""


def test_where_a_page_may_not_start_to_sound_a_tap_is_asked_for(visit: Visit) -> None:
    page, _ = listening(visit, MUTE_BROWSER + STRICT)
    page.goto("/?q=灯屋门票？")
    page.evaluate(LISTEN)
    answered(page)
    resume = page.locator("#voice-now .resume")
    expect(resume).to_be_visible()
    resume.click()
    waiting(page, "speaking")
    expect(resume).to_be_hidden()


def test_in_the_elder_view_it_reads_from_the_start(visit: Visit) -> None:
    page = visit("/about", script=MUTE_BROWSER)
    speaker = Speaker(page)
    page.goto("/?view=elder")
    page.evaluate(LISTEN)
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "true")
    ask(page, "灯屋门票？")
    waiting(page, "speaking")
    assert speaker.asked
    page.get_by_role("switch").click()
    page.reload()
    expect(page.get_by_role("switch")).to_have_attribute("aria-checked", "false")


@pytest.mark.parametrize(("question", "lang"), [("ticket?", "en"), ("灯屋门票？", "zh-Hans")])
def test_an_answer_is_read_in_its_own_language(visit: Visit, question: str, lang: str) -> None:
    page, speaker = listening(visit, locale="ja-JP")
    ask(page, question)
    waiting(page, "speaking")
    assert speaker.asked[0]["lang"] == lang


def test_without_any_voice_the_page_says_so_and_answers(visit: Visit) -> None:
    page, _ = listening(visit, MUTE_BROWSER, is_on=False, has_voice=False)
    page.get_by_role("switch").click()
    expect(page.locator("#voice-note")).to_contain_text("请看屏幕上的文字")
    ask(page, "灯屋门票？")
    answered(page)
    expect(page.locator("#voice-now")).to_be_hidden()


def test_the_guides_own_voice_is_heard_through_the_whole_house(visit: Visit, town: Town) -> None:
    if "zh-Hans" not in town.voice.languages:
        pytest.skip("espeak-ng is not installed")
    page = visit("/about", script=MUTE_BROWSER)
    page.evaluate("localStorage.setItem('prefs', '{\"aloud\": true}')")
    page.goto("/")
    page.request.post(
        "/api/speech", data={"text": "灯亮了。", "lang": "zh-Hans"}
    )  # The first sentence of a day is slower.
    page.evaluate(LISTEN)
    ask(page, "灯屋门票？")
    waiting(page, "speaking")
    first_said, first_sound = told(page, "said")[0], told(page, "speaking")[0]
    assert first_sound["at"] - first_said["at"] < 1000
    assert first_sound["track"][0][0] == 0 and first_sound["track"][-1][1] == "rest"
    assert page.evaluate("player.duration") > 3, "the notice and the sentence"
    page.wait_for_function("() => window.player.currentTime > 0.2")
