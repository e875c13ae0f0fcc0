"""Pages for search engines, in schema.org's terms: only what is the same whenever it is read, and nothing made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from guide.dialogue.addresses import page_of
from guide.dialogue.wording import in_language
from guide.server.addresses import Site
from guide.server.prose import plain
from guide.skills.events import Listing
from guide.types import Entry, Lang
from guide.visiting import hours
from guide.visiting.changes import CANCELLED, POSTPONED

TYPES: Mapping[str, str] = {
    "attraction": "TouristAttraction",
    "museum": "Museum",
    "hotel": "Hotel",
    "restaurant": "Restaurant",
    "shop": "Store",
    "event": "Event",
    "venue": "EventVenue",
    "amenity": "Place",
    "person": "Person",
    "work": "CreativeWork",
    "route": "TouristTrip",
}
OTHER = "Thing"
PLACES = frozenset({"TouristAttraction", "Museum", "Hotel", "Restaurant", "Store", "EventVenue", "Place"})
"""What has hours, an address and a point."""
DESCRIBED = 300
"""Characters of a description."""
CONTEXT = "https://schema.org"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONDAY = date(2026, 1, 5)
"""Any Monday: what is read of it holds every week."""
_DAY = 24 * 60
_FREE = (0, 0.0)


class Known(Protocol):
    """The published entries."""

    def entry(self, entry_id: str) -> Entry | None:
        """A published entry."""
        ...


@dataclass(frozen=True, slots=True)
class Sight:
    """One page as it is described: the entry in a language, with what is beside it."""

    entry: Entry
    lang: Lang
    site: Site
    image: str = ""
    stops: tuple[Entry, ...] = ()
    next: Listing | None = None
    city: str = ""
    where: str = ""
    """Where an event is held."""

    @property
    def name(self) -> str:
        """Its name in the language of the page."""
        return in_language(self.entry.names, self.lang) or self.entry.id


def described(sight: Sight) -> dict[str, Any]:
    """The entry."""
    entry, kind = sight.entry, TYPES.get(sight.entry.kind, OTHER)
    prose = plain(in_language(entry.texts, sight.lang))
    names = dict.fromkeys([*entry.names.values(), *entry.aliases])
    found: dict[str, Any] = {
        "@context": CONTEXT, "@type": kind, "name": sight.name,
        "alternateName": [each for each in names if each != sight.name],
        "description": prose[:DESCRIBED], "url": sight.site.page(page_of(entry)), "image": sight.image,
    }  # fmt: skip
    if kind in PLACES:
        found |= _placed(entry, sight.lang)
    if kind == "TouristTrip":
        found |= _trip(sight)
    if kind == "Event":
        found |= _held(sight)
    return {key: value for key, value in found.items() if value not in ("", None, [], {})}


def trail(sight: Sight, above: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Where the page stands on the site: (name, path) from the first page down, then itself."""
    steps = [*above, (sight.name, page_of(sight.entry))]
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": sight.site.page(path)}
        for at, (name, path) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def opening(entry: Entry) -> list[dict[str, Any]]:
    """Opening hours that hold all the year round; none where a season, an exception or a word says otherwise."""
    fact = next(iter(entry.of("hours")), None)
    if fact is None or fact.when or entry.of("exceptions") or not isinstance(fact.value, str):
        return []
    notation = fact.value
    if not hours.is_computable(notation) or hours.is_open_ended(notation) or not _is_plain(notation):
        return []
    week = [(name, hours.spans_on(notation, _MONDAY + timedelta(at))) for at, name in enumerate(_DAYS)]
    spans = dict.fromkeys(span for _, each in week for span in each)
    return [
        {
            "@type": "OpeningHoursSpecification", "dayOfWeek": [name for name, each in week if span in each],
            "opens": _clock(span[0]), "closes": _clock(span[1]),
        }
        for span in spans
    ]  # fmt: skip


def _is_plain(notation: str) -> bool:
    spans = hours.describe(notation)
    return bool(spans) and not any(span.months or span.dates or span.comment for span in spans)


def _clock(minutes: int) -> str:
    """A time of day; midnight at the end of a day is its last minute, or it would not lie after its beginning."""
    return "23:59" if minutes == _DAY else f"{minutes % _DAY // 60:02}:{minutes % 60:02}"


def _placed(entry: Entry, lang: Lang) -> dict[str, Any]:
    address, phone, price = (next(iter(entry.of(field)), None) for field in ("address", "phone", "price"))
    found: dict[str, Any] = {"openingHoursSpecification": opening(entry)}
    if address:
        value = address.value
        found["address"] = in_language(value, lang) if isinstance(value, Mapping) else str(value)
    if phone and isinstance(phone.value, str):
        found["telephone"] = phone.value
    if price and price.value in _FREE and len(entry.of("price")) == 1:
        found["isAccessibleForFree"] = True
    if entry.position:
        point = {"latitude": entry.position.lat, "longitude": entry.position.lon}
        found["geo"] = {"@type": "GeoCoordinates", **point}
    return found


def _trip(sight: Sight) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": at, "item": _stop(each, sight)}
        for at, each in enumerate(sight.stops, start=1)
    ]
    return {"itinerary": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items} if items else {}}


def _stop(entry: Entry, sight: Sight) -> dict[str, Any]:
    name = in_language(entry.names, sight.lang) or entry.id
    return {"@type": TYPES.get(entry.kind, "Place"), "name": name, "url": sight.site.page(page_of(entry))}


def _held(sight: Sight) -> dict[str, Any]:
    """Its next days, where they are known to the day, and what became of them."""
    found: dict[str, Any] = {"location": {"@type": "Place", "name": sight.where, "address": sight.city}}
    listing = sight.next
    if listing and (listing.change or not listing.when.rule.is_rough):
        found |= dated(listing, sight.lang)
    return found


def where(entry: Entry, lang: Lang, known: Known, city: str) -> str:
    """Where an event is held by its one tied place, else the city."""
    tied = [place for link in entry.links if link.relation == "place" and (place := known.entry(link.target))]
    return in_language(tied[0].names, lang) if len(tied) == 1 else city


def held(listing: Listing, lang: Lang, place: str) -> dict[str, Any]:
    """One time of an event, for a list of them."""
    return {
        "@context": CONTEXT, "@type": "Event", "name": in_language(listing.entry.names, lang),
        "location": {"@type": "Place", "name": place, "address": place}, **dated(listing, lang),
    }  # fmt: skip


def dated(listing: Listing, lang: Lang) -> dict[str, Any]:
    """The days of a time of an event and what became of them (schema.org/EventStatusType)."""
    when = listing.when
    status = {CANCELLED: "EventCancelled", POSTPONED: "EventPostponed"}.get(listing.state, "EventScheduled")
    found: dict[str, Any] = {
        "startDate": when.first.isoformat(), "endDate": when.last.isoformat(),
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
    }  # fmt: skip
    if listing.is_moved and listing.was:
        status = "EventRescheduled"
        found["previousStartDate"] = listing.was.first.isoformat()
    if listing.change and listing.change.label:
        place = in_language(listing.change.label, lang)
        found["location"] = {"@type": "Place", "name": place, "address": place}
    return {**found, "eventStatus": f"{CONTEXT}/{status}"}
