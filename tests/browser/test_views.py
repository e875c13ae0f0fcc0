"""The view for elders and the looks: large, far apart, in strong colours, chosen in one tap and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from playwright.sync_api import Page, expect

from guide.types import Entry, Fact
from tests.browser.conftest import Visit, Witness
from tests.browser.states import Seen, chat, pages, settle
from tests.browser.test_looks import CONTRAST
from tests.server.town import Town

pytestmark = pytest.mark.browser

SMALL = """(least) => [...document.querySelectorAll("body *")]
  .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()))
  .filter((node) => node.checkVisibility() && !node.closest(".unseen, svg, script, template, option"))
  .map((node) => [node, parseFloat(getComputedStyle(node).fontSize)])
  .filter(([, size]) => size < least)
  .map(([node, size]) => `${node.className || node.tagName} ${size}`)"""
TIGHT = """(least) => [...document.querySelectorAll("main p, main li, main dd")]
  .filter((node) => node.checkVisibility() && node.getClientRects().length && node.textContent.length > 40)
  .map((node) => [node, parseFloat(getComputedStyle(node).lineHeight) / parseFloat(getComputedStyle(node).fontSize)])
  .filter(([, ratio]) => ratio < least)
  .map(([node, ratio]) => `${node.className || node.tagName} ${ratio}`)"""
LOW = """(least) => [...document.querySelectorAll("a, button, textarea, summary, input:not([type=hidden]), select")]
  .filter((node) => node.checkVisibility() && !node.closest("p:not([class]), dd, .text, .prose, .about, .skip, svg"))
  .filter((node) => !node.matches(".skip, .footnote a, .offer a, .mark"))
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([, box]) => box.height < least || box.width < least)
  .map(([node, box]) => `${node.className || node.tagName} ${box.width.toFixed()}x${box.height.toFixed()}`)"""
MEASURES = ((SMALL, 18), (LOW, 60), (TIGHT, 1.3), (CONTRAST, 7))
HOTLINES = Entry(
    "hotlines", "practical", "lampton", names={"zh-Hans": "电话", "en": "Phones"}, tags=("emergency",),
    facts=(Fact("phone", "12345", {"en": "city"}), Fact("phone", "120", {"en": "ambulance"})),
)  # fmt: skip


@pytest.mark.parametrize("part", [chat, pages])
def test_everything_is_large_and_strong(visit: Visit, witness: Witness, part: Callable[..., Iterator[Seen]]) -> None:
    witness.expected = ("404", "503", "500", "ERR_INTERNET_DISCONNECTED")
    poor: dict[str, list[str]] = {}
    for seen in part(visit, "elder", "zh-CN"):
        settle(seen.page)
        found = [seen.page.evaluate(measure, least) for measure, least in MEASURES]
        poor |= {seen.name: list(chain(*found))} if any(found) else {}
    assert poor == {}


@pytest.mark.parametrize("scale", ["1", "1.4", "1.75"])
def test_nothing_sticks_out_at_320_px(visit: Visit, scale: str) -> None:
    for path in ("/", "/places/lamp-house", "/about", "/map", "/events"):
        page = visit(f"{path}?view=elder&scale={scale}", width=320, height=640)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        visit.leave(page)


def test_a_tap_changes_the_view_and_the_browser_remembers_it(visit: Visit) -> None:
    page = visit("/?view=elder")
    size = letters(page)
    page.locator(".to-standard").click()
    assert letters(page) < size and "view=" not in page.url
    page.reload()
    assert letters(page) < size
    page.locator(".to-elder").click()
    page.goto("/about")
    assert page.evaluate("document.documentElement.dataset.view") == "elder"


def test_letters_grow_to_32_px(visit: Visit) -> None:
    page = visit("/?view=elder")
    page.locator("#menu summary").click()
    page.locator("[data-pref=scale][data-value='2']").click()
    assert letters(page) == 32
    page.reload()
    assert letters(page) == 32


@pytest.mark.parametrize(("look", "least", "most"), [("dark", 0, 60), ("light", 200, 255), ("contrast", 255, 255)])
def test_a_look_is_chosen_against_what_the_phone_says(visit: Visit, look: str, least: int, most: int) -> None:
    page = visit(color_scheme="light" if look == "dark" else "dark")
    page.locator("#menu summary").click()
    page.locator(f"[data-pref=look][data-value={look}]").click()
    page.reload()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert least <= sum(paper) / 3 <= most


def test_elders_choose_from_less_and_can_ring(visit: Visit, town: Town) -> None:
    town.index.held = (*town.index.held, HOTLINES)
    page = visit("/?view=elder")
    assert page.locator(".starter:visible").count() == 3
    expect(page.locator(".phone").first).to_have_attribute("href", "tel:12345")
    assert page.locator(".phone:visible").count() == 2
    page.locator(".to-standard").click()
    assert page.locator(".starter:visible").count() > 3 and page.locator(".phone:visible").count() == 0


def letters(page: Page) -> float:
    size: float = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    return size
