"""The studio in Debian's Chromium: an editor's work from the door to the published entry."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Witness
from tests.browser.test_looks import CONTRAST
from tests.server.studio.workshop import PASSWORD, Workshop

pytestmark = pytest.mark.browser

HOUSE = "/studio/entries/lamp-house"
UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href]')]
  .filter((each) => each.checkVisibility() && !each.labels?.length && !each.textContent.trim()
    && !each.getAttribute('aria-label'))
  .map((each) => each.outerHTML)"""
SMALL = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href], summary')]
  .filter((each) => each.checkVisibility() && !each.matches('.unseen, .skip'))
  .map((each) => [each.closest('label') ?? each, each])
  .map(([target, each]) => [target.getBoundingClientRect(), each])
  .filter(([box]) => box.width < 24 || box.height < 24)
  .map(([box, each]) => `${box.width}x${box.height} ${each.outerHTML}`)"""


def enter(visit: Visit, name: str = "editor", **options: Any) -> Page:
    """The studio in a browser of one's own, logged in."""
    page = visit("/studio", **{"width": 1280, "locale": "en-GB", **options})
    page.locator("[name=account]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".door button").click()
    expect(page.locator("[name=q]")).to_be_visible()
    return page


def publish(page: Page, why: str) -> None:
    page.get_by_label("Why this change").fill(why)
    page.get_by_role("button", name="Publish", exact=True).last.click()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_editor_finds_an_entry_and_changes_its_price(visit: Visit, shop: Workshop, scripts: bool) -> None:
    page = enter(visit, java_script_enabled=scripts)
    page.get_by_label("Name, pinyin, or words of the text").fill("lamp")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Lamp House").click()
    page.get_by_label("Amount").fill("45")
    publish(page, "new price list")
    expect(page.get_by_role("status").first).to_contain_text("Published. This is revision 2 now.")
    expect(page.get_by_label("Amount")).to_have_value("45")
    assert shop.entry().facts[0].value == 45
    page.get_by_role("link", name="Revision 2").click()
    expect(page.get_by_text("new price list")).to_be_visible()
    expect(page.locator("ins").first).to_have_text("45")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Come in")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_rows_are_added_where_one_is_and_keep_what_was_typed(visit: Visit, shop: Workshop, scripts: bool) -> None:
    page = enter(visit, java_script_enabled=scripts)
    page.goto(HOUSE)
    page.get_by_label("Amount").fill("48")
    page.get_by_role("button", name="Admission: one more row").click()
    expect(page.get_by_label("Amount")).to_have_count(2)
    expect(page.get_by_label("Amount").last).to_be_focused()
    page.get_by_label("Amount").last.fill("20")
    page.get_by_label("Which one (English)").nth(1).fill("child")
    page.get_by_role("button", name="Remove Phone, row 1").click()
    expect(page.get_by_role("heading", name="Phone")).to_have_count(0)
    publish(page, "a child's ticket")
    expect(page.get_by_role("status").first).to_contain_text("Published")
    assert [(fact.value, (fact.label or {}).get("en")) for fact in shop.entry().of("price")] == [
        (48, "adult"),
        (20, "child"),
    ]
    assert not shop.entry().of("phone")


def test_unpublished_text_is_not_left_by_accident(visit: Visit, shop: Workshop, witness: Witness) -> None:
    page = enter(visit)
    page.goto(HOUSE)
    page.get_by_label("Amount").fill("49")
    witness.expected = ("dialog",)
    page.get_by_role("link", name="Gaps").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert witness.said == ["dialog "]
    expect(page.get_by_label("Amount")).to_have_value("49")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_label("金额")).to_have_value("49")
    page.get_by_label("为什么改").fill("新票价")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").first).to_contain_text("发布好了")
    assert shop.entry().facts[0].value == 49 and witness.said == ["dialog "]


def test_two_editors_at_once_choose_part_by_part(visit: Visit, shop: Workshop, witness: Witness) -> None:
    witness.expected = ("409",)
    mine, theirs = enter(visit), enter(visit, "reviewer")
    mine.goto(HOUSE)
    theirs.goto(HOUSE)
    theirs.get_by_label("Amount").fill("60")
    theirs.get_by_label("Prose (English)").fill("A house of lamps, open late.")
    publish(theirs, "seen at the door")
    expect(theirs.get_by_role("status").first).to_contain_text("Published")
    mine.get_by_label("Amount").fill("50")
    mine.get_by_label("Aliases").fill("灯塔屋\n老灯屋")
    publish(mine, "from their website")
    expect(mine.get_by_role("heading", name="Somebody published first")).to_be_visible()
    price = mine.get_by_role("group", name=re.compile("Admission"))
    expect(price).to_contain_text("Both changed it")
    expect(price.locator("ins")).to_have_text(["50", "60"])
    price.get_by_label("Take yours").check()
    mine.get_by_role("button", name="Publish on revision 2").click()
    expect(mine.get_by_role("status").first).to_contain_text("This is revision 3 now")
    entry = shop.entry()
    assert (entry.facts[0].value, entry.texts["en"]) == (50, "A house of lamps, open late.")
    assert entry.aliases == ("灯塔屋", "老灯屋")


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(320, "light", "en-GB"), (390, "dark", "zh-CN"), (1280, "dark", "en-GB")]
)
def test_every_page_fits_and_can_be_read_and_used(
    visit: Visit, witness: Witness, width: int, scheme: str, locale: str
) -> None:
    witness.expected = ("404", "409", "422")
    page = enter(visit, width=width, color_scheme=scheme, locale=locale)
    for path in ("/studio", f"{HOUSE}/history", "/studio/gaps", "/studio/entries/nowhere", HOUSE):
        page.goto(path)
        good(page, width)
    stale = enter(visit, width=width, color_scheme=scheme, locale=locale)
    stale.goto(HOUSE)
    page.locator("[name='facts.0.value']").fill("-1")
    page.locator(".publish .primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    good(page, width)
    page.locator("[name='facts.0.value']").fill("41")
    page.locator("#comment").fill("x")
    page.locator(".publish .primary").click()
    expect(page.locator(".done")).to_be_visible()
    good(page, width)
    stale.locator("[name='facts.0.value']").fill("42")
    stale.locator("#comment").fill("y")
    stale.locator(".publish .primary").click()
    expect(stale.locator("[name=onto]")).to_be_attached()
    good(stale, width)


def good(page: Page, width: int) -> None:
    """Nothing sticks out, every control has a name and room for a finger, all text stands out from its ground."""
    for details in page.locator("details").all():
        details.evaluate("each => each.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    assert page.evaluate(UNLABELLED) == [], page.url
    assert page.evaluate(SMALL) == [], page.url
    assert page.evaluate(CONTRAST, 4.5) == [], page.url
    assert page.locator("h1").count() == 1
