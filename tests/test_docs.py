"""The pages of docs/ are what the program says today, and their links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import docs

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("seeds/*.md")])
VERBS = ("serve", "ask", "init", "import", "export", "check", "eval", "users", "models", "index")


def links(page: Path) -> Iterator[str]:
    """Relative targets of Markdown links and pictures, without their anchors."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", target):
            yield target.split("#")[0]


def test_settings_page_is_current() -> None:
    assert docs.page("settings.md", docs.settings()) == (docs.DOCS / "settings.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def commands() -> str:
    return docs.commands()


def test_command_page_is_current(commands: str) -> None:
    assert docs.page("cli.md", commands) == (docs.DOCS / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_shows_an_example(verb: str, commands: str) -> None:
    section = commands.split(f"`guide {verb}`\n")[1].split("\n## ")[0]
    assert re.search(rf"(?<!\$ )guide {verb}", section), f"guide {verb} --help has no example"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    dead = [target for target in links(page) if not (page.parent / target).exists()]
    assert not dead
