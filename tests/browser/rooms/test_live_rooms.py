"""The rooms of what goes on now, in Debian's Chromium: notices, events and feeds, as editors use them."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import FilePayload, Page, expect

from guide.skills import events
from guide.types import Entry
from tests.browser.conftest import Visit, Witness
from tests.browser.rooms.test_studio import enter, good
from tests.server.studio.test_events import FILE
from tests.server.studio.workshop import Workshop

pytestmark = pytest.mark.browser

TODAY = date(2026, 5, 3)
SCRIPTS = pytest.mark.parametrize("scripts", [True, False])


def published(shop: Workshop, kind: str) -> list[Entry]:
    return [each.entry for each in shop.revisions.all_current() if each.entry and each.entry.kind == kind]


def add(page: Page) -> None:
    page.goto("/studio/events")
    page.get_by_role("link", name="Add an event").click()
    page.get_by_label("Name in Chinese").fill("灯光秀")
    page.get_by_label("Name in English").fill("Light Show")
    page.get_by_label("First day", exact=True).fill("2026-06-05")
    page.get_by_label("Begins at").fill("19:30")
    page.get_by_label("Where is it?").fill("Lamp House")
    page.get_by_label("Who says so?").fill("Tourism bureau")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("It is published")


@SCRIPTS
def test_an_event_is_added_called_off_and_takes_place_after_all(visit: Visit, shop: Workshop, scripts: bool) -> None:
    page = enter(visit, java_script_enabled=scripts)
    add(page)
    page.get_by_role("link", name="Light Show").first.click()
    page.get_by_label("Cancelled", exact=True).check()
    page.get_by_label("Why (Chinese)").fill("因台风")
    page.get_by_label("Why (English)").fill("because of the typhoon")
    page.get_by_role("button", name="Tell visitors").click()
    expect(page.get_by_role("status").first).to_contain_text("Visitors are told")
    (event,) = published(shop, "event")
    assert events.called_off((event,), TODAY)[0].state == "cancelled"
    expect(page.get_by_role("heading", name="Cancelled or put off")).to_be_visible()
    page.get_by_role("link", name="Light Show").first.click()
    expect(page.get_by_text("because of the typhoon")).to_be_visible()
    page.get_by_role("button", name="It takes place as planned after all").click()
    expect(page.get_by_role("status").first).to_contain_text("as planned again")


def test_what_is_lacking_is_said_where_it_is_lacking(visit: Visit, shop: Workshop, witness: Witness) -> None:
    witness.expected = ("422",)
    page = enter(visit)
    page.goto("/studio/events/new")
    page.get_by_label("Name in Chinese").fill("灯光秀")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("needs a name in Chinese and in English")
    expect(page.get_by_label("Name in English")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Name in Chinese")).to_have_value("灯光秀")
    page.get_by_label("A ticket").check()
    expect(page.get_by_label("Price for an adult")).to_be_visible()


def test_a_calendar_file_is_looked_at_before_it_is_taken(visit: Visit, shop: Workshop) -> None:
    page = enter(visit)
    page.goto("/studio/events/file")
    file = FilePayload(name="summer.ics", mimeType="text/calendar", buffer=FILE.encode())
    page.get_by_label("Calendar file (.ics)").set_input_files(file)
    page.get_by_label("Who says so?").fill("Bureau")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="2 events in the file")).to_be_visible()
    assert not published(shop, "event")
    page.get_by_label("Name of event 1 in English").fill("Lotus Festival")
    page.get_by_label("Take over Summer Concert").uncheck()
    page.get_by_role("button", name="Publish what is ticked").click()
    expect(page.get_by_role("status").first).to_contain_text("live for visitors")
    assert [each.names["en"] for each in published(shop, "event")] == ["Lotus Festival"]


@SCRIPTS
def test_a_notice_is_given_out_prolonged_and_ended(visit: Visit, shop: Workshop, scripts: bool) -> None:
    page = enter(visit, java_script_enabled=scripts)
    page.goto("/studio/notices")
    page.get_by_label("Name of a place").fill("Lamp House")
    page.get_by_label("In English").fill("Please use the east gate")
    page.get_by_label("In Chinese").fill("请走东门")
    page.get_by_role("button", name="Give it out").click()
    expect(page.get_by_role("status").first).to_contain_text("It is out")
    (notice,) = published(shop, "notice")
    page.get_by_label("Ends at").fill("2026-05-03T22:00")
    page.get_by_role("button", name="Change the end").click()
    expect(page.get_by_role("status").first).to_contain_text("The end is changed")
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_role("status").first).to_contain_text("It is over")
    expect(page.get_by_text("Nothing is going on")).to_be_visible()
    assert shop.revisions.current(notice.id) is not None


def test_a_feed_that_does_not_answer_says_so(visit: Visit, shop: Workshop) -> None:
    page = enter(visit, "administrator")
    page.goto("/studio/feeds")
    page.locator("#name").fill("Crowding")
    page.locator("#address").fill("http://127.0.0.1:9/levels.json")
    page.locator("[name=do][value=preview]").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator("#name")).to_have_value("Crowding")


@pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN"), (1280, "en-GB")])
def test_every_page_of_the_rooms_fits_and_can_be_read(visit: Visit, witness: Witness, width: int, locale: str) -> None:
    witness.expected = ("422",)
    add(enter(visit))
    page = enter(visit, "administrator", width=width, locale=locale)
    for path in ("/events", "/events/new", "/events/file", "/events?month=2026-06", "/notices", "/feeds"):
        page.goto(f"/studio{path}")
        good(page, width)
    page.goto("/studio/events?q=light")
    page.locator(".list th a").first.click()
    page.locator("[value=moved]").check()
    good(page, width)
    page.locator(".turn .primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    good(page, width)
