"""Being shown round: start, next, back, skip, stop. Where a walk stands is a fold over the visitor's own commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import plan_figures as figures
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.routes import LONGEST, SHORTEST, Sought, fit
from guide.skills.tour import AGAIN, CHOOSE, FINISH, FIRST, MOVE, OFFER, ROUTE, START, STOP, Step, walk_of

Words = Mapping[str, re.Pattern[str]]
_DAY = 480
"""Minutes of a route for a day."""
_BY = {"next": 1, "skip": 1, "back": -1, "again": 0}
"""How far each command moves."""


@dataclass(frozen=True, slots=True)
class _Walking:
    """After some turns: the walk that is under way, if any, where it stands, and what was last named."""

    walk: str = ""
    at: int = 0
    named: tuple[str, ...] = ()
    step: Step | None = None
    """What the last turn asked for; None when it was no command."""


class Touring:
    """Hears the commands of a walk. A question in between is none of them, and the walk stands where it stood."""

    def __init__(self, prompts: Prompts) -> None:
        self._patterns, self._plans = Patterns(prompts, "tour"), Patterns(prompts, "plan")

    def hear(self, conversation: Conversation) -> Step | None:
        """The step that is asked for now."""
        state = _Walking()
        for turn in conversation.turns:
            state = self._after(state, turn, conversation.snapshot)
        return state.step

    def _after(self, state: _Walking, turn: Turn, snapshot: Snapshot) -> _Walking:
        named = tuple(each for mention in turn.mentions for each in mention.entries)
        if turn.role != "user":
            return replace(state, named=state.named or named, step=None)
        said = self._patterns.of(turn.lang)
        if state.walk and _says("stop", said, turn.words):
            return replace(state, walk="", step=Step(STOP, state.walk, state.at))
        if _says("start", said, turn.words) and not _says("not_start", said, turn.words):
            return self._started(state, turn, _says("surely", said, turn.words), snapshot)
        if route := _route_to_start(said, turn, snapshot):
            return _Walking(route, 0, named, Step(START, route))
        state = replace(state, named=named or state.named, step=None)
        if choose := self._choosing(said, turn, snapshot):
            return replace(state, step=choose)
        if not state.walk:
            return replace(state, step=Step(OFFER) if _says("next_stop", said, turn.words) else None)
        moves = next((move for move in _BY if _says(move, said, turn.words)), None)
        return self._moved(state, _BY[moves], turn, snapshot) if moves else state

    def _started(self, state: _Walking, turn: Turn, is_sure: bool, snapshot: Snapshot) -> _Walking:
        """A walk through what is named, else through what is in talk where the words can only mean a walk."""
        named = tuple(each for mention in turn.mentions for each in mention.entries)
        walk = _first_walk(named or (state.named if is_sure else ()), turn, snapshot)
        if walk:
            return _Walking(walk, 0, named or state.named, Step(START, walk))
        offer = Step(OFFER, sought=self._sought(turn, snapshot)) if is_sure and not named else None
        return replace(state, named=named or state.named, step=offer)

    def _choosing(self, said: Words, turn: Turn, snapshot: Snapshot) -> Step | None:
        """A route that is looked for, by its name or by what it is to be; a bare list is asked of the survey."""
        words = plain(turn.text)
        if not _says("seek", said, words) or _says("not_seek", said, words):
            return None
        sought = self._sought(turn, snapshot)
        routes = [entry for entry in snapshot.entries() if entry.kind == ROUTE]
        return Step(CHOOSE, sought=sought) if fit(sought, routes) else None

    def _sought(self, turn: Turn, snapshot: Snapshot) -> Sought:
        said, plans, words = self._patterns.of(turn.lang), self._plans.of(turn.lang), plain(turn.text)
        order = next((key for key in (SHORTEST, LONGEST) if _says(key, said, words)), "")
        minutes = figures.minutes(plans, words) or _DAY * figures.days(plans, words)
        own = said["any_route"].sub(" ", words) if "any_route" in said else words
        return Sought(own, _routes(turn, snapshot), minutes, order)

    def _moved(self, state: _Walking, by: int, turn: Turn, snapshot: Snapshot) -> _Walking:
        entry = snapshot.entry(state.walk)
        walk = walk_of(entry, snapshot, turn.lang) if entry else None
        if walk is None:
            return _Walking(named=state.named)
        at = state.at + by
        if at >= len(walk.stops):
            return replace(state, walk="", step=Step(FINISH, state.walk, state.at))
        does = FIRST if at < 0 else MOVE if by else AGAIN
        return replace(state, at=max(at, 0), step=Step(does, state.walk, max(at, 0)))


def _says(key: str, said: Words, words: str) -> bool:
    return key in said and said[key].search(words) is not None


def _route_to_start(said: Words, turn: Turn, snapshot: Snapshot) -> str:
    """The route that is named and is to be shown: of a route more words mean that than of a place."""
    if not _says("start_route", said, turn.words) or _says("not_start", said, turn.words):
        return ""
    return "" if _says("not_start_route", said, turn.words) else _first_walk(_routes(turn, snapshot), turn, snapshot)


def _routes(turn: Turn, snapshot: Snapshot) -> tuple[str, ...]:
    """The routes that a turn names."""
    named = (each.entries[0] for each in turn.mentions if not each.typo)
    return tuple(each for each in named if snapshot.by_id[each].kind == ROUTE)


def _first_walk(named: Iterable[str], turn: Turn, snapshot: Snapshot) -> str:
    """The first of these entries that can be walked through."""
    entries = (snapshot.entry(each) for each in named)
    return next((entry.id for entry in entries if entry and walk_of(entry, snapshot, turn.lang)), "")
