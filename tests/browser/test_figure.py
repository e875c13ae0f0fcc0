"""The guide as a person: what she does when, how her mouth keeps to the sound, and that she never stands in the way."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

SHAPES = ("rest", "closed", "bite", "tongue", "teeth", "pucker", "open", "spread", "round", "back")
MODULES = """async () => {
  const figure = document.querySelector('script[src$="/js/figure.js"]').src;
  window.tell = (await import(figure.replace("figure.js", "bus.js"))).tell;
  window.guess = (await import(figure.replace("figure.js", "track.js"))).guess;
  window.pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  window.frames = (count) => new Promise((done) => {
    const step = () => count-- > 0 ? requestAnimationFrame(step) : done();
    step();
  });
}"""
MOVES = "document.getAnimations().filter((each) => each.playState === 'running').length"
SPEAK = """(track) => {
  window.now = 0;
  tell("speaking", { text: "灯屋的门票是二十元。", lang: "zh-Hans", track, clock: () => window.now });
}"""


def met(visit: Visit, **options: Any) -> Page:
    page = visit(**options)
    page.evaluate(MODULES)
    return page


def in_talk(visit: Visit, **options: Any) -> Page:
    page = met(visit, **options)
    page.fill("#q", "灯屋门票多少钱？")
    page.keyboard.press("Enter")
    expect(page.locator(".log .said")).to_have_count(1)
    expect(page.locator("#mouth")).to_have_attribute("data-shape", "rest")  # They come with the first question.
    return page


def state(page: Page) -> Any:
    return page.get_attribute("#figure", "data-state")


def test_she_stands_in_the_picture_and_moves_to_the_box_when_the_talk_begins(visit: Visit) -> None:
    page = in_talk(visit)
    expect(page.locator("#bust #figure")).to_be_visible()
    page.click("#new")
    if not page.locator("#welcome").is_visible():
        page.evaluate("tell('forgotten')")
    expect(page.locator(".picture #figure")).to_be_visible()


def test_a_talk_that_is_still_there_finds_her_at_the_box(visit: Visit) -> None:
    page = in_talk(visit)
    page.reload()
    expect(page.locator("#bust #figure")).to_be_visible()


@pytest.mark.parametrize(("hour", "prop"), [(7, "morning"), (12, "noon"), (18, "evening"), (22, "night"), (2, "night")])
def test_she_greets_by_the_time_of_day(visit: Visit, hour: int, prop: str) -> None:
    page = met(visit, script=f"Date.prototype.getHours = () => {hour};")
    assert state(page) == "greeting"
    assert page.get_attribute("#figure", "data-hour") == prop
    assert page.inner_text("#hello").strip()
    expect(page.locator("#figure")).to_have_attribute("data-state", "idle")


def test_every_state_follows_what_happens_in_the_talk(visit: Visit) -> None:
    page = in_talk(visit)
    page.evaluate("tell('asked', {question: ''})")
    assert state(page) == "thinking"
    page.evaluate("tell('text', {text: '灯屋'})")
    assert state(page) == "idle"
    page.evaluate(SPEAK, [[0, "open"], [60000, "rest"]])
    assert state(page) == "speaking"
    page.evaluate("tell('pointed', {card: {}})")
    assert state(page) == "pointing"
    page.evaluate("tell('listening', {on: true})")
    assert state(page) == "listening"
    page.evaluate("tell('listening', {on: false})")
    expect(page.locator("#figure")).to_have_attribute("data-state", "speaking")
    page.evaluate("tell('silent')")
    assert state(page) == "idle"
    for end in ("stopped", "failed"):
        page.evaluate("tell('asked', {question: ''})")
        page.evaluate("(end) => tell(end)", end)
        assert state(page) == "idle"


def test_the_mouth_follows_the_clock_within_a_frame(visit: Visit) -> None:
    page = in_talk(visit)
    track = [*([120 * step, SHAPES[step % 10]] for step in range(40)), [4800, "rest"]]
    seen = page.evaluate("""async (track) => {
      const start = document.timeline.currentTime;
      tell("speaking", { text: "", lang: "zh-Hans", track, clock: () => performance.now() - start });
      const shapes = [...new Set(track.map(([, shape]) => shape))];
      const opacity = (shape) => Number(getComputedStyle(document.getElementById("mouth-" + shape)).opacity);
      const seen = [];
      while (document.timeline.currentTime < start + 4700) {
        await frames(1);
        const now = document.timeline.currentTime - start;
        seen.push([now, shapes.reduce((a, b) => (opacity(a) >= opacity(b) ? a : b))]);
      }
      return seen;
    }""", track)  # fmt: skip
    frame = 17
    wrong = [(now, shape) for now, shape in seen if now > 100 and shape not in shapes_about(track, now, frame)]
    assert len(seen) > 40 and wrong == []


def shapes_about(track: list[list[Any]], now: float, off: float) -> set[str]:
    return {[shape for since, shape in track if since <= max(0, now + shift)][-1] for shift in (-off, 0, off)}


def test_the_mouth_goes_back_with_the_clock_and_rests_at_the_end(visit: Visit) -> None:
    page = in_talk(visit)
    page.evaluate(SPEAK, [[0, "open"], [250, "open"], [500, "round"], [1000, "rest"], [1100, "rest"]])
    shown = []
    assert page.evaluate("document.getAnimations().some((each) => each.effect.target.id === 'mouth-open')")
    for now in (700, 300, 1100):
        shown.append(page.evaluate(f"window.now = {now}; pause(60).then(() => mouth.dataset.shape)"))
    assert shown == ["round", "open", "rest"]


def test_a_voice_without_a_track_moves_her_lips_by_the_letters(visit: Visit) -> None:
    page = in_talk(visit)
    page.evaluate("tell('said', {text: 'Mama.', lang: 'en'})")
    page.evaluate("window.now = 0; tell('speaking', {text: 'Mama.', track: null, clock: () => window.now})")
    expect(page.locator("#caption")).to_have_text("Mama.")
    assert page.get_attribute("#caption", "lang") == "en"
    assert page.evaluate("window.now = 30; pause(60).then(() => mouth.dataset.shape)") == "closed"
    assert page.evaluate("window.now = 115; pause(60).then(() => mouth.dataset.shape)") == "open"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Map", ["closed", "open", "closed", "rest"]),
        ("まめ", ["closed", "open", "closed", "spread", "rest"]),
        ("ポイ", ["closed", "round", "spread", "rest"]),
        ("밥", ["closed", "open", "closed", "rest"]),
        ("오", ["round", "rest"]),
        ("", ["rest"]),
        ("😀<b>", ["closed", "rest"]),
    ],
)
def test_a_guessed_track_is_a_track(visit: Visit, text: str, begins: list[str]) -> None:
    page = met(visit)
    assert [shape for _, shape in page.evaluate("(text) => guess(text)", text)] == begins
    track = page.evaluate("(text) => guess(text)", text + "瘦西湖 is nice. 大きい 한국 123")
    times = [time for time, _ in track]
    assert times[0] == 0 and times == sorted(set(times))
    assert {shape for _, shape in track} <= set(SHAPES) and track[-1][1] == "rest"


def test_captions_alone_or_nobody_is_remembered(visit: Visit) -> None:
    page = in_talk(visit)
    page.click("#menu summary")
    page.click("[data-figure-mode=captions]")
    page.reload()
    page.evaluate(MODULES)
    assert page.get_attribute("[data-figure-mode=captions]", "aria-pressed") == "true"
    expect(page.locator("#figure")).to_be_hidden()
    page.evaluate(SPEAK, [[0, "open"], [60000, "rest"]])
    expect(page.locator("#caption")).to_be_visible()
    expect(page.locator("#caption")).to_have_text("灯屋的门票是二十元。")
    page.click("#menu summary")
    page.click("[data-figure-mode=none]")
    page.reload()
    expect(page.locator("#dock")).to_be_hidden()
    page.click("#menu summary")
    page.click("[data-figure-mode=shown]")
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("#bust #figure")).to_be_visible()


def test_where_less_motion_is_wanted_only_the_mouth_moves(visit: Visit) -> None:
    page = in_talk(visit, reduced_motion="reduce")
    page.evaluate(SPEAK, [[0, "rest"], [500, "open"], [60000, "rest"]])
    assert page.evaluate("window.now = 700; pause(60).then(() => mouth.dataset.shape)") == "open"
    moving = "document.getAnimations().map((each) => each.effect.target.id).filter((id) => !id.startsWith('mouth-'))"
    assert page.evaluate(moving) == []
    assert not page.locator("#figure.alive").count()


def test_nothing_moves_that_nobody_sees(visit: Visit) -> None:
    page = in_talk(visit)
    page.evaluate(SPEAK, [[0, "open"], [60000, "rest"]])
    assert page.locator("#figure.alive").count() and page.evaluate(MOVES) > 0
    page.click("#menu summary")
    page.click("[data-figure-mode=none]")
    page.click("#menu summary")
    page.wait_for_timeout(600)
    assert page.evaluate(MOVES) == 0
    assert page.evaluate(SPEAK, [[0, "open"], [60000, "rest"]]) is None
    assert page.evaluate("window.now = 300; pause(60).then(() => mouth.dataset.shape)") == "rest"


def test_out_of_view_she_is_still(visit: Visit) -> None:
    page = met(visit, height=420)
    expect(page.locator("#figure.alive")).to_have_count(1)
    page.evaluate("scrollTo(0, 9999)")
    expect(page.locator("#figure.alive")).to_have_count(0)


def test_nothing_shifts_while_she_speaks(visit: Visit) -> None:
    page = met(visit, script="""
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const each of list.getEntries()) window.shift += each.hadRecentInput ? 0 : each.value;
      }).observe({ type: "layout-shift", buffered: true });""")  # fmt: skip
    page.fill("#q", "灯屋门票多少钱？")
    page.keyboard.press("Enter")
    expect(page.locator(".log .said")).to_have_count(1)
    page.wait_for_timeout(700)
    page.evaluate(SPEAK, [[0, "open"], [200, "round"], [60000, "rest"]])
    for name in ("pointed", "silent"):
        page.wait_for_timeout(200)
        page.evaluate("(name) => tell(name, {})", name)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") == 0


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1280, 800)])
def test_she_hides_neither_text_nor_the_box(visit: Visit, width: int, height: int) -> None:
    page = in_talk(visit, width=width, height=height)
    boxes = {name: page.locator(name).bounding_box() for name in ("#bust", "#composer", "#composer .box", "#talk")}
    bust, composer, box, talk = boxes.values()
    assert bust and composer and box and talk
    if width > talk["x"] + talk["width"]:
        assert bust["x"] + bust["width"] <= talk["x"] + 20
    else:
        assert bust["y"] >= composer["y"] + 16, "text fades out above her"
        assert bust["y"] + bust["height"] <= box["y"] + 8
    under = page.evaluate(
        "document.elementFromPoint(innerWidth / 2, document.querySelector('.box').getBoundingClientRect().y + 20).id"
    )
    assert under == "q"


def test_without_a_script_she_stands_there_and_offers_nothing(visit: Visit) -> None:
    page = visit(java_script_enabled=False)
    expect(page.locator(".picture #figure")).to_be_visible()
    page.click("#menu summary")
    expect(page.locator("#figure-modes")).to_be_hidden()


def test_she_is_light(visit: Visit) -> None:
    page = met(visit)
    size = page.evaluate("""async () => {
      const text = async (node) => (await (await fetch(node.src || node.href)).text()).length;
      const script = document.querySelector('script[src$="/js/figure.js"]');
      const others = ["mouth", "track"].map((name) => ({ src: script.src.replace("figure.js", name + ".js") }));
      const style = { href: script.src.replace("js/figure.js", "css/figure.css") };
      const sizes = await Promise.all([script, style, ...others].map(text));
      return sizes.reduce((a, b) => a + b) + document.getElementById("figure").outerHTML.length;
    }""")
    assert size < 60_000
