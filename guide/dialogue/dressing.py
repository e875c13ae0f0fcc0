"""Cards as the page shows them: what abilities say of a place, with its picture, state, price, distance and ways.

One place, many abilities: none of them looks up a picture or an hour for its card. It names the entry, and here the
card is dressed, the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from guide.dialogue.addresses import page_of
from guide.dialogue.aging import months_between
from guide.dialogue.conversation import Conversation
from guide.dialogue.saying import directions, phones
from guide.dialogue.saying.glance import Almanac, Glance, Words
from guide.dialogue.wording import Wording, in_language
from guide.pictures import Pictures
from guide.retrieval.index import Snapshot
from guide.skills import hotlines
from guide.types import City, Context, Entry, Finding, Lang

PLACES = frozenset({"attraction", "museum", "venue", "restaurant", "hotel", "shop", "amenity", "food", "event"})
"""Kinds of entry that one can stand in front of; food only where it is a house with a position or hours."""
_TOLD_OF = frozenset({"explain", "opening", "nearby", "tickets"})
"""Skills whose answer about one place brings its card."""

Card = Mapping[str, Any]
Cities = Callable[[], Mapping[str, City]]


@lru_cache(64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@dataclass(frozen=True, slots=True)
class Kept:
    """What follows from one snapshot, worked out once: the looks of a place that no moment changes."""

    snapshot: Snapshot
    cities: Mapping[str, City]
    looks: dict[tuple[str, Lang], Card] = field(default_factory=dict)


class Dresser:
    """Dresses the cards of an answer."""

    def __init__(
        self, pictures: Pictures, almanac: Almanac, cities: Cities, wording: Wording, review_months: int = 12
    ) -> None:
        self.almanac, self.wording, self.review_months = almanac, wording, review_months
        self._pictures, self._cities = pictures, cities
        self._kept: Kept | None = None

    def dressed(self, cards: Sequence[Card], found: Sequence[Finding], conversation: Conversation) -> tuple[Card, ...]:
        """The cards, and that of the one place the answer is about where it has none and was not in talk before."""
        told = _told_of(found, conversation) if not cards else None
        if not cards and not told:
            return ()
        scene = Scene(self, self._published(conversation.snapshot), conversation.context, found[0].lang)
        return (*((scene.place(told),) if told else ()), *map(scene.dressed, cards))

    def lasting(self, entry: Entry, lang: Lang, kept: Kept) -> Card:
        """What a card carries at any moment: picture, position, page and ways."""
        key = entry.id, lang
        if key not in kept.looks:
            kept.looks[key] = self._lasting(entry, lang, kept.cities)
        return kept.looks[key]

    def _lasting(self, entry: Entry, lang: Lang, cities: Mapping[str, City]) -> Card:
        at, city = entry.position, cities.get(entry.city) or City(entry.city)
        return {
            "picture": self._picture(entry, lang), "lat": at.lat if at else None, "lon": at.lon if at else None,
            "page": page_of(entry), "rough": directions.rough(at, lang, self.wording),
            "go": self.wording.say(lang, "card.go"), "ways": directions.ways(entry, lang, self.wording, city.names),
            "phone": self._phone(entry, lang),
        }  # fmt: skip

    def _phone(self, entry: Entry, lang: Lang) -> Card | None:
        """The place's own number, to be rung by a tap."""
        found = hotlines.of_place(entry)
        number = str(found.facts[0].value) if found else ""
        url = phones.dialled(number)
        return {"title": self.wording.say(lang, "card.ring"), "number": number, "url": url} if url else None

    def _picture(self, entry: Entry, lang: Lang) -> Card | None:
        found = self._pictures.of(entry)
        if found is None:
            return None
        return {
            "address": found.address, "srcset": found.srcset, "alt": in_language(found.alt, lang),
            "lang": self.wording.spoken(found.alt, lang), "credit": found.source.title or "",
            "of_kind": found.of_kind,
        }  # fmt: skip

    def _published(self, snapshot: Snapshot) -> Kept:
        if self._kept is None or self._kept.snapshot is not snapshot:
            self._kept = Kept(snapshot, self._cities())
        return self._kept


@dataclass(frozen=True, slots=True)
class Scene:
    """Who looks at the cards: when, from where and in which language."""

    dresser: Dresser
    kept: Kept
    context: Context
    lang: Lang

    def place(self, entry: Entry) -> Card:
        """The card of a place by itself."""
        title = self.dresser.wording.name(entry, self.lang)
        card = {"kind": "place", "entry": entry.id, "title": title, "reasons": [], "drawback": ""}
        return {**card, **self._look(entry)}

    def dressed(self, card: Card) -> Card:
        """A card with what belongs to its places."""
        entry = self._entry(card) if card["kind"] == "place" else None
        if entry:
            return {**card, **self._look(entry)}
        if card["kind"] == "nearby":
            return {**card, "places": [self._nearby(each) for each in card["places"]]}
        if card["kind"] == "itinerary":
            days = [{**day, "stops": [self._stop(each) for each in day["stops"]]} for day in card["days"]]
            return {**card, "days": days}
        listed = "stops" if card["kind"] == "tour" else "items"
        if listed in card:
            return {**self._linked(card), listed: [self._linked(each) for each in card[listed]]}
        return card

    def _linked(self, item: Card) -> Card:
        """A line that leads to the page of its entry, where it has one."""
        entry = self.kept.snapshot.entry(item.get("entry") or item.get("id") or "")
        return {**item, "page": page_of(entry)} if entry else item

    def _nearby(self, place: Card) -> Card:
        entry = self._entry(place)
        return {**self._look(entry), **place} if entry else place

    def _stop(self, stop: Card) -> Card:
        entry = self._entry(stop)
        look = self.dresser.lasting(entry, self.lang, self.kept) if entry else {"page": ""}
        return {**stop, **{key: look.get(key) for key in ("lat", "lon", "picture", "page")}}

    def _look(self, entry: Entry) -> Card:
        """What every card of a place carries."""
        city = self.kept.cities.get(entry.city) or City(entry.city)
        now = self.context.now.astimezone(_zone(city.zone))
        seen, words = self.dresser.almanac.glance(entry, now), Words(self.lang, self.dresser.wording)
        return {
            **self.dresser.lasting(entry, self.lang, self.kept), "status": words.status(seen),
            "price": words.price(seen), "dated": self._dated(seen, words),
            "distance": words.distance(entry, self.context.location),
        }  # fmt: skip

    def _dated(self, seen: Glance, words: Words) -> str:
        """Of which date the state and the price are, once the oldest of them is past the review period."""
        dates = [each for fact in seen.rests_on() if (each := fact.checked_on or fact.as_of or seen.entry.as_of)]
        oldest = min(dates, default="")
        if not oldest or months_between(oldest, seen.now) < self.dresser.review_months:
            return ""
        return words.say("dated", date=self.dresser.wording.date(oldest, self.lang))

    def _entry(self, card: Card) -> Entry | None:
        return self.kept.snapshot.entry(card.get("entry") or "")


def _told_of(found: Sequence[Finding], conversation: Conversation) -> Entry | None:
    """The one place an answer is about, unless the answer before was about it too."""
    entries = {entry.id: entry for each in found for entry in each.entries}
    if len(entries) != 1 or not all(each.answered and each.skill in _TOLD_OF for each in found):
        return None
    (entry,) = entries.values()
    if entry.kind not in PLACES or entry.id in conversation.state.focus[:1]:
        return None
    return entry if entry.position or entry.of("hours") or entry.of("picture") else None
