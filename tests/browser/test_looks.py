"""What can be measured of how the pages look: nothing sticks out, everything can be read and tapped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.states import settle

pytestmark = pytest.mark.browser

CONTRAST = """(least) => {
  const channel = (value) => ((value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const bright = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const scale = (text) => (text.startsWith("color(") ? [255, 255, 255, 1] : [1, 1, 1, 1]);
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map((each, at) => each * scale(text)[at]);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const color = parse(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
    if (!own || !node.checkVisibility() || node.closest(".unseen, svg, script, template")) continue;
    const style = getComputedStyle(node);
    const [a, b] = [bright(parse(style.color)), bright(ground(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < least) poor.push(`${node.className || node.tagName} ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


def states(visit: Visit, **options: Any) -> Iterator[tuple[str, Page]]:
    """The chat empty, answered, with a source open, and two pages; one at a time."""
    for name, path, act in (
        ("empty", "/", None), ("answer", "/", _answered), ("source", "/?q=灯屋门票？", _source),
        ("place", "/places/lamp-house", None), ("about", "/about", None),
    ):  # fmt: skip
        page = visit(path, **options)
        if act:
            act(page)
        yield name, page
        visit.leave(page)


def _answered(page: Page) -> None:
    page.fill("#q", "灯屋门票多少钱？ echo " + "W" * 90)
    page.keyboard.press("Enter")
    expect(page.locator(".log .said")).to_have_count(1)
    page.locator("[data-act=down]").click()


def _source(page: Page) -> None:
    expect(page.locator(".log .said")).to_have_count(1)
    page.locator(".log .mark").first.click()
    expect(page.locator("#sheet")).to_be_visible()


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("larger", [1.0, 2.0])
def test_nothing_sticks_out_at_320_px(visit: Visit, locale: str, larger: float) -> None:
    for name, page in states(visit, width=320, height=640, locale=locale):
        page.evaluate("(size) => document.documentElement.style.setProperty('font-size', size)", f"{100 * larger}%")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(visit: Visit, scheme: str) -> None:
    for name, page in states(visit, color_scheme=scheme):
        settle(page)
        assert page.evaluate(CONTRAST, 4.5) == [], name


def test_everything_can_be_tapped(visit: Visit) -> None:
    small = """() => [...document.querySelectorAll("a, button, textarea, summary")]
      .filter((node) => node.checkVisibility() && !node.closest("p, .text, .about, .skip") && !node.matches(".skip"))
      .map((node) => [node.className || node.tagName, node.getBoundingClientRect()])
      .filter(([, box]) => box.width < 44 || box.height < 44)
      .map(([name, box]) => `${name} ${box.width.toFixed(0)}x${box.height.toFixed(0)}`)"""
    for name, page in states(visit):
        assert page.evaluate(small) == [], name


def test_the_first_screen_fits_a_phone(visit: Visit) -> None:
    page = visit(width=390, height=844)
    composer = page.locator("#composer .box").bounding_box()
    last = page.locator(".starter").last.bounding_box()
    assert composer and last and last["y"] + last["height"] <= composer["y"]


def test_focus_is_never_hidden_behind_the_composer(visit: Visit) -> None:
    page = visit(width=390, height=500, locale="en-GB")
    for _ in range(12):
        page.keyboard.press("Tab")
        box = page.evaluate("JSON.parse(JSON.stringify(document.activeElement.getBoundingClientRect()))")
        if page.evaluate("Boolean(document.activeElement.closest('.starters'))"):
            composer = page.locator("#composer .box").bounding_box()
            assert composer and box["bottom"] <= composer["y"] + 1
