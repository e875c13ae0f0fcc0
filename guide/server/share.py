"""Share cards: the picture that others show beside our address, drawn from an entry's own at 1200 x 630 pixels.

Few programs that preview an address read SVG, so a drawing is made a PNG once and kept; a photograph is sent as it is.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import resvg_py
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.pictures import Picture
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.shipped import folder

WIDTH, HEIGHT = 1200, 630
"""What Open Graph asks for: 1.91 to 1."""
HOUSE_CARD = "/share/guide.png"
"""Where no entry has a picture: the guide's own mark."""
PAPER = "#f7f3ea"
_HOUSE = "guide"
_KEPT = 128
_DAY = 24 * 3600
_FETCHES = ("<image", '<use href="http', "<!ENTITY", "<foreignObject")
"""A drawing with one of these may show what is in another file: it is left alone."""


def card_of(picture: Picture | None) -> str:
    """The address of the card of a picture."""
    if picture is None:
        return HOUSE_CARD
    stem, _, ending = picture.file.rpartition(".")
    return f"/share/{stem}.png" if ending == "svg" else f"/pictures/{picture.file}"


def router(served: Served) -> APIRouter:
    """GET /share/{name}.png."""
    routes = APIRouter(include_in_schema=False)

    def card(request: Request, name: str) -> Response:
        path = served.pictures.path(f"{name}.svg") or (_mark() if name == _HOUSE else None)
        if path is None:
            raise Refusal(404, "not_found")
        image = drawn(path, path.stat().st_mtime_ns)
        headers = {"cache-control": f"public, max-age={_DAY}", "cross-origin-resource-policy": "cross-origin"}
        return Response(image, media_type="image/png", headers=headers)

    routes.add_api_route("/share/{name}.png", card, methods=["GET", "HEAD"], response_model=None)
    return routes


@lru_cache(_KEPT)
def drawn(path: Path, changed: int) -> bytes:
    """A drawing in the middle of a card, on paper. `changed` is when the file was: another drawing is drawn anew.

    Raises Refusal 404 for a file that cannot be drawn or that leads to others.
    """
    text = path.read_text(encoding="utf-8")
    start = text.find("<svg")
    if start < 0 or any(each in text for each in _FETCHES):
        raise Refusal(404, "not_found")
    held = text[start:].replace("<svg", f'<svg x="0" y="0" width="{WIDTH}" height="{HEIGHT}"', 1)
    sheet = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">{held}</svg>'
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=sheet, background=PAPER, skip_system_fonts=True))
    except ValueError as error:
        raise Refusal(404, "not_found") from error


def _mark() -> Path:
    return folder("web") / "static" / "img" / "mark.svg"
