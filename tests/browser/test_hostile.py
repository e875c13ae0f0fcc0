"""Two hundred hostile entries in Chromium, on every page that shows them: no script runs, no request leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guide.app import App
from guide.server import create
from guide.wiring import build
from tests import guides
from tests.browser.conftest import Visit, Witness
from tests.safety import hostile
from tests.server.serving import serving

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
ENTRIES = tuple(hostile.entries())


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[App]:
    """A whole guide over nothing but hostile entries, with an editor."""
    folder = tmp_path_factory.mktemp("besieged")
    with guides.base(folder, small_embedder, ENTRIES):
        pass
    opened = build(replace(guides.settings(folder, small_embedder), limits=False))
    opened.door.sign_up("editor", PASSWORD, "editor")
    yield opened
    opened.close()


@pytest.fixture
def address(besieged: App) -> Iterator[str]:
    with serving(create(besieged)) as found:
        yield found


HARM = """() => [
  window.hacked,
  ...window.violations,
  ...document.querySelectorAll(`iframe, object, base, meta[http-equiv], [onerror], [onload], a[href^="javascript:"],
    a[href^="data:"], [src*="evil.example"], link[href*="evil.example"]`),
].filter(Boolean).map(String)"""


def unharmed(page: Page) -> None:
    assert page.evaluate(HARM) == []


def test_there_are_two_hundred_and_every_payload_is_among_them() -> None:
    assert len(ENTRIES) == hostile.COUNT == 200
    assert len({entry.id for entry in ENTRIES}) == 200


def test_no_place_page_runs_or_loads_anything(visit: Visit, witness: Witness) -> None:
    page = visit("/about", locale="en-GB")
    unharmed(page)
    for entry in ENTRIES:
        page.goto(f"/places/{entry.id}", wait_until="load")
        unharmed(page)
    assert witness.complaints == []


def test_no_answer_and_no_citation_runs_or_loads_anything(visit: Visit, witness: Witness) -> None:
    page = visit("/", locale="en-GB")
    for count, entry in enumerate(ENTRIES[::6], start=1):
        page.fill("#q", f"Where is Trap {entry.id.removeprefix('trap-')}? Address and phone")
        page.keyboard.press("Enter")
        expect(page.locator(".log .said")).to_have_count(count)
        unharmed(page)
        source = page.locator(".log .said").last.locator(".source").first
        if source.count():
            source.click()
            opened = page.locator("#sheet .open").get_attribute("href") or ""
            assert not opened.startswith("javascript:")
            page.keyboard.press("Escape")
    assert witness.complaints == []


def test_a_hostile_question_is_only_text(visit: Visit) -> None:
    page = visit("/", locale="en-GB")
    for count, payload in enumerate((*hostile.SCRIPTS[::3], *hostile.TEMPLATES[::3]), start=1):
        page.fill("#q", payload)
        page.keyboard.press("Enter")
        expect(page.locator(".log .said")).to_have_count(count)
    unharmed(page)


def test_the_studio_shows_them_as_text(visit: Visit) -> None:
    page = visit("/studio", width=1280, locale="en-GB")
    page.locator("[name=account]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".door button").click()
    expect(page.locator("[name=q]")).to_be_visible()
    for number in range(1, 5):
        page.goto(f"/studio/entries?page={number}")
        unharmed(page)
    for entry in ENTRIES[::8]:
        page.goto(f"/studio/entries/{entry.id}")
        unharmed(page)
    page.goto(f"/studio/entries/{ENTRIES[0].id}/history")
    unharmed(page)


def test_complaints_show_them_as_text(visit: Visit, besieged: App) -> None:
    page = visit("/complaints/new", locale="en-GB")
    for payload in hostile.PAYLOADS[::5]:
        page.goto("/complaints/new")
        page.fill("#what", f"{payload} and more"[:1900])
        page.fill("#where", payload[:150])
        page.get_by_role("button", name="Send").click()
        expect(page.locator(".receipt")).to_be_visible()
        unharmed(page)
    page.goto("/studio/complaints")
    page.locator("[name=account]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".door button").click()
    expect(page.locator("table.list tbody tr")).not_to_have_count(0)
    unharmed(page)
    assert len(besieged.complaints.newest()) == 12


@pytest.mark.parametrize("path", ["/events", "/events?lang=en", "/plan", "/plans"])
def test_other_pages_show_them_as_text(visit: Visit, witness: Witness, path: str) -> None:
    witness.expected = ("404",)
    unharmed(visit(path, locale="en-GB"))
