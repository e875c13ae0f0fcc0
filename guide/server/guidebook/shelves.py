"""The shelves: every place by kind, and every route, so that no page is out of reach of a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.dialogue.addresses import PLACES, folder_of, page_of
from guide.dialogue.wording import in_language
from guide.server.guidebook.page import KINDS, kind_key
from guide.server.guidebook.stops import brief, stops_of
from guide.server.locales import Words
from guide.server.served import Served, Snapshot
from guide.server.shell import Shell, is_of
from guide.types import FEATURED, UNNAMED, Entry, FoundFact

ORDER = (
    "attraction", "museum", "venue", "restaurant", "food", "culture", "work", "person", "shop", "hotel", "practical",
    "amenity",
)  # fmt: skip
"""Kinds as a visitor looks for them; others come last."""
ROUTE = "route"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Book:
    """One entry on a shelf. `about` is in a few words what it is."""

    id: str
    name: str
    page: str
    picture: str = ""
    about: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries that belong together: those with a picture of their own first, then the names of the others."""

    key: str
    label: str
    seen: tuple[Book, ...]
    named: tuple[Book, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.seen) + len(self.named)


def router(served: Served, shell: Shell) -> APIRouter:
    """GET /places and /routes."""
    library, routes = Library(served, shell), APIRouter(include_in_schema=False)
    for path, handle in (("/places", library.places), ("/routes", library.routes)):
        routes.add_api_route(path, handle, methods=["GET", "HEAD"], response_model=None)
    return routes


class Library:
    """The handlers."""

    def __init__(self, served: Served, shell: Shell) -> None:
        self._served, self._shell = served, shell

    def places(self, request: Request) -> Response:
        """Every place of the city by kind, then those of the cities around."""
        words, home = self._shell.words(request), self._shell.home()
        named = [each for each in self._entries() if folder_of(each) == PLACES]
        own = [each for each in named if is_of(each, home)]
        away = [each for each in named if not is_of(each, home)]
        shelves = [*self._by_kind(own, words), *self._by_city(away, words)]
        return self._shell.page(
            request, "shelves.html", folder=PLACES, shelves=[each for each in shelves if each.count]
        )

    def routes(self, request: Request) -> Response:
        """Every route, with where it stops."""
        words = self._shell.words(request)
        found = [each for each in self._entries() if each.kind == ROUTE]
        found.sort(key=lambda each: (not is_of(each, self._shell.home()), not stops_of(each, self._snapshot), each.id))
        books = tuple(self._route(each, words) for each in found)
        shelves = [Shelf(ROUTE, words("shelf.routes"), books, ())] if books else []
        return self._shell.page(request, "shelves.html", folder="routes", shelves=shelves)

    @property
    def _snapshot(self) -> Snapshot:
        return self._served.index.current()

    def _entries(self) -> list[Entry]:
        return [each for each in self._snapshot.entries() if UNNAMED not in each.tags]

    def _by_kind(self, entries: Sequence[Entry], words: Words) -> Iterator[Shelf]:
        others = sorted({each.kind for each in entries} - set(ORDER))
        for kind in (*ORDER, *others):
            of_kind = [each for each in entries if each.kind == kind]
            yield self._shelf(kind if kind in KINDS else OTHER, words(kind_key(kind)), of_kind, words)

    def _by_city(self, entries: Sequence[Entry], words: Words) -> Iterator[Shelf]:
        for city in sorted({each.city for each in entries}):
            name = in_language(self._served.city_of(city).names, words.lang) or city
            yield self._shelf(f"city-{city}", name, [each for each in entries if each.city == city], words)

    def _shelf(self, key: str, label: str, entries: Sequence[Entry], words: Words) -> Shelf:
        ranked = sorted(entries, key=lambda each: (FEATURED not in each.tags, -len(each.facts), each.id))
        books = [self._book(each, words) for each in ranked]
        return Shelf(key, label, tuple(_with_picture(books)), tuple(each for each in books if not each.picture))

    def _book(self, entry: Entry, words: Words) -> Book:
        picture = self._picture(entry)
        about = brief(entry, words.lang) if picture else ""
        return Book(entry.id, self._served.wording.name(entry, words.lang), page_of(entry), picture, about)

    def _route(self, entry: Entry, words: Words) -> Book:
        wording, lang = self._served.wording, words.lang
        stops = stops_of(entry, self._snapshot)
        picture = next((found for each in (entry, *stops) if (found := self._picture(each))), "")
        picture = picture or self._picture(entry, of_kind=True)
        long = entry.of("duration")[:1]
        notes = [wording.values(FoundFact(entry, "duration", long), lang)] if long else []
        notes += [words("shelf.stops", count=len(stops))] if stops else []
        about = wording.join(lang, (wording.name(each, lang) for each in stops)) or brief(entry, lang)
        return Book(entry.id, wording.name(entry, lang), page_of(entry), picture, about, tuple(notes))

    def _picture(self, entry: Entry, of_kind: bool = False) -> str:
        found = self._served.pictures.of(entry)
        return found.thumb if found and (of_kind or not found.of_kind) else ""


def _with_picture(books: Iterable[Book]) -> Iterator[Book]:
    return (each for each in books if each.picture)
