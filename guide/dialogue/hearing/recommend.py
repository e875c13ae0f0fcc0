"""Whether a choice is asked for, and the wishes as they stand after all turns: a pure fold over the conversation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import relative, searching
from guide.dialogue.hearing.belief import PRICE, Belief
from guide.dialogue.hearing.revising import repeated, revised, told
from guide.dialogue.hearing.said import Said
from guide.dialogue.hearing.visits import Visits, with_evening
from guide.dialogue.hearing.wishes import Wishes
from guide.prompts import Prompts
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.wishes import KINDS, Request, Wish, pool
from guide.types import City
from guide.visiting.calendar import Calendar

_MOST = 3
"""Places offered at once; one less where facts of the first are asked in the same breath."""
_SIDES = 2
"""Of what was offered, as many are held against each other."""
_TELLING = frozenset({"features", "category", "audience", "season", "booking"})
"""What a recommendation tells anyway."""
_FOREIGN = {
    "sight": frozenset({"dishes", "rooms", "date"}),
    "hotel": frozenset({"dishes"}),
    "eat": frozenset({"rooms"}),
}
"""What nothing of a kind has: "which museums do you recommend" asks for no dish."""
_TOLD_OF = frozenset({"sight", "eat", "dish", "gift"})
"""Kinds of which it is worth saying that nothing is known to be quiet; a night at a hotel is no view by night."""
_MOST_TASTES, _LONGEST_TASTE = 8, 60
"""How many tastes of a profile are read, and how much of each."""


class Recommending:
    """Hears requests for a choice."""

    def __init__(self, prompts: Prompts, calendar: Calendar, cities: Callable[[], Mapping[str, City]]) -> None:
        self._wishes, self._cities = Wishes(prompts), cities
        self._visits = Visits(prompts, calendar, cities)

    def hear(self, conversation: Conversation) -> Request | None:
        """What is looked for; None when the last turn looks for nothing."""
        belief, said = self._heard(conversation)
        last, snapshot = conversation.last, conversation.snapshot
        if "no_wish" in said.flags and not said.kind or searching.of_place_in_talk(said, conversation):
            return None
        if aside := _aside(said, last, belief, snapshot):
            return aside
        if not searching.searches(said, last, belief, snapshot) or searching.only_near(said, last, belief):
            return None
        if (
            conversation.question.stranger
            and conversation.question.fields
            and not (said.wishes and (searching.seeks(last) or belief.searching))
        ):
            return None
        return self._request(belief, said, conversation)

    def hear_rest(self, conversation: Conversation) -> Request | None:
        """A wish in so few words that it might have been a question: 想看看盐商的老宅子, somewhere quiet to read."""
        belief, said = self._heard(conversation)
        if searching.is_bare(said, conversation):
            return self._request(belief, replace(said, kind="sight"), conversation)
        if not said.kind and any(PRICE & set(each) for each in conversation.question.fields):
            return None
        if not searching.may_wish(said) or conversation.question.stranger:
            return None
        return self._request(belief, said, conversation)

    def _heard(self, conversation: Conversation) -> tuple[Belief, Said]:
        """What was looked for before the last turn, and what that turn says."""
        belief, snapshot = Belief(), conversation.snapshot
        for at, turn in enumerate(conversation.turns[:-1]):
            belief = self._after(belief, turn, conversation, conversation.turns[at + 1])
        return belief, self._said(conversation.last, belief, snapshot)

    def _request(self, belief: Belief, said: Said, conversation: Conversation) -> Request:
        last, snapshot, fields = conversation.last, conversation.snapshot, _fields(conversation.last, said)
        now = self._merged(belief, said, last, conversation)
        offered = tuple(each for each in belief.offered if each in pool(snapshot, now.kind))
        anchored = any(wish.near or wish.at for wish in now.wishes)
        return Request(
            now.kind, (*now.wishes, *self._tastes(now, conversation)), most=_MOST - bool(fields),
            city=self._city(conversation), beside=relative.beside(belief, now, snapshot),
            without=now.without | now.apart, fields=fields,
            among=frozenset(belief.listed) if "among" in said.flags else frozenset(),
            seed=conversation.context.conversation or conversation.turns[0].text,
            untold=said.untold if now.kind in _TOLD_OF else (),
            asks_where="closer" in said.flags and bool(offered) and not (anchored or said.wishes),
            same=repeated(belief, said), is_free_already=relative.is_free_already(said, offered, snapshot.facets),
        )  # fmt: skip

    def _tastes(self, belief: Belief, conversation: Conversation) -> tuple[Wish, ...]:
        """What the visitor keeps as tastes and has said nothing of in this search, of what is looked for."""
        said, facets = conversation.context.profile.get("tastes"), conversation.snapshot.facets
        words = [said] if isinstance(said, str) else said if isinstance(said, list | tuple) else ()
        texts = [each[:_LONGEST_TASTE] for each in words if isinstance(each, str)][:_MOST_TASTES]
        known, among = {wish.meaning for wish in belief.wishes}, pool(conversation.snapshot, belief.kind)
        found = self._wishes.tastes(texts, conversation.last.lang, facets)
        return tuple(
            wish for wish in found
            if wish.meaning not in known and any(facets.entries.get(each, frozenset()) & among for each in wish.facets)
        )  # fmt: skip

    def _city(self, conversation: Conversation) -> str:
        """The city named last, in this search."""
        names = [(plain(name), city.id) for city in self._cities().values() for name in city.names.values()]
        for turn in reversed(conversation.asked):
            words = plain(turn.text)
            named = [(words.rfind(name), city) for name, city in names if name and name in words]
            if named:
                return max(named)[1]
        return ""

    def _after(self, belief: Belief, turn: Turn, conversation: Conversation, following: Turn) -> Belief:
        snapshot = conversation.snapshot
        named = tuple(each.entries[0] for each in turn.mentions)
        recent = tuple(dict.fromkeys((*named, *belief.recent)))
        if turn.role == "assistant":
            heard = self._said(turn, belief, snapshot)
            weighed = {wish.field for wish in heard.generic} & {wish.field for wish in heard.wishes}
            return replace(told(belief, named, recent, snapshot), weighed=frozenset(weighed))
        said = self._said(turn, belief, snapshot)
        answered = searching.wishes_alone(said) and searching.offers(following, said, belief, snapshot)
        if searching.searches(said, turn, belief, snapshot) or answered:
            return replace(self._merged(belief, said, turn, conversation), recent=recent)
        kind = said.kind if said.kind and not named else belief.kind
        idle = belief.searching and searching.is_idle(turn)
        return replace(belief, searching=idle, recent=recent) if idle else Belief(kind, recent=recent)

    def _merged(self, belief: Belief, said: Said, turn: Turn, conversation: Conversation) -> Belief:
        """What is looked for with one more message."""
        kind = said.kind or belief.kind or "sight"
        timed = self._visits.wish(said, turn, conversation.question.now, conversation.question.home, kind)
        opening = (with_evening(timed, self._wishes, conversation.snapshot),) if timed else ()
        return revised(belief, said, turn, opening, conversation)

    def _said(self, turn: Turn, belief: Belief, snapshot: Snapshot) -> Said:
        return self._wishes.read(turn, snapshot.facets, belief.kind)


def _aside(said: Said, turn: Turn, belief: Belief, snapshot: Snapshot) -> Request | None:
    """A question about the choice itself: two places compared, or one that was not offered."""
    named = tuple(dict.fromkeys(each.entries[0] for each in turn.mentions))
    kind = next((kind for kind in KINDS if named and named[0] in pool(snapshot, kind)), belief.kind)
    if "why_not" in said.flags and named:
        return Request(kind, belief.wishes, why_not=named[0])
    if "compare" in said.flags:
        listed = tuple(dict.fromkeys(belief.listed))
        spoken = belief.several or (listed if len(listed) > 1 else ())
        several = named if len(named) > 1 else spoken[: 3 if "three" in said.flags else _SIDES] if not named else ()
        wishes = tuple(wish for wish in said.wishes if wish.meaning and not wish.third)
        return Request(kind or "sight", wishes, compare=several) if len(several) > 1 else None
    return None


def _fields(turn: Turn, said: Said) -> tuple[tuple[str, ...], ...]:
    assert turn.reading is not None
    foreign = _FOREIGN.get(said.kind, frozenset())
    asks = (ask.fields for ask in searching.other_asks(turn.reading.asks, said) if not _TELLING & set(ask.fields))
    return tuple(fields for fields in asks if not foreign & set(fields))
