"""What the conversation is about, as a pure fold over its messages: any replica can answer any turn.

Messages of the assistant only tell which places are in talk; they are never facts or instructions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from guide.dialogue.lexicon import Ask, Reading
from guide.types import TOPIC

TOLD_OF = frozenset({"person", "work", "route"})
"""Kinds of entry that are told of in answers about places: a reply that names one leaves the place in talk."""
PERSON = "person"
OF_PLACES = frozenset({
    "price", "hours", "phone", "duration", "booking", "concessions", "transport", "parking", "metro", "address", "area",
    "nearby_sights", "nearby_food", "nearby_hotels",
})  # fmt: skip
"""Fields that are asked of the place which a person is tied to, not of the person."""
OF_HOUSES = frozenset({"transport", "address", "metro", "parking", "hours", "phone", "booking"})
"""Fields that are asked of the house where a dish is served, not of the dish."""
FOOD, RESTAURANT = "food", "restaurant"
PARTS = frozenset({"attraction", "museum"})
"""Kinds of entry that may be a part of another: a dish of a house is none, the house is meant too."""
MEMORY = 12
"""Places remembered; a visitor who means the thirteenth names it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A place a message names, by the entries that bear the name."""

    entries: tuple[str, ...]
    locates: bool = False
    """It only says where another place is: an address, what that lies in, what can be seen from there."""
    near_it: bool = False
    """It is asked whether this is near the place in talk."""
    whole: bool = False
    """The next name is called its own, 瘦西湖的白塔: of a sight within a sight the part is meant."""
    topic: bool = False
    asks: tuple[Ask, ...] = ()
    """What the words of a topic would ask of a place: 停车 asks whether one can park there."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message understood on its own."""

    named: tuple[Named, ...]
    reading: Reading | None
    """None for the assistant's messages: their words ask for nothing."""
    offers: bool = False
    """A reply that offers the places it names."""
    arrives: bool = False
    """A reply of a walk that has come to the place it names first."""


@dataclass(frozen=True, slots=True)
class State:
    """Belief state after some messages."""

    focus: tuple[str, ...] = ()
    """Entries in talk, the most likely meant first."""
    options: tuple[str, ...] = ()
    """The last list that was offered, in its order: what "the second" counts in."""
    asked: tuple[Ask, ...] = ()
    """What was asked last, for "and the other one?"."""
    settled: bool = False
    """The last question was about the place in focus: what else a reply names does not take its place."""
    of_fields: bool = False
    """The last question asked for facts of it."""
    around: bool = False
    """The last question was for places around the one in focus."""
    told: tuple[str, ...] = ()
    """Persons and works a reply told of, that left the place in talk: who "he" is."""


KindOf = Callable[[str], str]
Refer = Callable[[State, Heard], Heard]
"""Puts the names to what a message only points at, given what is in talk."""


def fold(conversation: Iterable[Heard], kind_of: KindOf, refer: Refer = lambda _, heard: heard) -> State:
    """The state before the next message, from all that was heard, in order."""
    state = State()
    for heard in conversation:
        if heard.reading is None:
            state = _after_assistant(state, heard, kind_of)
            state = replace(state, focus=_places_first(state.focus, (), kind_of))
        else:
            state = _after_user(state, refer(state, heard), heard.reading, kind_of)
    return state


def _after_user(state: State, heard: Heard, reading: Reading, kind_of: KindOf) -> State:
    names = _subjects(state, heard, kind_of)
    meant = meant_by(state, heard, kind_of)
    places = _told_of_last((nearest(state, each.entries, reading.kinds, kind_of) for each in names), kind_of)
    return replace(
        state,
        focus=_places_first((*places, *meant), state.focus, kind_of) if names or not reading.seeks else state.focus,
        asked=reading.asks or state.asked,
        settled=bool(meant) and (bool(names) or not reading.seeks),
        of_fields=bool(reading.asks),
        around=_asks_around(reading),
    )


def _after_assistant(state: State, heard: Heard, kind_of: KindOf) -> State:
    named = tuple(dict.fromkeys(nearest(state, each.entries) for each in _subjects(state, heard, kind_of)))
    told = tuple(each for each in named if kind_of(each) in TOLD_OF)
    state = replace(state, told=_front(told, state.told))
    named = tuple(each for each in named if each not in told)
    if heard.arrives and named:
        return replace(state, options=named[1:], focus=_places_first(named, state.focus, kind_of), settled=True)
    offered = tuple(each for each in named if each not in state.focus[:1])
    if not offered:
        return state
    listed = offered if state.around else named
    stays = state.settled and bool(state.focus) and not (heard.offers and state.focus[0] not in named)
    alone = len(offered) == 1 and state.focus[:1] != named[:1]
    of_person = state.settled and bool(state.focus) and kind_of(state.focus[0]) == PERSON
    if of_person or stays and not (alone and (state.around or not state.of_fields)):
        return replace(state, options=listed, focus=_places_first(_behind(state.focus, offered), (), kind_of))
    return replace(state, options=listed, focus=_places_first(offered, state.focus, kind_of))


def _subjects(state: State, heard: Heard, kind_of: KindOf) -> tuple[Named, ...]:
    """The names a message is about, without those that only tell where something is."""
    places = tuple(each for each in heard.named if not each.topic)
    wholes = {one for one, part in pairwise(places) if one.whole and kind_of(part.entries[0]) in PARTS}
    free = tuple(each for each in places if not (each.locates or each in wholes))
    return free if free or state.focus else places


def meant_by(state: State, heard: Heard, kind_of: KindOf) -> tuple[str, ...]:
    """The entries a message is about: named, counted in a list, pointed back at, or simply the last in talk."""
    reading = heard.reading
    if reading is None:
        return ()
    names = _subjects(state, heard, kind_of)
    if topics := _topics_meant(state, heard, bool(names), kind_of):
        return topics
    near_it = state.focus and reading.points_back and any(each.near_it for each in names)
    if names and not (near_it and _asks_around(reading)):
        return tuple(dict.fromkeys(nearest(state, each.entries, reading.kinds, kind_of) for each in names))
    if reading.ordinal is not None and _counts(state.options, reading.ordinal):
        return (state.options[reading.ordinal - 1 if reading.ordinal > 0 else -1],)
    for kind in reading.kinds:
        same = [each for each in (*state.focus, *state.options, *state.told) if kind_of(each) == kind]
        if same:
            return (same[0],)
    return _in_talk(state, reading, kind_of)


def _in_talk(state: State, reading: Reading, kind_of: KindOf) -> tuple[str, ...]:
    """The last in talk; behind a person or a dish the place told of, where what a place has is asked for."""
    asked = {field for ask in reading.asks for field in ask.fields}
    kind = kind_of(state.focus[0]) if state.focus else ""
    if kind == PERSON and asked & OF_PLACES or kind == FOOD and asked & OF_HOUSES:
        told = (*state.focus, *state.options, *state.told)
        places = (each for each in told if kind_of(each) not in (PERSON, TOPIC, FOOD))
        return tuple(islice(places, 1)) or state.focus[:1]
    return state.focus[:1]


def _topics_meant(state: State, heard: Heard, names_place: bool, kind_of: KindOf) -> tuple[str, ...]:
    """The topics a message is about: named with a place, they are when nothing else is asked of it; alone, they are
    unless their own words ask for a field of the place in talk.
    """
    assert heard.reading is not None
    topics = tuple(each for each in heard.named if each.topic)
    in_talk = bool(state.focus) and kind_of(state.focus[0]) != TOPIC
    of_place = bool(heard.reading.asks) if names_place else in_talk and any(each.asks for each in topics)
    return () if of_place else tuple(dict.fromkeys(each.entries[0] for each in topics))


def _asks_around(reading: Reading) -> bool:
    return any(field.startswith("nearby") for ask in reading.asks for field in ask.fields)


def nearest(state: State, entries: tuple[str, ...], kinds: tuple[str, ...] = (), kind_of: KindOf | None = None) -> str:
    """Of several entries with one name, the one in talk, else the one of the kind spoken of, else the first."""
    for each in (*state.focus, *state.options):
        if each in entries:
            return each
    for kind in kinds if kind_of else ():
        for each in entries:
            if kind_of and kind_of(each) == kind:
                return each
    return entries[0]


def _counts(options: tuple[str, ...], ordinal: int) -> bool:
    return bool(options) and abs(ordinal) <= len(options)


def _places_first(new: Iterable[str], old: tuple[str, ...], kind_of: KindOf) -> tuple[str, ...]:
    return tuple(sorted(_front(new, old), key=lambda each: kind_of(each) == TOPIC))


def _told_of_last(new: Iterable[str], kind_of: KindOf) -> list[str]:
    return sorted(new, key=lambda each: kind_of(each) in TOLD_OF)


def _front(new: Iterable[str], old: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*new, *old)))[:MEMORY]


def _behind(old: tuple[str, ...], new: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old[:1], *new, *old[1:])))[:MEMORY]
