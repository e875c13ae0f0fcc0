"""What a visitor with a screen reader hears: each answer once and whole, nothing of how it grows, nothing twice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Witness
from tests.browser.ears import EARS, forget, heard, tree
from tests.browser.states import VIEWS, ask
from tests.server.town import Town

pytestmark = pytest.mark.browser
views = pytest.mark.parametrize("view", ["normal", "elder"])


def listen(visit: Visit, view: str = "normal", path: str = "/", locale: str = "zh-CN") -> Page:
    """The chat with an ear at it, the field in focus."""
    page = visit(f"{path}?{VIEWS[view][0]}", script=EARS, locale=locale)
    page.locator("#q").focus()
    forget(page)
    return page


def answered(page: Page, times: int = 1) -> None:
    expect(page.locator(".log .said")).to_have_count(times)
    page.wait_for_timeout(400)  # Whatever is told late is heard too.


def told(page: Page, role: str) -> list[str]:
    return [each.text for each in heard(page) if each.role == role]


@views
def test_an_answer_is_heard_once_and_whole(visit: Visit, town: Town, view: str) -> None:
    town.guide.pace = 0.15
    page = listen(visit, view)
    ask(page, "灯屋门票多少钱？")
    answered(page)
    question, answer = told(page, "log")
    assert question == "你问: 灯屋门票多少钱？"
    assert "40 元" in answer and "二楼看纸灯" in answer and answer.endswith("AI 生成")
    assert len(told(page, "status")) <= 2
    assert not told(page, "focus"), "focus stays in the field"
    assert page.evaluate("document.activeElement.id") == "q"


@views
def test_an_answer_with_cards_is_heard_in_its_order(visit: Visit, view: str) -> None:
    page = listen(visit, view)
    ask(page, "picks notice 灯")
    answered(page)
    answer = told(page, "log")[1:]
    assert len(answer) == 1, answer
    parts = ("提前关门", "40 元", "开放中，到17:00", "台阶多", "纸巷", "2018年的资料", "AI 生成")
    assert sorted(parts, key=answer[0].index) == list(parts)
    assert answer[0].count("提前关门") == 1
    names = [node.name for node in tree(page)]
    order = [names.index(name) for name in ("AI 生成", "月桥要门票吗？")]
    assert order == sorted(order), "what could be asked next comes last"


@views
def test_an_error_is_heard_once(visit: Visit, witness: Witness, view: str) -> None:
    witness.expected = ("503",)
    page = listen(visit, view)
    ask(page, "storage 灯")
    expect(page.locator(".problem")).to_be_visible()
    page.wait_for_timeout(300)
    assert len(told(page, "log")) == 1
    assert len(told(page, "status")) == 2 and not told(page, "focus")


@views
def test_a_stop_is_heard_with_what_had_come(visit: Visit, town: Town, view: str) -> None:
    town.guide.pace = 0.15
    page = listen(visit, view)
    ask(page, "long 灯")
    expect(page.locator("#live")).to_contain_text("第2盏")
    page.locator("#stop").click()
    answered(page)
    assert len(told(page, "log")) == 2
    assert len(told(page, "status")) == 2 and told(page, "status")[-1] == "已停止"


@views
def test_a_lost_net_and_its_return_are_heard_once_each(visit: Visit, witness: Witness, view: str) -> None:
    witness.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = listen(visit, view)
    page.context.set_offline(True)
    page.wait_for_function("() => !navigator.onLine")
    ask(page, "灯屋门票多少钱？")
    page.wait_for_timeout(700)
    assert len(told(page, "status")) <= 3
    forget(page)
    page.context.set_offline(False)
    answered(page)
    assert len(told(page, "log")) == 1 and len(told(page, "status")) <= 1


def test_a_reload_reads_nothing_again(visit: Visit) -> None:
    page = listen(visit)
    ask(page, "灯屋门票多少钱？")
    answered(page)
    page.reload()
    answered(page)
    assert told(page, "log") == []


def test_an_earlier_talk_is_found_and_not_read_out(visit: Visit) -> None:
    page = listen(visit)
    ask(page, "灯屋门票多少钱？")
    answered(page)
    page.locator("#new").click()
    page.locator("#menu summary").press("Enter")
    page.locator("#open-talks").press("Enter")
    forget(page)
    page.locator(".earlier-talk").press("Enter")
    answered(page)
    assert told(page, "log") == []
    page.wait_for_timeout(300)
    ask(page, "月桥要门票吗？")
    answered(page, 2)
    assert len(told(page, "log")) == 2


def test_what_is_read_aloud_is_not_announced_too(visit: Visit) -> None:
    page = listen(visit)
    ask(page, "灯屋门票多少钱？")
    answered(page)
    forget(page)
    module = page.locator("script[src$='/figure.js']").get_attribute("src") or ""
    page.evaluate(
        """async (at) => {
          const { tell } = await import(at.replace("figure.js", "bus.js"));
          tell("said", { text: "灯屋的成人票是 40 元。", lang: "zh-Hans" });
          tell("speaking", { track: [], clock: () => 0, text: "灯屋的成人票是 40 元。", lang: "zh-Hans" });
        }""",
        module,
    )
    expect(page.locator("#caption")).to_contain_text("40 元")
    assert heard(page) == []
    assert page.evaluate("document.getElementById('caption').closest('[aria-hidden=true]') !== null")


def test_what_is_done_with_an_answer_is_heard_once(visit: Visit) -> None:
    page = listen(visit)
    ask(page, "onecard 灯")
    answered(page)
    for act, role, word in (("up", "status", "谢谢"), ("down", "log", "哪里不对"), ("copy", "status", "已复制")):
        forget(page)
        page.locator(f"[data-act={act}]").press("Enter")
        page.wait_for_timeout(100)
        spoken = [each for each in heard(page) if each.role != "focus"]
        assert [each.role for each in spoken] == [role] and word in spoken[0].text, (act, spoken)
    forget(page)
    page.locator(".reason").first.press("Enter")
    page.wait_for_timeout(100)
    assert [each.role for each in heard(page) if each.role != "focus"] == ["log"]
    assert page.evaluate("document.activeElement.dataset.act") == "down"
    forget(page)
    page.locator(".star").press("Enter")
    page.wait_for_timeout(100)
    assert [each.role for each in heard(page) if each.role != "focus"] == ["status"]


def test_what_is_in_another_language_than_the_page_says_so(visit: Visit) -> None:
    page = listen(visit, locale="en-GB")
    ask(page, "onecard 灯屋门票多少钱？")
    answered(page)
    for part in (".bubble", ".text p", ".label", ".source .what", ".place h3", "#next .chip"):
        found = page.locator(part).first.evaluate("(node) => node.closest('[lang]').lang")
        assert found == "zh-Hans", part
    for part in (".deeds", ".source .age"):
        assert page.locator(part).first.evaluate("(node) => node.closest('[lang]').lang") == "en"
