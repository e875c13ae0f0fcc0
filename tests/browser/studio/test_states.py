"""The studio when nothing was ever done in it, when something is wrong, and when a session is about to end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Witness
from tests.browser.studio import house, looks
from tests.browser.studio.house import House
from tests.browser.studio.pages import EMPTY

pytestmark = pytest.mark.browser

ENTRY = "/studio/entries/lamp-house"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Its first morning: two entries that shipped, and people."""
    with house.bare(tmp_path_factory.mktemp("bare")) as made:
        yield made


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One that nobody has an account in."""
    with house.bare(tmp_path_factory.mktemp("new"), people=False) as made:
        yield made


@pytest.mark.parametrize(("size", "locale"), [(looks.PHONE, "zh-CN"), (looks.WIDE, "en-GB")])
def test_an_empty_page_has_no_fault_and_says_what_to_do(
    visit: Visit, studio: House, size: tuple[int, int], locale: str
) -> None:
    page = visit("/studio/login", width=size[0], height=size[1], locale=locale)
    looks.enter(page)
    found = []
    for path, way_on in EMPTY.items():
        page.goto(f"/studio{path}")
        found += [f"{path}: {fault}" for fault in looks.faults(page)]
        found += [] if page.locator(way_on).count() else [f"{path}: nothing leads on"]
    assert not found, "\n".join(found)


def test_a_studio_without_anybody_says_how_to_begin(visit: Visit, new: House, witness: Witness) -> None:
    witness.home = new.address
    page = visit(f"{new.address}/studio/login", width=390)
    assert looks.faults(page) == []
    page.goto(f"{new.address}/studio/setup?key={new.at['setup']}")
    assert looks.faults(page) == []


def _wrong_password(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/studio/login")
    page.locator("[name=account]").fill("editor")
    page.locator("[name=password]").fill("not this one")
    page.locator(".door button").click()


def _faulty_entry(page: Page) -> None:
    page.goto(ENTRY)
    page.locator("[name='facts.0.value']").evaluate("(cell) => { cell.value = '-1'; }")
    page.locator("button[value=publish]").click()


def _stale_save(page: Page) -> None:
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(ENTRY)
    for tab, price in ((other, str(time.time_ns())[-6:]), (page, "62")):
        tab.locator("[name='facts.0.value']").evaluate("(cell, price) => { cell.value = price; }", price)
        tab.locator("#comment").fill("new price")
        tab.locator("button[value=publish]").click()
    other.close()


def _notice_of_nowhere(page: Page) -> None:
    page.goto("/studio/notices")
    page.locator("#place").fill("Nowhere Hall")
    page.locator(".gate .primary").click()


def _feed_without_address(page: Page) -> None:
    page.goto("/studio/feeds")
    page.locator("button[value=save]").click()


def _table_that_is_none(page: Page) -> None:
    page.goto("/studio/bulk")
    page.locator("#file").set_input_files({"name": "x.png", "mimeType": "image/png", "buffer": bytes(range(256)) * 20})
    page.locator(".halves .primary").click()


def _passwords_that_differ(page: Page) -> None:
    page.goto("/studio/account")
    for cell, text in (("password", "x"), ("new", "four small words"), ("again", "five small words")):
        page.locator(f"[name={cell}]").first.fill(text)
    page.locator("form[action='/studio/account/password'] button").click()


def _nowhere(page: Page) -> None:
    page.goto("/studio/entries/nowhere")


WRONG: tuple[Callable[[Page], None], ...] = (
    _faulty_entry, _stale_save, _notice_of_nowhere, _feed_without_address, _table_that_is_none, _passwords_that_differ,
    _nowhere, _wrong_password,
)  # fmt: skip


@pytest.mark.parametrize(("size", "locale"), [(looks.PHONE, "en-GB"), (looks.WIDE, "zh-CN")])
def test_what_went_wrong_is_told_without_a_fault(
    visit: Visit, witness: Witness, studio: House, size: tuple[int, int], locale: str
) -> None:
    witness.expected = ("401", "404", "409", "422")
    page = visit("/studio/login", width=size[0], height=size[1], locale=locale)
    looks.enter(page)
    found = []
    for act in WRONG:
        tab = page.context.new_page()
        witness.watch(tab)
        act(tab)
        tab.locator("[role=alert], [name=onto], .door").first.wait_for(state="attached")
        found += [f"{act.__name__}: {fault}" for fault in looks.faults(tab)]
        tab.close()
    assert not found, "\n".join(found)


def test_a_session_that_ends_says_so_in_time_and_can_be_kept(visit: Visit, studio: House, witness: Witness) -> None:
    page = visit("/studio/login", width=390, locale="en-GB")
    looks.enter(page, "editor")
    page.clock.install()
    page.goto("/studio/gaps")
    note = page.locator("#session")
    expect(note).to_be_hidden()
    page.clock.fast_forward("28:00")
    expect(note).to_contain_text("2 min.")
    assert looks.faults(page) == []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#session') !== null"):
            break
    page.keyboard.press("Enter")
    expect(note).to_be_hidden()
    page.clock.fast_forward("31:00")
    expect(note).to_be_visible()
    assert looks.faults(page) == []
