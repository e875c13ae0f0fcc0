"""The words of a problem in knowledge by its code: prompts/<lang>/check.yaml, and import.yaml for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import yaml

from guide import shipped
from guide.errors import Problem

WARNINGS = frozenset(
    {
        "unknown-city", "unknown-column", "unknown-relation", "missing-name", "missing-prose", "missing-translation",
        "duplicate-name", "no-source", "same-hant", "coined-nothing", "no-alt", "lost-picture",
    }
)  # fmt: skip
"""Faults that leave the entry usable: they are listed, and a check still passes."""


class Place(NamedTuple):
    """Where a fault stands. `line` counts from 1; 0 is a file as a whole or an entry that came from no file."""

    file: str
    line: int = 0


def problem(code: str, place: Place, **values: object) -> Problem:
    """The problem of this code, in English. Raises KeyError for a code without words."""
    said = {key: str(value) for key, value in values.items()}
    message, fix = words(code, said, "en")
    harmless = code in WARNINGS or _table("en")[code].get("severity") == "warning"
    return Problem(place.file, place.line, code, message, fix, "warning" if harmless else "error", said)


def words(code: str, values: Mapping[str, str], lang: str) -> tuple[str, str]:
    """What is wrong and what to do, in an editor's language; English where that has no table."""
    table = _table(lang.split("-")[0]) or _table("en")
    template = table[code]
    return template["message"].format_map(values), template["fix"].format_map(values)


@cache
def _table(lang: str) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for name in ("check", "import"):
        path = shipped.folder("prompts") / lang / f"{name}.yaml"
        if path.is_file():
            found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found
