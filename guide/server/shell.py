"""What all pages for visitors share: the city's name, the strict policy, the page about the guide, the error page."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.dialogue.wording import in_language
from guide.server.headers import CONTENT_POLICY
from guide.server.locales import Words
from guide.server.pages import Pages
from guide.server.refusals import Refusal
from guide.server.served import Served

POLICY = f"{CONTENT_POLICY}; require-trusted-types-for 'script'; trusted-types 'none'"
"""These pages make no markup in the browser at all, so nothing there may turn text into it."""


class Shell:
    """Renders the visitors' pages."""

    def __init__(self, served: Served, pages: Pages) -> None:
        self._served, self._pages = served, pages

    def words(self, request: Request) -> Words:
        """The words the page of this request is written in."""
        return self._pages.locales.of(request)

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
        """One page; the template also gets `city`, the city's name in its language."""
        city = self.city(self.words(request))
        response = self._pages.render(request, template, status=status, city=city, **values)
        response.headers["content-security-policy"] = POLICY
        return response

    def city(self, words: Words) -> str:
        """The name of the city the guide is about, or a word that stands for it."""
        city = self._served.city
        return (in_language(city.names, words.lang) if city else "") or words("site.city")

    def refusal(self, request: Request, refusal: Refusal) -> Response:
        """The page for an address that is not there, or for a fault."""
        response = self.page(request, "error.html", status=refusal.status, refusal=refusal)
        response.headers.update(refusal.headers)
        return response

    def about(self, request: Request) -> Response:
        """Who answers, with which model, what is kept, whom to tell."""
        model, llm = self._served.model, self._served.settings.llm or ""
        kind = "templates" if not llm or model == "templates" else "remote" if "://" in llm else "local"
        return self.page(request, "about.html", kind=kind, model=model)


def router(shell: Shell) -> APIRouter:
    """GET /about."""
    routes = APIRouter(include_in_schema=False)
    routes.add_api_route("/about", shell.about, methods=["GET", "HEAD"], response_model=None)
    return routes
