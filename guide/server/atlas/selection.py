"""Which of a city's entries its map shows, most important first, and what it flows past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from guide.geo import distance
from guide.server.atlas import cartography
from guide.server.atlas.cartography import Degrees
from guide.server.atlas.sketch import Stream
from guide.server.served import Snapshot
from guide.server.shell import is_of
from guide.skills.surroundings import WHAT
from guide.types import FEATURED, UNNAMED, City, Entry

KINDS = ("attraction", "museum", "venue")
"""What a map of a city shows, each with a mark of its own shape; featured places and stops of a walk of another kind
are shown too, as OTHER."""
OTHER = "other"
ROUTE, STOP = "route", "stop"
CORE = 4
"""How many places the city is visited for a map must be made for, before the others may fall beside it."""
MOST = 800
"""Places beside those of the sketch: the toilets of a city are thousands, a phone is sent those in its middle."""


def shape_of(entry: Entry) -> str:
    """The shape of an entry's mark."""
    return entry.kind if entry.kind in KINDS else OTHER


def shown(snapshot: Snapshot, city: City | None) -> list[Entry]:
    """What the map shows, most important first: what the city is visited for, then what most is said of."""
    of_city = [entry for entry in snapshot.entries() if is_of(entry, city)]
    stops = {link.target for entry in of_city if entry.kind == ROUTE for link in entry.links if link.relation == STOP}
    found = [entry for entry in of_city if entry.position and UNNAMED not in entry.tags
             and (entry.kind in KINDS or entry.id in stops or FEATURED in entry.tags)]  # fmt: skip
    named = Counter(link.target for entry in of_city for link in entry.links)
    return sorted(found, key=lambda entry: (FEATURED not in entry.tags, -named[entry.id] - _told(entry), entry.id))


def streams(snapshot: Snapshot, city: City) -> tuple[Stream, ...]:
    """Rivers and lakes by the places they flow past."""
    return tuple(_stream(names, snapshot) for names in city.water)


def degrees(entry: Entry) -> Degrees:
    """Where an entry that has a position lies."""
    assert entry.position
    return entry.position.lat, entry.position.lon


def others(snapshot: Snapshot, city: City | None, main: Sequence[Entry]) -> list[Entry]:
    """What can be asked for nearby and is not on the sketch, that in the middle of the city first."""
    known, view = {entry.id for entry in main}, view_of(main)
    found = [entry for entry in snapshot.entries()
             if entry.position and entry.id not in known and is_of(entry, city) and what_of(entry)]  # fmt: skip
    if view is None:
        return found[:MOST]
    middle = (view[0][0] + view[1][0]) / 2, (view[0][1] + view[1][1]) / 2
    return sorted(found, key=lambda entry: distance(middle, degrees(entry)))[:MOST]


def what_of(entry: Entry) -> list[str]:
    """What of the things that can be asked for nearby an entry is."""
    keys = {entry.kind, *(f"#{tag}" for tag in entry.tags)}
    return [what for what, wanted in WHAT.items() if keys & set(wanted)]


def view_of(entries: Sequence[Entry]) -> tuple[Degrees, Degrees] | None:
    """South-west and north-east of where the places the city is visited for are dense."""
    if not entries:
        return None
    core = [degrees(each) for each in entries if FEATURED in each.tags]
    dense = cartography.crowd(core if len(core) >= CORE else [degrees(each) for each in entries])
    lats, lons = [each[0] for each in dense], [each[1] for each in dense]
    return (min(lats), min(lons)), (max(lats), max(lons))


def _told(entry: Entry) -> float:
    """How much is said of an entry, a fact for a hundred characters."""
    return len(entry.facts) + sum(map(len, entry.texts.values())) / 100


def _stream(names: Sequence[str], snapshot: Snapshot) -> Stream:
    passed = [(name, snapshot.entry(name)) for name in names]
    return tuple((name, degrees(entry)) for name, entry in passed if entry and entry.position)
