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
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.nearby import LISTED, Request, is_away

_PLACES = frozenset({"attraction", "museum", "venue", "hotel", "restaurant", "shop", "food", "amenity"})
_ANYWHERE = frozenset({"food", "sight", "museum", "hotel", "cafe", "breakfast", "shop"})
"""What is also talked about without looking for it around: these need a word for near."""
_NEEDED = frozenset({"toilets", "charging", "power-bank", "atm", "pharmacy", "water", "luggage", "visitor-centre"})
"""What nobody asks for but to go there now; a car park is asked for of a hotel too."""
_LISTED = frozenset({"food", "sight", "hotel"})
_SHORT = 12
"""Characters beside names in a message that only changes or completes the question before it."""

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
            place = _place(turn, conversation.snapshot)
            if heard and not heard.place:
                focus = _in_talk(conversation) if is_last else recent
                heard = self._located(heard, turn, focus, conversation)
            pending, recent = heard, place or recent
        return pending

    def _after(self, turn: Turn, pending: Request | None, snapshot: Snapshot) -> Request | None:
        """What a turn looks for, by itself or as a change of what was looked for before."""
        known = self._patterns.of(turn.lang)
        if not known:
            return None
        words, place = _words(turn, snapshot), _place(turn, snapshot)
        own = self._own(known, words, place)
        if own or pending is None:
            return own
        what, rest = _what(known, words), len(words.replace(MASK, "").replace(" ", ""))
        if rest > _SHORT or _says(known, "never", words):
            return None
        elliptic = turn.reading is not None and turn.reading.elliptic
        if what and (elliptic or rest <= _SHORT // 2):
            return replace(pending, what=what, place=place or pending.place, skip=0)
        if place and (elliptic or not (pending.place or pending.point)):
            return replace(pending, place=place, skip=0, stranger="", is_plain=False)
        if _says(known, "more", words):
            return replace(pending, skip=pending.skip + LISTED)
        lost = not (pending.place or pending.point or place) and turn.reading is not None
        if lost and turn.reading and not (turn.reading.is_asking or turn.reading.smalltalk):
            return replace(pending, stranger=turn.text.strip()[:30])
        return None

    def _own(self, known: Words, words: str, place: str) -> Request | None:
        """What a turn looks for by itself."""
        if _says(known, "never", words):
            return None
        what, near = _what(known, words), _says(known, "near", words)
        by_distance = _says(known, "distance", words)
        if what is None:
            whole = near and not place and _says(known, "anything", words)
            return Request("sight") if whole else None
        if what in _LISTED and place and not by_distance:
            return None
        if near:
            return Request(what, place, by_distance=by_distance)
        if what in _ANYWHERE:
            return Request(what, place, by_distance=True) if by_distance and place else None
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
        if request.what in _LISTED and focus and not request.by_distance:
            return None
        if focus:
            return replace(request, place=focus)
        return replace(request, stranger=request.stranger or _stranger(turn, conversation))


def _says(known: Words, key: str, text: str) -> bool:
    return key in known and known[key].search(text) is not None


def _what(known: Words, words: str) -> str | None:
    """The first thing in the lexicon's order that is named."""
    names = (key.partition(".")[2] for key in known if key.startswith("what."))
    return next((each for each in names if known[f"what.{each}"].search(words)), None)


def _is_place(entry_id: str, snapshot: Snapshot) -> bool:
    entry = snapshot.entry(entry_id)
    return entry is not None and (entry.position is not None or entry.kind in _PLACES - {"food"})


def _place(turn: Turn, snapshot: Snapshot) -> str:
    """The place a turn names: one that lies somewhere, not a dish or a topic."""
    named = [each for mention in turn.mentions for each in mention.entries[:1] if _is_place(each, snapshot)]
    placed = (each for each in named if (entry := snapshot.entry(each)) and entry.position)
    return next(placed, named[0] if named else "")


def _words(turn: Turn, snapshot: Snapshot) -> str:
    """The turn with the names of places masked; topics (公厕, 停车场) are words of their own."""
    words = plain(turn.text)
    for each in turn.mentions:
        if any(_is_place(entry_id, snapshot) for entry_id in each.entries[:1]):
            words = words[: each.start] + MASK * (each.end - each.start) + words[each.end :]
    return words


def _in_talk(conversation: Conversation) -> str:
    return next((each for each in conversation.state.focus[:1] if _is_place(each, conversation.snapshot)), "")


def _stranger(turn: Turn, conversation: Conversation) -> str:
    return conversation.question.stranger if turn is conversation.last else ""
