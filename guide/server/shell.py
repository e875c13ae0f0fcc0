"""What all pages for visitors share: the city's name, the strict policy, the page about the guide, the error page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.dialogue.starters import Starter
from guide.dialogue.wording import in_language
from guide.server import asked as questions
from guide.server import wechat
from guide.server.addresses import Site, site
from guide.server.alerts import Alert, Alerts
from guide.server.headers import CONTENT_POLICY, framed
from guide.server.locales import Words
from guide.server.pages import EMBED, Pages
from guide.server.refusals import Refusal
from guide.server.served import Served, Snapshot
from guide.server.share import HOUSE_CARD, card_of
from guide.server.starters import MOST, described
from guide.skills import hotlines
from guide.types import FEATURED, City, Entry, Lang

SERVICES = ("city", "ambulance", "police")
"""The numbers that the view for elders shows on its first screen."""
POLICY = f"{CONTENT_POLICY}; require-trusted-types-for 'script'; trusted-types guide-worker"
"""These pages make no markup in the browser at all, so nothing there may turn text into it. One policy is allowed: it
makes one address, /sw.js, that of the worker (web/static/js/offline.js), for which browsers take no plain text."""


@dataclass(slots=True)
class Known:
    """What follows from one snapshot, worked out once and not for every page."""

    snapshot: Snapshot
    city: City | None
    is_mapped: bool
    """Whether anything of the city has a position."""
    card: str
    """The picture that stands for the guide where its address is shared."""
    phones: tuple[tuple[str, str], ...]
    """Whom to ring, by service: the city's hotline and two for emergencies, as far as they are known."""
    described: dict[Lang, tuple[Starter, ...]] = field(default_factory=dict)
    """Questions about the best described places, where those of the moment do not fill the screen."""


class Shell:
    """Renders the visitors' pages."""

    def __init__(self, served: Served, pages: Pages) -> None:
        self._served, self._pages = served, pages
        self._known: Known | None = None
        self._alerts = Alerts(served)

    def words(self, request: Request) -> Words:
        """The words the page of this request is written in."""
        return self._pages.locales.of(request)

    def speaking(self, lang: Lang) -> Words:
        """The words of a language."""
        return self._pages.locales.choose(lang, None)

    def page(self, request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
        """One page; the template also gets `city`, the city's name in its language."""
        return self._page(request, template, status, self._published(), **values)

    @property
    def languages(self) -> tuple[Lang, ...]:
        """The languages of the pages."""
        return self._pages.locales.languages

    def drawing(self, request: Request, template: str, **values: Any) -> str:
        """A picture in the visitor's language."""
        return self._pages.drawing(request, template, **values)

    def language(self, request: Request) -> Lang:
        """The language of a request."""
        return self.words(request).lang

    def alerts(self, lang: Lang) -> tuple[Alert, ...]:
        """The emergencies in a language."""
        return self._holding(lang, self._published())

    def is_mapped(self) -> bool:
        """Whether there is anything to see on the map."""
        return self._published().is_mapped

    def phones(self) -> tuple[tuple[str, str], ...]:
        """Whom to ring, by service, in the order of how often visitors do."""
        return self._published().phones

    def home(self) -> City | None:
        """The city the guide is about."""
        return self._published().city

    def city(self, words: Words) -> str:
        """The name of the city the guide is about, or a word that stands for it."""
        return _name(self._published().city, words)

    def starters(self, words: Words, said: Mapping[str, Any] | None = None) -> tuple[Starter, ...]:
        """Questions for the first screen: those of the moment, then about the best described places.

        `said` is a request's metadata: `location`, and `now` where rehearsals are allowed. Raises Refusal.
        """
        known = self._published()
        live = self._served.starters(words.lang, questions.context(said, self._served.settings))
        if words.lang not in known.described:
            city = known.city.id if known.city else ""
            entries = (entry for entry in known.snapshot.entries() if entry.city == city)
            known.described[words.lang] = described(entries, self._served.wording, words)
        asked = {each.question for each in live}
        others = (each for each in known.described[words.lang] if each.question not in asked)
        return (*live, *others)[:MOST]

    def _page(self, request: Request, template: str, status: int, known: Known | None, **values: Any) -> Response:
        words = self.words(request)
        city = _name(known.city if known else None, words)
        host = wechat.of(request, self._served.settings.wechat_script)
        alerts = self._holding(words.lang, known)
        head = {**self._head(request, known.card if known else HOUSE_CARD), "wechat": host, "alerts": alerts}
        response = self._pages.render(request, template, status=status, city=city, **{**head, **values})
        policy = framed(POLICY, self._served.settings.embed_origins)
        response.headers["content-security-policy"] = host.allowed(policy) if host else policy
        response.headers["vary"] = "accept-language, user-agent"
        return response

    def _holding(self, lang: Lang, known: Known | None) -> tuple[Alert, ...]:
        return self._alerts.now(known.city.id, lang) if known and known.city else ()

    def site(self, request: Request) -> Site:
        """The site from outside."""
        return site(request, self._served.settings)

    def _head(self, request: Request, card: str) -> dict[str, Any]:
        """What the head tells programs: the one address of the page, the same in other languages, a picture."""
        here, path = self.site(request), request.url.path
        lang = self.words(request).lang if "lang" in request.query_params else None
        return {
            "origin": here.origin, "canonical": here.page(path, lang), "card": card,
            "embedded": " ".join(self._served.settings.embed_origins) if EMBED in request.query_params else None,
            "alternates": list(here.alternates(path, self._pages.locales.languages)),
        }  # fmt: skip

    def _published(self) -> Known:
        snapshot = self._served.index.current()
        if self._known is None or self._known.snapshot is not snapshot:
            city = self._served.city
            own = [each for each in snapshot.entries() if is_of(each, city)]
            self._known = Known(
                snapshot, city, any(each.position for each in own), self._card(own), _phones(snapshot, city)
            )
        return self._known

    def _card(self, entries: Iterable[Entry]) -> str:
        """The picture of the first place the city is visited for that has one of its own."""
        seen = (self._served.pictures.of(each) for each in entries if FEATURED in each.tags)
        return next((card_of(each) for each in seen if each and not each.of_kind), HOUSE_CARD)

    def refusal(self, request: Request, refusal: Refusal) -> Response:
        """The page for an address that is not there, or for a fault; it asks nothing of what may be broken."""
        response = self._page(request, "error.html", refusal.status, self._known, refusal=refusal)
        response.headers.update(refusal.headers)
        return response

    def about(self, request: Request) -> Response:
        """Who answers, with which model, what is kept, whom to tell."""
        model, llm = self._served.model, self._served.settings.llm or ""
        kind = "templates" if not llm or model == "templates" else "remote" if "://" in llm else "local"
        return self.page(request, "about.html", kind=kind, model=model, is_open=self._served.offer.terms().is_on)


def router(shell: Shell) -> APIRouter:
    """GET /about."""
    routes = APIRouter(include_in_schema=False)
    routes.add_api_route("/about", shell.about, methods=["GET", "HEAD"], response_model=None)
    return routes


def is_of(entry: Entry, city: City | None) -> bool:
    """Whether an entry belongs to a city."""
    return city is not None and entry.city == city.id


def _phones(snapshot: Snapshot, city: City | None) -> tuple[tuple[str, str], ...]:
    known = hotlines.found(snapshot, city.id if city else "")
    return tuple((service, str(known[service].facts[0].value)) for service in SERVICES if service in known)


def _name(city: City | None, words: Words) -> str:
    if city is None:
        return words("site.city")
    name = in_language(city.names, words.lang)
    return name if name not in ("", city.id) else city.id.replace("-", " ").title()
