"""Pages to read, on the smallest phone: nothing lies over anything else, the top stays one row."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from guide.types import Fact
from tests.browser.conftest import Visit
from tests.server.atlas.conftest import DRAWING
from tests.server.town import HOUSE, Town

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [(390, 844), (320, 640)])
def test_in_the_elder_view_the_drawing_of_a_place_leaves_its_name_free(
    visit: Visit, town: Town, size: tuple[int, int]
) -> None:
    folder = town.settings.data / "pictures"
    folder.mkdir()
    (folder / "house.svg").write_bytes(DRAWING)
    town.index.put(replace(HOUSE, facts=(*HOUSE.facts, Fact("picture", "house.svg"))))
    page = visit("/places/lamp-house?view=elder", *size)
    drawing, head = page.locator(".place > .picture img").bounding_box(), page.locator(".place .head").bounding_box()
    assert drawing and head and drawing["y"] + drawing["height"] <= head["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_on_the_smallest_phone_the_top_is_one_row(visit: Visit) -> None:
    page = visit("/about?lang=en", 320, 640)
    box = page.locator(".top-row").bounding_box()
    assert box and box["height"] <= 64


def test_an_empty_list_of_saved_places_and_a_lost_page_lead_on(visit: Visit) -> None:
    page = visit("/saved?lang=en", 320, 640)
    expect(page.locator("main .ways a")).to_have_count(3)
    expect(page.locator("main").get_by_role("link", name="All places")).to_be_visible()
