"""The map in a browser: the sketch without script, the map that moves with it; tapped, read and walked by keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from guide.types import FEATURED, Entry, Fact, Link, Position
from tests.browser.conftest import Visit, Witness
from tests.browser.test_looks import CONTRAST
from tests.server.town import OTHERS, Town

pytestmark = pytest.mark.browser

SMALL = """(least) => [...document.querySelectorAll("main a, main button")].filter((node) => node.checkVisibility())
  .filter((node) => !node.closest(".unseen, .skip, .sketch"))
  .map((node) => [node.getAttribute("aria-label") || node.textContent, node.getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least).map(([name]) => name)"""
SMALL_MARKS = """() => [...document.querySelectorAll(".sketch a")].filter((node) => node.checkVisibility())
  .map((node) => [node.getAttribute("aria-label"), node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
OUTSIDE = """() => [...document.querySelectorAll(".sketch a")].filter((node) => {
  if (!node.checkVisibility()) return false;
  const [mark, sheet] = [node.getBoundingClientRect(), node.ownerSVGElement.getBoundingClientRect()];
  return mark.left < sheet.left || mark.right > sheet.right || mark.top < sheet.top || mark.bottom > sheet.bottom;
}).map((node) => node.getAttribute("aria-label"))"""
CROWDED = """() => {
  const boxes = [...document.querySelectorAll(".pin:not(.halt)")].map((node) => node.getBoundingClientRect());
  return boxes.filter((a, n) => boxes.some((b, m) => m > n && Math.abs(a.x + a.width / 2 - b.x - b.width / 2) < 30
    && Math.abs(a.bottom - b.bottom) < 20)).length;
}"""
WIDE, PHONE, NARROW = (1280, 800), (390, 844), (320, 640)


@pytest.fixture(autouse=True)
def placed(town: Town) -> None:
    """A crowded old town, a hill far from it, a walk through it, and a toilet."""
    near = [
        replace(each, position=Position(32.41 + n / 400, 119.42 + n / 500), tags=(FEATURED,), links=())
        for n, each in enumerate(OTHERS)
    ]
    far = Entry("far-hill", "attraction", "lampton", names={"zh-Hans": "远山"}, position=Position(32.6, 119.4))
    walk = Entry("walk", "route", "lampton", names={"zh-Hans": "雾中一程"}, facts=(Fact("duration", 90),),
                 links=tuple(Link("stop", each.id) for each in (near[2], near[0], near[3])))  # fmt: skip
    toilet = Entry("toilet", "amenity", "lampton", names={"zh-Hans": "公共厕所"}, tags=("toilets", "unnamed"),
                   position=Position(32.4105, 119.4215))  # fmt: skip
    town.index.held = (*town.index.held[:3], *near, far, walk, toilet)


def ready(page: Page) -> Page:
    expect(page.locator(".pin").first).to_be_visible()
    expect(page.locator("img.ground")).to_be_visible()
    return page


@pytest.mark.parametrize(("size", "shown"), [(PHONE, "narrow"), (WIDE, "wide"), (NARROW, "narrow")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_script_the_sketch_fits_and_can_be_read_and_tapped(
    visit: Visit, size: tuple[int, int], shown: str, scheme: str
) -> None:
    page = visit("/map?at=echo-tower", *size, color_scheme=scheme, java_script_enabled=False)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    expect(page.locator(".sketch:visible")).to_have_count(1)
    expect(page.locator(f".sketch.{shown} .pin")).to_be_visible()
    expect(page.locator(".board")).to_be_hidden()
    assert page.evaluate(CONTRAST) == [] and page.evaluate(OUTSIDE) == []
    if size[0] >= 390:
        assert page.evaluate(SMALL_MARKS) == []


@pytest.mark.parametrize("size", [PHONE, WIDE, NARROW])
@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark", "locale": "en-GB"}])
def test_the_map_that_moves_fits_and_can_be_read_and_tapped(
    visit: Visit, size: tuple[int, int], options: dict[str, Any]
) -> None:
    page = ready(visit("/map", *size, **options))
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    expect(page.locator(".sketch:visible")).to_have_count(0)
    assert page.evaluate(CONTRAST) == [] and page.evaluate(SMALL, 44) == [] and page.evaluate(CROWDED) == 0


def test_in_the_elder_view_targets_are_larger(visit: Visit) -> None:
    page = ready(visit("/map?view=elder", 390))
    page.locator(".pin").first.click()
    assert page.evaluate(SMALL.replace("main a, main button", ".stage button"), 60) == []


def test_a_place_shows_its_card_which_gives_the_focus_back(visit: Visit) -> None:
    page = ready(visit("/map", 390))
    mark = page.get_by_role("button", name="纸巷, 景点")
    mark.focus()
    page.keyboard.press("Enter")
    card = page.locator("#spot")
    expect(card.get_by_role("heading", name="纸巷")).to_be_focused()
    expect(card.get_by_role("link", name="看介绍")).to_have_attribute("href", "/places/paper-lane")
    expect(card.get_by_role("link", name="问问这里")).to_have_attribute(
        "href", "/?q=%E4%BB%8B%E7%BB%8D%E4%B8%80%E4%B8%8B%E7%BA%B8%E5%B7%B7"
    )
    card.locator("summary").click()
    expect(card.locator(".there a")).to_have_count(4)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()


def test_a_chosen_language_and_view_stay_in_the_links(visit: Visit) -> None:
    page = ready(visit("/map?lang=en&view=elder&at=lamp-house", 390))
    expect(page.locator("#spot a").first).to_have_attribute("href", "/places/lamp-house?lang=en&view=elder")


def test_a_tap_beside_the_places_tells_what_is_around(visit: Visit) -> None:
    page = ready(visit("/map", *WIDE))
    box = page.locator("#canvas").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2 + 90, box["y"] + box["height"] / 2 + 90)
    expect(page.locator("#spot h2")).to_have_text("这一带")
    expect(page.locator("#spot .near small").first).to_contain_text("步行")
    page.locator("#spot .near").first.click()
    expect(page.locator("#spot .spot-about")).to_be_visible()


def test_narrowed_to_toilets_the_map_and_the_list_show_toilets_alone(visit: Visit) -> None:
    page = ready(visit("/map", 390))
    page.get_by_role("button", name="厕所").click()
    expect(page.locator("#map-status")).to_have_text("图上有1处")
    expect(page.locator(".pin:visible")).to_have_count(1)
    expect(page.locator(".gazetteer [data-id]:visible")).to_have_count(0)
    page.locator("#more-places button").click()
    expect(page.locator("#spot h2")).to_have_text("公共厕所")
    page.get_by_role("button", name="厕所", exact=True).click()
    expect(page.locator(".gazetteer [data-id]:visible").first).to_be_visible()


def test_where_am_i_is_asked_by_a_tap_only_and_never_sent(visit: Visit) -> None:
    at = {"latitude": 32.4123, "longitude": 119.4234}
    page = visit("/map", 390, geolocation=at, permissions=["geolocation"])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    ready(page)
    assert page.locator(".here").count() == 0
    page.get_by_role("button", name="我在哪里").click()
    expect(page.locator("#spot h2")).to_have_text("您的附近")
    expect(page.locator(".here")).to_have_count(1)
    assert not [each for each in sent if "32.41" in each or "119.42" in each]
    assert "32.41" not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")


def test_far_from_the_city_or_refused_the_map_says_so(visit: Visit) -> None:
    far = {"latitude": 48.2, "longitude": 16.4}
    page = ready(visit("/map?lang=en", 390, geolocation=far, permissions=["geolocation"]))
    page.get_by_role("button", name="Where am I?").click()
    expect(page.locator("#map-status")).to_contain_text("far from here")
    page = ready(visit("/map?lang=en", 390))
    page.evaluate("() => { navigator.geolocation.getCurrentPosition = (_, refused) => refused({ code: 1 }); }")
    page.get_by_role("button", name="Where am I?").click()
    expect(page.locator("#map-status")).to_contain_text("did not share")


def test_a_route_is_a_line_with_numbered_stops(visit: Visit) -> None:
    page = ready(visit("/map?route=walk", *WIDE))
    expect(page.get_by_role("heading", name="雾中一程", level=1)).to_be_visible()
    expect(page.locator("path.way.tone-0")).to_have_count(1)
    expect(page.locator(".pin.halt .halt-number")).to_have_text(["1", "2", "3"])
    page.get_by_role("button", name="2, 雾市场").click()
    expect(page.locator("#spot h2")).to_have_text("雾市场")


def test_by_keyboard_the_map_moves_and_can_be_skipped(visit: Visit) -> None:
    page = ready(visit("/map", *WIDE, reduced_motion="reduce"))
    page.locator("#canvas").focus()
    pane = page.locator(".leaflet-map-pane")
    before = pane.get_attribute("style") or ""
    page.keyboard.press("ArrowRight")
    expect(pane).not_to_have_attribute("style", before)
    zoom = page.locator("#scale").inner_text()
    page.keyboard.press("+")
    expect(page.locator("#scale")).not_to_have_text(zoom)
    page.locator(".stage .skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map-list")).to_be_focused()


@pytest.mark.parametrize("gone", ["**/leaflet.js", "**/api/map*", "**/map/main.js"])
def test_where_a_part_does_not_come_the_sketch_stays(visit: Visit, witness: Witness, gone: str) -> None:
    witness.expected = ("Failed to load resource",)
    page = visit("/about", 390)
    page.route(gone, lambda route: route.abort())
    page.goto("/map")
    expect(page.locator(".sketch:visible")).to_have_count(1)
    expect(page.locator(".board")).to_be_hidden()


def test_nothing_but_leaflets_own_test_may_become_markup(visit: Visit, witness: Witness) -> None:
    page = ready(visit("/map", 390))
    refused = (
        "() => { try { document.createElement('p').innerHTML = '<b>x</b>'; return false; } catch { return true; } }"
    )
    witness.expected = ("TrustedHTML",)
    assert page.evaluate(refused)
    assert page.evaluate("window.violations.splice(0)") == ["require-trusted-types-for"]


def test_a_place_leads_to_itself_on_the_map(visit: Visit) -> None:
    page = visit("/places/lamp-house")
    page.locator('.ways a[href^="/map"]').click()
    ready(page)
    expect(page.locator(".pin.chosen")).to_have_count(1)
    expect(page.locator(".gazetteer [aria-current]")).to_have_text("灯屋")
