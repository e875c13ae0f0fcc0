"""What a phone keeps: pages read before, places with a star, and never a blank page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from guide.server import visitors
from tests.browser.conftest import Visit, Witness
from tests.browser.test_chat import answered, ask
from tests.browser.weather import Line
from tests.server.serving import serving
from tests.server.town import Town

pytestmark = pytest.mark.browser

LOST = ("ERR_", "502")


@pytest.fixture
def line(town: Town) -> Line:
    return Line(visitors(town))


@pytest.fixture
def address(line: Line) -> Iterator[str]:
    with serving(line) as found:
        yield found


def ready(page: Page) -> None:
    """The worker controls this page and has filled its shelves."""
    page.evaluate("""async () => {
      await navigator.serviceWorker.ready;
      while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 50));
    }""")


def keeping(visit: Visit, path: str = "/", **options: Any) -> Page:
    page = visit(path, service_workers="allow", **options)
    ready(page)
    return page


def until(page: Page, told: str) -> None:
    """Wait for a promise to come true."""
    for _ in range(100):
        if page.evaluate(told):
            return
        page.wait_for_timeout(50)
    raise AssertionError(told)


def held(page: Page) -> list[str]:
    """Addresses of everything that is kept, without the host."""
    found: list[str] = page.evaluate("""async () => {
      const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const keys = await Promise.all(shelves.map((shelf) => shelf.keys()));
      return keys.flat().map(({ url }) => url.replace(location.origin, ""));
    }""")
    return found


def test_a_page_read_before_opens_without_a_net(visit: Visit, witness: Witness, line: Line) -> None:
    witness.expected = LOST
    page = keeping(visit)
    page.goto("/places/lamp-house")
    expect(page.locator("h1")).to_have_text("灯屋")
    page.context.set_offline(True)
    page.goto("/about")
    expect(page.locator("h1")).to_have_text("这会儿没有网络")
    page.goto("/places/lamp-house?view=elder&scale=1.4")
    expect(page.locator("h1")).to_have_text("灯屋")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(247, 243, 234)", "styles are kept"
    expect(page.locator("#net")).to_contain_text("存在手机里的这一页")


def test_a_page_never_seen_is_a_kind_page_and_opens_when_the_net_is_back(
    visit: Visit, witness: Witness, line: Line
) -> None:
    witness.expected = LOST
    page = keeping(visit, "/places/lamp-house")
    page.locator(".star").click()
    page.context.set_offline(True)
    page.goto("/places/moon-bridge")
    expect(page.locator("h1")).to_have_text("这会儿没有网络")
    assert page.url.endswith("/places/moon-bridge")
    expect(page.locator("#saved li")).to_have_count(1)
    assert page.evaluate("JSON.parse(localStorage.getItem('seen')).map(({ page }) => page)") == ["/places/lamp-house"]
    page.clock.install()
    page.reload()
    page.context.set_offline(False)
    page.clock.run_for(11_000)
    expect(page.locator("h1")).to_have_text("月桥")


@pytest.mark.parametrize("lang", ["zh-Hant", "en", "ja", "ko"])
def test_the_kind_page_speaks_the_language_of_the_page_asked_for(
    visit: Visit, witness: Witness, line: Line, lang: str
) -> None:
    witness.expected = LOST
    page = keeping(visit)
    page.goto(f"/about?lang={lang}")
    until(page, f"caches.match('/offline?lang={lang}').then(Boolean)")
    page.context.set_offline(True)
    page.goto(f"/places/moon-bridge?lang={lang}")
    assert page.locator("html").get_attribute("lang") == lang
    expect(page.locator(".away")).to_be_visible()


def test_the_chat_opens_without_a_net_with_its_last_answers(visit: Visit, witness: Witness, line: Line) -> None:
    witness.expected = LOST
    page = keeping(visit)
    ask(page, "灯屋门票？")
    answered(page)
    page.context.set_offline(True)
    page.goto("/")
    answered(page)
    expect(page.locator(".log .text")).to_contain_text("40 元")
    page.goto("/?q=月桥在哪？")
    assert page.input_value("#q") == "月桥在哪？", "a question in the address is not lost"
    page.context.set_offline(False)
    ask(page, "月桥在哪？")
    answered(page, 2)


def test_a_slow_line_shows_what_is_kept_and_says_so(visit: Visit, witness: Witness, line: Line) -> None:
    witness.expected = LOST
    page = keeping(visit, "/places/lamp-house")
    page.goto("/places/lamp-house")
    line.weather = "slow"
    page.goto("/places/lamp-house")
    expect(page.locator("h1")).to_have_text("灯屋")
    expect(page.locator("#net [data-when=kept]")).to_be_visible()
    line.weather = "fair"
    page.wait_for_timeout(2000)
    page.locator("#net a").filter(has_text="重新载入").click()
    expect(page.locator("#net [data-when=kept]")).to_be_hidden()


def test_while_there_is_a_net_no_old_page_is_shown(visit: Visit, line: Line) -> None:
    page = keeping(visit, "/places/lamp-house")
    page.goto("/places/lamp-house")
    before = line.asked.count("GET /places/lamp-house")
    page.goto("/places/lamp-house")
    assert line.asked.count("GET /places/lamp-house") == before + 1
    assert not [each for each in page.locator("#net span[data-when]").all() if each.is_visible()]


def test_a_failing_gateway_shows_what_is_kept(visit: Visit, witness: Witness, line: Line) -> None:
    witness.expected = LOST
    page = keeping(visit, "/places/lamp-house")
    page.goto("/places/lamp-house")
    line.weather = "gateway"
    page.goto("/places/lamp-house")
    expect(page.locator("h1")).to_have_text("灯屋")
    page.goto("/places/moon-bridge")
    expect(page.locator("h1")).to_have_text("这会儿没有网络")


def test_a_star_keeps_a_place_to_be_read_without_a_net(visit: Visit, witness: Witness, line: Line) -> None:
    witness.expected = LOST
    page = keeping(visit, "/places/lamp-house?view=elder")
    star = page.locator(".star")
    expect(star).to_have_attribute("aria-pressed", "false")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#net [data-when=saved]")).to_be_visible()
    until(page, "caches.open('guide-saved').then((shelf) => shelf.match('/places/lamp-house')).then(Boolean)")
    page.evaluate("caches.delete('guide-pages')")
    page.context.set_offline(True)
    page.goto("/saved")
    page.locator("#saved a").click()
    expect(page.locator("h1")).to_have_text("灯屋")
    page.context.set_offline(False)
    page.goto("/saved")
    expect(page.locator("#saved li")).to_have_count(1)
    page.locator("#saved .star").click()
    expect(page.locator("#saved .star")).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(page.locator("#saved-empty")).to_be_visible()


def test_what_was_read_lately_is_listed(visit: Visit) -> None:
    page = visit("/places/lamp-house")
    page.goto("/places/moon-bridge?lang=en&view=elder")
    page.goto("/places/moon-bridge?lang=en")
    page.goto("/saved")
    assert page.locator("#seen a").all_inner_texts() == ["Moon Bridge", "灯屋"]
    expect(page.locator("#seen span[lang=en]")).to_have_text("Moon Bridge")


def test_forget_everything_empties_the_shelves(visit: Visit, line: Line) -> None:
    page = keeping(visit, "/places/lamp-house")
    page.locator(".star").click()
    page.goto("/places/moon-bridge")
    page.goto("/saved")
    until(page, "caches.open('guide-saved').then((shelf) => shelf.match('/places/lamp-house')).then(Boolean)")
    page.goto("/")
    assert {"/places/lamp-house", "/places/moon-bridge"} <= set(held(page))
    page.evaluate("""async () => {
      const bus = document.querySelector('script[src$="/offline.js"]').src.replace("offline.js", "bus.js");
      (await import(bus)).tell("forgotten", { all: true });
    }""")
    until(page, "caches.match('/places/lamp-house').then((found) => !found)")
    assert "/offline" in held(page)
    assert not [each for each in held(page) if "/places/" in each]
    assert page.evaluate("[localStorage.getItem('saved'), localStorage.getItem('seen')]") == [None, None]


def test_nothing_about_a_person_is_kept(visit: Visit, witness: Witness) -> None:
    witness.expected = ("404",)  # The picture a browser looks for beside plain data.
    page = keeping(visit)
    ask(page, "灯屋门票？")
    answered(page)
    page.goto("/complaints/new")
    page.goto("/?q=我叫张三")
    answered(page, 2)
    page.goto("/v1/models")
    page.goto("/")
    kept = held(page)
    assert not [each for each in kept if "q=" in each or "/api" in each or "/v1" in each or "/complaints" in each]
    assert "/" in kept


def test_a_new_version_replaces_the_files_of_the_old(visit: Visit, line: Line, witness: Witness) -> None:
    page = keeping(visit)
    page.evaluate("caches.open('guide-files-000000000000').then((shelf) => shelf.put('/x', new Response('')))")
    page.evaluate("""async () => {
      const registered = await navigator.serviceWorker.getRegistration();
      await registered.unregister();
    }""")
    page.reload()
    ready(page)
    until(page, "caches.has('guide-files-000000000000').then((has) => !has)")


def test_pages_of_an_older_version_find_the_present_files(visit: Visit, witness: Witness, line: Line) -> None:
    witness.expected = (*LOST, "404")
    page = keeping(visit)
    found = page.evaluate("fetch('/static/000000000000/css/for-page.css').then((answer) => answer.text())")
    assert "Paper, ink, willow" in found
    page.context.set_offline(True)
    found = page.evaluate("fetch('/static/000000000000/css/for-page.css').then((answer) => answer.text())")
    assert "Paper, ink, willow" in found
