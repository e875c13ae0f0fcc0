"""THIRD-PARTY.md names every package and vendored file, and nothing that is gone."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def rows(heading: str) -> dict[str, list[str]]:
    """The table under a heading: first cell -> the other cells."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    return {first.strip("`"): rest for first, *rest in cells[2:]}


def names(requirements: list[str]) -> set[str]:
    return {canonical(re.split(r"[\[<>=~!; ]", each)[0]) for each in requirements}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> set[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "guide").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {module.split(".")[0] for module in modules} - set(sys.stdlib_module_names) - {"guide"}


def test_every_dependency_has_a_row_and_every_row_a_dependency() -> None:
    extras = PROJECT["optional-dependencies"]
    run = names([*PROJECT["dependencies"], *extras["postgresql"]])
    assert {canonical(name) for name in rows("Packages the guide runs on")} == run
    assert {canonical(name) for name in rows("Packages the checks run on")} == names(extras["dev"])


def test_every_row_says_what_for_and_under_which_licence() -> None:
    for heading in ("Packages the guide runs on", "Packages the checks run on"):
        for name, cells in rows(heading).items():
            assert len(cells) == 2 and all(cells), name


def test_every_import_is_declared() -> None:
    declared = names(PROJECT["dependencies"])
    homes = packages_distributions()
    stray = {module for module in imported() if not declared & set(map(canonical, homes.get(module, [])))}
    assert not stray, f"imported in guide/ but not in pyproject.toml's dependencies: {sorted(stray)}"


def test_every_vendored_file_has_a_row_and_every_row_a_file() -> None:
    folder = ROOT / "web/static/vendor"
    files = {path.relative_to(ROOT).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {path for path in files if not Path(path).name.startswith("LICENSE")} == set(
        rows("Files in this repository")
    )
    for path in rows("Files in this repository"):
        assert list((ROOT / path).parent.glob("LICENSE*")), f"{path} has no licence beside it"


@pytest.mark.parametrize(
    ("path", "digest"),
    [
        ("leaflet/leaflet.js", "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"),
        ("leaflet/leaflet.css", "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6"),
        ("uplot/uPlot.iife.min.js", "19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f"),
        ("uplot/uPlot.min.css", "df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04"),
    ],
)
def test_vendored_files_are_as_they_were_published(path: str, digest: str) -> None:
    assert hashlib.sha256((ROOT / "web/static/vendor" / path).read_bytes()).hexdigest() == digest
