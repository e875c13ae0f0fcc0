"""The chat page as a visitor uses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

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
      const live = document.getElementById("live");
      window.lived = [];
      new MutationObserver(() => window.lived.push({
        text: live.innerText, hidden: live.getAttribute("aria-hidden"),
        said: document.querySelectorAll(".log .said").length,
      })).observe(live, { childList: true, characterData: true, subtree: true });
      const count = (id, name) => new MutationObserver((seen) => (window.counted[name] += seen.length))
        .observe(document.getElementById(id), { childList: true });
      count("log", "log");
      count("status", "status");
    }""")
    ask(page, "灯屋门票多少钱？")
    answered(page)
    lived = [each for each in page.evaluate("window.lived") if "40 元" in each["text"]]
    assert lived and {(each["hidden"], each["said"]) for each in lived} == {("true", 0)}
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


def test_a_new_chat_begins_on_an_empty_page(visit: Visit, town: Town) -> None:
    page = visit()
    ask(page, "unknown 灯")
    answered(page)
    page.locator("#new").click()
    expect(page.locator("#welcome")).to_be_visible()
    assert page.locator("#log").inner_text() == ""
    page.reload()
    expect(page.locator("#welcome")).to_be_visible()
    ask(page, "灯屋门票？")
    answered(page)
    first, second = (context.conversation for _, context in town.guide.seen)
    assert first and second and first != second
    assert len(town.guide.seen[-1][0]) == 1, "nothing of the first talk is told in the second"


def test_the_last_question_is_edited_and_asked_again_in_its_place(visit: Visit, town: Town) -> None:
    page = visit()
    ask(page, "月桥要门票吗？")
    answered(page)
    ask(page, "灯屋门票？")
    answered(page, 2)
    expect(page.locator(".edit")).to_have_count(1)
    page.locator(".edit").click()
    expect(page.locator("#editing")).to_be_visible()
    assert page.input_value("#q") == "灯屋门票？" and page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    expect(page.locator("#editing")).to_be_hidden()
    assert page.input_value("#q") == ""
    page.locator(".edit").click()
    ask(page, "灯屋几点开门？")
    expect(page.locator(".log .bubble")).to_have_text(["月桥要门票吗？", "灯屋几点开门？"])
    answered(page, 2)
    heard, _ = town.guide.seen[-1]
    assert [each.text for each in heard if each.role == "user"] == ["月桥要门票吗？", "灯屋几点开门？"]
    page.reload()
    expect(page.locator(".log .bubble")).to_have_text(["月桥要门票吗？", "灯屋几点开门？"])


def test_what_is_shared_is_the_answer_with_its_label_and_the_questions_address(visit: Visit) -> None:
    page = visit(script="navigator.share = (data) => { window.shared = data; return Promise.resolve(); };")
    ask(page, "灯屋门票？")
    answered(page)
    page.locator("[data-act=share]").click()
    shared = page.evaluate("window.shared")
    assert shared["url"].endswith("/?q=%E7%81%AF%E5%B1%8B%E9%97%A8%E7%A5%A8%EF%BC%9F")
    assert "[1] 灯屋 · 门票" in shared["text"] and shared["text"].endswith("AI 生成")


def test_without_a_share_sheet_the_same_is_copied(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"], script="navigator.share = undefined;")
    ask(page, "灯屋门票？")
    answered(page)
    page.locator("[data-act=share]").click()
    expect(page.locator("#status")).to_contain_text("已复制")
    assert "/?q=%E7" in page.evaluate("navigator.clipboard.readText()")


def test_why_not_can_be_said_in_ones_own_words(visit: Visit) -> None:
    page = visit()
    ask(page, "灯屋门票？")
    answered(page)
    page.locator("[data-act=down]").click()
    page.locator(".own").fill("票价去年就改了")
    with page.expect_request("**/api/feedback") as told:
        page.keyboard.press("Enter")
    assert "票价去年就改了" in (told.value.post_data or "")
    expect(page.locator(".reasons")).to_have_text("谢谢你的反馈")


def test_another_language_keeps_the_talk(visit: Visit) -> None:
    page = visit()
    ask(page, "灯屋门票？")
    answered(page)
    page.locator("#menu summary").click()
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


@pytest.mark.parametrize("fails", [False, True])
def test_a_question_sent_before_the_scripts_have_come_is_answered(visit: Visit, fails: bool) -> None:
    page = visit("/about")
    slow: list[Route] = []
    page.route("**/js/chat.js", lambda route: slow.append(route))
    with page.expect_request("**/js/chat.js"):
        page.evaluate("location.href = '/'")
    page.locator("#q").fill("灯屋门票多少钱？")
    page.locator("#q").press("Enter")
    expect(page.locator("#q")).to_have_value("灯屋门票多少钱？")
    assert slow and page.locator("html[data-started]").count() == 0
    if not fails:
        slow.pop().continue_()
    expect(page.locator(".log")).to_contain_text("40 元")
    expect(page.locator(".asked")).to_have_count(1)
