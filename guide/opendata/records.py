"""An entry as a record for others: every fact with its source, licence, dates and confidence, nothing of the house.

A record is made of what is published, field by field: what is not named here does not leave.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from guide.dialogue.addresses import page_of
from guide.dialogue.cite import LINKED_TIERS
from guide.opendata.terms import Terms
from guide.retrieval.openness import public
from guide.skills.events import called_off, upcoming
from guide.types import CHANGE, Entry, Fact, Position, Source, Text
from guide.visiting import hours

DATUM = "WGS-84"
_WEB = re.compile(r"https?://")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stand:
    """Which revision of an entry is published, since when, and by which content_version."""

    number: int
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes records. `known` are the ids of what is published: a link to anything else stays in the house."""

    terms: Terms
    closed: Container[str]
    known: Collection[str]
    today: date

    def open(self, entry: Entry) -> Entry:
        """What everybody may read of an entry."""
        return public(entry, self.closed)

    def record(self, entry: Entry, stand: Stand) -> Record:
        """A whole entry."""
        return {
            "id": entry.id, "revision": stand.number, "changed": moment(stand.at), "page": page_of(entry),
            **self.content(entry), **_computed(entry, self.today),
        }  # fmt: skip

    def content(self, entry: Entry) -> Record:
        """What editors wrote of an entry and everybody may read; empty parts left out."""
        entry = self.open(entry)
        links = [
            {"relation": each.relation, "target": each.target} for each in entry.links if each.target in self.known
        ]
        parts: Record = {
            "kind": entry.kind, "city": entry.city, "language": entry.lang, "names": dict(entry.names),
            "aliases": list(entry.aliases), "tags": list(entry.tags), "position": _position(entry.position),
            "as_of": entry.as_of, "confidence": entry.confidence,
            "facts": [self.fact(entry, each) for each in entry.facts], "texts": dict(entry.texts), "links": links,
        }  # fmt: skip
        return {key: part for key, part in parts.items() if part not in (None, [], {})}

    def fact(self, entry: Entry, fact: Fact) -> Record:
        """One fact with all that is known about it; who confirmed it is not."""
        source = entry.sources.get(fact.source or "", Source())
        told: Record = {
            "field": fact.field, "value": _plain(fact.value), "label": _plain(fact.label), "when": fact.when,
            "note": _plain(fact.note), "source": _source(source),
            "licence": self.terms.licence_of(source.title or "", source.url or ""),
            "as_of": fact.as_of or entry.as_of, "checked_on": fact.checked_on, "valid_from": fact.valid_from,
            "valid_until": fact.valid_until, "confidence": fact.confidence or entry.confidence,
        }  # fmt: skip
        return {key: each for key, each in told.items() if each is not None}


def moment(at: datetime) -> str:
    """An instant as RFC 3339 has it, to the second, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def tagged(words: Text) -> list[Record]:
    """Words in their languages, as JSON-LD tags them."""
    return [{"@language": lang, "@value": text} for lang, text in words.items()]


def opening_hours(entry: Entry) -> str:
    """The regular hours in OpenStreetMap's notation; "" where they are not one rule that can be computed."""
    found = [fact for fact in entry.of("hours") if isinstance(fact.value, str) and hours.is_computable(fact.value)]
    whole = len(found) == 1 == len(entry.of("hours")) and not found[0].when
    return str(found[0].value) if whole else ""


def next_days(entry: Entry, today: date) -> Record | None:
    """The next days an event is held on, or those under way; `status` is announced or moved, "" where neither.

    `days_known` is false where only the month is, `confirmed` where the source speaks of an earlier year.
    """
    listing = next(iter(upcoming([entry], today)), None)
    if listing is None:
        return None
    when, is_known = listing.when, bool(listing.change) or not listing.when.rule.is_rough
    days = {"first": when.first.isoformat(), "last": when.last.isoformat(), "days_known": is_known}
    return {**days, "confirmed": listing.confirmed, "status": listing.state}


def _off(entry: Entry, today: date) -> list[Record]:
    """The days ahead on which an event was to be held and is not: cancelled, or postponed."""
    found = called_off([entry], today) if entry.of(CHANGE) else []
    return [
        {"first": each.when.first.isoformat(), "last": each.when.last.isoformat(), "status": each.state}
        for each in found
    ]


def _computed(entry: Entry, today: date) -> Record:
    told = {
        "opening_hours": opening_hours(entry), "next": next_days(entry, today), "called_off": _off(entry, today),
    }  # fmt: skip
    return {key: each for key, each in told.items() if each}


def _position(at: Position | None) -> Record | None:
    return {"lat": at.lat, "lon": at.lon, "precision": at.precision, "datum": DATUM} if at else None


def _source(source: Source) -> Record | None:
    """A source by name; only those of the better tiers are linked."""
    is_linked = source.tier in LINKED_TIERS and _WEB.match(source.url or "")
    told = {"title": source.title, "url": source.url if is_linked else None, "tier": source.tier}
    return {key: each for key, each in told.items() if each} or None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
