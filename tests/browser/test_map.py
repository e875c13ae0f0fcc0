"""The map in a browser, on a phone and on a desk: it fits, it can be read, tapped and walked through by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from guide.types import Entry, Position
from tests.browser.conftest import Visit
from tests.browser.test_looks import CONTRAST
from tests.server.town import OTHERS, Town

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll(".sketch a")].filter((node) => node.checkVisibility())
  .map((node) => [node.getAttribute("aria-label"), node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
OUTSIDE = """() => [...document.querySelectorAll(".sketch a")].filter((node) => {
  if (!node.checkVisibility()) return false;
  const [mark, sheet] = [node.getBoundingClientRect(), node.ownerSVGElement.getBoundingClientRect()];
  return mark.left < sheet.left || mark.right > sheet.right || mark.top < sheet.top || mark.bottom > sheet.bottom;
}).map((node) => node.getAttribute("aria-label"))"""


@pytest.fixture(autouse=True)
def placed(town: Town) -> None:
    """A crowded old town, and a hill far from it."""
    near = [replace(each, position=Position(32.41 + n / 4000, 119.42 + n / 5000)) for n, each in enumerate(OTHERS)]
    far = Entry("far-hill", "attraction", "lampton", names={"zh-Hans": "远山"}, position=Position(32.9, 119.4))
    town.index.held = (*town.index.held[:3], *near, far)


@pytest.mark.parametrize(
    ("width", "height", "shown"), [(390, 844, "narrow"), (1280, 800, "wide"), (320, 640, "narrow")]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_fits_and_can_be_read_and_tapped(
    visit: Visit, width: int, height: int, shown: str, scheme: str
) -> None:
    page = visit("/map?at=echo-tower", width=width, height=height, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator(".sketch:visible")).to_have_count(1)
    expect(page.locator(f".sketch.{shown} .pin")).to_be_visible()
    assert page.evaluate(CONTRAST) == [] and page.evaluate(OUTSIDE) == []
    if width >= 390:
        assert page.evaluate(SMALL) == []


def test_a_mark_is_reached_by_keyboard_shows_its_focus_and_leads_to_its_place(visit: Visit) -> None:
    page = visit("/map", width=390)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.spot')"):
            break
    halo = "getComputedStyle(document.activeElement.querySelector('.halo')).stroke"
    assert page.evaluate(halo) not in ("none", "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/*")


def test_a_place_leads_to_itself_on_the_map(visit: Visit) -> None:
    page = visit("/places/lamp-house")
    page.locator('.ways a[href^="/map"]').click()
    expect(page.locator(".sketch.narrow .pin")).to_be_visible()
    expect(page.locator(".gazetteer [aria-current]")).to_have_text("灯屋")
