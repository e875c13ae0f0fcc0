"""The pages in WeChat: its browser with less than others have, its sizes of letters, the mini-program around them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from guide import settings
from guide.server import visitors
from tests.browser.conftest import Visit, Witness
from tests.browser.test_chat import answered, ask
from tests.server.serving import serving
from tests.server.town import build

pytestmark = pytest.mark.browser

ANDROID = (
    "Mozilla/5.0 (Linux; Android 11; Redmi Note 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
    " Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5127 MicroMessenger/8.0.42.2460 WeChat/arm64 Weixin"
    " NetType/4G Language/zh_CN ABI/arm64"
)
MINI = f"{ANDROID} miniProgram/wx0123456789abcdef"
GONE = {
    "EventSource": "delete window.EventSource;",
    "mediaDevices": "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });",
    "speechSynthesis": "delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;",
    "localStorage": "Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } });",
    "sessionStorage": "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('none'); } });",
    "serviceWorker": "delete Navigator.prototype.serviceWorker; delete window.caches;",
    "clipboard": "Object.defineProperty(navigator, 'clipboard', { value: undefined });",
    "ReadableStream": "delete window.ReadableStream;",
}
BRIDGE = """
window.__wxjs_environment = "miniprogram";
window.called = [];
window.WeixinJSBridge = { invoke: (name, { name: what, arg }) => window.called.push([name, what, arg]) };
"""
HOST = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js"
SDK = "window.wx = { miniProgram: { getEnv() {}, postMessage() {}, navigateTo: (page) => (window.went = page.url) } };"
PINNED = "sha384-" + base64.b64encode(hashlib.sha384(SDK.encode()).digest()).decode()


def use(page: Page) -> None:
    """Ask, open a source, copy, rate, star a place: nothing of it may need what WeChat lacks."""
    ask(page, "灯屋门票多少钱？")
    answered(page)
    expect(page.locator(".log .text")).to_contain_text("40 元")
    page.locator(".log .mark").first.click()
    expect(page.locator("#sheet")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-act=copy]").first.click()
    page.locator(".said [data-act=up]").first.click()
    expect(page.locator("#status")).not_to_be_empty()
    page.goto("/places/lamp-house")
    page.locator(".star").first.click()
    expect(page.locator(".star").first).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("gone", [*GONE, "all"])
def test_it_works_without(visit: Visit, gone: str) -> None:
    script = "".join(GONE.values()) if gone == "all" else GONE[gone]
    use(visit("/?lang=zh-Hans", 375, 667, script, user_agent=ANDROID))


@pytest.mark.parametrize("scale", ["0.9", "1", "1.4", "1.75"])
@pytest.mark.parametrize("size", [(375, 667), (414, 896)], ids=str)
def test_every_size_of_letters_fits(visit: Visit, size: tuple[int, int], scale: str) -> None:
    page = visit(f"/?lang=zh-Hans&scale={scale}", *size, user_agent=MINI, script=BRIDGE)
    wide = "document.documentElement.scrollWidth - innerWidth"
    hidden = """() => [...document.querySelectorAll("a, button, textarea, h1, p")]
      .filter((node) => node.checkVisibility() && !node.closest(".unseen, .skip, .chips"))
      .map((node) => [node.className || node.tagName, node.getBoundingClientRect()])
      .filter(([, box]) => box.width && (box.left < -1 || box.right > innerWidth + 1)).map(([name]) => name)"""
    for path in ("", "/places/lamp-house", "/events", "/map", "/saved", "/offline", "/about"):
        if path:
            page.goto(path)
        assert page.evaluate(wide) <= 0, path
        assert page.evaluate(hidden) == [], path
    size_of = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert page.evaluate(size_of) == pytest.approx(16 * float(scale), abs=0.1), "the size is kept from page to page"
    page.goto("/?lang=zh-Hans")
    ask(page, "灯屋门票多少钱？")
    answered(page)
    assert page.evaluate(wide) <= 0
    composer = page.locator("#composer .box").bounding_box()
    assert composer and composer["y"] + composer["height"] <= size[1], "the field stays on the screen"


def test_a_link_to_a_map_opens_the_native_one(visit: Visit) -> None:
    page = visit("/places/lamp-house?lang=zh-Hans", 375, 667, BRIDGE, user_agent=MINI)
    page.evaluate("""() => {
      for (const [name, href] of [
        ["amap", "https://uri.amap.com/marker?position=119.425,32.408&name=%E7%81%AF%E5%B1%8B&coordinate=gaode"],
        ["rough", "https://uri.amap.com/search?keyword=%E7%81%AF%E5%B1%8B&center=119.425,32.408"],
        ["geo", "geo:32.41,119.42?q=32.41,119.42(Lamp%20House)"],
        ["apple", "https://maps.apple.com/?ll=32.41,119.42&q=Lamp"],
        ["google", "https://www.google.com/maps/dir/?api=1&destination=32.41%2C119.42"],
      ]) {
        const link = document.querySelector("main").appendChild(document.createElement("a"));
        Object.assign(link, { id: name, href, textContent: name });
      }
    }""")
    for name in ("amap", "rough", "geo", "apple", "google"):
        page.locator(f"#{name}").click()
    went = [arg["url"] for _, what, arg in page.evaluate("window.called") if what == "navigateTo"]
    house = "%E7%81%AF%E5%B1%8B"
    start, end = "/pages/place/place?lat=", "&lang=zh-Hans"
    assert went == [
        f"{start}32.408&lon=119.425&name={house}&system=gcj02{end}",
        f"{start}32.408&lon=119.425&name={house}&system=gcj02{end}&rough=1",
        f"{start}32.41&lon=119.42&name=Lamp%20House&system=wgs84{end}",
        f"{start}32.41&lon=119.42&name=Lamp&system=wgs84{end}",
        f"{start}32.41&lon=119.42&name=&system=wgs84{end}",
    ]
    assert page.url.endswith("/places/lamp-house?lang=zh-Hans")


def test_another_site_is_copied_since_it_cannot_open(visit: Visit) -> None:
    page = visit(
        "/places/lamp-house", 375, 667, BRIDGE, user_agent=MINI, permissions=["clipboard-read", "clipboard-write"]
    )
    page.locator("a[href^='https://example.org/lamps']").first.evaluate("(link) => link.click()")
    expect(page.locator("#net [data-when=copied]")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://example.org/lamps?a=1&b=2"
    assert page.url.endswith("/places/lamp-house")


def test_the_page_tells_its_title_for_sharing_and_offers_its_program(visit: Visit) -> None:
    page = visit("/places/lamp-house", 375, 667, BRIDGE, user_agent=MINI)
    assert page.evaluate("window.called")[0][1:] == ["postMessage", {"title": page.title()}]
    page.evaluate("wx.miniProgram.navigateTo({ url: '/pages/record/record?lang=en' })")
    assert page.evaluate("window.called").pop()[1:] == ["navigateTo", {"url": "/pages/record/record?lang=en"}]


def test_in_wechat_without_the_mini_program_links_stay_links(visit: Visit) -> None:
    page = visit("/places/lamp-house", 375, 667, user_agent=ANDROID)
    link = page.locator("a[href^='https://example.org/lamps']").first
    link.evaluate("(link) => link.addEventListener('click', (event) => (window.kept = !event.defaultPrevented))")
    link.evaluate(
        "(link) => { link.removeAttribute('target'); link.addEventListener('click', (e) => e.preventDefault()); }"
    )
    link.evaluate("(link) => link.click()")
    assert page.evaluate("window.kept") is True
    assert page.evaluate("document.documentElement.dataset.host") is None


def test_other_browsers_load_nothing_for_wechat(visit: Visit) -> None:
    page = visit("/")
    assert page.locator("script[src*=wechat], script[src*='wx.qq']").count() == 0


@pytest.fixture
def pinned(tmp_path: Path) -> Iterator[str]:
    """A guide whose operator lets WeChat's own script load."""
    chosen = settings.load({"GUIDE_DATA": str(tmp_path), "GUIDE_WECHAT_SCRIPT": f"{HOST} {PINNED}"}, tmp_path / "none")
    town = build(tmp_path, chosen)
    with serving(visitors(town)) as found:
        yield found
    town.close()


@pytest.mark.parametrize(("text", "runs"), [(SDK, True), (SDK + " ", False)])
def test_the_one_foreign_script_runs_as_pinned_and_not_otherwise(
    visit: Visit, witness: Witness, pinned: str, text: str, runs: bool
) -> None:
    witness.expected = ("integrity", HOST, pinned)
    page = visit("/about", user_agent=MINI, script=BRIDGE)

    def served(route: Route) -> None:
        route.fulfill(body=text, content_type="text/javascript", headers={"access-control-allow-origin": "*"})

    page.route(HOST, served)
    page.goto(f"{pinned}/places/lamp-house")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("Boolean(window.wx && window.wx.miniProgram.getEnv)") is runs
    expect(page.locator("h1")).to_have_text("灯屋")
    witness.foreign[:] = [each for each in witness.foreign if not each.startswith((pinned, HOST))]
