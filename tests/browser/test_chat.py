"""The chat page as a visitor uses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.server.town import Town

pytestmark = pytest.mark.browser


def ask(page: Page, question: str) -> None:
    page.fill("#q", question)
    page.keyboard.press("Enter")


def answered(page: Page, times: int = 1) -> None:
    expect(page.locator(".log .said")).to_have_count(times)


def test_an_answer_is_streamed_and_then_said_once(visit: Visit, town: Town) -> None:
    town.guide.pace = 0.25
    page = visit()
    page.evaluate("""() => {
      window.counted = { log: 0, status: 0 };
      const count = (id, name) => new MutationObserver((seen) => (window.counted[name] += seen.length))
        .observe(document.getElementById(id), { childList: true });
      count("log", "log");
      count("status", "status");
    }""")
    ask(page, "灯屋门票多少钱？")
    expect(page.locator("#live")).to_contain_text("40 元")
    assert page.locator("#live").get_attribute("aria-hidden") == "true"
    assert page.locator(".log .said").count() == 0
    answered(page)
    expect(page.locator(".log .said .text")).to_contain_text("9:00 到 17:00")
    expect(page.locator("#live")).to_be_hidden()
    expect(page.locator(".log .label")).to_have_text("AI 生成")
    counted = page.evaluate("window.counted")
    assert counted["log"] == 2, "the question once, the answer once"
    assert counted["status"] <= 2
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_citation_opens_its_source_with_its_date(visit: Visit) -> None:
    page = visit()
    ask(page, "灯屋门票多少钱？")
    answered(page)
    page.locator(".log .text .mark").first.click()
    sheet = page.locator("#sheet")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("灯屋 · 门票")
    expect(sheet).to_contain_text("2018年的资料，此后未再核实")
    expect(sheet.locator(".open")).to_have_attribute("href", "https://example.org/lamps?a=1&b=2")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "mark"
    page.locator(".log .source").nth(1).click()
    expect(sheet).to_contain_text("2026年5月3日已核实")
    expect(sheet.locator(".open")).to_be_hidden()
    sheet.locator(".place").click()
    expect(page.locator("h1")).to_have_text("灯屋")
    page.go_back()
    answered(page)


def test_in_english_dates_read_as_english(visit: Visit) -> None:
    page = visit(locale="en-GB")
    ask(page, "ticket?")
    answered(page)
    expect(page.locator(".log .sources")).to_contain_text("as of 2018, not confirmed since")
    expect(page.locator(".log .sources")).to_contain_text("checked 3 May 2026")


def test_stop_keeps_what_was_said(visit: Visit, town: Town) -> None:
    town.guide.pace = 0.15
    page = visit()
    ask(page, "long 灯")
    expect(page.locator("#live")).to_contain_text("第1盏")
    page.locator("#stop").click()
    answered(page)
    expect(page.locator(".log .text")).to_contain_text("第1盏")
    expect(page.locator(".log .label")).to_be_visible()
    expect(page.locator("#status")).to_have_text("已停止")
    assert town.guide.stopped.wait(3)
    ask(page, "灯屋门票？")
    answered(page, 2)


def test_a_question_in_the_address_is_asked_once(visit: Visit, town: Town) -> None:
    page = visit("/?q=灯屋门票？&lang=zh-Hans")
    answered(page)
    assert page.url.endswith("/?lang=zh-Hans"), "a reload or a shared address does not ask again"
    page.reload()
    answered(page)
    assert len(town.guide.seen) == 1


def test_starters_and_suggestions_ask(visit: Visit, town: Town) -> None:
    page = visit()
    page.locator(".starter").first.click()
    answered(page)
    expect(page.locator("#welcome")).to_be_hidden()
    page.locator("#next .chip").first.click()
    answered(page, 2)
    heard, context = town.guide.seen[-1]
    assert [each.role for each in heard] == ["user", "assistant", "user"]
    assert heard[-1].text == "月桥要门票吗？" and context.lang == "zh-Hans"


def test_what_is_copied_carries_sources_and_label(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "灯屋门票？")
    answered(page)
    page.locator("[data-act=copy]").click()
    expect(page.locator("#status")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "40 元。[1]" in copied and "[1] 灯屋 · 门票 (灯城公告): 2018年的资料，此后未再核实" in copied
    assert copied.endswith("AI 生成")


def test_a_thumb_down_asks_why(visit: Visit) -> None:
    page = visit()
    ask(page, "灯屋门票？")
    answered(page)
    with page.expect_response("**/api/feedback") as first:
        page.locator("[data-act=down]").click()
    assert first.value.status == 204
    expect(page.locator("[data-act=down]")).to_have_attribute("aria-pressed", "true")
    with page.expect_request("**/api/feedback") as second:
        page.locator(".reason").first.click()
    assert "reason" in (second.value.post_data or "")


def test_a_new_chat_forgets_here_and_on_the_server(visit: Visit, town: Town) -> None:
    page = visit()
    ask(page, "unknown 灯")
    answered(page)
    assert len(town.journal.unanswered()) == 1
    with page.expect_response("**/api/conversations/*"):
        page.locator("#new").click()
    expect(page.locator("#welcome")).to_be_visible()
    assert page.locator("#log").inner_text() == ""
    assert town.journal.unanswered() == []
    page.reload()
    expect(page.locator("#welcome")).to_be_visible()


def test_another_language_keeps_the_talk(visit: Visit) -> None:
    page = visit()
    ask(page, "灯屋门票？")
    answered(page)
    page.locator(".tools [hreflang=en]").click()
    answered(page)
    assert page.locator("html").get_attribute("lang") == "en"


def test_enter_while_choosing_characters_does_not_send(visit: Visit, town: Town) -> None:
    page = visit()
    page.fill("#q", "灯")
    page.evaluate(
        "document.getElementById('q').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    page.locator("#q").press("Shift+Enter")
    assert "\n" in page.input_value("#q") and town.guide.seen == []


def test_an_answer_with_a_plan_leads_to_its_page_and_its_calendar_file(visit: Visit) -> None:
    page = visit()
    ask(page, "an itinerary please")
    answered(page)
    ways = page.locator(".log .said .ways a")
    expect(ways).to_have_count(2)
    assert (ways.nth(0).get_attribute("href") or "").startswith("/plans/abc?lang=")
    assert (ways.nth(1).get_attribute("href") or "").startswith("/plans/abc.ics?lang=")
