"""Rendering of pages by Jinja: web/templates in the visitor's language. The studio renders through it too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from guide.server.locales import Locales, Words

FOREVER = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Scripts, styles and drawings under a path that changes with their content, so that they may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, cacheable."""
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["cache-control"] = FOREVER
        return response


class Pages:
    """Renders templates. They get `words`, `static`, `languages` and `link(path)`, which keeps a chosen language."""

    def __init__(self, web: Path, locales: Locales) -> None:
        self.locales = locales
        self.static = Assets(directory=web / "static")
        self.static_path = f"/static/{_digest(web / 'static')}"
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(web / "templates"), autoescape=True, undefined=jinja2.StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.globals["static"] = self.static_path
        self._templates.filters["data"] = _data

    def render(self, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
        """One page in the language of the request."""
        words = self.locales.of(request)
        chosen = words.lang if "lang" in request.query_params else None
        html = self._templates.get_template(template).render(
            words=words, languages=self._languages(request), link=_link(chosen), path=request.url.path, **values
        )
        headers = {"content-language": words.lang, "vary": "accept-language", "cache-control": "no-cache"}
        return HTMLResponse(html, status, headers)

    def _languages(self, request: Request) -> list[tuple[str, str, Words]]:
        """Every language with the address of this page in it."""
        kept = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
        return [
            (lang, f"{request.url.path}?{urlencode([*kept, ('lang', lang)])}", self.locales.choose(lang, None))
            for lang in self.locales.languages
        ]


def _link(lang: str | None) -> Callable[..., str]:
    def link(path: str, **query: str) -> str:
        asked = {**query, "lang": lang} if lang else query
        return f"{path}?{urlencode(asked)}" if asked else path

    return link


def _data(value: Any) -> Markup:
    """JSON for a data block: nothing in it can close the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _digest(folder: Path) -> str:
    seen = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            seen.update(path.relative_to(folder).as_posix().encode())
            seen.update(path.read_bytes())
    return seen.hexdigest()[:12]
