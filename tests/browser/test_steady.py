"""While an answer is made nothing on the page jumps, and the question stays in view."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_chat import answered, ask
from tests.server.town import Town

pytestmark = pytest.mark.browser

SHIFTS = """
// What moves within half a second of a visitor's own tap was asked for.
window.shifted = [];
const name = ({ node }) => node && (node.id || node.className);
const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join();
const told = (each) => [name(each), box(each.previousRect), box(each.currentRect)];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries().filter((each) => !each.hadRecentInput))
    window.shifted.push([entry.value, ...entry.sources.map(told)]);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [320, 390, 720, 1280])
def test_nothing_shifts_while_an_answer_streams(visit: Visit, town: Town, width: int) -> None:
    town.guide.pace = 0.4
    page = visit(script=SHIFTS, width=width, height=800)
    for times, question in enumerate(("picks 灯", "itinerary", "notice 灯"), 1):
        ask(page, question)
        answered(page, times)
        page.wait_for_timeout(300)
        asked = page.locator(".asked").last.bounding_box()
        assert asked and asked["y"] >= 40, "the question is in view"
    assert page.evaluate("window.shifted") == []
    expect(page.locator(".log .said")).to_have_count(3)


@pytest.mark.parametrize("view", ["standard", "elder"])
@pytest.mark.parametrize("width", [320, 720])
def test_nothing_shifts_while_the_page_opens(visit: Visit, width: int, view: str) -> None:
    for lang in ("zh-Hans", "en", "ja", "ko"):
        page = visit(f"/?lang={lang}&view={view}", script=SHIFTS, width=width, height=800)
        page.wait_for_timeout(200)
        assert page.evaluate("window.shifted") == [], lang
        visit.leave(page)


@pytest.mark.parametrize("path", ["/places/lamp-house", "/places", "/events", "/map", "/about", "/complaints/new"])
def test_no_other_page_shifts_either(visit: Visit, path: str) -> None:
    for width in (360, 1280):
        page = visit(f"{path}?lang=en", script=SHIFTS, width=width, height=823)
        page.wait_for_timeout(200)
        assert page.evaluate("window.shifted") == [], width
        visit.leave(page)
