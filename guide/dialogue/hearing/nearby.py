"""Whether something around is looked for, and around what: prompts/<lang>/hear/nearby.yaml.

A pure fold over the visitor's turns: a bare landmark after a question that had none answers it, "and parking?" keeps
where the one before it was looked for. The visitor's position is read from the context of this turn and kept nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.patterns import Patterns
from guide.dialogue.lexicon import MASK
from guide.prompts import Prompts
from guide.retrieval.entities import Mention
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.surroundings import LISTED, ROUTE, Request, is_away
from guide.types import TOPIC

_PLACES = frozenset({"attraction", "museum", "venue", "hotel", "restaurant", "shop", "amenity"})
_ANYWHERE = frozenset({"food", "sight", "museum", "hotel", "cafe", "breakfast", "shop"})
"""What is also talked about without looking for it around: these need a word for near."""
_NEEDED = frozenset({"toilets", "charging", "power-bank", "atm", "pharmacy", "water", "luggage", "visitor-centre"})
"""What nobody asks for but to go there now; a car park is asked for of a hotel too."""
_LISTED = frozenset({"food", "sight", "hotel"})
_EATEN = frozenset({"food", "breakfast", "cafe"})
_SHORT = 12
"""Characters beside names in a message that only changes or completes the question before it."""

_LONGEST_LANDMARK = 30

Words = Mapping[str, re.Pattern[str]]


class Nearby:
    """Hears what is looked for nearby."""

    def __init__(self, prompts: Prompts) -> None:
        self._patterns = Patterns(prompts, "nearby")

    def hear(self, conversation: Conversation) -> Request | None:
        """What is looked for and around what; None when something else is asked."""
        pending: Request | None = None
        recent = ""
        for turn in conversation.asked:
            is_last = turn is conversation.last
            heard = self._after(turn, pending, conversation.snapshot)
            place = next(iter(_named(turn, self._patterns.of(turn.lang), conversation.snapshot)), "")
            if heard and not heard.place:
                focus = _in_talk(conversation) if is_last else recent
                heard = self._located(heard, turn, focus, conversation)
            if is_last and heard is None:
                heard = _way_there(conversation, self._patterns.of(turn.lang))
            pending, recent = heard, place or recent
        return pending

    def _after(self, turn: Turn, pending: Request | None, snapshot: Snapshot) -> Request | None:
        """What a turn looks for, by itself or as a change of what was looked for before."""
        known = self._patterns.of(turn.lang)
        if not known:
            return None
        named = _named(turn, known, snapshot)
        words, place = _words(turn, known, snapshot), named[0] if named else ""
        own = _on_a_route(known, words, turn, snapshot) or _way(known, words, _in_order(turn, known, snapshot))
        own = own or self._own(known, words, place)
        if own or pending is None:
            return replace(own, step_free=_says(known, "step_free", words)) if own else None
        reading, rest = turn.reading, len(words.replace(MASK, "").replace(" ", ""))
        if reading is None or rest > _SHORT or _says(known, "never", words):
            return None
        return _changed(pending, place, reading.elliptic, rest, known, words) or _lost(pending, place, turn)

    def _own(self, known: Words, words: str, place: str) -> Request | None:
        """What a turn looks for by itself."""
        what = _what(known, words)
        sought = what in _NEEDED and (_says(known, "where", words) or _says(known, "have", words))
        if _says(known, "never", words) and not sought:
            return None
        near = _says(known, "near", words) or bool(place) and _says(known, "here", words)
        if what in _NEEDED and known[f"what.{what}"].fullmatch(words.strip()):
            return Request(what)
        by_distance = _says(known, "distance", words)
        if what is None:
            whole = near and not place and _says(known, "anything", words)
            return Request("sight") if whole else None
        if what in _LISTED and place and not by_distance:
            return None
        if near:
            return Request(what, place, by_distance=by_distance)
        if what in _ANYWHERE:
            here = place or _says(known, "here", words)
            return Request(what, place, by_distance=True) if by_distance and here else None
        asks = _says(known, "where", words) or what in _NEEDED and _says(known, "have", words)
        return Request(what, place, is_plain=bool(place)) if asks else None

    def _located(self, request: Request, turn: Turn, focus: str, conversation: Conversation) -> Request | None:
        """Around the place pointed back at, else where the visitor is, else around the place in talk."""
        here = conversation.context.location
        if here and is_away(here, conversation.snapshot):
            here = None
        known = self._patterns.of(turn.lang)
        back = turn.reading is not None and turn.reading.points_back and not _says(known, "here", turn.words)
        if here and not (back and focus):
            return replace(request, point=here)
        if request.by_route:
            return request
        if request.to:
            return replace(request, place=focus) if focus and focus != request.to else None
        if request.what in _LISTED and focus and not request.by_distance:
            return None
        if focus:
            return replace(request, place=focus)
        return replace(request, stranger=request.stranger or _stranger(turn, conversation))


def _on_a_route(known: Words, words: str, turn: Turn, snapshot: Snapshot) -> Request | None:
    """Where to eat on a route that is named: around the route, which lies nowhere itself."""
    named = (each.entries[0] for each in turn.mentions if not each.typo)
    route = next((each for each in named if snapshot.by_id[each].kind == ROUTE), "")
    what = _what(known, words) if route else None
    asks = any(_says(known, key, words) for key in ("where", "have", "near"))
    return Request(what, route) if what in _EATEN and asks else None


def _way(known: Words, words: str, named: list[str]) -> Request | None:
    """How far one place is from another, or one from the visitor."""
    by_route = _says(known, "route", words)
    if not named or not (by_route or _says(known, "way", words)) or _what(known, words):
        return None
    start, *others = named
    request = Request("sight", to=start, by_distance=not by_route and _says(known, "foot", words), by_route=by_route)
    if others and _says(known, "goal_first", words):
        return replace(request, place=others[0])
    return replace(request, place=start, to=others[0]) if others else request


def _way_there(conversation: Conversation, known: Words) -> Request | None:
    """The way to the place in talk: 那里怎么去."""
    asked, focus = conversation.question, _in_talk(conversation)
    only_way = bool(asked.fields) and all("transport" in fields for fields in asked.fields)
    is_route = only_way and _says(known, "route", _words(conversation.last, known, conversation.snapshot))
    return Request("sight", to=focus, by_route=True) if is_route and asked.entries == (focus,) else None


def _changed(
    pending: Request, place: str, elliptic: bool, rest: int, known: Words, words: str
) -> Request | None:  # fmt: skip
    """What was looked for before, with what a short turn changes of it: the thing, the place, or what is told next."""
    what = _what(known, words)
    if pending.to:
        return replace(pending, to=place) if place and elliptic and not what else None
    if what and (elliptic or rest <= _SHORT // 2):
        return replace(pending, what=what, place=place or pending.place, skip=0)
    if place and (elliptic or not (pending.place or pending.point)):
        return replace(pending, place=place, skip=0, stranger="", is_plain=False)
    if not place and not what and _says(known, "distance", words):
        return pending
    return replace(pending, skip=pending.skip + LISTED) if _says(known, "more", words) else None


def _lost(pending: Request, place: str, turn: Turn) -> Request | None:
    """A landmark nobody here knows, said when one was asked for."""
    known = pending.place or pending.point or place
    if known or turn.reading is None or turn.reading.is_asking or turn.reading.smalltalk:
        return None
    return replace(pending, stranger=turn.text.strip()[:_LONGEST_LANDMARK])


def _says(known: Words, key: str, text: str) -> bool:
    return key in known and known[key].search(text) is not None


def _what(known: Words, words: str) -> str | None:
    """The first thing in the lexicon's order that is named."""
    names = (key.partition(".")[2] for key in known if key.startswith("what."))
    return next((each for each in names if known[f"what.{each}"].search(words)), None)


def _is_place(entry_id: str, snapshot: Snapshot) -> bool:
    """Whether an entry lies somewhere: not a dish, a person or a topic such as parking; a station does."""
    entry = snapshot.entry(entry_id)
    if entry is None:
        return False
    return entry.position is not None or entry.kind in _PLACES or entry.kind == TOPIC and bool(entry.of("address"))


def _places(turn: Turn, known: Words, snapshot: Snapshot) -> list[Mention]:
    """The names of places in a turn; a short name that is itself what is looked for (博物馆) is none."""
    words = plain(turn.text)
    return [
        each
        for each in turn.mentions
        if _is_place(each.entries[0], snapshot) and not _is_word(words[each.start : each.end], known)
    ]


def _is_word(surface: str, known: Words) -> bool:
    return any(key.startswith("what.") and known[key].fullmatch(surface) for key in known)


def _named(turn: Turn, known: Words, snapshot: Snapshot) -> list[str]:
    """The places a turn names, those with a position first."""
    return sorted(_in_order(turn, known, snapshot), key=lambda each: snapshot.by_id[each].position is None)


def _in_order(turn: Turn, known: Words, snapshot: Snapshot) -> list[str]:
    """The places a turn names, as they are named."""
    return list(dict.fromkeys(each.entries[0] for each in _places(turn, known, snapshot)))


def _words(turn: Turn, known: Words, snapshot: Snapshot) -> str:
    """The turn with the names of places masked; topics (公厕, 停车场) are words of their own."""
    words = plain(turn.text)
    for each in _places(turn, known, snapshot):
        words = words[: each.start] + MASK * (each.end - each.start) + words[each.end :]
    return words


def _in_talk(conversation: Conversation) -> str:
    return next((each for each in conversation.state.focus[:1] if _is_place(each, conversation.snapshot)), "")


def _stranger(turn: Turn, conversation: Conversation) -> str:
    return conversation.question.stranger if turn is conversation.last else ""
