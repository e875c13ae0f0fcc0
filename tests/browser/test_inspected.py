"""Every page in every state and view, held against axe and html-validate: no violation, no invalid markup."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit, Witness
from tests.browser.states import PAGES, Seen, address, chat, pages, settle

pytestmark = pytest.mark.browser

LOST = ("404", "503", "ERR_INTERNET_DISCONNECTED", "500")
"""What the pages and states are made to say: of an address that leads nowhere, of a fault, of a net that is gone."""
INSPECTORS = Path(__file__).parents[1] / "inspectors"
TOOLS = INSPECTORS / "node_modules"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""All that other colours can break: the page itself stays the same."""
AXE = """async (only) => {
  const found = await axe.run(document, { resultTypes: ["violations"], runOnly: only });
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}"""
CONTRAST = "() => { document.documentElement.dataset.look = 'contrast'; }"
"""What js/look.js does when the look is chosen, and js/prefs.js when it was."""
needs_tools = pytest.mark.skipif(not TOOLS.is_dir(), reason="npm packages are not installed")
Opened = Callable[[Visit, str, str], Iterator[Seen]]
locales = pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds wrong, by all rules or by these. The debugger tells it to the page, which no policy forbids."""
    settle(page)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate((TOOLS / "axe-core" / "axe.min.js").read_text("utf-8"))
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found: list[str] = page.evaluate(AXE, only)
    return found


def accessible(seen: Seen) -> None:
    assert violations(seen.page) == [], seen.name


def accessible_in_every_look(seen: Seen) -> None:
    accessible(seen)
    seen.page.emulate_media(color_scheme="dark")
    assert violations(seen.page, COLOURS) == [], f"{seen.name} dark"
    seen.page.emulate_media(color_scheme="light")
    seen.page.evaluate(CONTRAST)
    assert violations(seen.page, COLOURS) == [], f"{seen.name} contrast"


@needs_tools
@locales
@pytest.mark.parametrize(("view", "held"), [("normal", accessible_in_every_look), ("elder", accessible)])
@pytest.mark.parametrize("opened", [chat, pages])
def test_no_page_has_a_violation_in_any_state_and_look(
    visit: Visit, witness: Witness, opened: Opened, view: str, held: Callable[[Seen], None], locale: str
) -> None:
    witness.expected = LOST
    for seen in opened(visit, view, locale):
        held(seen)


@needs_tools
def test_the_markup_is_valid(visit: Visit, witness: Witness, tmp_path: Path) -> None:
    """As it is sent, and as the scripts make it."""
    witness.expected = LOST
    asked = visit("/about")
    for language in ("zh-Hans", "en"):
        for number, path in enumerate(("/", *PAGES)):
            sent = asked.request.get(address(path, f"lang={language}"), headers={"accept": "text/html"}).text()
            (tmp_path / f"sent-{language}-{number}.html").write_text(sent, "utf-8")
    for seen in chat(visit, "normal", "en-GB"):
        name = seen.name.replace(" ", "-")
        made = seen.page.evaluate("document.documentElement.outerHTML")
        (tmp_path / f"{name}.html").write_text(f"<!doctype html>\n{made}\n", "utf-8")
    assert invalid(tmp_path) == []


def invalid(folder: Path) -> list[str]:
    """What html-validate finds wrong in the files of a folder."""
    node = shutil.which("node") or pytest.skip("Node is not installed")
    program = TOOLS / "html-validate" / "bin" / "html-validate.mjs"
    rules = INSPECTORS / "htmlvalidate.json"
    files = sorted(map(str, folder.glob("*.html")))
    told = folder / "report.json"
    with told.open("wb") as report:  # Not a pipe: the program ends before a long report has gone through one.
        subprocess.run([node, program, "--config", rules, "--formatter", "json", *files], stdout=report, check=False)
    reports: list[dict[str, Any]] = json.loads(told.read_text("utf-8"))
    return [f"{Path(each['filePath']).name} {said['message']}" for each in reports for said in each["messages"]]
