"""A visitor complains in the chat, looks the draft over, sends it and keeps the receipt; an editor closes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guide.app import App
from guide.desk.transcript import lines_of
from guide.server import create
from guide.wiring import build
from tests import guides
from tests.browser.conftest import Visit
from tests.server.serving import serving

pytestmark = pytest.mark.browser

PASSWORD = "correct horse battery"
WORDS = "I want to complain: the guard at Ge Garden shouted at us yesterday"


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[App]:
    folder = tmp_path_factory.mktemp("garden")
    with guides.base(folder, small_embedder):
        pass
    opened = build(replace(guides.settings(folder, small_embedder), limits=False))
    opened.door.sign_up("editor", PASSWORD, "editor")
    yield opened
    opened.close()


@pytest.fixture
def address(garden: App) -> Iterator[str]:
    with serving(create(garden)) as found:
        yield found


def send(page: Page, garden: App) -> str:
    """From the draft in the chat to the receipt."""
    before = len(garden.complaints.newest())
    page.get_by_role("button", name="Review and send").click()
    expect(page.get_by_label("What happened")).to_have_value(WORDS)
    expect(page.get_by_label("When (may stay empty)")).to_have_value("yesterday")
    assert len(garden.complaints.newest()) == before
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".receipt")).to_be_visible()
    assert len(garden.complaints.newest()) == before + 1
    return page.locator(".receipt").inner_text()


def test_from_the_chat_to_the_receipt_and_to_the_editor(visit: Visit, garden: App) -> None:
    page = visit("/?lang=en", locale="en-GB")
    page.fill("#q", WORDS)
    page.keyboard.press("Enter")
    expect(page.locator(".log .said .draft")).to_be_visible()
    receipt = send(page, garden)
    kept = garden.complaints.find(receipt)
    assert kept is not None and (kept.category, kept.entry_id, kept.contact) == ("service", "ge-garden", "")
    page.goto("/studio/complaints")
    page.locator("[name=account]").fill("editor")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator(".door button").click()
    page.get_by_role("link", name=WORDS).click()
    expect(page.locator(".transcript")).to_have_count(0)
    page.locator("#reply").fill("We are sorry.")
    page.locator("button[value=close]").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.goto(f"/complaints?lang=en&receipt={receipt.lower()}")
    expect(page.locator(".facts")).to_contain_text("Closed")
    expect(page.locator(".reply")).to_have_text("We are sorry.")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_conversation_goes_along_only_where_the_box_is_ticked(visit: Visit, garden: App, scripts: bool) -> None:
    page = visit("/?lang=en", locale="en-GB", java_script_enabled=scripts)
    page.fill("#q", WORDS)
    page.locator("#send").click()
    page.get_by_role("button", name="Review and send").click()
    box = page.get_by_label("Send the conversation along")
    expect(box).not_to_be_checked()
    page.locator(".along summary").click()
    expect(page.locator(".said-before dd").first).to_have_text(WORDS)
    box.check()
    page.get_by_role("button", name="Send", exact=True).click()
    kept = garden.complaints.find(page.locator(".receipt").inner_text())
    assert kept is not None and [each.text for each in lines_of(kept.transcript)][0] == WORDS


def test_without_a_script_too(visit: Visit, garden: App) -> None:
    page = visit("/?lang=en", locale="en-GB", java_script_enabled=False)
    page.fill("#q", WORDS)
    page.locator("#send").click()
    send(page, garden)
