"""Entries in schema.org's terms for the files of open data: what their pages tell search engines, in every language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from guide.dialogue.wording import in_language
from guide.opendata.dumps import Describe
from guide.opendata.records import Record, Scribe, moment, tagged
from guide.opendata.register import Register, Row
from guide.pictures import Pictures
from guide.server.addresses import Site
from guide.server.guidebook.linked import Sight, described, where
from guide.server.guidebook.stops import stops_of
from guide.server.share import HOUSE_CARD, card_of
from guide.skills.events import Listing, upcoming
from guide.types import City, Entry


def describer(pictures: Pictures, city_of: Callable[[str], City], origin: str) -> Describe:
    """Describes entries; without an origin their addresses are those of the site itself, beginning with a slash."""
    site = Site(origin.rstrip("/"))

    def describe(row: Row, register: Register, scribe: Scribe) -> Record:
        entry = scribe.open(row.entry)
        card = card_of(pictures.of(entry))
        city = in_language(city_of(entry.city).names, entry.lang) or entry.city
        image = "" if card == HOUSE_CARD else site.page(card)
        sight = Sight(entry, entry.lang, site, image, stops_of(entry, register), _next(entry, scribe.today), city,
                      where(entry, entry.lang, register, city))  # fmt: skip
        told = {key: each for key, each in described(sight).items() if key != "@context"}
        return {**told, "@id": told["url"], **_spoken(entry), **_about(row, scribe)}

    return describe


def _next(entry: Entry, today: date) -> Listing | None:
    return next(iter(upcoming([entry], today)), None)


def _about(row: Row, scribe: Scribe) -> Record:
    return {
        "identifier": row.entry.id, "version": row.stand.number, "dateModified": moment(row.stand.at),
        "sdLicense": scribe.terms.about.url,
    }  # fmt: skip


def _spoken(entry: Entry) -> Record:
    """The names in their languages, as JSON-LD tags them."""
    return {"name": tagged(entry.names)} if entry.names else {}
