"""What the browser keeps for a visitor: earlier talks, saved places, tastes, a position; and how it forgets them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_chat import answered, ask
from tests.server.town import Town

pytestmark = pytest.mark.browser


def drawer(page: Page) -> Any:
    page.locator("#menu summary").click()
    page.locator("#open-talks").click()
    expect(page.locator("#talks")).to_be_visible()
    return page.locator("#talks")


def test_an_earlier_talk_is_opened_and_goes_on(visit: Visit, town: Town) -> None:
    page = visit()
    ask(page, "灯屋门票？")
    answered(page)
    page.locator("#new").click()
    ask(page, "月桥要门票吗？")
    answered(page)
    kept = drawer(page)
    expect(kept.locator(".earlier .title")).to_have_text(["月桥要门票吗？", "灯屋门票？"])
    kept.locator(".earlier-talk").nth(1).click()
    expect(kept).to_be_hidden()
    expect(page.locator(".log .bubble")).to_have_text(["灯屋门票？"])
    ask(page, "几点开门？")
    answered(page, 2)
    conversations = [context.conversation for _, context in town.guide.seen]
    assert conversations[0] == conversations[2] != conversations[1]


def test_one_talk_is_deleted_here_and_on_the_server(visit: Visit, town: Town) -> None:
    page = visit()
    ask(page, "unknown 灯")
    answered(page)
    page.locator("#new").click()
    ask(page, "月桥要门票吗？")
    answered(page)
    assert len(town.journal.unanswered()) == 1
    kept = drawer(page)
    with page.expect_response("**/api/conversations/*"):
        kept.locator(".earlier .drop").nth(1).click()
    expect(kept.locator(".earlier .title")).to_have_text(["月桥要门票吗？"])
    assert town.journal.unanswered() == []
    kept.locator(".earlier .drop").click()
    expect(kept.locator(".none").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#welcome")).to_be_visible()


def test_no_more_than_thirty_talks_are_kept(visit: Visit) -> None:
    page = visit()
    ask(page, "灯屋门票？")
    answered(page)
    page.evaluate("""() => {
      const [one] = JSON.parse(localStorage.talks);
      localStorage.talks = JSON.stringify(Array.from({ length: 30 }, (_, n) => ({ ...one, conversation: `c${n}` })));
    }""")
    ask(page, "几点开门？")
    answered(page, 2)
    kept = page.evaluate("JSON.parse(localStorage.talks).map((each) => each.conversation)")
    assert len(kept) == 30 and kept[1] == "c0"
    page.evaluate("""() => {
      const talks = JSON.parse(localStorage.talks);
      talks[1].turns[0].answer.text = "灯".repeat(500000);
      localStorage.talks = JSON.stringify(talks);
    }""")
    ask(page, "还有呢？")
    answered(page, 3)
    assert page.evaluate("localStorage.talks.length") < 400_000


def test_everything_is_forgotten_in_one_tap_and_a_slip_is_taken_back(visit: Visit, town: Town) -> None:
    page = visit("/?view=elder")
    page.goto("/")
    page.locator("#menu summary").click()
    page.locator("[data-taste=garden]").click()
    page.locator("#menu summary").click()
    for question in ("unknown 灯", "unknown onecard 灯"):
        page.locator("#new").click() if question.startswith("unknown one") else None
        ask(page, question)
        answered(page)
    page.locator(".star").click()
    assert len(town.journal.unanswered()) == 2
    page.locator("#menu summary").click()
    with page.expect_response("**/api/conversations/*"):
        page.locator("#menu .forget").click()
    expect(page.locator("#status")).to_contain_text("都忘掉了")
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator(".kept")).to_have_count(0)
    page.wait_for_timeout(300)
    assert town.journal.unanswered() == []
    left = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "灯" not in left and "garden" not in left and "elder" in left, "the large letters stay"
    page.locator(".undo").click()
    expect(page.locator(".log .bubble")).to_have_text(["unknown onecard 灯"])
    expect(page.locator(".kept")).to_have_count(1)
    expect(page.locator(".star")).to_have_attribute("aria-pressed", "true")
    assert town.journal.unanswered() == [], "the server has forgotten for good"


def test_a_saved_place_is_kept_and_leads_to_its_page(visit: Visit) -> None:
    page = visit()
    ask(page, "onecard 灯")
    answered(page)
    page.locator(".star").click()
    expect(page.locator(".star")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator(".star")).to_have_attribute("aria-pressed", "true")
    page.goto("/saved")
    page.locator("#saved a").first.click()
    expect(page.locator("h1")).to_have_text("灯屋")


def test_tastes_are_shown_sent_and_taken_away(visit: Visit, town: Town) -> None:
    page = visit()
    page.locator("#menu summary").click()
    page.locator("[data-taste=garden]").click()
    page.locator("[data-taste=step_free]").click()
    expect(page.locator("[data-taste=garden]")).to_have_attribute("aria-pressed", "true")
    page.locator("#menu summary").click()
    expect(page.locator(".kept")).to_have_text(["园林", "轮椅"])
    ask(page, "推荐一处")
    answered(page)
    assert town.guide.seen[-1][1].profile == {"tastes": ["garden", "step_free"]}
    page.reload()
    page.locator(".kept").first.click()
    expect(page.locator(".kept")).to_have_text(["轮椅"])
    page.locator(".kept").click()
    expect(page.locator("#tastes-above")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "q"
    ask(page, "再推荐一处")
    answered(page, 2)
    assert town.guide.seen[-1][1].profile == {}


def test_the_position_is_asked_for_once_on_a_tap_and_kept_nowhere(visit: Visit, town: Town) -> None:
    page = visit(permissions=["geolocation"], geolocation={"latitude": 32.41234567, "longitude": 119.42})
    fresh = '{"starters": [{"topic": "附近", "question": "附近有什么？"}]}'
    page.route("**/api/starters?*", lambda route: route.fulfill(body=fresh, content_type="application/json"))
    ask(page, "灯屋门票？")
    answered(page)
    assert town.guide.seen[-1][1].location is None
    page.locator("#new").click()
    page.locator("#near").click()
    expect(page.locator(".starter")).to_have_text(["附近附近有什么？"])
    page.locator(".starter").click()
    answered(page)
    assert town.guide.seen[-1][1].location == (32.4123, 119.42)
    assert "32.41" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    page.reload()
    ask(page, "几点开门？")
    answered(page, 2)
    assert town.guide.seen[-1][1].location is None


def test_without_storage_nothing_is_kept_and_all_works(visit: Visit) -> None:
    page = visit(
        script="""
        for (const shelf of ["localStorage", "sessionStorage"])
          Object.defineProperty(window, shelf, { get() { throw new Error("no storage"); } });
    """
    )
    ask(page, "onecard 灯")
    answered(page)
    page.locator(".star").click()
    expect(page.locator(".star")).to_have_attribute("aria-pressed", "true")
    expect(drawer(page).locator(".title")).to_have_text(["onecard 灯"])
    page.keyboard.press("Escape")
    page.locator("#menu summary").click()
    page.locator("#menu .forget").click()
    expect(page.locator("#welcome")).to_be_visible()
