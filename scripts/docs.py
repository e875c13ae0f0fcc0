"""Write what docs/ takes from the program: python -m scripts.docs (tests/test_docs.py fails when it is stale)."""

from __future__ import annotations

import html
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from guide import shipped
from guide.cli import insights
from guide.settings import Settings

DOCS = Path(__file__).parent.parent / "docs"
REPORTED = date(2026, 11, 21)
"""The day the report counts ages to: raised with each reading over of the knowledge."""
START, END = "<!-- made by python -m scripts.docs -->\n", "<!-- until here -->\n"


def settings() -> str:
    """The table of every setting: its name in the environment and in guide.toml, its default, what it does."""
    head = "| environment | guide.toml | default | what it does |\n|---|---|---|---|\n"
    rows = (
        f"| `GUIDE_{each.name.upper()}` | `{each.name}` | {_shown(each.default)} | {each.metadata['about']} |\n"
        for each in fields(Settings)
    )
    return head + "".join(rows)


def commands() -> str:
    """Every verb of the command line with its arguments, options and example, as `--help` knows them."""
    command = [sys.executable, "-m", "typer", "guide.cli", "utils", "docs", "--name", "guide", "--title", "guide"]
    told = subprocess.run(command, cwd=DOCS.parent, capture_output=True, text=True, check=True).stdout
    return "\n".join(line.rstrip() for line in html.unescape(told).splitlines()[1:]).strip() + "\n"


def knowledge() -> str:
    """What the knowledge that ships holds and lacks, weighed by the saved questions, as of REPORTED."""
    saved = sorted((DOCS.parent / "tests/golden").glob("*.jsonl"))
    return insights.of_folder(shipped.folder("knowledge"), REPORTED, saved).report()


def page(name: str, made: str) -> str:
    """The page with its made part replaced; what stands around it is written by hand."""
    text = (DOCS / name).read_text(encoding="utf-8")
    before, rest = text.split(START)
    return before + START + "\n" + made + "\n" + END + rest.split(END)[1]


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return "`on`" if default else "`off`"
    return "" if default in (None, ()) else f"`{default}`"


if __name__ == "__main__":
    for page_name, made_part in (("settings.md", settings), ("cli.md", commands), ("knowledge-report.md", knowledge)):
        (DOCS / page_name).write_text(page(page_name, made_part()), encoding="utf-8")
