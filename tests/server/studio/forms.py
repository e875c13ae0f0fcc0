"""The forms of a page as a browser without scripts would send them."""

from __future__ import annotations

from html.parser import HTMLParser


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._text: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        name = given.get("name", "")
        if not self.forms or not name and tag != "option":
            return
        if tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.forms[-1][name] = given.get("value", "")
        elif tag == "textarea":
            self._text = name
            self.forms[-1][name] = ""
        elif tag == "select":
            self._select = name
            self.forms[-1][name] = ""
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1][self._select] = given["value"]

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1][self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            # A browser drops the line end right after <textarea> and sends the others as CR LF.
            text = self.forms[-1][self._text].removeprefix("\n")
            self.forms[-1][self._text] = text.replace("\n", "\r\n")
            self._text = None
        if tag == "select":
            self._select = None


def with_cell(html: str, cell: str) -> dict[str, str]:
    """The first form of a page that has this cell."""
    reader = _Forms()
    reader.feed(html)
    return next(form for form in reader.forms if cell in form)
