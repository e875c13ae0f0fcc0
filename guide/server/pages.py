"""Rendering of pages by Jinja: web/templates in the visitor's language. The studio renders through it too."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jinja2
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from guide.dialogue.addresses import page_of
from guide.server.assets import Assets, digest
from guide.server.locales import Locales, Words

EMBED = "embed"
"""In the address of a page that stands in a frame on another site."""
ELDER = "elder"
"""The view with large letters and few choices."""


class Pages:
    """Renders templates. They get `words`, `static`, `languages`, `view` and `link(path)`, which keeps both choices."""

    def __init__(self, web: Path, locales: Locales) -> None:
        self.locales = locales
        self.static = Assets(web / "static")
        self.static_path = f"/static/{digest(web / 'static')}"
        found = jinja2.FileSystemLoader([web / "templates", web / "static" / "css"])  # Pictures take in style sheets.
        self._templates = jinja2.Environment(
            loader=found, autoescape=True, undefined=jinja2.StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.globals["static"] = self.static_path
        self._templates.globals["page_of"] = page_of
        self._templates.filters["data"] = _data

    def render(self, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
        """One page in the language of the request."""
        words = self.locales.of(request)
        html = self._templates.get_template(template).render(
            words=words, languages=self._languages(request), link=_link(_chosen(request, words)), view=_view(request),
            to_view=lambda view: _with(request, "view", view), path=request.url.path, **values
        )  # fmt: skip
        headers = {"content-language": words.lang, "vary": "accept-language", "cache-control": "no-cache"}
        return HTMLResponse(html, status, headers)

    def drawing(self, request: Request, template: str, **values: Any) -> str:
        """A picture, in the language of the request."""
        words = self.locales.of(request)
        chosen = _link(_chosen(request, words))
        return self._templates.get_template(template).render(words=words, link=chosen, **values)

    def _languages(self, request: Request) -> list[tuple[str, str, Words]]:
        """Every language with the address of this page in it."""
        return [
            (lang, _with(request, "lang", lang), self.locales.choose(lang, None)) for lang in self.locales.languages
        ]


def _view(request: Request) -> str:
    """The view the address asks for, where it is another than the usual one."""
    return ELDER if request.query_params.get("view") == ELDER else ""


def _chosen(request: Request, words: Words) -> dict[str, str]:
    """What a visitor chose by address, to be kept in every link of the page."""
    chosen = {"lang": words.lang} if "lang" in request.query_params else {}
    if EMBED in request.query_params:
        chosen[EMBED] = "1"
    return {**chosen, "view": ELDER} if _view(request) else chosen


def _with(request: Request, name: str, value: str) -> str:
    """The address of this page with one part of its query changed."""
    kept = [(key, each) for key, each in request.query_params.multi_items() if key != name]
    return f"{request.url.path}?{urlencode([*kept, (name, value)])}"


def _link(chosen: Mapping[str, str]) -> Callable[..., str]:
    def link(path: str, **query: str) -> str:
        asked = {**query, **chosen}
        return f"{path}?{urlencode(asked)}" if asked else path

    return link


def _data(value: Any) -> Markup:
    """JSON for a data block: nothing in it can close the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
