"""What a screen reader would say of a page: its live regions by the rules of ARIA, and its tree in reading order."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

EARS = (Path(__file__).parent / "ears.js").read_text("utf-8")
"""For the start of a page: `heard` grows by [role of the region, text] whenever a live region has something new."""
QUIET = {"none", "generic", "InlineTextBox", "LineBreak", "ListMarker", "paragraph", "RootWebArea"}


class Heard(NamedTuple):
    """One announcement: the role of its region, or `focus` with what has it."""

    role: str
    text: str


class Node(NamedTuple):
    """One node of the accessibility tree."""

    depth: int
    role: str
    name: str


def heard(page: Page) -> list[Heard]:
    """All announcements so far, in order."""
    return [Heard(*each) for each in page.evaluate("window.heard")]


def forget(page: Page) -> None:
    """Begin to listen anew."""
    page.evaluate("() => void (window.heard.length = 0)")


def tree(page: Page) -> list[Node]:
    """What the accessibility tree holds, in reading order, without what only groups."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    found: list[Node] = []
    _walk(nodes[0], known, 0, found)
    return found


def _walk(node: dict[str, Any], known: dict[str, dict[str, Any]], depth: int, found: list[Node]) -> None:
    role, name = node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "").strip()
    is_told = not node.get("ignored") and role not in QUIET and bool(name or role not in {"StaticText", "listitem"})
    if is_told:
        found.append(Node(depth, role, name))
    if is_told and role in {"link", "button", "heading", "image", "switch"} and name:
        return  # Their name says what is in them.
    for child in node.get("childIds", []):
        if child in known:
            _walk(known[child], known, depth + is_told, found)
