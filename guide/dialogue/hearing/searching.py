"""Whether a message looks for something, rather than asking about a place or saying something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.belief import DIRECTIONS, DROPPED, PRICE, Belief
from guide.dialogue.hearing.said import Said
from guide.dialogue.lexicon import Ask, Reading
from guide.retrieval.entities import Mention
from guide.retrieval.index import Snapshot
from guide.skills.wishes import pool

_EVEN_POLITE = frozenset({"dont_care", "offer"})
"""Small words that ask for a choice even in a thank-you."""
_CHOOSING = frozenset({"offer", "which", "want", "cheaper", "pricier"})
"""Small words with which a price is a wish, not a question about a price."""
_WANTING = frozenset({"want", "seek", "offer"})
"""Small words with which a kind alone is a wish: 想带点伴手礼."""
_BARE = 24
"""Characters of a message that asks for a recommendation of nothing in particular."""
_NEAR = frozenset({"near", "closer"})
"""Small words with which a place is only what the others are to be near to."""
_REVISING = frozenset({"another", "cheaper", "pricier", "which", "closer", "shorter", "better", "open", "late"})
"""Small words that change what is looked for."""
_ALSO = {"cuisine": "dishes", "step_free": "wheelchair"}
"""What is asked with a word that is a wish: who wants Sichuan food asks for no dishes."""
_ASKED_OF_ONE = frozenset({"facilities", "internet", "parking", "metro", "dishes", "rooms"})
"""What a visitor asks whether the place in talk has it, and also wishes for."""


def seeks(turn: Turn) -> bool:
    """Whether a turn asks to be offered something."""
    return turn.reading is not None and turn.reading.seeks


def may_wish(said: Said) -> bool:
    """Whether a message in few words may wish for something, where nobody else had an answer."""
    wished = any(not wish.soft for wish in said.wishes) or bool(said.kind and (said.wishes or _WANTING & said.flags))
    wished = wished or bool(said.kind and said.opens)
    return wished and "no_wish" not in said.flags and not _subjects(said)


def wishes_alone(said: Said) -> bool:
    """Whether a message says what a place should be like, and not only what it should lie near to."""
    required = any(not wish.soft for wish in said.wishes)
    return required and may_wish(said) and not said.flags & {"near", "same_area", "closer"}


def offers(reply: Turn, said: Said, belief: Belief, snapshot: Snapshot) -> bool:
    """Whether a reply named places of the kind that was wished for and were not in talk: then it was a choice."""
    here = pool(snapshot, said.kind or belief.kind or "sight")
    fresh = {each.entries[0] for each in reply.mentions} - set(belief.recent)
    return reply.role == "assistant" and bool(fresh & here)


def of_place_in_talk(said: Said, conversation: Conversation) -> bool:
    """Whether a field is asked of what a noun points back at, or if the place in talk is for children."""
    asked, named = conversation.question, conversation.last.mentions
    of_one = asked.named and not named and (asked.fields or asked.evidence) or asked.fields == (("audience",),)
    return bool(asked.entries and of_one) and asked.is_asking and not said.flags & (_WANTING | _REVISING)


def is_bare(said: Said, conversation: Conversation) -> bool:
    """Whether nothing but a recommendation is asked for: おすすめはありますか."""
    asked, words = conversation.question, conversation.last.words
    empty = not (said.kind or said.wishes or said.names or asked.entries or asked.fields or asked.stranger)
    return empty and "offer" in said.flags and "no_wish" not in said.flags and len(words) <= _BARE


def only_near(said: Said, turn: Turn, belief: Belief) -> bool:
    """What lies around here, and nothing else wished for: that is found by position, not chosen."""
    chooses = "offer" in said.flags or turn.reading is None or not turn.reading.is_asking
    goes_on = belief.wishes and (belief.kind == said.kind or not said.kind) and chooses
    return "near" in said.flags and not said.wishes and not goes_on


def is_idle(turn: Turn) -> bool:
    """A remark that asks nothing leaves the search where it was."""
    reading = turn.reading
    return reading is not None and not (reading.asks or turn.mentions or reading.wants_intro)


def searches(said: Said, turn: Turn, belief: Belief, snapshot: Snapshot) -> bool:
    """Whether a message looks for something, rather than asking about a place."""
    reading = turn.reading
    if reading is None or reading.smalltalk and not said.wishes and not said.flags & _EVEN_POLITE:
        return False
    if said.apart and (belief.searching or said.wishes) and not _subjects(said):
        return True
    asks = other_asks(reading.asks, said)
    around = any(field.startswith("nearby") for ask in reading.asks for field in ask.fields)
    asked_near = bool(_NEAR & said.flags) and not belief.searching
    if (around or asked_near) and _asks_around_one(said, turn, reading, belief):
        return False
    if "about_it" in said.flags and turn.mentions and not said.flags & {"offer"}:
        return False
    if subjects := _subjects(said):
        wished = {wish.field for wish in said.wishes} - _ASKED_OF_ONE
        return all(each.end <= said.offer_at for each in subjects) and bool(wished or said.kind)
    if _of_one(said, reading, bool(asks), belief):
        return False
    return _opens(said, asks, reading.points_back, belief) or _goes_on(said, asks, reading, _known(belief, snapshot))


def _asks_around_one(said: Said, turn: Turn, reading: Reading, belief: Belief) -> bool:
    """Whether it is asked what lies around a place, and no choice among it is wished for."""
    if belief.searching and turn.mentions and not belief.offered:
        return False
    anchored = bool(turn.mentions or belief.recent)
    modest = {wish.field for wish in said.wishes} <= _ASKED_OF_ONE
    return anchored and (not said.wishes or modest and reading.points_back and not said.flags & {"offer", "seek"})


def _known(belief: Belief, snapshot: Snapshot) -> Belief:
    """The belief with only those entries in talk that are what is looked for."""
    here = pool(snapshot, belief.kind) if belief.kind else frozenset()
    return replace(belief, recent=tuple(each for each in belief.recent if each in here))


def _of_one(said: Said, reading: Reading, asks: bool, belief: Belief) -> bool:
    """Whether it is asked if the place in talk has something: 有健身房吗."""
    is_asking, points_back = reading.is_asking, reading.points_back
    fields = {wish.field for wish in said.wishes}
    priced = fields <= PRICE and "offer" not in said.flags
    modest = fields <= _ASKED_OF_ONE or points_back and (priced or bool(fields & _ASKED_OF_ONE))
    modest |= fields <= PRICE and not said.kind and not said.flags & _CHOOSING
    of_one = bool(fields) and modest and is_asking and not said.modifies
    choosing = said.flags & {"offer", "seek", "another"} and said.kind and (said.modifies or not said.head_last)
    choosing = choosing and not (points_back and asks and fields <= _ASKED_OF_ONE)
    at_one = said.head_last and points_back and not said.kind
    in_talk = belief.offered or belief.recent and not belief.searching or at_one
    return of_one and bool(in_talk) and not choosing


def _opens(said: Said, asks: tuple[Ask, ...], points_back: bool, belief: Belief) -> bool:
    """A search of its own."""
    if "offer" in said.flags and (said.kind or said.wishes):
        return bool(said.kind and said.wishes) or not asks or not (points_back and belief.recent)
    if not said.wishes:
        return "seek" in said.flags and bool(said.kind) and not asks and not points_back
    if "seek" in said.flags and not (points_back and asks):
        return True
    return bool(said.kind or "which" in said.flags) and (not asks or not belief.recent)


def _goes_on(said: Said, asks: tuple[Ask, ...], reading: Reading, belief: Belief) -> bool:
    """One more word on what is looked for."""
    flags = said.flags
    if asks and belief.offered and ("which" not in flags or reading.points_back):
        return False
    if not belief.searching:
        return bool(belief.kind and said.wishes) and not asks and not reading.is_asking
    if flags & {"dont_care", "offer"} or not belief.recent and not reading.smalltalk:
        return True
    if said.wishes and "which" in flags:
        return True
    if said.wishes and not (asks and reading.points_back):
        return True
    if flags & _REVISING:
        return not asks
    return not reading.is_asking and not asks and bool(said.kind or "want" in flags)


def _subjects(said: Said) -> tuple[Mention, ...]:
    """The names of the places a message is about: neither inside a value nor only to be near to."""
    if _NEAR & said.flags:
        return ()
    return tuple(
        each for each in said.names if not any(each.start < end and start < each.end for start, end in said.spans)
    )


def other_asks(asks: Iterable[Ask], said: Said) -> tuple[Ask, ...]:
    """The asks that are no wishes: "评分4.5分以上" asks for no mark, and "the price does not matter" for no price."""
    wished = {wish.field for wish in said.wishes}.union(*(DROPPED[each] for each in said.drops))
    wished |= PRICE if wished & PRICE else set()
    wished |= {"hours", "exceptions"} if said.opens else set()
    if wished & DIRECTIONS or said.flags & {"near", "same_area"}:
        wished |= {"area", "address"}
    wished |= {facet.field for wish in said.wishes for facet in wish.facets}
    wished |= {beside for field, beside in _ALSO.items() if field in wished}
    if "facilities" in wished or "internet" in wished:
        wished |= {"internet", "parking", "facilities"}
    kept = (ask for ask in asks if not ask.fields[0].startswith("nearby") and not _within(ask, said.spans))
    kept = (ask for ask in kept if ask.fields[0] != "address" or not _within(ask, said.heads))
    return tuple(ask for ask in kept if not wished & set(ask.fields))


def _within(ask: Ask, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether the words of an ask are a value: 公共区域提供wifi asks for no district."""
    return any(ask.start < end and start < ask.end for start, end in spans)
