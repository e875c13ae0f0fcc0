"""Debian's Chromium on the made-up town, with a witness for everything a page must never do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, sync_playwright

from guide.server import visitors
from tests.server.serving import serving
from tests.server.town import Town, build

WITNESS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


@dataclass
class Witness:
    """What a page said and asked for."""

    home: str
    said: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    """Console messages a test provokes on purpose contain one of these."""

    def watch(self, page: Page) -> None:
        page.on("console", lambda message: self.said.append(message.text) if message.type != "log" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", self._refuse)
        page.on("request", lambda request: self.foreign.append(request.url) if not self.ours(request.url) else None)

    def _refuse(self, dialog: Dialog) -> None:
        self.said.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def ours(self, url: str) -> bool:
        return url.startswith((self.home, "about:", "data:,"))

    @property
    def complaints(self) -> list[str]:
        said = [each for each in self.said if not any(known in each for known in self.expected)]
        return [*said, *self.foreign]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all browser tests and no longer: while it is open, its event loop keeps others from running theirs."""
    chromium = shutil.which("chromium") or pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    built = build(tmp_path)
    yield built
    built.guide.gate.set()
    built.journal.close()


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    with serving(visitors(town)) as found:
        yield found


@pytest.fixture
def witness(address: str) -> Iterator[Witness]:
    watching = Witness(address)
    yield watching
    assert watching.complaints == []


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, address: str, witness: Witness) -> Iterator[Visit]:
    """Opens the site as a visitor would: `visit("/", width=320, locale="en-GB")`."""
    contexts: list[BrowserContext] = []
    scripted: list[Page] = []

    def opened(path: str = "/", width: int = 390, height: int = 844, script: str = "", **options: Any) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": width, "height": height}, **{"locale": "zh-CN", **options}
        )
        contexts.append(context)
        page = context.new_page()
        if options.get("java_script_enabled", True):
            page.add_init_script(WITNESS + script)
            scripted.append(page)
        witness.watch(page)
        page.goto(path)
        return page

    yield opened
    violations = [each for page in scripted for each in page.evaluate("window.violations")]
    for context in contexts:
        context.close()
    assert violations == []
