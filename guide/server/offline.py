"""What a phone keeps of the guide: the manifest, the worker, and the pages for when there is no net."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from guide.server.assets import SHEETS
from guide.server.pages import Pages
from guide.server.shell import Shell

PAPER, WILLOW = "#f7f3ea", "#2f5d46"
ICONS = (("icon-192", "192x192", "any"), ("icon-512", "512x512", "any"), ("icon-maskable-512", "512x512", "maskable"))
SHELL = ("/", "/offline", "/saved")
"""Pages that a phone has before it was shown them."""
HEAVIEST = 60_000
"""Bytes of a file that is fetched ahead; a larger one is kept when a page first needs it."""
_AHEAD = (".js", ".svg")
_EDITORS = "studio"


class Keeping:
    """Makes the manifest and the worker for the files as they are now."""

    def __init__(self, web: Path, pages: Pages, shell: Shell) -> None:
        self._pages, self._shell = pages, shell
        build = {"here": pages.static_path, "files": _ahead(web / "static"), "shell": SHELL}
        self._worker = f"const BUILD = {json.dumps(build)};\n{(web / 'worker.js').read_text('utf-8')}"

    def manifest(self, request: Request) -> Response:
        """GET /manifest.webmanifest: the guide as an installed application, in the language asked for."""
        words = self._shell.words(request)
        name = words("site.name", city=self._shell.city(words))
        chosen = f"?lang={words.lang}" if "lang" in request.query_params else ""
        body: dict[str, Any] = {
            "id": "/", "scope": "/", "start_url": f"/{chosen}", "display": "standalone",
            "name": name, "short_name": name, "description": words("chat.description", city=self._shell.city(words)),
            "lang": words.lang, "dir": "ltr", "background_color": PAPER, "theme_color": PAPER,
            "categories": ["travel", "navigation"],
            "icons": [
                {"src": f"{self._pages.static_path}/img/{file}.png", "type": "image/png", "sizes": size, "purpose": use}
                for file, size, use in ICONS
            ],
            "shortcuts": [{"name": words("saved.title"), "url": f"/saved{chosen}"}],
        }  # fmt: skip
        headers = {"cache-control": "no-cache", "vary": "accept-language"}
        return JSONResponse(body, headers=headers, media_type="application/manifest+json")

    def worker(self, request: Request) -> Response:
        """GET /sw.js: the worker. It names the digest of the static files, so that a new version replaces the old."""
        headers = {"cache-control": "no-cache", "service-worker-allowed": "/"}
        return Response(self._worker, headers=headers, media_type="text/javascript")

    def offline(self, request: Request) -> Response:
        """GET /offline: what a phone shows without a net in place of a page that it does not have."""
        return self._shell.page(request, "offline.html")

    def saved(self, request: Request) -> Response:
        """GET /saved: the places with a star, which only the browser knows."""
        return self._shell.page(request, "saved.html")


def router(web: Path, pages: Pages, shell: Shell) -> APIRouter:
    """GET /manifest.webmanifest, /sw.js, /offline, /saved."""
    keeping, routes = Keeping(web, pages, shell), APIRouter(include_in_schema=False)
    for path, page in (
        ("/manifest.webmanifest", keeping.manifest),
        ("/sw.js", keeping.worker),
        ("/offline", keeping.offline),
        ("/saved", keeping.saved),
    ):
        routes.add_api_route(path, page, methods=["GET", "HEAD"], response_model=None)
    return routes


def _ahead(static: Path) -> list[str]:
    """The visitors' files that are worth a phone's memory before a page asks for them."""
    files = (path for path in sorted(static.rglob("*")) if path.suffix in _AHEAD and path.stat().st_size <= HEAVIEST)
    names = (path.relative_to(static).as_posix() for path in files)
    sheets = (f"css/for-{kind}.css" for kind in SHEETS)
    return [name for name in (*sheets, *names) if _EDITORS not in name]
