"""Emergencies on a page that stays open: seen when they are given out, gone when they end, said once."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route, expect

from guide.types import Fact
from tests.browser.conftest import Visit, Witness
from tests.server.test_alerts import SAID, STORM
from tests.server.town import Town

pytestmark = pytest.mark.browser

ASKED = 4.0
"""Seconds in which an open page has asked for the first time; after that it is told."""
LOOKED = "() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/api/notices'))"
SPOKEN = """
window.spoken = [];
addEventListener("DOMContentLoaded", () => new MutationObserver((changes) => {
  for (const change of changes) for (const each of change.addedNodes) window.spoken.push(each.textContent.trim());
}).observe(document.getElementById("alerts"), { childList: true }));
"""
"""What comes into a live region is read out: this is what a screen reader would say."""


def waiting(page: Page) -> None:
    """Let the page look for the first time: after that it waits for news."""
    until = time.monotonic() + 30
    while not page.evaluate(LOOKED):  # The policy of the page forbids wait_for_function.
        assert time.monotonic() < until
        page.wait_for_timeout(100)


def test_an_open_chat_is_told_within_a_second_and_told_when_it_is_over(visit: Visit, town: Town) -> None:
    page = visit("/", locale="en-GB", script=SPOKEN)
    waiting(page)
    begun = time.monotonic()
    town.notices.append(STORM)
    expect(page.locator(".alert")).to_contain_text("Typhoon <b>")
    seen = time.monotonic() - begun
    expect(page.get_by_role("alert")).to_have_count(1)
    town.notices.clear()
    expect(page.locator(".alert")).to_have_count(0)
    said = page.evaluate("window.spoken")
    assert len(said) == 1 and said[0].startswith("Emergency, Lampton")
    assert seen < 5  # A machine under load; `benchmarks.notices` measures.


def test_another_emergency_leaves_the_first_unsaid(visit: Visit, town: Town) -> None:
    town.notices.append(STORM)
    page = visit("/", locale="en-GB", script=SPOKEN)
    expect(page.locator(".alert")).to_have_count(1)
    waiting(page)
    flood = Fact("notice", SAID.value, note={"zh-Hans": "涨水", "en": "High water"})
    town.notices.append(replace(STORM, found=replace(STORM.found, facts=(flood,))))
    expect(page.locator(".alert")).to_have_count(2)
    assert ["High water" in each for each in page.evaluate("window.spoken")] == [True]


def test_what_was_put_away_stays_away(visit: Visit, town: Town) -> None:
    town.notices.append(STORM)
    page = visit("/", locale="en-GB")
    page.get_by_role("button", name="Put this notice away").click()
    expect(page.locator(".alert")).to_have_count(0)
    page.reload()
    expect(page.locator(".alert")).to_have_count(0)


def test_a_net_that_fails_takes_no_banner_away_and_is_asked_again(visit: Visit, town: Town, witness: Witness) -> None:
    witness.expected = ("Failed to load resource",)
    town.notices.append(STORM)
    page = visit("/", locale="en-GB")
    failed = 0

    def fail(route: Route) -> None:
        nonlocal failed
        failed += 1
        route.abort()

    page.route("**/api/notices*", fail)
    page.wait_for_timeout(ASKED * 1000 + 1500)
    assert 1 <= failed <= 4
    expect(page.locator(".alert")).to_have_count(1)
    page.unroute("**/api/notices*")
    town.notices.clear()
    expect(page.locator(".alert")).to_have_count(0, timeout=15_000)


def test_without_a_script_an_emergency_stands_on_the_page(visit: Visit, town: Town) -> None:
    town.notices.append(STORM)
    page = visit("/", locale="en-GB", java_script_enabled=False)
    expect(page.locator(".alert")).to_contain_text("Typhoon <b>")
    expect(page.locator(".alert button")).to_be_hidden()
