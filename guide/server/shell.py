"""What all pages for visitors share: the city's name, the strict policy, the page about the guide, the error page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.dialogue.wording import in_language
from guide.server.headers import CONTENT_POLICY
from guide.server.locales import Words
from guide.server.pages import Pages
from guide.server.refusals import Refusal
from guide.server.served import Served, Snapshot
from guide.server.starters import Starter, starters
from guide.types import City, Entry, Lang

POLICY = f"{CONTENT_POLICY}; require-trusted-types-for 'script'; trusted-types 'none'"
"""These pages make no markup in the browser at all, so nothing there may turn text into it."""


@dataclass(slots=True)
class Known:
    """What follows from one snapshot, worked out once and not for every page."""

    snapshot: Snapshot
    city: City | None
    is_mapped: bool
    """Whether anything of the city has a position."""
    starters: dict[Lang, tuple[Starter, ...]] = field(default_factory=dict)


class Shell:
    """Renders the visitors' pages."""

    def __init__(self, served: Served, pages: Pages) -> None:
        self._served, self._pages = served, pages
        self._known: Known | None = None

    def words(self, request: Request) -> Words:
        """The words the page of this request is written in."""
        return self._pages.locales.of(request)

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
        """One page; the template also gets `city`, the city's name in its language."""
        return self._page(request, template, status, self._published(), **values)

    def is_mapped(self) -> bool:
        """Whether there is anything to see on the map."""
        return self._published().is_mapped

    def home(self) -> City | None:
        """The city the guide is about."""
        return self._published().city

    def city(self, words: Words) -> str:
        """The name of the city the guide is about, or a word that stands for it."""
        return _name(self._published().city, words)

    def starters(self, words: Words) -> tuple[Starter, ...]:
        """Questions for the first screen."""
        known = self._published()
        if words.lang not in known.starters:
            city = known.city.id if known.city else ""
            entries = (entry for entry in known.snapshot.entries() if entry.city == city)
            known.starters[words.lang] = starters(entries, self._served.wording, words)
        return known.starters[words.lang]

    def _page(self, request: Request, template: str, status: int, known: Known | None, **values: Any) -> Response:
        city = _name(known.city if known else None, self.words(request))
        response = self._pages.render(request, template, status=status, city=city, **values)
        response.headers["content-security-policy"] = POLICY
        return response

    def _published(self) -> Known:
        snapshot = self._served.index.current()
        if self._known is None or self._known.snapshot is not snapshot:
            city = self._served.city
            self._known = Known(snapshot, city, any(each.position and is_of(each, city) for each in snapshot.entries()))
        return self._known

    def refusal(self, request: Request, refusal: Refusal) -> Response:
        """The page for an address that is not there, or for a fault; it asks nothing of what may be broken."""
        response = self._page(request, "error.html", refusal.status, self._known, refusal=refusal)
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


def is_of(entry: Entry, city: City | None) -> bool:
    """Whether an entry belongs to a city."""
    return city is not None and entry.city == city.id


def _name(city: City | None, words: Words) -> str:
    if city is None:
        return words("site.city")
    name = in_language(city.names, words.lang)
    return name if name not in ("", city.id) else city.id.replace("-", " ").title()
