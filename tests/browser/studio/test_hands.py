"""Whole tasks by keyboard alone, as somebody works who has no mouse: from the door to what visitors read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.studio.house import House
from tests.server.studio.test_gaps import ask
from tests.server.studio.workshop import PASSWORD

pytestmark = pytest.mark.browser

LIMIT = 160
"""Presses of Tab after which something is out of reach."""
FOCUSED = """([selector, text]) => {
  const here = document.activeElement;
  return here.matches(selector) && (here.labels?.[0] ?? here).textContent.includes(text);
}"""


class Hands:
    """Two hands on a keyboard: they know only Tab, Enter, arrows, Escape and letters."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = page.keyboard

    def go(self, path: str) -> None:
        """Open a page and take the link past the navigation."""
        self.page.goto(f"/studio{path}")
        self.keys.press("Tab")
        self.keys.press("Enter")

    def reach(self, selector: str, text: str = "") -> None:
        """Tab on to the first stop that a selector means and that says this."""
        for _ in range(LIMIT):
            if self.page.evaluate(FOCUSED, [selector, text]):
                return
            self.keys.press("Tab")
        raise AssertionError(f"{selector} {text} is out of reach on {self.page.url}")

    def press(self, selector: str, text: str = "") -> None:
        """Reach something that stays on the page, and press it."""
        self.reach(selector, text)
        self.keys.press("Enter")

    def follow(self, selector: str, text: str = "") -> None:
        """Reach something that leads on, and go there."""
        self.reach(selector, text)
        self.enter()

    def enter(self) -> None:
        """Send the form, or follow the link, that has the focus."""
        with self.page.expect_navigation():
            self.keys.press("Enter")

    def write(self, selector: str, text: str, label: str = "") -> None:
        """Reach a cell and write over what it holds."""
        self.reach(selector, label)
        self.keys.press("Control+a")
        self.keys.type(text)


@pytest.fixture
def hands(visit: Visit, studio: House) -> Iterator[Hands]:
    """Somebody who has come in with name, password and the code of a phone."""
    page = visit("/studio/login", width=1280, height=800, locale="zh-CN", reduced_motion="reduce")
    made = Hands(page)
    made.write("[name=account]", "reviewer")
    made.write("[name=password]", PASSWORD)
    made.enter()
    studio.shop.clock.forward(seconds=60)
    made.reach("[name=code]")
    made.keys.type(pyotp.TOTP(studio.at["secret"]).at(studio.shop.clock()))
    made.enter()
    expect(page.locator("h1")).to_have_text("今天")
    yield made


def test_a_price_is_found_changed_heard_and_published(hands: Hands, studio: House) -> None:
    hands.write("[name=q]", "静园")
    hands.enter()
    hands.follow("main a", "静园")
    hands.write("input", "14", "金额")
    hands.write("#ask", "静园门票多少钱")
    hands.press("button[value=ask]")
    expect(hands.page.locator("#ask-draft .spoken").first).to_contain_text("14")
    hands.write("#comment", "售票处的新价目")
    hands.follow("button[value=publish]")
    expect(hands.page.locator(".done")).to_be_visible()
    assert studio.shop.entry("quiet-garden").of("price")[0].value == 14


def test_a_gap_is_closed(hands: Hands, studio: House) -> None:
    hands.go("/gaps")
    hands.follow("main a", "雾市场哪里停车")
    hands.follow("main button", "写进")
    expect(hands.page.locator("[name='facts.1.value:zh-Hans']")).to_be_focused()
    hands.keys.press("Control+a")
    hands.keys.type("市场北门有停车场")
    hands.write("#comment", "游客问停车")
    hands.follow("button[value=publish]")
    expect(hands.page.locator(".done")).to_be_visible()
    assert "市场北门有停车场" in str(studio.shop.entry("fog-market").of("parking"))
    hands.go("/gaps?state=answered")
    hands.follow("main a", "雾市场哪里停车")
    expect(hands.page.locator("#again")).to_be_visible()


def test_the_answer_to_a_gap_without_a_field_replaces_its_blank(hands: Hands, studio: House) -> None:
    ask(studio.shop, "茶码头能飞无人机吗", about="tea-landing")
    hands.go("/gaps")
    hands.follow("main a", "茶码头能飞无人机吗")
    hands.follow("main button", "写进")
    prose = hands.page.locator("[name='text:zh-Hans']")
    expect(prose).to_be_focused()
    before = prose.input_value()
    hands.keys.type("这里不能飞无人机。")
    expect(prose).to_have_value(before.replace("____", "这里不能飞无人机。"))


def test_a_table_is_looked_over_applied_and_taken_back(hands: Hands, studio: House, tmp_path: Path) -> None:
    table = tmp_path / "新价.csv"
    table.write_text("编号,名称,门票\ntea-landing,茶码头,8\n", "utf-8")
    hands.go("/bulk")
    hands.reach("#file")
    hands.page.locator("#file:focus").set_input_files(table)
    hands.follow("main button", "上传")
    hands.follow("main button.primary", "看看")
    hands.follow("main button.primary", "发布")
    expect(hands.page.locator(".done")).to_be_visible()
    hands.follow(".done a")
    assert studio.shop.entry("tea-landing").of("price")[0].value == 8
    hands.follow("main button.primary", "收回")
    expect(hands.page.locator(".done")).to_be_visible()
    assert not studio.shop.entry("tea-landing").of("price")


def test_a_notice_is_given_out_and_ended(hands: Hands, studio: House) -> None:
    hands.go("/notices")
    hands.reach("[name=subject]")
    hands.keys.press("ArrowLeft")
    hands.write("#place", "回音塔")
    hands.reach("[name=ends]")
    hands.keys.press("ArrowRight")
    hands.follow("main button.primary")
    post = hands.page.locator(".post", has_text="回音塔")
    expect(post).to_contain_text("关闭")
    hands.follow(".post.new button[value=end]")
    expect(hands.page.locator(".posts:has(#is-running)")).not_to_contain_text("回音塔")


def test_a_letter_is_answered_and_closed(hands: Hands, studio: House) -> None:
    hands.go("/complaints")
    hands.follow("main a", "出租车")
    hands.write("#reply", "已经和车队说过了，谢谢您告诉我们。")
    hands.follow("button[value=close]")
    expect(hands.page.locator(".done")).to_be_visible()
    found = studio.shop.complaints.find(studio.at["waiting"])
    assert found is not None and found.status == "closed" and "车队" in found.reply


def test_the_saved_questions_are_run(hands: Hands, studio: House) -> None:
    hands.go("/saved")
    hands.follow("main button", "全部问一遍")
    studio.shop.questions.wait()
    hands.go("/saved")
    hands.press("summary")
    expect(hands.page.locator(".trend details")).to_have_attribute("open", "")
    hands.follow(".trend a")
    expect(hands.page.locator("h1")).to_contain_text("检验")


def test_the_rooms_of_a_phone_open_and_close(visit: Visit, hands: Hands) -> None:
    hands.page.set_viewport_size({"width": 390, "height": 844})
    hands.page.goto("/studio/gaps")
    hands.press(".to-rooms")
    expect(hands.page.locator("#rooms")).to_be_visible()
    hands.keys.press("Tab")
    assert hands.page.evaluate("document.activeElement.closest('#rooms') !== null")
    hands.keys.press("Escape")
    expect(hands.page.locator("#rooms")).to_be_hidden()
    assert hands.page.evaluate("document.activeElement.matches('.to-rooms')")
    hands.keys.press("Enter")
    hands.follow("#rooms a", "通知")
    expect(hands.page.locator("h1")).to_have_text("通知")
