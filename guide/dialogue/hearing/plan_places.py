"""The places of a plan as they are named: where it starts and ends, what must be seen, and around what it is to be."""

from __future__ import annotations

from dataclasses import replace

from guide import geo
from guide.dialogue.conversation import Conversation
from guide.dialogue.hearing import areas
from guide.dialogue.hearing.spoken_plan import Said
from guide.retrieval.index import Snapshot
from guide.skills.itinerary.brief import Brief
from guide.skills.itinerary.request import MOST_PLACES, Point
from guide.skills.itinerary.rules import KINDS

_SOMEWHERE = KINDS | {"food", "restaurant", "hotel", "shop"}
_AT_HAND, _FEWEST_AT_HAND = 150, 3
"""Minutes that are spent where one is, if there are more places than that."""
_WALK = 1_200
"""Metres that are around a place."""


def with_places(brief: Brief, said: Said, snapshot: Snapshot, home: str) -> Brief:
    """Where it starts and ends, what must be seen and what must not, by the places that a turn names."""
    start, end = said.start, said.end
    if said.ends_at_station and not end:
        end = _station(snapshot, brief.city or home)
    if said.starts_at_station and not start:
        start = _station(snapshot, brief.city or home)
    named = [each for each in said.named if each != end and can_be_seen(each, snapshot)]
    must = [each for each in (*brief.must, *named) if each not in said.refused]
    without = [each for each in (*brief.without, *said.refused) if each not in named]
    return replace(
        brief, start=Point(start) if start else brief.start, end=Point(end) if end else brief.end,
        must=tuple(dict.fromkeys(must))[:MOST_PLACES], without=tuple(dict.fromkeys(without))[:MOST_PLACES],
    )  # fmt: skip


def settled(brief: Brief, conversation: Conversation) -> Brief:
    """A brief with what goes without saying: a far city is left from home, and two hours are spent where one is."""
    brief = _from_home(brief, conversation)
    if (
        not 0 < brief.minutes <= _AT_HAND
        or brief.start is None
        or brief.must
        or brief.wishes
        or brief.among
        or brief.end
    ):
        return brief
    near = around(brief.start, conversation.snapshot)
    return replace(brief, among=near, at_hand=True) if len(near) > _FEWEST_AT_HAND else brief


def _from_home(brief: Brief, conversation: Conversation) -> Brief:
    """A day in another city begins and ends at the station of this one, where nothing else was said."""
    home = conversation.question.home
    if brief.city in ("", home) or brief.days > 1 or brief.start or brief.end:
        return brief
    station = _station(conversation.snapshot, home)
    return replace(brief, start=Point(station), end=Point(station), is_away=True) if station else brief


def around(middle: Point, snapshot: Snapshot) -> tuple[str, ...]:
    """The places that one walks to from another, after itself."""
    entry = snapshot.entry(middle.entry)
    position = entry.position if entry else middle.position
    if position is None:
        return ()
    here = (position.lat, position.lon)
    others = (each for each in snapshot.entries() if each.kind in KINDS and each.id != middle.entry)
    ways = ((geo.distance(here, (at.lat, at.lon)), each.id) for each in others if (at := each.position))
    near = sorted((metres, each) for metres, each in ways if metres <= _WALK)
    own = (entry.id,) if entry and entry.kind in KINDS else ()
    return (*own, *(each for _, each in near[: areas.MOST - 1]))


def best(among: tuple[str, ...], snapshot: Snapshot) -> str:
    """The best known of some places."""
    return max(among, key=lambda each: (len(snapshot.by_id[each].facts), each))


def _station(snapshot: Snapshot, city: str) -> str:
    """The railway station of a city: of several the one whose place is known, then the first."""
    stations = [each for each in snapshot.entries() if each.city == city and "railway" in each.tags]
    return min(stations, key=lambda each: (each.position is None, each.id)).id if stations else ""


def is_place(snapshot: Snapshot, entry_id: str) -> bool:
    """Whether an entry is somewhere to go to, or to start from."""
    entry = snapshot.entry(entry_id)
    return entry is not None and (entry.kind in _SOMEWHERE or entry.position is not None or "railway" in entry.tags)


def can_be_seen(entry_id: str, snapshot: Snapshot) -> bool:
    """Whether an entry is a place to go to, and not a dish, a craft or a piece of advice."""
    entry = snapshot.entry(entry_id)
    return entry is not None and (entry.kind in KINDS or "restaurant" in (entry.kind, *entry.tags))
