"""A question by voice: what is heard stands in the field to be changed, and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, Witness, chromium
from tests.browser.sounds import LISTEN, RECOGNITION, Speaker
from tests.server.town import Town

pytestmark = pytest.mark.browser

DEAF = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"
QUIET = """
navigator.mediaDevices.getUserMedia = async () => new AudioContext().createMediaStreamDestination().stream;
"""


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """One with a microphone that beeps and that everybody may use."""
    arguments = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    opened = browser.browser_type.launch(executable_path=chromium(), args=arguments)
    yield opened
    opened.close()


def refusing(name: str) -> str:
    return f"{DEAF} navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', '{name}'));"


def microphone(visit: Visit, script: str = DEAF, **options: Any) -> tuple[Page, Speaker]:
    """The chat page with a server that writes down."""
    page = visit("/about", script=script, **options)
    speaker = Speaker(page)
    page.goto("/")
    page.evaluate(LISTEN)
    return page, speaker


def is_in(page: Page, state: str) -> None:
    expect(page.locator("#mic")).to_have_attribute("data-state", state)


def recorded(page: Page) -> None:
    """Tap, speak a second, tap."""
    page.locator("#mic").click()
    is_in(page, "listening")
    page.wait_for_timeout(1200)
    page.locator("#hearing .over").click()


def test_a_recording_is_written_into_the_field_and_not_sent(visit: Visit, town: Town) -> None:
    page, speaker = microphone(visit)
    page.fill("#q", "你好，")
    page.locator("#mic").click()
    is_in(page, "listening")
    assert page.evaluate("told.at(-1).on")
    expect(page.locator("#hearing .time")).to_have_text("0:01")
    heights = "[...document.querySelectorAll('#hearing .level i')].map((bar) => bar.getBoundingClientRect().height)"
    page.wait_for_function(f"() => Math.max(...{heights}) > 4")
    page.locator("#hearing .over").click()
    expect(page.locator("#q")).to_have_value("你好，个园几点开门？")
    expect(page.locator("#voice-note")).to_have_text("请看看写得对不对，再按发送。")
    expect(page.locator("#hearing")).to_be_hidden()
    assert not page.evaluate("told.at(-1).on")
    (sent,) = speaker.recordings
    assert b'filename="speech.webm"' in sent and b'name="language"\r\n\r\nzh\r\n' in sent
    assert len(sent) > 1000 and town.guide.seen == []
    page.keyboard.press("Enter")
    expect(page.locator(".log .said")).to_have_count(1)
    expect(page.locator("#voice-note")).to_have_text("")


def test_where_nothing_packs_sound_plain_waves_are_sent(visit: Visit, witness: Witness) -> None:
    witness.expected = ("ScriptProcessorNode is deprecated",)
    page, speaker = microphone(visit, DEAF + "delete window.MediaRecorder;")
    recorded(page)
    expect(page.locator("#q")).to_have_value("个园几点开门？")
    (sent,) = speaker.recordings
    start = sent.index(b"RIFF")
    assert sent[start + 8 : start + 16] == b"WAVEfmt "
    assert int.from_bytes(sent[start + 24 : start + 28], "little") == 16000
    assert int.from_bytes(sent[start + 40 : start + 44], "little") > 16000, "more than half a second"


def test_holding_ends_when_the_finger_leaves(visit: Visit) -> None:
    page, _ = microphone(visit)
    page.locator("#mic").hover()
    page.mouse.down()
    is_in(page, "listening")
    page.wait_for_timeout(900)
    page.mouse.up()
    expect(page.locator("#q")).to_have_value("个园几点开门？")


def test_by_keyboard_it_starts_ends_and_is_cancelled(visit: Visit) -> None:
    page, speaker = microphone(visit)
    page.fill("#q", "before")
    page.locator("#mic").focus()
    page.keyboard.press("Enter")
    is_in(page, "listening")
    page.keyboard.press("Escape")
    is_in(page, "idle")
    expect(page.locator("#q")).to_have_value("before")
    page.keyboard.press("Space")
    is_in(page, "listening")
    page.wait_for_timeout(1200)
    page.keyboard.press("Space")
    expect(page.locator("#q")).to_have_value("before 个园几点开门？")
    assert len(speaker.recordings) == 1


def test_a_lost_connection_keeps_the_recording(visit: Visit, witness: Witness) -> None:
    witness.expected = ("ERR_FAILED",)
    page, speaker = microphone(visit)
    speaker.is_lost = True
    witnessed = page.locator("#hearing")
    recorded(page)
    is_in(page, "kept")
    expect(witnessed).to_contain_text("网络断了，刚才的录音还在。")
    speaker.is_lost = False
    witnessed.locator(".retry").click()
    expect(page.locator("#q")).to_have_value("个园几点开门？")


@pytest.mark.parametrize(
    ("name", "word", "state"),
    [
        ("NotAllowedError", "麦克风没有打开权限", "denied"),
        ("NotFoundError", "没有找到麦克风", "idle"),
        ("NotReadableError", "麦克风正被别的应用占用", "idle"),
    ],
)
def test_what_is_wrong_with_the_microphone_is_said(visit: Visit, name: str, word: str, state: str) -> None:
    page, _ = microphone(visit, refusing(name))
    page.fill("#q", "没说完的")
    page.locator("#mic").click()
    expect(page.locator("#voice-note")).to_contain_text(word)
    is_in(page, state)
    expect(page.locator("#q")).to_have_value("没说完的")


def test_silence_is_not_sent(visit: Visit) -> None:
    page, speaker = microphone(visit, DEAF + QUIET)
    recorded(page)
    expect(page.locator("#voice-note")).to_contain_text("没有听到声音")
    assert speaker.recordings == []


def test_after_a_minute_it_ends_by_itself(visit: Visit) -> None:
    page, _ = microphone(
        visit, DEAF + "const now = performance.now; performance.now = () => now.call(performance) * 20;"
    )
    page.locator("#mic").click()
    expect(page.locator("#hearing .time")).to_contain_text("还剩")
    expect(page.locator("#q")).to_have_value("个园几点开门？")
    expect(page.locator("#voice-note")).to_contain_text("一次最多听一分钟")


@pytest.mark.parametrize(
    "script",
    [
        DEAF + "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });",
        DEAF + "for (const name of ['MediaRecorder', 'AudioContext', 'webkitAudioContext']) delete window[name];",
    ],
)
def test_without_a_way_to_listen_the_page_says_so_and_works(visit: Visit, script: str) -> None:
    page, _ = microphone(visit, script)
    page.locator("#mic").click()
    expect(page.locator("#voice-note")).to_contain_text("这个浏览器里不能说话提问")
    page.fill("#q", "灯屋门票？")
    page.keyboard.press("Enter")
    expect(page.locator(".log .said")).to_have_count(1)


def test_a_server_that_writes_nothing_down_is_no_way(visit: Visit) -> None:
    page = visit("/about", script=DEAF)
    Speaker(page, transcribes=False)
    page.goto("/")
    page.locator("#mic").click()
    expect(page.locator("#voice-note")).to_contain_text("这个浏览器里不能说话提问")


def test_the_browsers_recognition_writes_while_it_hears(visit: Visit, town: Town) -> None:
    page, speaker = microphone(visit, RECOGNITION)
    page.locator("#mic").click()
    is_in(page, "listening")
    page.evaluate("hears('个园')")
    expect(page.locator("#q")).to_have_value("个园")
    page.evaluate("hears('个园几点开门')")
    page.locator("#mic").click()
    is_in(page, "idle")
    expect(page.locator("#q")).to_have_value("个园几点开门")
    assert speaker.recordings == [] and town.guide.seen == []
    page.locator("#mic").click()
    page.evaluate("hears('不要')")
    page.locator("#hearing .cancel").click()
    expect(page.locator("#q")).to_have_value("个园几点开门")


def test_recognition_that_does_not_work_gives_way_to_a_recording(visit: Visit) -> None:
    page, speaker = microphone(visit, RECOGNITION)
    page.locator("#mic").click()
    page.evaluate("fails('network')")
    expect(page.locator("#hearing")).to_contain_text("请再说一遍")
    is_in(page, "listening")
    page.wait_for_timeout(1000)
    page.locator("#hearing .over").click()
    expect(page.locator("#q")).to_have_value("个园几点开门？")
    page.locator("#mic").click()
    is_in(page, "listening")
    assert page.evaluate("window.recognition === null"), "it is not asked again"
    assert len(speaker.recordings) == 1


def test_what_the_mini_program_heard_comes_in_the_address(visit: Visit) -> None:
    page = visit("/#said=%E4%B8%AA%E5%9B%AD%0A%3Cb%3E" + "%E5%A5%BD" * 900)
    expect(page.locator("#q")).to_have_value("个园 <b>" + "好" * 494)
    assert "#" not in page.url
    page.fill("#q", "")
    page.evaluate("location.hash = '#said=%E4%BD%95%E5%9B%AD'")
    expect(page.locator("#q")).to_have_value("何园")
    page.evaluate("location.hash = '#said=%E4%zz'")
    expect(page.locator("#q")).to_have_value("何园")


def test_inside_the_mini_program_its_own_page_records(visit: Visit) -> None:
    went = "window.wx = { miniProgram: { navigateTo: ({ url }) => (window.went = url) } };"
    page, _ = microphone(visit, went, user_agent="Mozilla/5.0 MicroMessenger/8.0 miniProgram/wx1")
    page.locator("#mic").click()
    assert page.evaluate("window.went") == "/pages/record/record?lang=zh-Hans"
    is_in(page, "idle")


@pytest.mark.parametrize("view", ["standard", "elder"])
def test_it_fits_a_narrow_phone_and_a_finger(visit: Visit, view: str) -> None:
    page, _ = microphone(visit, width=320, height=640, locale="en-GB")
    page.goto(f"/?view={view}")
    page.locator("#mic").click()
    is_in(page, "listening")
    widest = """() => Math.max(...[...document.querySelectorAll("#composer *")]
      .filter((node) => node.checkVisibility() && !node.closest(".unseen, #dock"))
      .map((node) => node.getBoundingClientRect().right))"""
    assert page.evaluate(widest) <= 320
    small = """(least) => [...document.querySelectorAll("#mic, .aloud, #hearing button")]
      .filter((node) => node.checkVisibility())
      .map((node) => node.getBoundingClientRect())
      .filter(({ width, height }) => width < least || height < least).length"""
    assert page.evaluate(small, 60 if view == "elder" else 44) == 0
