"""Telephone numbers as buttons: whoever needs help should not have to copy digits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_NUMBER = re.compile(r"\+?\d(?:[ ()\-]*\d)+")
"""The first number of a text such as 0514-87341324, 86 or 0514-8734 1324 ext. 8."""
_FEWEST = 3
_LAID = re.compile(r"[^\d+]")


def dialled(text: str) -> str:
    """The address that rings a number, tel:051487341324; nothing where the text holds none."""
    found = _NUMBER.search(text)
    digits = _LAID.sub("", found.group()) if found else ""
    return f"tel:{digits}" if len(digits) >= _FEWEST else ""


def card(lines: Iterable[tuple[str, str]]) -> tuple[Mapping[str, Any], ...]:
    """A card of whom to ring, by title and number; none where nobody can be rung."""
    items = [
        {"title": title, "number": number, "url": url} for title, number in lines if (url := dialled(number))
    ]  # fmt: skip
    return ({"kind": "phones", "items": items},) if items else ()
