"""Every task by keyboard alone: the focus is always seen, never under the field, never trapped, and comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.states import VIEWS, ask
from tests.server.town import Town

pytestmark = pytest.mark.browser
views = pytest.mark.parametrize("view", ["normal", "elder", "dark", "contrast"])

FOCUS = """() => {
  const node = document.activeElement;
  const name = node.id || node.className.toString() || node.tagName;
  if (node === document.body) return { name: "body" };
  const channel = (value) => ((value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const parse = (text) => (text.match(/[\\d.]+/g) || []).slice(0, 3).map(Number);
  const weigh = (sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at];
  const bright = (text) => parse(text).map(channel).reduce(weigh, 0);
  const dressed = node.id === "q" ? node.closest(".box") : node;
  const ring = getComputedStyle(dressed).boxShadow.split(/,(?![^(]*\\))/).pop();
  const color = node.id === "q" ? getComputedStyle(dressed).borderTopColor : ring.match(/rgba?\\([^)]*\\)/)?.[0] || "";
  const [a, b] = [bright(color), bright(getComputedStyle(document.body).backgroundColor)].sort((x, y) => y - x);
  const box = node.getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].map((part) => [box.left + box.width * part, box.top + box.height / 2]);
  const across = points.map(([x, y]) => document.elementFromPoint(x, y));
  const isSeen = across.some((each) => each && (node.contains(each) || each.contains(node)));
  return { name, ring: color ? (a + 0.05) / (b + 0.05) : 0, isSeen, top: box.top };
}"""
OUTLINE = """() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  return [outlineStyle, outlineWidth];
}"""
LIMIT = 120
"""Presses of Tab after which something is out of reach."""


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Tab on until `selector` has the focus; on the way it is always to be seen."""
    for _ in range(LIMIT):
        page.keyboard.press(key)
        if page.evaluate("() => document.activeElement !== document.body"):
            seen(page)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is out of reach")


def seen(page: Page) -> None:
    page.wait_for_timeout(30)
    found = page.evaluate(FOCUS)
    assert found["ring"] >= 3 and found["isSeen"], f"NOT SEEN {found}"


def press(page: Page, selector: str, key: str = "Enter") -> None:
    reach(page, selector)
    page.keyboard.press(key)


def has_focus(page: Page, selector: str) -> None:
    """Hold that the focus is there, as soon as the page has moved it."""
    page.wait_for_function("(wanted) => document.activeElement.matches(wanted)", arg=selector)


def opened(visit: Visit, view: str, question: str = "") -> Page:
    more, options = VIEWS[view]
    page = visit(f"/?{more}", **options)
    if question:
        ask(page, question)
        expect(page.locator(".log .said")).to_have_count(1)
    return page


def test_the_first_stop_leads_to_the_field_and_the_field_asks_and_stops(visit: Visit, town: Town) -> None:
    town.guide.pace = 0.15
    page = visit()
    page.keyboard.press("Tab")
    has_focus(page, ".skip")
    page.keyboard.press("Enter")
    page.keyboard.type("long 灯")
    page.keyboard.press("Enter")
    expect(page.locator("#live")).to_contain_text("第1盏")
    press(page, "#stop")
    expect(page.locator(".log .said")).to_have_count(1)
    has_focus(page, ":not(body)")  # The button that goes away hands the focus on.


@views
def test_everything_is_reached_and_seen_and_nothing_traps(visit: Visit, view: str) -> None:
    page = opened(visit, view, "picks notice 灯")
    page.evaluate("document.activeElement.blur()")
    reach(page, "#send")
    page.locator("#q").focus()
    reach(page, ".skip", "Shift+Tab")


def test_a_source_opens_keeps_the_focus_and_gives_it_back(visit: Visit) -> None:
    page = opened(visit, "normal", "灯屋门票？")
    for selector in (".log .mark", ".log .source"):
        page.evaluate("document.activeElement.blur()")
        press(page, selector)
        expect(page.locator("#sheet")).to_be_visible()
        for _ in range(6):
            page.keyboard.press("Tab")
            has_focus(page, "body, #sheet *")
        page.keyboard.press("Escape")
        expect(page.locator("#sheet")).to_be_hidden()
        has_focus(page, selector)


def test_an_answer_is_copied_judged_and_asked_anew(visit: Visit) -> None:
    page = opened(visit, "normal", "灯屋门票？")
    press(page, "[data-act=copy]")
    expect(page.locator("#status")).to_have_text("已复制")
    press(page, "[data-act=share]")
    expect(page.locator("#status")).to_contain_text("已复制")
    press(page, "[data-act=down]")
    press(page, ".reason")
    has_focus(page, "[data-act=down]")
    page.locator("#q").focus()
    reach(page, ".edit", "Shift+Tab")
    page.keyboard.press("Enter")
    has_focus(page, "#q")
    page.keyboard.press("Escape")
    expect(page.locator("#editing")).to_be_hidden()


def test_the_menu_chooses_and_escape_closes_it(visit: Visit) -> None:
    page = opened(visit, "normal", "灯屋门票？")
    page.evaluate("document.activeElement.blur()")
    press(page, "#menu summary")
    for choice in (
        "[data-value=contrast]",
        "[data-value='1.25']",
        "[data-taste=garden]",
        "[data-figure-mode=captions]",
    ):
        press(page, choice, "Space")
        expect(page.locator(choice)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator("#menu .panel")).to_be_hidden()
    has_focus(page, "#menu summary")


def test_everything_is_forgotten_and_brought_back(visit: Visit) -> None:
    page = opened(visit, "normal", "灯屋门票？")
    page.evaluate("document.activeElement.blur()")
    press(page, "#menu summary")
    press(page, ".panel .forget")
    expect(page.locator("#log")).to_be_empty()
    has_focus(page, ".undo")
    page.keyboard.press("Enter")
    expect(page.locator(".log .said")).to_have_count(1)
    has_focus(page, "#q")


def test_an_earlier_talk_is_opened_and_the_drawer_gives_the_focus_back(visit: Visit) -> None:
    page = opened(visit, "normal", "灯屋门票？")
    page.evaluate("document.activeElement.blur()")
    press(page, "#menu summary")
    press(page, "#open-talks")
    expect(page.locator("#talks")).to_be_visible()
    page.keyboard.press("Escape")
    has_focus(page, "#menu summary")


def test_picks_are_kept_and_led_to(visit: Visit) -> None:
    page = opened(visit, "normal", "picks 灯")
    page.evaluate("document.activeElement.blur()")
    press(page, ".row .go")
    expect(page.locator("#ways")).to_be_visible()
    page.keyboard.press("Escape")
    has_focus(page, ".row .go")
    press(page, ".row .star", "Space")
    expect(page.locator(".row .star").first).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("path", ["/map", "/places/lamp-house", "/complaints/new", "/about", "/events"])
def test_pages_have_no_trap(visit: Visit, path: str) -> None:
    page = visit(path)
    reach(page, "main :is(a, button, input, textarea, select, summary)")
    reach(page, ".brand", "Shift+Tab")


@pytest.mark.parametrize("path", ["/", "/places/lamp-house"])
def test_colours_forced_by_the_system_leave_a_ring_and_the_signs(visit: Visit, path: str) -> None:
    page = visit(path, forced_colors="active")
    for _ in range(4):
        page.keyboard.press("Tab")
        style = page.evaluate(OUTLINE)
        assert style == ["solid", "3px"]
    paint = "(node) => [getComputedStyle(node).stroke, getComputedStyle(document.body).backgroundColor]"
    stroke, ground = page.locator("#menu summary .icon").evaluate(paint)
    assert stroke != ground
