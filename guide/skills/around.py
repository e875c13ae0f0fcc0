"""What lies around a place, computed from positions where the knowledge lists nothing."""

from __future__ import annotations

from guide.retrieval.index import Snapshot
from guide.retrieval.passages import name_in
from guide.types import TOPIC, Entry, Fact, FoundFact, Lang

WALK = 1_500
"""Metres that still count as around: some twenty minutes on foot."""
MOST = 6
CITY_WIDE = frozenset({"metro"})
"""Fields that an entry on the city's transport may answer for every place in it."""
KINDS = {
    "nearby_sights": ("attraction", "museum", "venue"),
    "nearby_food": ("restaurant", "food"),
    "nearby_hotels": ("hotel",),
}


def find(entry: Entry, field: str, snapshot: Snapshot, lang: Lang) -> FoundFact | None:
    """Entries of the asked kind around a place, nearest first; None without a position or with nothing near."""
    here = entry.position
    if here is None or field not in KINDS:
        return None
    near = snapshot.positions.near((here.lat, here.lon), KINDS[field], WALK, MOST + 1)
    names = tuple(name_in(each.entry, lang) for each in near if each.entry.id != entry.id)[:MOST]
    return FoundFact(entry, field, (Fact(field, names),)) if names else None


def in_city(entry: Entry, field: str, snapshot: Snapshot) -> FoundFact | None:
    """What is said of the whole city where a place says nothing of it: there is no metro here."""
    if field not in CITY_WIDE:
        return None
    practical = (snapshot.by_id[each] for each in sorted(snapshot.facets.by_kind.get(TOPIC, ())))
    told = (other for other in practical if other.city == entry.city and other.of(field))
    return next((FoundFact(other, "point", other.of(field)) for other in told), None)
