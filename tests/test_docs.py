"""The pages of docs/ are what the program says today, and their links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from guide.editing import validate
from guide.types import Fact
from guide.visiting import booking, concessions, recurrence
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


def test_knowledge_report_is_current() -> None:
    assert docs.page("knowledge-report.md", docs.knowledge()) == (docs.DOCS / "knowledge-report.md").read_text("utf-8")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_shows_an_example(verb: str, commands: str) -> None:
    section = commands.split(f"`guide {verb}`\n")[1].split("\n## ")[0]
    assert re.search(rf"(?<!\$ )guide {verb}", section), f"guide {verb} --help has no example"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    dead = [target for target in links(page) if not (page.parent / target).exists()]
    assert not dead


@pytest.fixture(scope="module")
def editors() -> str:
    return (docs.DOCS / "knowledge.md").read_text(encoding="utf-8")


def test_the_editors_example_is_an_entry(editors: str, tmp_path: Path) -> None:
    (entry, *_), (city, *_) = (re.findall(rf"```{kind}\n(.*?)```", editors, re.S) for kind in ("markdown", "yaml"))
    (tmp_path / "yangzhou").mkdir()
    (tmp_path / "yangzhou/example-garden.md").write_text(entry, encoding="utf-8")
    (tmp_path / "yangzhou/_city.yaml").write_text(city, encoding="utf-8")
    faults = {problem.code: str(problem) for problem in validate.check_folder(tmp_path)}
    assert set(faults) == {"dead-id", "dead-link", "missing-prose"}, faults


def test_the_example_of_who_pays_what_can_be_read(editors: str) -> None:
    example = yaml.safe_load(re.findall(r"```text\n(facts:.*?)```", editors, re.S)[0])["facts"]
    assert all(concessions.read(rule["value"]) for rule in example["concession_rules"])
    assert booking.read(example["booking_rule"]["value"])
    table = editors.split("### Who pays what")[1].split("\n### ")[0]
    assert all(each in table for each in (*concessions.TRAITS, *booking.CHANNELS, *booking.MARKS))


def test_editors_are_told_every_part_of_a_fact(editors: str) -> None:
    table = editors.split("### A fact\n")[1].split("\n### ")[0]
    cells = " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\w+)`", cells)) == {each.name for each in fields(Fact)} - {"field", "value"}


def test_the_rules_of_dates_that_are_shown_can_be_read(editors: str) -> None:
    table = editors.split("### What comes round")[1].split("```")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    shown = [rule for cell in cells for rule in re.findall(r"`(.+?)`", cell)]
    assert len(shown) > 8
    assert [rule for rule in shown if not recurrence.is_rule(rule)] == []
