"""The map of this minute: what is open, how a place stands, and the stars of saved places."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, Witness
from tests.browser.test_map import placed as placed
from tests.browser.test_map import ready
from tests.server.town import Town

pytestmark = pytest.mark.browser


def test_open_now_narrows_the_map_and_the_list_and_says_for_when(visit: Visit, town: Town) -> None:
    town.settings = replace(town.settings, clock=datetime(2026, 11, 24, 4, 5, tzinfo=UTC))
    page = ready(visit("/map?lang=en", 390))
    chip = page.get_by_role("button", name="Open now")
    chip.click()
    expect(page.locator("#map-status")).to_contain_text("2 open at 12:05.")
    expect(page.locator("#map-status")).to_contain_text("hours are not known")
    expect(page.locator(".gazetteer [data-id]:visible")).to_have_text(["Fog Market", "Lamp House"])
    page.get_by_role("button", name="Museums").click()
    expect(page.locator("#map-status")).to_contain_text("1 open at 12:05.")
    page.get_by_role("button", name="Museums").click()
    chip.click()
    expect(page.locator("#map-status")).to_be_empty()
    expect(page.get_by_role("link", name="Paper Lane")).to_be_visible()


def test_what_is_open_that_cannot_be_asked_narrows_nothing(visit: Visit, witness: Witness) -> None:
    witness.expected = ("Failed to load resource",)
    page = ready(visit("/map?lang=en", 390))
    page.route("**/api/open*", lambda route: route.abort())
    page.get_by_role("button", name="Open now").click()
    expect(page.locator("#map-status")).to_contain_text("could not be asked")
    expect(page.get_by_role("button", name="Open now")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("link", name="Paper Lane")).to_be_visible()


def test_the_card_tells_whether_it_is_open_and_what_it_costs(visit: Visit, town: Town) -> None:
    town.settings = replace(town.settings, clock=datetime(2026, 11, 24, 4, 5, tzinfo=UTC))
    page = ready(visit("/map?lang=en&at=lamp-house", 390))
    expect(page.locator("#spot .standing")).to_contain_text("until 17:00")
    expect(page.locator("#spot .standing")).to_have_attribute("data-open", "yes")
    expect(page.locator("#spot .spot-now")).to_contain_text("40 yuan")


def test_a_star_on_the_card_stands_on_the_map_and_in_the_list(visit: Visit) -> None:
    page = ready(visit("/map?lang=en&at=paper-lane", 390))
    star = page.locator("#spot [data-save]")
    star.click()
    expect(page.get_by_role("button", name="Paper Lane, Sight, saved")).to_be_visible()
    expect(page.locator(".gazetteer [data-id=paper-lane] .kept")).to_be_visible()
    page.reload()
    ready(page)
    expect(page.locator(".pin .kept")).to_have_count(1)
    page.locator("#spot [data-save]").click()
    expect(page.locator(".kept")).to_have_count(0)


def test_no_button_of_the_map_is_reached_under_the_card(visit: Visit) -> None:
    page = ready(visit("/map?lang=en&at=lamp-house", 320, 640))
    page.locator("#spot summary").click()
    expect(page.locator("#wider")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#wider")).to_be_visible()
