"""A page again as somebody left it when the session ended or the page had grown too old: typed, and not acted on.

Nothing here knows a room: the form is looked for on the page it stood on. A form whose rows are laid out by what was
typed says so by its rule's `again`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import compile_path

from guide.errors import GuideError
from guide.server.refusals import Refusal
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule
from guide.server.studio.refill import refilled
from guide.server.studio.typed import Typed

MAIN = '<main id="main" tabindex="-1">'
"""Where studio/base.html begins what a page is about."""


class Resume:
    """Shows pages again. `rooms` are the rules of all pages that one may come back to."""

    def __init__(self, desk: Desk, rooms: Sequence[Rule]) -> None:
        self._desk = desk
        self._rooms = [(rule, compile_path(f"/studio{rule.path}")[0]) for rule in rooms]

    def show(self, visit: Visit, typed: Typed, status: int = 200) -> Response:
        """The form with what was typed in it; where there is no such form any more, what was typed."""
        page = self._as_typed(visit, typed) or self._page(visit, typed)
        if page is None or page.status_code != 200:
            return self._desk.render(visit, "typed.html", status=status, typed=typed, rest=typed.cells)
        page.status_code = status
        return page

    def _as_typed(self, visit: Visit, typed: Typed) -> Response | None:
        """By the rule's own way, where it has one."""
        rule, there = self._found("POST", visit, typed.to)
        if rule is None or rule.again is None or not visit.may(rule.role):
            return None
        try:
            return rule.again(replace(there, form=typed.cells))
        except (Refusal, GuideError):
            return None

    def _page(self, visit: Visit, typed: Typed) -> Response | None:
        """The page the form stood on, filled in again."""
        rule, there = self._found("GET", visit, typed.page)
        if rule is None or not visit.may(rule.role):
            return None
        try:
            page = rule.handle(replace(there, form={}))
        except (Refusal, GuideError):
            return None
        return self._filled(there, typed, page) if page.status_code == 200 else None

    def _filled(self, visit: Visit, typed: Typed, page: Response) -> Response:
        found = refilled(bytes(page.body).decode(), typed.to, typed.cells)
        told = self._desk.piece(visit, "typed_note.html", typed=typed, rest=found.rest)
        answer = HTMLResponse(found.html.replace(MAIN, MAIN + told, 1))
        kept = {name: text for name, text in page.headers.items() if name != "content-length"}
        answer.headers.update(kept)
        return answer

    def _found(self, method: str, visit: Visit, address: str) -> tuple[Rule | None, Visit]:
        """The rule of an address, and a visit there by whoever visits here."""
        asked = urlsplit(address)
        for rule, pattern in self._rooms:
            if rule.method == method and (there := pattern.fullmatch(asked.path)):
                scope = {
                    **visit.request.scope, "method": "GET", "path": asked.path, "raw_path": asked.path.encode(),
                    "query_string": asked.query.encode(), "path_params": there.groupdict(),
                }  # fmt: skip
                return rule, replace(visit, request=Request(scope), file=None)
        return None, visit
