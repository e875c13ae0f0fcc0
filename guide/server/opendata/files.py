"""The files of open data, as they lie on disk, and what describes them."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse

from guide.opendata.dumps import Dump
from guide.opendata.formats import FORMATS, Format
from guide.opendata.manifest import About, Catalogue
from guide.opendata.offer import Offer
from guide.opendata.records import Record
from guide.server.limits import Limits
from guide.server.opendata.answering import SHARED, V1, add, answered, tag
from guide.server.refusals import Refusal
from guide.server.shell import Shell
from guide.types import Lang

_AGAIN = 60
"""Seconds after which files that are being made may be there."""
_CHUNK = 1 << 16
_LINKED = "application/ld+json"
_KINDS: Mapping[str, Format] = {each.name: each for each in FORMATS}


def router(files: Files) -> APIRouter:
    """GET /api/open/v1/dumps, its files, and its descriptions as DCAT and Croissant."""
    routes = APIRouter(prefix=V1, tags=["open data"])
    for path, handle in (
        ("/dumps", files.listed), ("/dcat.jsonld", files.dcat), ("/croissant.json", files.croissant),
        ("/dumps/{name}", files.file),
    ):  # fmt: skip
        add(routes, path, handle, (404, 429, 503))
    return routes


class Files:
    """The handlers."""

    def __init__(self, offer: Offer, shell: Shell, limits: Limits) -> None:
        self._offer, self._shell, self._limits = offer, shell, limits

    def listed(self, request: Request) -> Response:
        """The files with their sizes, rows and checksums."""
        return self._told(request, Catalogue.listed)

    def dcat(self, request: Request) -> Response:
        """The same as DCAT, for catalogues of open data."""
        return self._told(request, Catalogue.dcat, _LINKED)

    def croissant(self, request: Request) -> Response:
        """The same as Croissant, for programs that read tables by it."""
        return self._told(request, Catalogue.croissant, _LINKED)

    def file(self, request: Request, name: str) -> Response:
        """One file: packed under its name with .gz, else as it is read."""
        dump = self._dump(request)
        kind = _KINDS.get(name.removesuffix(".gz"))
        if kind is None:
            raise Refusal(404, "not_found")
        path, made = self._offer.path(dump, kind.name), dump.files[kind.name]
        is_packed, takes = name.endswith(".gz"), "gzip" in request.headers.get("accept-encoding", "")
        headers = {
            **SHARED, "etag": f'"{made.sha256[:32]}{"" if is_packed else "-gzip" if takes else "-plain"}"',
            "content-disposition": f'attachment; filename="{name}"', "cache-control": "public, no-cache",
            "link": f'<{self._offer.terms().about.url}>; rel="license"',
        }  # fmt: skip
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        if request.method == "GET" and "range" not in request.headers:
            self._offer.count(kind.name)
        if is_packed:
            return FileResponse(path, headers=headers, media_type="application/gzip")
        headers["vary"] = "Accept-Encoding"
        if takes:
            return FileResponse(path, headers={**headers, "content-encoding": "gzip"}, media_type=kind.media)
        return StreamingResponse(_plain(path), headers=headers, media_type=kind.media)

    def catalogue(self, request: Request, dump: Dump) -> Catalogue:
        """The files of now with what they are called."""
        site, terms = self._shell.site(request), self._offer.terms()
        words = {lang: self._shell.speaking(lang) for lang in self._shell.languages}
        city: dict[Lang, str] = {lang: self._shell.city(each) for lang, each in words.items()}
        name = terms.attribution or words["en"]("site.name", city=city["en"])
        return Catalogue(dump, terms, About(
            {lang: each("data.name", city=city[lang]) for lang, each in words.items()},
            {lang: each("data.lead", city=city[lang]) for lang, each in words.items()},
            name, site.page,
        ))  # fmt: skip

    def _told(self, request: Request, tell: Callable[[Catalogue], Record], media: str | None = None) -> Response:
        dump = self._dump(request)
        modified = datetime.fromisoformat(dump.made_at)
        catalogue = self.catalogue(request, dump)
        mark = tag(dump.number, dump.made_at, request.url.path, catalogue.about.address(""))
        return answered(request, mark, modified, lambda: JSONResponse(tell(catalogue), media_type=media))

    def _dump(self, request: Request) -> Dump:
        """The files that may be handed out. Raises Refusal: there are none, or they are being made."""
        self._limits.read(request)
        if not self._offer.terms().is_on:
            raise Refusal(404, "no_open_data")
        dump = self._offer.dump()
        if dump is None:
            raise Refusal(503, "no_dump", retry_after=_AGAIN)
        return dump


def _plain(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        while data := file.read(_CHUNK):
            yield data
