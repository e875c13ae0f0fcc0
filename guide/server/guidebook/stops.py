"""The stops of a route in their order, with the way from each to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guide.dialogue.addresses import page_of
from guide.dialogue.saying.plan_lines import Told
from guide.dialogue.wording import Wording, in_language
from guide.geo import DETOUR
from guide.pictures import Pictures
from guide.server.guidebook.ties import STOP
from guide.server.locales import Words
from guide.server.prose import plain
from guide.server.served import Snapshot
from guide.types import Entry, Lang
from guide.visiting import travel
from guide.visiting.travel import WALK, Trip

BRIEF = {"zh": 46, "ja": 46, "ko": 56}
"""Characters of a stop's own words, by language; others have USUAL."""
USUAL = 110
_ENDS = "。．.!！?？"


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop. `way` is how one comes there from the stop before."""

    id: str
    name: str
    page: str
    way: str
    picture: str
    brief: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A route on the ground."""

    stops: tuple[Stop, ...]
    metres: int
    """Along the streets, as an estimate; 0 where a position is not known."""
    on_foot: bool
    """Nowhere a taxi is taken."""


def stops_of(route: Entry, snapshot: Snapshot) -> tuple[Entry, ...]:
    """The entries a route stops at, in its order."""
    targets = (link.target for link in route.links if link.relation == STOP)
    return tuple(entry for each in targets if (entry := snapshot.entry(each)))


def walk(stops: Sequence[Entry], pictures: Pictures, wording: Wording, words: Words) -> Walk:
    """The stops with the ways between them."""
    told = Told(wording, words.lang, {})
    trips = [_trip(one, other) for one, other in zip(stops, stops[1:], strict=False)]
    shown = tuple(
        Stop(
            each.id, wording.name(each, words.lang), page_of(each), told.way(trip), _picture(each, pictures),
            brief(each, words.lang),
        )
        for each, trip in zip(stops, (None, *trips), strict=False)
    )  # fmt: skip
    known = [trip for trip in trips if trip]
    metres = round(sum(trip.metres for trip in known) * DETOUR) if known and len(known) == len(trips) else 0
    return Walk(shown, metres, all(trip.mode == WALK for trip in known))


def brief(entry: Entry, lang: Lang) -> str:
    """How an entry's own words begin: whole sentences as far as there is room, in the visitor's language or not."""
    text = plain(_paragraph(in_language(entry.texts, lang)))
    room = BRIEF.get(lang.split("-")[0], USUAL)
    if len(text) <= room:
        return text
    end = max(text.rfind(mark, 0, room) for mark in _ENDS)
    return text[: end + 1] if end > room // 3 else f"{text[:room].rstrip()}…"


def _paragraph(markdown: str) -> str:
    lines = (line.strip() for line in markdown.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "")


def _trip(one: Entry, other: Entry) -> Trip | None:
    return travel.between(one.position, other.position) if one.position and other.position else None


def _picture(entry: Entry, pictures: Pictures) -> str:
    found = pictures.of(entry)
    return found.thumb if found else ""
