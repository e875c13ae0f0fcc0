"""/data: what there is to take, on what terms, how it is kept true, and what facts said before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.dialogue.addresses import page_of
from guide.opendata.dumps import Dump
from guide.opendata.formats import FORMATS
from guide.opendata.offer import Change
from guide.opendata.terms import Terms
from guide.server.limits import Rates
from guide.server.locales import Words
from guide.server.opendata.answering import V1
from guide.server.opendata.api import COLLECTIONS
from guide.server.opendata.files import Files
from guide.server.opendata.lists import count_of
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import Shell
from guide.types import FEATURED, Entry, Fact, FoundFact, Lang

PATH = "/data"
MOST = 5
"""Changes that are shown."""
REFUSALS = (
    "bad_text", "bad_number", "bad_choice", "bad_box", "bad_since", "bad_cursor", "not_found", "no_history", "no_dump",
    "no_open_data", "too_many", "storage", "internal",
)  # fmt: skip
FIELD = "price"
"""Of which the example of a history is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as the page lists it."""

    name: str
    about: str
    size: str
    packed: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Told:
    """A change as the page tells it. `history` is where all changes of this fact are."""

    name: str
    page: str
    field: str
    day: str
    date: str
    before: str
    after: str
    history: str


def router(served: Served, shell: Shell, files: Files) -> APIRouter:
    """GET /data."""
    routes = APIRouter(include_in_schema=False)
    routes.add_api_route(PATH, Page(served, shell, files).read, methods=["GET", "HEAD"], response_model=None)
    return routes


class Page:
    """The handler."""

    def __init__(self, served: Served, shell: Shell, files: Files) -> None:
        self._served, self._shell, self._files = served, shell, files

    def read(self, request: Request) -> Response:
        """The page. Raises Refusal 404 where there is no open data."""
        offer, words = self._served.offer, self._shell.words(request)
        changes = self._changes(offer.terms())
        terms, register, dump = offer.terms(), offer.register(), offer.dump()
        if not terms.is_on:
            raise Refusal(404, "not_found")
        counts = {name: count_of(register, name) for name in COLLECTIONS}
        if dump:
            counts["facts"] = dump.files["facts.csv"].rows
        site = self._shell.site(request)
        date = register.modified.date().isoformat()
        name = terms.attribution or words("site.name", city=self._shell.city(words))
        return self._shell.page(
            request, "data.html", counts={key: f"{each:,}" for key, each in counts.items() if each},
            edition=words("data.state", version=register.version, date=self._served.wording.date(date, words.lang)),
            files=_files(dump, words), terms=terms, licence=terms.about, refusals=REFUSALS,
            credit=words("data.credit.line", name=name, version=register.version, address=site.page(PATH),
                         licence=terms.licence),
            changes=[self._told(each, words.lang) for each in changes],
            examples=self._examples(changes), described=_described(), api=V1, most=Rates().read[0].amount,
            linked=self._linked(request, dump, words),
        )  # fmt: skip

    def _changes(self, terms: Terms) -> Sequence[Change]:
        return self._served.offer.lately(MOST) if terms.has_history else ()

    def _told(self, change: Change, lang: Lang) -> Told:
        wording, day = self._served.wording, change.at[:10]
        told = [self._values(change.entry, change.field, each, lang) for each in (change.before, change.after)]
        return Told(
            wording.name(change.entry, lang), page_of(change.entry), wording.label(lang, change.field), day,
            wording.date(day, lang), told[0], told[1], f"{V1}/entries/{change.entry.id}/history",
        )  # fmt: skip

    def _values(self, entry: Entry, field: str, facts: Sequence[Mapping[str, Any]], lang: Lang) -> str:
        """The facts of one side in words."""
        kept = tuple(
            Fact(field, _frozen(each["value"]), each.get("label"), each.get("when"), each.get("note")) for each in facts
        )
        return self._served.wording.values(FoundFact(replace(entry, facts=kept), field, kept), lang) if kept else ""

    def _examples(self, changes: Sequence[Change]) -> list[tuple[str, str]]:
        """Addresses to try, each with a word on what it gives."""
        register = self._served.offer.register()
        one, field = self._example(changes)
        day = register.modified.date().isoformat()
        paths = {
            "start": "", "list": "/places?kind=museum&limit=10",
            "box": "/places?bbox=119.42,32.38,119.46,32.42&format=geojson",
            "since": f"/entries?since={day}", "one": f"/entries/{one}",
            "past": f"/entries/{one}/history?field={quote(field)}",
            "notices": "/notices",
        }  # fmt: skip
        return [(f"data.example.{key}", f"{V1}{path}") for key, path in paths.items()]

    def _example(self, changes: Sequence[Change]) -> tuple[str, str]:
        """An entry and a field of it: what was changed last, else something that costs something."""
        if changes:
            return changes[0].entry.id, changes[0].field
        register = self._served.offer.register()
        entries = (register.rows[each].entry for each in register.ids)
        priced = (entry.id for entry in entries if FEATURED in entry.tags and entry.of(FIELD))
        return next(priced, next(iter(register.ids), "id")), FIELD

    def _linked(self, request: Request, dump: Dump | None, words: Words) -> Mapping[str, Any]:
        """The whole as schema.org has it, for searches of data sets."""
        site, city = self._shell.site(request), self._shell.city(words)
        terms = self._served.offer.terms()
        told = {
            "@context": "https://schema.org", "@type": "Dataset", "name": words("data.name", city=city),
            "description": words("data.lead", city=city), "url": site.page(PATH), "license": terms.about.url,
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": terms.attribution or words("site.name", city=city)},
        }  # fmt: skip
        if dump is None:
            return told
        listed = self._files.catalogue(request, dump).listed()
        files = [
            {"@type": "DataDownload", "contentUrl": each["url"], "encodingFormat": each["media_type"],
             "sha256": each["sha256"], "contentSize": f"{each['bytes']} B"}
            for each in listed["files"]
        ]  # fmt: skip
        return {**told, "dateModified": dump.made_at, "version": str(dump.state.version), "distribution": files}


def _files(dump: Dump | None, words: Words) -> list[Shown]:
    if dump is None:
        return []
    return [
        Shown(
            kind.name, words(f"data.file.{kind.name}"),
            words("data.file.size", rows=f"{made.rows:,}", size=_size(made.size)), _size(made.bytes), made.sha256,
        )
        for kind in FORMATS
        for made in (dump.files[kind.name],)
    ]  # fmt: skip


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"


def _described() -> list[tuple[str, str]]:
    paths = {
        "openapi": "/openapi.json", "fields": f"{V1}/fields", "dcat": f"{V1}/dcat.jsonld",
        "croissant": f"{V1}/croissant.json",
    }  # fmt: skip
    return [(f"data.described.{key}", path) for key, path in paths.items()]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
