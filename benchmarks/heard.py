"""What a visitor with a screen reader hears for one question, as text to be read by people.

    python benchmarks/heard.py --url http://127.0.0.1:8000 [--lang zh-Hans en] [--view elder] ["a question"]

First what is announced by itself from the moment of asking, in order; then the page with
the answer in reading order: the role and the name of everything Chromium's accessibility tree holds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.ears import EARS, heard, tree

ASKED = {
    "zh-Hans": "个园门票多少钱？", "zh-Hant": "個園門票多少錢？", "en": "How much is Ge Garden?",
    "ja": "個園の入場料はいくらですか？", "ko": "개원 입장료는 얼마예요?",
}  # fmt: skip
PATIENCE = 60_000
"""Milliseconds for an answer."""


def listen(browser: Browser, url: str, lang: str, view: str, question: str) -> None:
    """Ask once and print what is heard."""
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale=lang, service_workers="block")
    page.add_init_script(EARS)
    page.goto(f"{url}/?lang={lang}&view={view}")
    page.wait_for_selector("html[data-started]", state="attached")
    page.locator("#q").focus()
    page.evaluate("() => void (window.heard.length = 0)")
    page.fill("#q", question)
    page.keyboard.press("Enter")
    page.wait_for_selector(".log .said", timeout=PATIENCE)
    page.wait_for_timeout(500)
    print(f"# {lang}: {question}\n\n## Announced, in order\n")
    for each in heard(page):
        print(f"- {each.role}: {each.text}")
    print("\n## The page, in reading order\n")
    for node in tree(page):
        print(f"{'  ' * node.depth}{node.role}: {node.name}".rstrip(": "))
    print()
    page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--lang", nargs="+", choices=list(ASKED), default=["zh-Hans", "en"])
    parser.add_argument("--view", choices=["standard", "elder"], default="standard")
    parser.add_argument("question", nargs="?")
    given = parser.parse_args()
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for lang in given.lang:
            listen(browser, given.url.rstrip("/"), lang, given.view, given.question or ASKED[lang])
        browser.close()


if __name__ == "__main__":
    main()
