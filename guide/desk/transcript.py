"""The conversation a visitor sends along with a letter: only what was shown beside the box they ticked.

What names a person is taken out before it is shown, so that what is shown is what is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guide.text.redact import redact

MOST, LONGEST = 30, 2000
"""Messages, the last ones; characters of one."""
VISITOR, GUIDE = "user", "assistant"


@dataclass(frozen=True, slots=True)
class Line:
    """One message, without what names a person."""

    role: str
    text: str


def lines_of(raw: Any) -> tuple[Line, ...]:
    """The last messages of a conversation as a client holds it: a list of {role, content}, or that as JSON.

    Whatever is no message of the visitor or the guide is left out; what is no conversation is an empty one.
    """
    if isinstance(raw, str):
        raw = _parsed(raw)
    said = [line for each in raw if (line := _line(each))] if isinstance(raw, list) else []
    return tuple(said[-MOST:])


def written(lines: tuple[Line, ...]) -> str:
    """A conversation as it is kept and as a form carries it; `lines_of` reads it back the same."""
    return json.dumps([{"role": each.role, "content": each.text} for each in lines], ensure_ascii=False)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _line(raw: Any) -> Line | None:
    if not isinstance(raw, Mapping) or raw.get("role") not in (VISITOR, GUIDE):
        return None
    content = raw.get("content")
    text = _settled(content[:LONGEST].strip()) if isinstance(content, str) else ""
    return Line(str(raw["role"]), text) if text else None


def _settled(text: str) -> str:
    """Redacted until nothing more goes: taking one number out may leave another standing free."""
    clean = text.encode("utf-8", "replace").decode().replace("\x00", "")
    while (less := redact(clean)) != clean:
        clean = less
    return clean
