"""Wishes that are relative to what was offered: cheaper, shorter, better thought of, closer, near it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from guide.dialogue.conversation import Turn
from guide.dialogue.hearing.belief import DIRECTIONS, PRICE, Belief
from guide.dialogue.hearing.said import Said
from guide.retrieval.facets import Facet, Facets
from guide.retrieval.index import Snapshot
from guide.retrieval.pools import paid
from guide.skills.wishes import KINDS, WALK, Wish, metres
from guide.types import TOPIC, Position

_LESS = 0.01
"""What is cheaper costs less by at least this."""
_MARKS = 0.1
_METRE = 1.0


def figures(said: Said, offered: Sequence[str], facets: Facets) -> tuple[Wish, ...]:
    """The wishes of a message, those that compare read against the figures of what was offered."""
    wishes = said.wishes
    if said.flags & {"cheaper", "pricier"}:
        wishes = _priced(said, wishes, offered, facets)
    if "shorter" in said.flags:
        wishes = _bounded("duration", said, wishes, offered, facets)
    if "better" in said.flags:
        wishes = _bounded("rating", said, wishes, offered, facets)
    return wishes


def is_free_already(said: Said, offered: Sequence[str], facets: Facets) -> bool:
    """Whether something cheaper is wished for than what costs nothing."""
    return "cheaper" in said.flags and any(paid(facets.of_entry[each]) == 0 for each in offered)


def _priced(said: Said, wishes: tuple[Wish, ...], offered: Sequence[str], facets: Facets) -> tuple[Wish, ...]:
    prices = [price for each in offered if (price := paid(facets.of_entry[each])) is not None]
    if not prices:
        return wishes
    known = (facets.of_entry[each].figures for each in offered)
    field = next(money for of in known for money in ("room_price", "spend", "price") if money in of)
    words = next((wish.said for wish in wishes if wish.field in PRICE), "") or said.more
    bound = (
        Wish(field, high=max(min(prices) - _LESS, 0.0), said=words)
        if "cheaper" in said.flags
        else Wish(field, low=max(prices) + _LESS, said=words)
    )
    return (*(wish for wish in wishes if wish.field not in PRICE), bound)


def _bounded(
    field: str, said: Said, wishes: tuple[Wish, ...], offered: Sequence[str], facets: Facets
) -> tuple[Wish, ...]:  # fmt: skip
    spans = [span for each in offered if (span := facets.of_entry[each].figures.get(field))]
    if not spans or any(wish.field == field for wish in wishes):
        return wishes
    if field == "duration":
        return (*wishes, Wish(field, high=min(low for low, _ in spans) - _METRE, said=said.more))
    return (*wishes, Wish(field, low=max(low for low, _ in spans) + _MARKS, said=said.more))


@dataclass(frozen=True, slots=True)
class Around:
    """What a wish to be near something is read against."""

    kind: str
    kept: tuple[Wish, ...]
    offered: tuple[str, ...]
    here: Position | None
    """Where the visitor is."""


def near(said: Said, turn: Turn, belief: Belief, around: Around, snapshot: Snapshot) -> tuple[Wish, ...]:
    """The place to be near to, named or in talk, or the visitor's own position, unless a district is named."""
    closer = "closer" in said.flags
    if not (closer or said.flags & {"near", "same_area"}) or any(wish.field == "area" for wish in said.wishes):
        return ()
    named = [each.entries[0] for each in turn.mentions if _lies(each.entries[0], snapshot)]
    before = next((wish for wish in around.kept if wish.near or wish.at), None)
    if closer and before and (not named or before.near in named):
        return (_closer(replace(before, said=said.more), around.offered, snapshot),)
    recent = [each for each in belief.recent if _lies(each, snapshot)]
    others = [each for each in recent if snapshot.by_id[each].kind not in KINDS[around.kind]]
    in_talk = () if closer or around.here and not said.flags & {"same_area"} else (*others, *recent)
    anchor = next(iter((*named, *in_talk)), None)
    if anchor:
        return (Wish("near", near=anchor, said=said.more),)
    if around.here:
        mine = Wish("near", at=around.here, high=WALK, said=said.more)
        return (_closer(mine, around.offered if closer else (), snapshot),)
    return () if closer else tuple(wish for wish in belief.wishes if wish.field in DIRECTIONS)


def _lies(entry_id: str, snapshot: Snapshot) -> bool:
    """Whether an entry is somewhere: nothing is near a piece of advice."""
    return snapshot.by_id[entry_id].kind != TOPIC


def _closer(before: Wish, offered: Sequence[str], snapshot: Snapshot) -> Wish:
    """The same wish, with fewer metres than the nearest of what was offered."""
    start = snapshot.by_id[before.near].position if before.near else before.at
    far = [metres(start, snapshot.by_id[each].position) for each in offered] if start else []
    known = [each for each in far if each is not None]
    return replace(before, high=min(known) - _METRE if known else before.high)


def beside(before: Belief, now: Belief, snapshot: Snapshot) -> frozenset[Facet]:
    """The district in talk, where something of another kind is looked for next and no word says where."""
    if now.kind == before.kind or any(wish.field in DIRECTIONS for wish in now.wishes):
        return frozenset()
    wished = frozenset().union(*(wish.facets for wish in before.wishes if wish.field == "area" and not wish.negated))
    lying = (snapshot.facets.of_entry[each].facets for each in before.recent[:1])
    return wished or frozenset(facet for facets in lying for facet in facets if facet.field == "area")


def contrasted(said: Said, belief: Belief) -> tuple[Wish, ...]:
    """The mere word for what is looked for, where it is said against another: a guesthouse? a hotel, please."""
    against = {wish.field for wish in (*said.wishes, *belief.wishes)} | belief.weighed
    told = {wish.field for wish in said.wishes if not wish.negated}
    return tuple(wish for wish in said.generic if wish.field in against - told)


def as_dear(said: Said, belief: Belief, snapshot: Snapshot, kind: str) -> tuple[Wish, ...]:
    """The price range of the place in talk, or what was wished of it: "in the same price range as the hotel"."""
    if "same_price" not in said.flags:
        return ()
    others = (each for each in belief.recent if snapshot.by_id[each].kind not in KINDS[kind])
    ranges = (
        frozenset(facet for facet in snapshot.facets.of_entry[each].facets if facet.field == "price_range")
        for each in others
    )
    if dear := next((each for each in ranges if each), None):
        return (Wish("price_range", dear, dear),)
    return tuple(wish for wish in belief.wishes if wish.field in PRICE)
