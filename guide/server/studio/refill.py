"""A rendered page with what was typed before put back into the cells of one of its forms.

It works on our own pages' HTML, so that no room has to know how to show its form again. Hidden cells stay as the page
has them: they tell what the page shows now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import accumulate

BUTTON = "do"
"""The cell that tells which button was pressed."""
_FIXED = frozenset({"hidden", "submit", "button", "reset", "image", "file", "password"})
_TICKED = frozenset({"checkbox", "radio"})


@dataclass(slots=True)
class Tag:
    """One start tag: its attributes, where it stands in the page, and where its content ends."""

    name: str
    given: dict[str, str]
    start: int
    end: int
    close: int = 0
    options: list[Tag] = field(default_factory=list)

    @property
    def cell(self) -> str:
        """The name it is sent under; "" for none."""
        return self.given.get("name", "")

    @property
    def type(self) -> str:
        """Of an input; the others are called as their tag."""
        return self.given.get("type", "text") if self.name == "input" else self.name

    @property
    def holds(self) -> bool:
        """Whether somebody types or chooses here."""
        return bool(self.cell) and self.name != "button" and self.type not in _FIXED


@dataclass(slots=True)
class Form:
    """A form that is posted, with its controls, also those outside it that name it."""

    action: str
    id: str
    controls: list[Tag] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refilled:
    """The page, and what was typed that no cell of it takes."""

    html: str
    rest: Mapping[str, str]


def refilled(html: str, to: str, cells: Mapping[str, str]) -> Refilled:
    """The page with cells put back into the form that was sent to an address, as far as it is there."""
    forms = [form for form in _read(html) if form.action == to]
    if not forms:
        return Refilled(html, _told(cells, set()))
    form = max(forms, key=lambda each: _likeness(each, cells))
    edits = [edit for tag in form.controls if tag.holds for edit in _edits(tag, cells)]
    known = {tag.cell for each in forms for tag in each.controls if not tag.holds}
    placed = {tag.cell for tag in form.controls if tag.holds and _takes(tag, cells.get(tag.cell, ""))}
    return Refilled(_edited(html, edits), _told(cells, known | placed))


def _told(cells: Mapping[str, str], known: set[str]) -> dict[str, str]:
    return {name: text for name, text in cells.items() if name not in known | {BUTTON} and text.strip()}


def _likeness(form: Form, cells: Mapping[str, str]) -> tuple[bool, int, int]:
    """How surely this is the form: it has the pressed button, carries the same hidden cells, has the cells typed in."""
    pressed = any(tag.cell == BUTTON and tag.given.get("value") == cells.get(BUTTON, "") for tag in form.controls)
    same = sum(tag.type == "hidden" and cells.get(tag.cell) == tag.given.get("value") for tag in form.controls)
    return pressed, same, len({tag.cell for tag in form.controls if tag.holds} & set(cells))


def _takes(tag: Tag, text: str) -> bool:
    """Whether a control can show this text; of boxes to tick each takes its own."""
    if tag.name == "select":
        return any(each.given.get("value") == text for each in tag.options)
    return tag.type not in _TICKED or tag.given.get("value", "on") == text


Edit = tuple[int, int, str]
"""From where to where of the page, and what stands there then."""


def _edits(tag: Tag, cells: Mapping[str, str]) -> Iterator[Edit]:
    text = cells.get(tag.cell)
    if tag.type in _TICKED:
        yield _retagged(tag, "checked", "" if text == tag.given.get("value", "on") else None)
    elif text is None:
        return
    elif tag.name == "textarea":
        yield tag.end, tag.close, "\n" + escape(text)
    elif tag.name == "select":
        chosen = _takes(tag, text)
        yield from (_retagged(each, "selected", "" if each.given.get("value") == text else None)
                    for each in tag.options if chosen)  # fmt: skip
    else:
        yield _retagged(tag, "value", text)


def _retagged(tag: Tag, name: str, value: str | None) -> Edit:
    """The tag anew with one attribute set, or without it."""
    given = {each: text for each, text in tag.given.items() if each != name}
    if value is not None:
        given[name] = value
    inside = "".join(f' {each}="{escape(text)}"' for each, text in given.items())
    return tag.start, tag.end, f"<{tag.name}{inside}>"


def _edited(html: str, edits: list[Edit]) -> str:
    pieces, here = [], 0
    for start, end, text in sorted(edits):
        pieces += [html[here:start], text]
        here = end
    return "".join([*pieces, html[here:]])


def _read(html: str) -> list[Form]:
    reader = _Reader(html)
    reader.feed(html)
    reader.close()
    named = {form.id: form for form in reader.forms if form.id}
    for tag in reader.loose:
        if form := named.get(tag.given["form"]):
            form.controls.append(tag)
    return reader.forms


class _Reader(HTMLParser):
    """Finds the forms of a page and where their controls stand."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self.forms: list[Form] = []
        self.loose: list[Tag] = []
        self._form: Form | None = None
        self._open: Tag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        start = self._here()
        seen = Tag(tag, given, start, start + len(self.get_starttag_text() or ""))
        if tag == "form":
            self._form = Form(given.get("action", "").partition("#")[0], given.get("id", ""))
            self.forms += [self._form] if given.get("method") == "post" else []
        elif tag == "option" and self._open:
            self._open.options.append(seen)
        elif tag in ("input", "textarea", "select", "button"):
            self._control(seen)

    def _control(self, seen: Tag) -> None:
        if "form" in seen.given:
            self.loose.append(seen)
        elif self._form:
            self._form.controls.append(seen)
        if seen.name in ("textarea", "select"):
            self._open = seen

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif self._open and tag == self._open.name:
            self._open.close, self._open = self._here(), None

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
