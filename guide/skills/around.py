"""What lies around a place, computed from positions where the knowledge lists nothing."""

from __future__ import annotations

from guide.geo import distance
from guide.retrieval.index import Snapshot
from guide.retrieval.passages import name_in
from guide.types import Entry, Fact, FoundFact, Lang, Position

WALK = 1_500
"""Metres that still count as around: some twenty minutes on foot."""
MOST = 6
KINDS = {
    "nearby_sights": frozenset({"attraction", "museum", "venue"}),
    "nearby_food": frozenset({"restaurant", "food"}),
    "nearby_hotels": frozenset({"hotel"}),
}


def find(entry: Entry, field: str, snapshot: Snapshot, lang: Lang) -> FoundFact | None:
    """Entries of the asked kind around a place, nearest first; None without a position or with nothing near."""
    here = entry.position
    if here is None or field not in KINDS:
        return None
    near = sorted(
        (metres, other.id)
        for other in snapshot.entries()
        if other.kind in KINDS[field] and other.id != entry.id and other.position
        if (metres := _metres(here, other.position)) <= WALK
    )[:MOST]
    names = tuple(name_in(snapshot.by_id[entry_id], lang) for _, entry_id in near)
    return FoundFact(entry, field, (Fact(field, names),)) if names else None


def _metres(here: Position, there: Position) -> float:
    return distance((here.lat, here.lon), (there.lat, there.lon))
