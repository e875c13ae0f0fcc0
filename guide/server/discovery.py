"""What programs read to find their way: the map of the site, rules for crawlers, who to tell, proofs of the domain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.dialogue.addresses import page_of
from guide.dialogue.wording import in_language
from guide.server.addresses import Site
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import Shell, is_of
from guide.settings import DOMAIN_FILE
from guide.types import FEATURED, UNNAMED, Entry

PAGES = ("/", "/places", "/routes", "/events", "/map", "/about")
"""What is on the site beside the pages of entries."""
OPEN = "/data"
"""Where the data itself can be had, unless that is turned off."""
FILES = "/api/open/v1/dumps"
"""What collectors of data sets come for."""
CLOSED = ("/studio", "/api/", "/v1/")
"""What no crawler has any use for."""
WELL_KNOWN = "well-known"
"""Folder of the data folder with files that prove whose domain it is."""
LARGEST = 64_000
"""Bytes of such a file."""
MOST = 40
"""Places that llms.txt names."""
_DAY = 24 * 3600
_VALID = timedelta(days=300)
"""How long security.txt is true, said at each reading (RFC 9116 asks for less than a year)."""
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")


def router(served: Served, shell: Shell) -> APIRouter:
    """GET /sitemap.xml, /robots.txt, /llms.txt, /opensearch.xml, /.well-known/security.txt and /{name}.txt."""
    signs = Signposts(served, shell)
    routes = APIRouter(include_in_schema=False)
    for path, handle in (
        ("/sitemap.xml", signs.sitemap),
        ("/robots.txt", signs.robots),
        ("/llms.txt", signs.llms),
        ("/opensearch.xml", signs.opensearch),
        ("/.well-known/security.txt", signs.security),
        ("/{name}.txt", signs.proof),
    ):
        routes.add_api_route(path, handle, methods=["GET", "HEAD"], response_model=None)
    return routes


class Signposts:
    """The handlers."""

    def __init__(self, served: Served, shell: Shell) -> None:
        self._served, self._shell = served, shell

    def _pages(self) -> tuple[str, ...]:
        return (*PAGES, OPEN) if self._served.offer.terms().is_on else PAGES

    def sitemap(self, request: Request) -> Response:
        """Every page in every language, as sitemaps.org has it."""
        site, languages = self._shell.site(request), self._shell.languages
        pages = [(path, "") for path in self._pages()]
        pages += [(page_of(each), _told(each)) for each in self._named()]
        urls = "".join(_url(site, path, since, languages) for path, since in pages)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        return _text(f'{head} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{urls}</urlset>\n', "application/xml")

    def robots(self, request: Request) -> Response:
        """What crawlers may read: all that is written, nothing that is made for one visitor."""
        closed = "".join(f"Disallow: {path}\n" for path in CLOSED) + f"Allow: {FILES}\n"
        site = self._shell.site(request)
        return _text(f"User-agent: *\n{closed}Disallow: /*?q=\n\nSitemap: {site.page('/sitemap.xml')}\n")

    def llms(self, request: Request) -> Response:
        """The site in brief for language models, as llmstxt.org has it."""
        words, site = self._shell.words(request), self._shell.site(request)
        city = self._shell.city(words)
        best = [each for each in self._named() if FEATURED in each.tags and is_of(each, self._shell.home())][:MOST]
        programs = {
            "/v1/chat/completions": "ask", "/api/places": "list", "/api/events.ics": "calendar",
            "/openapi.json": "described", "/sitemap.xml": "map",
        }  # fmt: skip
        if OPEN in self._pages():
            programs["/api/open/v1"] = "open"
        lines = [
            f"# {words('site.name', city=city)}", "", f"> {words('discovery.summary', city=city)}", "",
            words("discovery.languages"), "", f"## {words('discovery.pages')}", "",
            *(f"- {site.page(path)}" for path in self._pages()), "", f"## {words('discovery.programs')}", "",
            *(f"- [{words(f'discovery.{key}')}]({site.page(path)})" for path, key in programs.items()), "",
            f"## {words('discovery.best')}", "",
            *(f"- [{in_language(each.names, words.lang)}]({site.page(page_of(each))})" for each in best),
        ]  # fmt: skip
        return _text("\n".join(lines) + "\n")

    def opensearch(self, request: Request) -> Response:
        """Lets a browser's own search field ask the guide."""
        words, site = self._shell.words(request), self._shell.site(request)
        name = words("site.name", city=self._shell.city(words))
        about = words("discovery.search", city=self._shell.city(words))
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
            f"<ShortName>{escape(name[:16])}</ShortName><Description>{escape(about)}</Description>"
            "<InputEncoding>UTF-8</InputEncoding>"
            f'<Url type="text/html" template={quoteattr(site.page("/") + "?q={searchTerms}")}/>'
            "</OpenSearchDescription>\n"
        )
        return _text(body, "application/opensearchdescription+xml")

    def security(self, request: Request) -> Response:
        """Whom to tell of a fault, by RFC 9116; nothing where no contact is set."""
        contact = self._served.settings.contact
        if not contact:
            raise Refusal(404, "not_found")
        expires = (datetime.now(UTC) + _VALID).strftime("%Y-%m-%dT00:00:00Z")
        site = self._shell.site(request)
        languages = ", ".join(self._shell.languages)
        lines = f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: {languages}\n"
        return _text(f"{lines}Canonical: {site.page('/.well-known/security.txt')}\n")

    def proof(self, request: Request, name: str) -> Response:
        """A file that proves whose domain this is, byte for byte."""
        file = f"{name}.txt"
        held = self._served.settings.domain_file
        if held and held[0] == file:
            return Response(held[1].encode(), media_type="text/plain", headers=_KEPT)
        path = self._served.settings.data / WELL_KNOWN / file
        if not DOMAIN_FILE.fullmatch(file) or not _is_small(path):
            raise Refusal(404, "not_found")
        return Response(path.read_bytes(), media_type="text/plain", headers=_KEPT)

    def _named(self) -> Iterable[Entry]:
        """The entries anybody looks for by name, those of the home city first."""
        found = [each for each in self._served.index.current().entries() if UNNAMED not in each.tags]
        return sorted(found, key=lambda each: (not is_of(each, self._shell.home()), page_of(each)))


_KEPT = {"cache-control": "no-cache"}
"""A proof that was changed is the new one at once."""


def _is_small(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= LARGEST


def _told(entry: Entry) -> str:
    """The newest date that an entry speaks of."""
    dates = [fact.checked_on or fact.as_of for fact in entry.facts]
    return max((each for each in (*dates, entry.as_of) if each and _DATE.fullmatch(each)), default="")


def _url(site: Site, path: str, since: str, languages: Iterable[str]) -> str:
    return "".join(_lines(site, path, since, tuple(languages)))


def _lines(site: Site, path: str, since: str, languages: tuple[str, ...]) -> Iterator[str]:
    yield f"<url><loc>{escape(site.page(path))}</loc>"
    if since:
        yield f"<lastmod>{since}</lastmod>"
    for lang, address in site.alternates(path, languages):
        yield f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(address)}/>'
    yield "</url>\n"


def _text(body: str, kind: str = "text/plain") -> Response:
    return Response(body, media_type=f"{kind}; charset=utf-8", headers={"cache-control": f"public, max-age={_DAY}"})
