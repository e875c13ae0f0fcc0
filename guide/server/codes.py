"""Short addresses and QR codes: what is printed at a door leads to its page, or to the chat at a question.

Nothing in a printed address tells of who reads it; the language of the page is the phone's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from urllib.parse import urlencode

import segno
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from guide.dialogue.addresses import page_of
from guide.dialogue.wording import in_language
from guide.editing import signs
from guide.editing.signs import ENTRY
from guide.server.refusals import Refusal
from guide.server.served import Served, Snapshot
from guide.server.shell import Shell

SHORT = "/s/"
"""Where short addresses begin."""
_DAY = 24 * 3600


@dataclass(slots=True)
class Book:
    """The codes of a snapshot, made once."""

    snapshot: Snapshot | None = None
    ids: Mapping[str, str] = field(default_factory=dict)

    def of(self, snapshot: Snapshot) -> Mapping[str, str]:
        """The id of the entry for each code."""
        if self.snapshot is not snapshot:
            self.ids = signs.codes(snapshot.entries())
            self.snapshot = snapshot
        return self.ids


def router(served: Served, shell: Shell) -> APIRouter:
    """GET /s/{code} and /qr/{code}.svg."""
    door, routes = Door(served, shell), APIRouter(include_in_schema=False)
    for path, handle in ((f"{SHORT}{{code}}", door.enter), ("/qr/{code}.svg", door.drawn)):
        routes.add_api_route(path, handle, methods=["GET", "HEAD"], response_model=None)
    return routes


class Door:
    """The handlers."""

    def __init__(self, served: Served, shell: Shell) -> None:
        self._served, self._shell, self._book = served, shell, Book()

    def enter(self, request: Request, code: str) -> Response:
        """On to what a code stands for."""
        target = self._target(request, code.lower())
        if target is None:
            raise Refusal(404, "not_found")
        return RedirectResponse(target, 302, {"cache-control": "no-cache"})

    def drawn(self, request: Request, code: str) -> Response:
        """The QR code of a short address, as a drawing that prints at any size."""
        short = code.lower()
        if self._target(request, short) is None:
            raise Refusal(404, "not_found")
        image = drawing(self._shell.site(request).page(f"{SHORT}{short}"))
        return Response(image, media_type="image/svg+xml", headers={"cache-control": f"public, max-age={_DAY}"})

    def _target(self, request: Request, code: str) -> str | None:
        snapshot = self._served.index.current()
        entry = snapshot.entry(self._book.of(snapshot).get(code[:ENTRY], ""))
        if entry and len(code) in (ENTRY, ENTRY + signs.PART):
            section = next((at for at, part in enumerate(signs.parts(entry), start=1) if part[0] == code), 0)
            return f"{page_of(entry)}#s{section}" if section else page_of(entry)
        sign = self._served.signs.of(code)
        return f"/?{urlencode({'q': in_language(sign.question, self._shell.words(request).lang)})}" if sign else None


@lru_cache(1024)
def drawing(address: str) -> bytes:
    """An address as a QR code: a quarter of it may be scratched off, and it has its quiet margin."""
    out = BytesIO()
    segno.make(address, error="q", boost_error=False, micro=False).save(
        out, kind="svg", border=4, omitsize=True, xmldecl=False, svgclass=None, lineclass=None, light="#fff"
    )
    return out.getvalue()
