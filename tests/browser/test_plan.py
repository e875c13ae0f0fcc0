"""The page of a plan: shared by its address, laid out on any screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.states import PLAN

pytestmark = pytest.mark.browser

COPIED = """
delete Navigator.prototype.share;
navigator.clipboard.writeText = async (text) => { window.copied = text; };
"""


def small(page: Page, least: int) -> list[str]:
    """What can be pressed on the page and is smaller than so many pixels."""
    found: list[str] = page.evaluate(
        """(least) => [...document.querySelectorAll(".plan .ways > *, .plan summary")]
        .filter((each) => each.getClientRects().length && each.getBoundingClientRect().height < least)
        .map((each) => each.textContent)""",
        least,
    )
    return found


def test_its_address_is_copied_where_nothing_else_shares_it(visit: Visit) -> None:
    page = visit(f"{PLAN}?lang=en", script=COPIED)
    page.locator("[data-share]").click()
    expect(page.locator("#sent")).to_have_text("The address is copied: send it on")
    assert page.evaluate("window.copied").endswith(f"{PLAN}?lang=en")


@pytest.mark.parametrize(("width", "view", "least"), [(320, "", 44), (390, "view=elder", 60), (1280, "", 44)])
def test_it_fits_any_screen(visit: Visit, width: int, view: str, least: int) -> None:
    page = visit(f"{PLAN}?{view}", width=width)
    expect(page.locator(".stop").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert small(page, least) == []
