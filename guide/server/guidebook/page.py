"""The page of one entry: whether it is open, what a visitor needs first, its prose, what it is tied to, every fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from guide.dialogue.addresses import FOLDERS, PLACES, folder_of, page_of
from guide.dialogue.noticed import sentence
from guide.dialogue.saying import directions
from guide.dialogue.saying.events import Words as Dates
from guide.dialogue.saying.events import clock
from guide.dialogue.wording import in_language
from guide.pictures import Picture
from guide.server.glances import Glances, Look
from guide.server.guidebook import linked, ties
from guide.server.guidebook.facts import Teller
from guide.server.guidebook.linked import Sight
from guide.server.guidebook.stops import stops_of, walk
from guide.server.locales import Words
from guide.server.prose import anchored, html
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.share import card_of
from guide.server.shell import Shell, is_of
from guide.skills.events import Listing, called_off, upcoming
from guide.types import NOTATIONS, Entry, FoundFact, Lang

LOCAL = "zh-Hans"
"""The language in which a name is read on the spot."""
MOST_TIED = 8
"""Entries of one role that are shown at once."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as the page shows it."""

    address: str
    alt: str
    lang: Lang
    """Of the words for it."""
    credit: str | None
    own: bool
    """It shows this very thing, not any of its kind."""
    srcset: str = ""


def router(served: Served, shell: Shell) -> APIRouter:
    """GET /places/{id}, /routes/{id} and /events/{id}."""
    leaf, routes = Leaf(served, shell), APIRouter(include_in_schema=False)
    for folder in (PLACES, *FOLDERS.values()):
        routes.add_api_route(f"/{folder}/{{entry_id}}", leaf.page, methods=["GET", "HEAD"], response_model=None)
    return routes


class Leaf:
    """The handler."""

    def __init__(self, served: Served, shell: Shell) -> None:
        self._served, self._shell, self._ties = served, shell, ties.Ties()
        self._glances = Glances(served)

    def page(self, request: Request, entry_id: str) -> Response:
        """The page of an entry; asked for in another folder than its own, it is there that it is found."""
        entry = self._served.index.current().entry(entry_id)
        if entry is None:
            raise Refusal(404, "not_found")
        if request.url.path != page_of(entry):
            asked = request.url.query
            return RedirectResponse(f"{page_of(entry)}?{asked}" if asked else page_of(entry), 301)
        words = self._shell.words(request)
        return self._shell.page(request, "place.html", **self._values(request, entry, words))

    def _values(self, request: Request, entry: Entry, words: Words) -> dict[str, Any]:
        served, snapshot, lang = self._served, self._served.index.current(), words.lang
        found, now, look = served.pictures.of(entry), self._glances.now(entry), self._glances.look(entry, lang)
        stops = stops_of(entry, snapshot)
        off = next(iter(called_off([entry], now.date())), None)
        listing = next(iter(upcoming([entry], now.date())), None)
        teller = Teller(served.wording, words)
        prose = in_language(entry.texts, lang)
        card = card_of(found)
        city = self._shell.city(words)
        sight = Sight(entry, lang, self._shell.site(request), self._shell.site(request).page(card), stops,
                      min(filter(None, (off, listing)), key=lambda each: each.when.first, default=None), city,
                      linked.where(entry, lang, snapshot, city))  # fmt: skip
        return {
            "entry": entry, "name": sight.name, "picture": self._picture(found, lang), "card": card,
            "kind": words(kind_key(entry.kind)), "standing": look.standing, "local": _local(entry, lang),
            "brief": self._brief(entry, look, lang),
            "notices": [sentence(each, lang, served.wording) for each in served.noticed(entry, now)],
            "first": list(teller.first(entry)), "rows": list(teller.all(entry)),
            "count": sum(fact.field not in NOTATIONS for fact in entry.facts),
            "prose": anchored(html(prose)), "prose_lang": _lang_of(prose, entry, lang),
            "roles": list(ties.roles(self._ties.of(entry, snapshot), snapshot, served.wording, words)),
            "walk": walk(stops, served.pictures, served.wording, words) if len(stops) > 1 else None,
            "when": self._when(listing, lang), "ways": self._ways(entry, lang),
            "is_mapped": entry.position is not None and is_of(entry, self._shell.home()),
            "linked": linked.described(sight), "trail": linked.trail(sight, self._above(entry, words)),
            "folder": folder_of(entry), "most_tied": MOST_TIED,
        }  # fmt: skip

    def _brief(self, entry: Entry, look: Look, lang: Lang) -> list[str]:
        """What it costs today, how long it takes, and of when the oldest of what that and the hours rest on is."""
        long = entry.of("duration")[:1]
        told = self._served.wording.values(FoundFact(entry, "duration", long), lang) if long else ""
        return [each for each in (look.price, told, look.dated) if each]

    def _picture(self, found: Picture | None, lang: Lang) -> Shown | None:
        if found is None:
            return None
        spoken = self._served.wording.spoken(found.alt, lang)
        alt = in_language(found.alt, lang)
        return Shown(found.address, alt, spoken, found.source.title, not found.of_kind, found.srcset)

    def _when(self, listing: Listing | None, lang: Lang) -> Mapping[str, str] | None:
        """The next days of an event in words."""
        if listing is None:
            return None
        dates, wording = Dates(lang, self._served.wording), self._served.wording
        notes = [] if listing.confirmed else [wording.say(lang, "events.unconfirmed")]
        return {
            "days": dates.when(listing.when), "clock": clock(listing), "lunar": dates.lunar(listing.when),
            "note": " ".join(notes), "first": listing.when.first.isoformat(),
        }  # fmt: skip

    def _ways(self, entry: Entry, lang: Lang) -> list[directions.Way]:
        city = self._served.city_of(entry.city)
        return directions.ways(entry, lang, self._served.wording, city.names)

    def _above(self, entry: Entry, words: Words) -> list[tuple[str, str]]:
        site = words("site.name", city=self._shell.city(words))
        return [(site, "/"), (words(f"shelf.{folder_of(entry)}"), f"/{folder_of(entry)}")]


KINDS = frozenset({
    "attraction", "museum", "venue", "restaurant", "food", "culture", "event", "person", "work", "route", "practical",
    "hotel", "shop", "amenity",
})  # fmt: skip


def kind_key(kind: str) -> str:
    """The key of the word for a kind of entry."""
    return f"kind.{kind}" if kind in KINDS else "kind.other"


def _lang_of(prose: str, entry: Entry, lang: Lang) -> Lang:
    return next((each for each in entry.texts if entry.texts[each] == prose), lang)


def _local(entry: Entry, lang: Lang) -> tuple[Lang, str] | None:
    """The name under the name: as signs have it for who comes from abroad, in English for who does not."""
    other = "en" if lang.startswith("zh") else LOCAL
    name = entry.names.get(other, "")
    return (other, name) if name and name != in_language(entry.names, lang) else None
