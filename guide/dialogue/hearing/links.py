"""Questions that follow a link: whose garden is this, where is that poem about, what else did he build."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.skills.links import PATHS, PERSON, RELATION, WORK, Ask
from guide.types import Entry

_OF_PERSON = ("built", "works", "traces")
_OF_WORK = ("author", "about")
_OF_DISH, _OF_CRAFT = ("eat",), ("see",)
_DISHES, _CRAFTS = frozenset({"food"}), frozenset({"culture", "work", "event"})
_PEOPLE = frozenset({PERSON, WORK})
_RESTAURANT = "restaurant"
_VIA = ("owner", "builder", "designer", "author", "founder")
"""Asks that lead from a place or a work to a person."""

Fits = Callable[[Entry], bool]


class Linking:
    """Hears asks that the links of the knowledge answer."""

    def __init__(self, prompts: Prompts) -> None:
        self._patterns = Patterns(prompts, "links")

    def hear(self, conversation: Conversation) -> tuple[Ask, ...] | None:
        """What may be asked, likeliest first; None when nothing of the kind is."""
        said = self._patterns.of(conversation.last.lang)
        words = conversation.last.words
        asks = {ask: match for ask in PATHS if ask in said and (match := said[ask].search(words))}
        heard = tuple(found for ask in asks for found in self._asks(ask, asks[ask], conversation, said))
        if RELATION in said and said[RELATION].search(words):
            heard = (*_relation(conversation), *heard)
        return heard or None

    def _asks(
        self, ask: str, match: re.Match[str], conversation: Conversation, said: Mapping[str, re.Pattern[str]]
    ) -> Iterator[Ask]:
        words = conversation.last.words
        also = "else" in said and said["else"].search(words) is not None
        known = frozenset(_spoken_of(conversation)) if also else frozenset()
        if ask in _OF_PERSON:
            yield from (replace(each, known=known - {each.anchor}) for each in _of_person(ask, conversation, said))
        else:
            only = match.groupdict().get("only") or ""
            yield from (Ask(ask, anchor, known=known, only=only) for anchor in _anchors(ask, conversation))


def _of_person(ask: str, conversation: Conversation, said: Mapping[str, re.Pattern[str]]) -> Iterator[Ask]:
    """The person meant: found through a place ("whoever built it"), named, or last spoken of."""
    words = conversation.last.words
    for via in _VIA:
        pattern = said.get(f"via_{via}")
        through = _meant(conversation, _is_work if via == "author" else _is_place)
        if pattern and through and pattern.search(words):
            yield Ask(ask, through, via)
    if named := _first(conversation, conversation.last, _is_person):
        yield Ask(ask, named)
    elif "person" in said and said["person"].search(words):
        yield from _pointed_at(ask, conversation)


def _pointed_at(ask: str, conversation: Conversation) -> Iterator[Ask]:
    """He or she: who was last spoken of, else who wrote the work, or whoever the place in talk is known for."""
    if earlier := _earlier(conversation, _is_person):
        yield Ask(ask, earlier)
    elif work := _meant(conversation, _is_work):
        yield Ask(ask, work, "author")
    elif place := _meant(conversation, _is_place):
        yield from (Ask(ask, place, via) for via in (*_VIA, "honours"))


def _relation(conversation: Conversation) -> Iterator[Ask]:
    """A person, named or spoken of, and something else that is named or in talk."""
    person = _first(conversation, conversation.last, _is_person) or _earlier(conversation, _is_person)
    thing = _first(conversation, conversation.last, _is_place) or _meant(conversation, _is_place)
    if person and thing:
        yield Ask(RELATION, thing, other=person)


def _anchors(ask: str, conversation: Conversation) -> Iterator[str]:
    """The entries an ask may be about, likeliest first: of the kind that can be asked so, in talk or named."""
    fits = _fits(ask)
    named = _first(conversation, conversation.last, fits)
    if ask in _OF_WORK:
        work = named or (_earlier(conversation, fits) if not conversation.question.named else None)
        yield from filter(None, (work,))
    else:
        meant = _meant(conversation, fits)
        spoken = {each for mention in conversation.last.mentions for each in mention.entries}
        yield from dict.fromkeys(filter(None, (meant, named) if meant in spoken else (named, meant)))


def _fits(ask: str) -> Fits:
    if ask in _OF_WORK:
        return _is_work
    if ask in _OF_DISH:
        return lambda entry: entry.kind in _DISHES and _RESTAURANT not in entry.tags
    if ask in _OF_CRAFT:
        return lambda entry: entry.kind in _CRAFTS
    return _is_place


def _is_person(entry: Entry) -> bool:
    return entry.kind == PERSON


def _is_work(entry: Entry) -> bool:
    return entry.kind == WORK


def _is_place(entry: Entry) -> bool:
    return entry.kind not in _PEOPLE


def _meant(conversation: Conversation, fits: Fits) -> str | None:
    """The first entry of the question that fits, else of its names, which may mean several, else of those in talk."""
    entries = conversation.snapshot.by_id
    in_talk = () if conversation.question.named else conversation.state.focus
    meant = (each for each in (*conversation.question.entries, *in_talk) if each in entries and fits(entries[each]))
    return next(meant, None) or _first(conversation, conversation.last, fits)


def _first(conversation: Conversation, turn: Turn, fits: Fits) -> str | None:
    entries = conversation.snapshot.by_id
    named = (each for mention in turn.mentions for each in mention.entries if each in entries)
    return next((each for each in named if fits(entries[each])), None)


def _earlier(conversation: Conversation, fits: Fits) -> str | None:
    """The entry that was last spoken of, by visitor or guide."""
    found = (_first(conversation, turn, fits) for turn in reversed(conversation.turns[:-1]))
    return next((each for each in found if each), None)


def _spoken_of(conversation: Conversation) -> Iterator[str]:
    for turn in conversation.turns:
        yield from (each for mention in turn.mentions for each in mention.entries[:1])
