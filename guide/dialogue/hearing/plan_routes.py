"""The route that a plan is to follow: the one that a turn names, or the one that was told last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import areas
from guide.dialogue.hearing import plan_places as places
from guide.dialogue.hearing.plan_figures import Words, says
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import SHORT, plain
from guide.skills.itinerary.brief import Brief
from guide.visiting.moment import Moment

_EVENING = (18 * 60, 22 * 60)
_FEWEST = 2
_ROUTE = "route"


def stops(turn: Turn, conversation: Conversation, known: Words, is_this: bool) -> tuple[str, ...]:
    """The stops of the route that a turn means, in their order; none where it means none."""
    snapshot = conversation.snapshot
    named = tuple(_routes(_without_new(turn, known), snapshot))
    told = [route for each in _until(turn, conversation) for route in _routes(each, snapshot)] if is_this else []
    return next((found for found in (*named, *reversed(told)) if found), ())


def _without_new(turn: Turn, known: Words) -> Turn:
    """The turn without "a two-day route", which is what a plan is and no name, though some route may be called so."""
    if "plain_route" not in known or not says(known, "new_route", turn.words):
        return turn
    text = plain(turn.text)
    mentions = (each for each in turn.mentions if not known["plain_route"].fullmatch(text[each.start : each.end]))
    return replace(turn, mentions=tuple(mentions))


def _until(turn: Turn, conversation: Conversation) -> tuple[Turn, ...]:
    """The turns before this one, of both sides."""
    at = next((at for at, each in enumerate(conversation.turns) if each is turn), 0)
    return conversation.turns[:at]


def _routes(turn: Turn, snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    for each in turn.mentions:
        entry = snapshot.entry(each.entries[0])
        if entry is None or each.typo or each.strength <= SHORT or places.is_place(snapshot, entry.id):
            continue
        found = areas.stops(entry, snapshot)
        if len(found) >= _FEWEST:
            yield found


def is_route(snapshot: Snapshot, entry_id: str) -> bool:
    """Whether an entry is a route: the words of its name say nothing of what else is wanted."""
    entry = snapshot.entry(entry_id)
    return entry is not None and entry.kind == _ROUTE


def in_the_evening(brief: Brief, now: datetime) -> Brief:
    """A brief for the evening, where no other part of the day was said."""
    moment = brief.moment or Moment(now.date(), now.date(), is_dated=False)
    return brief if moment.span or brief.minutes else replace(brief, moment=replace(moment, span=_EVENING), days=0)
