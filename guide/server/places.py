"""The page of one place: names, prose, and every fact with its date and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from guide.dialogue.cite import linked
from guide.dialogue.wording import Wording, in_language
from guide.pictures import Picture
from guide.server.dates import dated, spoken
from guide.server.locales import Words
from guide.server.prose import html, plain
from guide.server.refusals import Refusal
from guide.server.served import Served
from guide.server.shell import Shell, is_of
from guide.types import NOTATIONS, Entry, Fact, FoundFact, Lang, Source

SCHEMA_TYPES = {
    "attraction": "TouristAttraction",
    "museum": "Museum",
    "hotel": "Hotel",
    "restaurant": "Restaurant",
    "shop": "Store",
    "event": "Event",
    "venue": "EventVenue",
    "practical": "Place",
    "person": "Person",
    "work": "CreativeWork",
    "route": "TouristTrip",
}
DESCRIBED = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as the page tells it. `url` only where the source may be linked."""

    value: str
    age: str
    source: str | None
    url: str | None
    validity: str | None
    low: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as the page shows it."""

    address: str
    alt: str
    credit: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """All facts of one field."""

    label: str
    told: tuple[Told, ...]


def router(served: Served, shell: Shell) -> APIRouter:
    """GET /places/{id}."""
    routes = APIRouter(include_in_schema=False)

    def place(request: Request, entry_id: str) -> Response:
        entry = served.index.current().entry(entry_id)
        if entry is None:
            raise Refusal(404, "not_found")
        words = shell.words(request)
        lang, prose = _prose(entry, words.lang)
        return shell.page(
            request,
            "place.html",
            entry=entry,
            picture=_picture(served.pictures.of(entry), words.lang),
            name=in_language(entry.names, words.lang) or entry.id,
            prose=html(prose),
            prose_lang=lang,
            rows=list(_rows(entry, served.wording, words)),
            is_mapped=entry.position is not None and is_of(entry, shell.home()),
            linked=linked_data(entry, words.lang, served.settings.public_url),
        )

    routes.add_api_route("/places/{entry_id}", place, methods=["GET", "HEAD"], response_model=None)
    return routes


def linked_data(entry: Entry, lang: Lang, public_url: str | None) -> dict[str, Any]:
    """The place for search engines, in schema.org's terms: only what is the same whenever it is read."""
    prose = plain(_prose(entry, lang)[1])
    name = in_language(entry.names, lang) or entry.id
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES.get(entry.kind, "Thing"),
        "name": name,
        "alternateName": [each for each in dict.fromkeys([*entry.names.values(), *entry.aliases]) if each != name],
        "description": prose[:DESCRIBED],
        "address": next((str(fact.value) for fact in entry.of("address") if isinstance(fact.value, str)), None),
        "telephone": next((str(fact.value) for fact in entry.of("phone") if isinstance(fact.value, str)), None),
        "url": f"{public_url.rstrip('/')}/places/{entry.id}" if public_url else None,
    }
    if entry.position:
        point = {"latitude": entry.position.lat, "longitude": entry.position.lon}
        found["geo"] = {"@type": "GeoCoordinates", **point}
    return {key: value for key, value in found.items() if value}


def _prose(entry: Entry, lang: Lang) -> tuple[Lang, str]:
    text = in_language(entry.texts, lang)
    return next((each for each in entry.texts if entry.texts[each] == text), lang), text


def _picture(found: Picture | None, lang: Lang) -> Shown | None:
    return Shown(f"/pictures/{found.file}", in_language(found.alt, lang), found.source.title) if found else None


def _rows(entry: Entry, wording: Wording, words: Words) -> Iterator[Row]:
    for field in dict.fromkeys(fact.field for fact in entry.facts if fact.field not in NOTATIONS):
        told = tuple(_told(entry, fact, wording, words) for fact in entry.of(field))
        yield Row(wording.label(words.lang, field), told)


def _told(entry: Entry, fact: Fact, wording: Wording, words: Words) -> Told:
    source = entry.sources.get(fact.source or "", Source())
    return Told(
        value=_value(entry, fact, wording, words.lang),
        age=dated(words, fact.as_of or entry.as_of, fact.checked_on),
        source=source.title,
        url=linked(source),
        validity=_validity(fact, words),
        low=(fact.confidence or entry.confidence) == "low",
    )


def _value(entry: Entry, fact: Fact, wording: Wording, lang: Lang) -> str:
    if isinstance(fact.value, tuple):
        return wording.join(lang, fact.value)  # A page has room for the whole list, an answer has not.
    return wording.values(FoundFact(entry, fact.field, (fact,)), lang)


def _validity(fact: Fact, words: Words) -> str | None:
    if fact.valid_from and fact.valid_until:
        return words("place.valid", start=spoken(words, fact.valid_from), end=spoken(words, fact.valid_until))
    if fact.valid_from:
        return words("place.valid_from", start=spoken(words, fact.valid_from))
    return words("place.valid_until", end=spoken(words, fact.valid_until)) if fact.valid_until else None
