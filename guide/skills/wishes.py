"""Wishes as data, and which entries meet them: by value, by tag, by figure, near a place, open at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from guide.geo import distance
from guide.retrieval import pools
from guide.retrieval.facets import TAG, Facet, Facets, squashed
from guide.retrieval.figures import Range
from guide.retrieval.index import Snapshot
from guide.skills.ground import Ground
from guide.types import Entry, Position
from guide.visiting.moment import Moment
from guide.visiting.status import OPEN, UNKNOWN

EXACT, CLOSE, LOOSE = 0, 1, 2
"""How well an entry meets a wish: as it was said, nearly, or in part. Less is better."""
WALK = 1_500
"""Metres that still count as near: some twenty minutes on foot."""
NEARBY: Mapping[str, str] = {"sight": "nearby_sights", "eat": "nearby_food", "hotel": "nearby_hotels"}
KINDS: Mapping[str, frozenset[str]] = {
    "hotel": frozenset({"hotel"}),
    "eat": frozenset({"restaurant", "food"}),
    "sight": frozenset({"attraction", "museum", "venue"}),
    "dish": frozenset({"food"}),
    "event": frozenset({"event"}),
    "gift": frozenset(),
}
"""What visitors look for, and the kinds of entry that are it."""
_TAGGED: Mapping[str, Facet] = {"hotel": Facet(TAG, squashed("hotel-area")), "gift": Facet(TAG, squashed("souvenir"))}
"""Tags that make an entry of any kind what is looked for: a quarter to stay in, a thing to take home."""
_KIND_OF_LIST = {"sight": "nearby_sights", "eat": "nearby_food", "hotel": "nearby_hotels"}


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing asked of a place. Of `facets` any one is enough; `low` and `high` bound a figure, both inclusive."""

    field: str
    """The field it is about; "near" and a concept's name are no fields of entries but are wished for alike."""
    facets: frozenset[Facet] = frozenset()
    whole: frozenset[Facet] = frozenset()
    """Those of `facets` that are the very words, where others only contain them."""
    low: float | None = None
    high: float | None = None
    exact: bool = False
    """One figure was named, without a bound."""
    near: str = ""
    """The entry it must be near."""
    at: Position | None = None
    """The position it must be near, the visitor's; `high` is then, as with `near`, the most metres."""
    moment: Moment | None = None
    """When it must be open."""
    third: str = ""
    """low, middle or high: which third by price, where no value says it."""
    negated: bool = False
    soft: bool = False
    """Preferred, not required: with children, a place for families comes first."""
    said: str = ""
    """The visitor's own words for it."""
    meaning: str = ""
    """The concept it is, where it was said in words of the visitor's own: prompts/concepts.yaml."""
    words: str = ""
    """A pattern of the concept's words in any language: what a sentence has that proves it."""
    taste: bool = False
    """It is a taste that the visitor keeps, not said in this conversation."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is looked for, as it stands after all turns."""

    kind: str
    wishes: tuple[Wish, ...] = ()
    city: str = ""
    """The city named; without one, the guide's own comes first."""
    beside: frozenset[Facet] = frozenset()
    """The district of what is in talk: of places that fit as well, those there come first."""
    without: frozenset[str] = frozenset()
    """Entries that were offered before and are not wanted again, or that the visitor excludes."""
    among: frozenset[str] = frozenset()
    """Those offered before, when the choice is to be made among them."""
    fields: tuple[tuple[str, ...], ...] = ()
    """What the visitor asks of the pick in the same breath: its address and phone."""
    compare: tuple[str, ...] = ()
    """Entries to be held against each other."""
    why_not: str = ""
    """An entry that was not offered, and why?"""
    untold: tuple[str, ...] = ()
    """What was wished for and no entry of the base says of itself, in the visitor's words."""
    asks_where: bool = False
    """Something closer is wished for, and nobody knows to what."""
    is_free_already: bool = False
    """Something cheaper is wished for than what costs nothing."""
    same: str = ""
    """A wish that was repeated for more of it, in the visitor's words: what is said of several is said alike."""
    most: int = 3
    seed: str = ""
    """What the spread is drawn from: the same conversation gets the same picks."""


Matches: TypeAlias = Mapping[str, int]
"""How well each entry meets a wish; entries that do not are left out."""


def having_kind(facets: Facets, kind: str) -> frozenset[str]:
    """The entries of a kind that is looked for."""
    return pools.of_kinds(facets, KINDS[kind], _TAGGED.get(kind))


def pool(snapshot: Snapshot, kind: str) -> frozenset[str]:
    """The entries that are what is looked for: where one eats has an address, a dish has none."""
    known = pools.with_address if kind == "eat" else pools.of_kinds
    return known(snapshot.facets, KINDS[kind], _TAGGED.get(kind))


def matches(wish: Wish, among: frozenset[str], kind: str, ground: Ground) -> Matches:
    """Those of `among` that meet a wish."""
    met = _open(wish, among, ground) if wish.moment else _met(wish, among, kind, ground.snapshot)
    return dict.fromkeys(among - met.keys(), EXACT) if wish.negated else met


def _open(wish: Wish, among: frozenset[str], ground: Ground) -> Matches:
    """Those open at the moment, then those of which nobody knows; closed ones only where it was just preferred."""
    assert wish.moment is not None
    having = frozenset().union(*(ground.snapshot.facets.entries.get(each, frozenset()) for each in wish.facets))
    met: dict[str, int] = {}
    for each in among:
        verdict = ground.standing(ground.snapshot.by_id[each], wish.moment).verdict
        if verdict == OPEN or verdict == UNKNOWN and each in having:
            met[each] = EXACT
        elif verdict == UNKNOWN:
            met[each] = CLOSE if wish.soft else LOOSE
        elif wish.soft:
            met[each] = LOOSE
    return met


def _met(wish: Wish, among: frozenset[str], kind: str, snapshot: Snapshot) -> Matches:
    if wish.near:
        return _near(wish, among, kind, snapshot)
    if wish.at:
        return _within(wish.at, among, wish.high or WALK, snapshot)
    if wish.soft:
        having = frozenset().union(*(snapshot.facets.entries.get(each, frozenset()) for each in wish.facets))
        return {each: EXACT if each in having else CLOSE for each in among}
    if wish.facets:
        said = frozenset().union(*(snapshot.facets.entries.get(facet, frozenset()) for facet in wish.facets))
        met = among & said
        if met or not wish.third:
            whole = frozenset().union(*(snapshot.facets.entries.get(each, frozenset()) for each in wish.whole))
            return {each: EXACT if not whole or each in whole else CLOSE for each in met}
    if wish.third:
        return _third(wish, among, snapshot.facets)
    if wish.field != "duration":
        return _within_bounds(wish, among, snapshot.facets)
    known = ((each, snapshot.facets.of_entry[each].figures.get(wish.field)) for each in among)
    return {each: fit for each, span in known if span and (fit := _lasts(wish, span)) is not None}


def _within_bounds(wish: Wish, among: frozenset[str], facets: Facets) -> Matches:
    """Those whose figure is in the bounds; a better mark than the one that is named is nearly as good."""
    if wish.low is None and wish.high is None:
        return {}
    met = dict.fromkeys(among & pools.between(facets, wish.field, wish.low, wish.high), EXACT)
    if wish.exact and wish.field == "rating":
        met = dict.fromkeys(among & pools.between(facets, wish.field, wish.low, None), CLOSE) | met
    return met


def _lasts(wish: Wish, span: Range) -> int | None:
    """A visit of "2 to 3 hours" is one that is said to take that; what takes 2 to 4 overlaps it and comes after."""
    low, high = wish.low if wish.low is not None else 0, wish.high if wish.high is not None else float("inf")
    if wish.exact and low in span or (low, high) == span:
        return EXACT
    if low <= span[0] and span[1] <= high:
        return EXACT if wish.low is None or wish.high is None else CLOSE
    return LOOSE if span[0] <= high and low <= span[1] else None


def _third(wish: Wish, among: frozenset[str], facets: Facets) -> Matches:
    """The cheapest, middle or dearest third of those whose price is known."""
    priced = [(price, each) for price, each in pools.by_price(facets) if each in among]
    if not priced:
        return {}
    cuts = (priced[(len(priced) - 1) // 3][0], priced[(2 * len(priced) - 1) // 3][0])
    low, high = {"low": (0.0, cuts[0]), "middle": cuts, "high": (cuts[1], float("inf"))}[wish.third]
    return {each: CLOSE for price, each in priced if low <= price <= high}


def _near(wish: Wish, among: frozenset[str], kind: str, snapshot: Snapshot) -> Matches:
    """What the anchor lists as near, else what lies within a walk, else what is in the same district."""
    anchor = snapshot.by_id[wish.near]
    if wish.high is not None and anchor.position:
        return _within(anchor.position, among - {anchor.id}, wish.high, snapshot)
    listed = set(_listed(anchor, _KIND_OF_LIST.get(kind, ""), among, snapshot))
    if listed:
        return dict.fromkeys(listed, EXACT)
    if anchor.position and (walk := _within(anchor.position, among - {anchor.id}, WALK, snapshot)):
        return walk
    return dict.fromkeys(same_area(anchor, among, snapshot.facets), CLOSE)


def _within(here: Position, among: frozenset[str], most: float, snapshot: Snapshot) -> Matches:
    far = {each: metres(here, snapshot.by_id[each].position) for each in among}
    return {each: EXACT for each, known in far.items() if known is not None and known <= most}


def same_area(anchor: Entry, among: frozenset[str], facets: Facets) -> frozenset[str]:
    """Those in the district of an entry."""
    areas = [facet for facet in facets.of_entry[anchor.id].facets if facet.field == "area"]
    return among & frozenset().union(*(facets.entries[facet] for facet in areas)) - {anchor.id}


def _listed(anchor: Entry, field: str, among: frozenset[str], snapshot: Snapshot) -> Iterable[str]:
    for fact in anchor.of(field):
        for name in fact.value if isinstance(fact.value, tuple) else ():
            for mention in snapshot.linker.link(name, False):
                yield from (each for each in mention.entries if each in among)


def metres(here: Position, there: Position | None) -> float | None:
    """Metres in a straight line; None where one of them is not known."""
    return distance((here.lat, here.lon), (there.lat, there.lon)) if there else None
