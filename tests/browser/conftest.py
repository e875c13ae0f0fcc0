"""Debian's Chromium on the made-up town, with a witness for everything a page must never do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

from guide.server import visitors
from tests.server.serving import serving
from tests.server.town import Town, build

WITNESS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""

PATIENCE = 15_000
"""Milliseconds in which what is expected has to come: three browsers may share two cores."""
expect.set_options(timeout=PATIENCE)
WORKERLESS = "Service Worker registration blocked by Playwright"
HASTE = "Autofocus processing was blocked because a document already has a focused element"
"""A test may press a key before the first frame, in which the browser would have given the focus; people do not. That a
page gives it to one place only is held by the tests of all pages of the studio."""


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
        expected = (*self.expected, WORKERLESS, HASTE)
        said = [each for each in self.said if not any(known in each for known in expected)]
        return [*said, *self.foreign]


def chromium() -> str | None:
    """Debian's Chromium: without a window to draw, where that is installed, for it opens pages a fifth faster."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all browser tests and no longer: while it is open, its event loop keeps others from running theirs."""
    program = chromium() or pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        opened = playwright.chromium.launch(executable_path=program, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    built = build(tmp_path)
    yield built
    built.guide.gate.set()
    built.close()


@pytest.fixture
def address(town: Town) -> Iterator[str]:
    with serving(visitors(town)) as found:
        yield found


@pytest.fixture
def witness(address: str) -> Iterator[Witness]:
    watching = Witness(address)
    yield watching
    assert watching.complaints == []


def patient(page: Page) -> None:
    """Make a page that is opened wait until the parts of the talk run: they are fetched when it has been painted."""
    for name in ("goto", "reload", "go_back", "go_forward"):
        setattr(page, name, _started(page, getattr(page, name)))


def _started(page: Page, go: Callable[..., Any]) -> Callable[..., Any]:
    def gone(*args: Any, **options: Any) -> Any:
        answer = go(*args, **options)
        if page.locator("#parts").count():
            page.locator("html[data-started]").wait_for(state="attached")
        return answer

    return gone


class Visit:
    """Opens the site as a visitor would: `visit("/", width=320, locale="en-GB")`.

    Without the worker that keeps pages, unless `service_workers="allow"`: what it answers no test could change.
    """

    def __init__(self, browser: Browser, address: str, witness: Witness) -> None:
        self._browser, self._address, self._witness = browser, address, witness
        self._scripted: dict[Page, bool] = {}
        self.violations: list[str] = []
        """What the policy of a page forbade, on the pages that were left."""

    def __call__(self, path: str = "/", width: int = 390, height: int = 844, script: str = "", **options: Any) -> Page:
        context = self._browser.new_context(
            base_url=self._address,
            viewport={"width": width, "height": height},
            **{"locale": "zh-CN", "service_workers": "block", **options},
        )
        page = context.new_page()
        self._scripted[page] = options.get("java_script_enabled", True)
        if self._scripted[page]:
            page.add_init_script(WITNESS + script)
            patient(page)
        self._witness.watch(page)
        page.goto(path)
        return page

    def leave(self, page: Page) -> None:
        """Close a page's browser. One that stays open goes on drawing, and takes the processor from the next."""
        if self._scripted.pop(page):
            self.violations += page.evaluate("window.violations")
        page.context.close()

    def leave_all(self) -> None:
        """Close all that is still open."""
        for page in list(self._scripted):
            self.leave(page)


@pytest.fixture
def visit(browser: Browser, address: str, witness: Witness) -> Iterator[Visit]:
    """The way to the site."""
    made = Visit(browser, address, witness)
    yield made
    made.leave_all()
    assert made.violations == []
