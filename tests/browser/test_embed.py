"""The guide on another site: a page on another port with hostile styles shows it in a frame."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from guide.server import visitors
from guide.settings import Settings
from tests.browser.conftest import WITNESS
from tests.server.serving import serving
from tests.server.town import build

pytestmark = pytest.mark.browser
HOST = """<!doctype html><html lang="{lang}"><title>Bureau</title>
<style>button {{ display: none !important; font-size: 90px }} * {{ color: red !important }}</style>
<p id="own">Welcome</p><script src="{guide}/embed.js" async></script></html>"""


@dataclass
class Bureau:
    """The other site."""

    address: str
    lang: str = "en"
    guide: str = ""


@pytest.fixture
def bureau() -> Iterator[Bureau]:
    made = Bureau("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = HOST.format(lang=made.lang, guide=made.guide).encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield made
    server.shutdown()
    server.server_close()


def opened(
    browser: Browser, bureau: Bureau, tmp_path: Path, allowed: tuple[str, ...]
) -> Iterator[tuple[Page, list[str]]]:
    town = build(tmp_path, Settings(data=tmp_path, embed_origins=allowed))
    with serving(visitors(town)) as bureau.guide:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        page, said = context.new_page(), []
        page.add_init_script(WITNESS)
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{bureau.address}/")
        yield page, said
        context.close()
    town.close()


@pytest.fixture
def welcome(browser: Browser, bureau: Bureau, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    yield from opened(browser, bureau, tmp_path, (bureau.address,))


@pytest.fixture
def unwelcome(browser: Browser, bureau: Bureau, tmp_path: Path) -> Iterator[tuple[Page, list[str]]]:
    yield from opened(browser, bureau, tmp_path, ("https://other.example",))


def test_the_guide_opens_answers_and_closes(welcome: tuple[Page, list[str]]) -> None:
    page, said = welcome
    button = page.get_by_role("button", name="Ask the Lampton guide")
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box and box["width"] == 60 and len(page.frames) == 1, "nothing of the guide is loaded before it is asked for"
    assert button.evaluate("each => getComputedStyle(each).color") == "rgb(253, 251, 245)"
    button.press("Enter")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1").first).to_contain_text("Lampton")
    frame.locator("html[data-started]").wait_for(state="attached")
    frame.locator("#q").fill("How much is the lamp house?")
    frame.locator("#q").press("Enter")
    expect(frame.locator("#log")).to_contain_text("40 yuan")
    frame.locator("#q").press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    page.get_by_role("button", name="Close the guide").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert said == [] and page.evaluate("violations") == []


def test_a_message_from_elsewhere_closes_nothing(welcome: tuple[Page, list[str]]) -> None:
    page, _ = welcome
    page.get_by_role("button", name="Ask the Lampton guide").click()
    page.evaluate("postMessage({guide: 'close'}, '*')")
    page.wait_for_timeout(200)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_site_that_is_not_named_cannot_show_it(unwelcome: tuple[Page, list[str]]) -> None:
    page, _ = unwelcome
    page.get_by_role("button", name="Ask the Lampton guide").click()
    for _ in range(100):
        page.wait_for_timeout(100)
        if page.frames[-1].url.startswith("chrome-error:"):
            break
    assert page.frames[-1].url.startswith("chrome-error:")


@pytest.mark.parametrize(("lang", "name"), [("ja-JP", "ガイドに聞く"), ("zh-TW", "問問"), ("fr", "Ask the")])
def test_the_button_speaks_the_language_of_the_page(
    browser: Browser, bureau: Bureau, tmp_path: Path, lang: str, name: str
) -> None:
    bureau.lang = lang
    for page, _ in opened(browser, bureau, tmp_path, (bureau.address,)):
        label = page.locator("button.open").get_attribute("aria-label") or ""
        assert name in label
