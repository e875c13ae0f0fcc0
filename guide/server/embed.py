"""The script that puts the guide on another site: one tag there, a frame from here, where settings allow it."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.server.locales import Locales
from guide.server.shell import Shell

KEYS = ("open", "close", "title")
"""What the button and the frame are called."""
_PLACE = '"{words}"'
_HOUR = 3600


def router(web: Path, shell: Shell, locales: Locales) -> APIRouter:
    """GET /embed.js."""
    routes = APIRouter(include_in_schema=False)
    source = (web / "embed.js").read_text(encoding="utf-8")

    def script(request: Request) -> Response:
        spoken = {lang: locales.choose(lang, None) for lang in locales.languages}
        words = {
            lang: {key: each(f"embed.{key}", city=shell.city(each)) for key in KEYS} for lang, each in spoken.items()
        }
        text = source.replace(_PLACE, json.dumps(words, ensure_ascii=False), 1)
        headers = {"cache-control": f"public, max-age={_HOUR}", "cross-origin-resource-policy": "cross-origin"}
        return Response(text, media_type="text/javascript; charset=utf-8", headers=headers)

    routes.add_api_route("/embed.js", script, methods=["GET", "HEAD"], response_model=None)
    return routes
