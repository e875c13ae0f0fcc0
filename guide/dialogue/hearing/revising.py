"""What is looked for, revised by one more message or reply."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import relative
from guide.dialogue.hearing.belief import DIRECTIONS, DROPPED, PRICE, Belief
from guide.dialogue.hearing.said import Said
from guide.retrieval.index import Snapshot
from guide.skills.wishes import Wish, pool
from guide.types import Position

_ADDING = frozenset({"facilities", "dishes"})
"""Fields of which several values may be wished for at once; of any other a new one takes the old one's place."""


def told(belief: Belief, named: tuple[str, ...], recent: tuple[str, ...], snapshot: Snapshot) -> Belief:
    """After a reply: what it offered, which is not what the offers are near to."""
    here = pool(snapshot, belief.kind) if belief.kind else frozenset()
    anchors = {wish.near for wish in belief.wishes}
    offered = tuple(dict.fromkeys(each for each in named if each in here and each not in anchors))
    several = offered if len(offered) > 1 else belief.several
    return replace(belief, offered=offered or belief.offered, several=several, listed=named, recent=recent)


def repeated(belief: Belief, said: Said) -> str:
    """The words of a wish that is held already and of which more is wanted: quieter than what is quiet."""
    held = {wish.meaning for wish in belief.wishes if wish.meaning}
    again = (wish.said for wish in said.wishes if wish.meaning in held and not wish.third)
    return next(again, "") if belief.offered and "more" in said.flags else ""


def revised(
    belief: Belief, said: Said, turn: Turn, opening: tuple[Wish, ...], conversation: Conversation
) -> Belief:  # fmt: skip
    """What is looked for with one more message; `opening` is when it is to be visited."""
    snapshot = conversation.snapshot
    kind = said.kind or belief.kind or "sight"
    goes_on = belief.searching and kind == belief.kind
    kept = belief.wishes if goes_on else ()
    dropped = frozenset().union(*(DROPPED[each] for each in said.drops))
    dropped -= {wish.field for wish in said.wishes}
    offered = tuple(each for each in belief.offered if each in pool(snapshot, kind)) if belief.searching else ()
    at = conversation.context.location
    around = relative.Around(kind, kept, offered, Position(*at) if at else None)
    fresh = (
        *relative.figures(said, offered, snapshot.facets), *relative.near(said, turn, belief, around, snapshot),
        *opening, *relative.contrasted(said, belief), *relative.as_dear(said, belief, snapshot, kind),
    )  # fmt: skip
    taken = {wish.field for wish in fresh if wish.field not in _ADDING} | dropped
    taken |= PRICE if taken & PRICE else set()
    taken |= DIRECTIONS if taken & DIRECTIONS else set()
    if any(wish.field == "dishes" for wish in fresh):  # what was wished for and nobody knows gives way
        kept = tuple(wish for wish in kept if wish.field != "cuisine" or wish.facets)
    wishes = (*(wish for wish in kept if wish.field not in taken), *fresh)
    again = goes_on and ("another" in said.flags or bool(repeated(belief, said)))
    without = belief.without | frozenset(belief.offered) if again else frozenset()
    apart = frozenset(said.apart) | (belief.apart if goes_on else frozenset())
    return Belief(
        kind, _once(wishes), True, belief.offered if goes_on else (), belief.several if goes_on else (),
        belief.listed, without, apart, belief.recent,
    )  # fmt: skip


def _once(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    return tuple(dict.fromkeys(wishes))
