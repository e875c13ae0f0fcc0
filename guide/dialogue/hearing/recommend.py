"""Whether a choice is asked for, and the wishes as they stand after all turns: a pure fold over the conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import relative
from guide.dialogue.hearing.belief import DIRECTIONS, DROPPED, PRICE, Belief
from guide.dialogue.hearing.visits import Visits, with_evening
from guide.dialogue.hearing.wishes import Said, Wishes
from guide.dialogue.lexicon import Ask, Reading
from guide.prompts import Prompts
from guide.retrieval.entities import Mention
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.wishes import KINDS, Request, Wish, pool
from guide.types import City, Position
from guide.visiting.calendar import Calendar

_ADDING = frozenset({"facilities", "dishes"})
"""Fields of which several values may be wished for at once; of any other a new one takes the old one's place."""
_EVEN_POLITE = frozenset({"dont_care", "offer"})
"""Small words that ask for a choice even in a thank-you."""
_CHOOSING = frozenset({"offer", "which", "want", "cheaper", "pricier"})
"""Small words with which a price is a wish, not a question about a price."""
_WANTING = frozenset({"want", "seek", "offer"})
"""Small words with which a kind alone is a wish: 想带点伴手礼."""
_MOST = 3
"""Places offered at once; one less where facts of the first are asked in the same breath."""
_BARE = 24
"""Characters of a message that asks for a recommendation of nothing in particular."""
_NEAR = frozenset({"near", "closer"})
"""Small words with which a place is only what the others are to be near to."""
_REVISING = frozenset({"another", "cheaper", "pricier", "which", "closer", "shorter", "better", "open", "late"})
"""Small words that change what is looked for."""
_SIDES = 2
"""Of what was offered, as many are held against each other."""
_TELLING = frozenset({"features", "category", "audience", "season", "booking"})
"""What a recommendation tells anyway."""
_ALSO = {"cuisine": "dishes", "step_free": "wheelchair"}
"""What is asked with a word that is a wish: who wants Sichuan food asks for no dishes."""
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
_ASKED_OF_ONE = frozenset({"facilities", "internet", "parking", "metro", "dishes", "rooms"})
"""What a visitor asks whether the place in talk has it, and also wishes for."""


class Recommending:
    """Hears requests for a choice."""

    def __init__(self, prompts: Prompts, calendar: Calendar, cities: Callable[[], Mapping[str, City]]) -> None:
        self._wishes, self._cities = Wishes(prompts), cities
        self._visits = Visits(prompts, calendar, cities)

    def hear(self, conversation: Conversation) -> Request | None:
        """What is looked for; None when the last turn looks for nothing."""
        belief, said = self._heard(conversation)
        last, snapshot = conversation.last, conversation.snapshot
        if "no_wish" in said.flags and not said.kind or _of_place_in_talk(said, conversation):
            return None
        if aside := _aside(said, last, belief, snapshot):
            return aside
        if not _searches(said, last, belief, snapshot) or _only_near(said, last, belief):
            return None
        if (
            conversation.question.stranger
            and conversation.question.fields
            and not (said.wishes and (_seeks(last) or belief.searching))
        ):
            return None
        return self._request(belief, said, conversation)

    def hear_rest(self, conversation: Conversation) -> Request | None:
        """A wish in so few words that it might have been a question: 想看看盐商的老宅子, somewhere quiet to read."""
        belief, said = self._heard(conversation)
        if _is_bare(said, conversation):
            return self._request(belief, replace(said, kind="sight"), conversation)
        if not said.kind and any(PRICE & set(each) for each in conversation.question.fields):
            return None
        if not _may_wish(said) or conversation.question.stranger:
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
            same=_repeated(belief, said), is_free_already=relative.is_free_already(said, offered, snapshot.facets),
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
            return replace(_told(belief, named, recent, snapshot), weighed=frozenset(weighed))
        said = self._said(turn, belief, snapshot)
        answered = _wishes_alone(said) and _offers(following, said, belief, snapshot)
        if _searches(said, turn, belief, snapshot) or answered:
            return replace(self._merged(belief, said, turn, conversation), recent=recent)
        kind = said.kind if said.kind and not named else belief.kind
        idle = belief.searching and _idle(turn)
        return replace(belief, searching=idle, recent=recent) if idle else Belief(kind, recent=recent)

    def _merged(self, belief: Belief, said: Said, turn: Turn, conversation: Conversation) -> Belief:
        """What is looked for with one more message."""
        kind = said.kind or belief.kind or "sight"
        timed = self._visits.wish(said, turn, conversation.question.now, conversation.question.home, kind)
        opening = (with_evening(timed, self._wishes, conversation.snapshot),) if timed else ()
        return _merged(belief, said, turn, opening, conversation)

    def _said(self, turn: Turn, belief: Belief, snapshot: Snapshot) -> Said:
        return self._wishes.read(turn, snapshot.facets, belief.kind)


def _seeks(turn: Turn) -> bool:
    """Whether a turn asks to be offered something."""
    return turn.reading is not None and turn.reading.seeks


def _told(belief: Belief, named: tuple[str, ...], recent: tuple[str, ...], snapshot: Snapshot) -> Belief:
    """After a reply: what it offered, which is not what the offers are near to."""
    here = pool(snapshot, belief.kind) if belief.kind else frozenset()
    anchors = {wish.near for wish in belief.wishes}
    offered = tuple(dict.fromkeys(each for each in named if each in here and each not in anchors))
    several = offered if len(offered) > 1 else belief.several
    return replace(belief, offered=offered or belief.offered, several=several, listed=named, recent=recent)


def _may_wish(said: Said) -> bool:
    """Whether a message in few words may wish for something, where nobody else had an answer."""
    wished = any(not wish.soft for wish in said.wishes) or bool(said.kind and (said.wishes or _WANTING & said.flags))
    wished = wished or bool(said.kind and said.opens)
    return wished and "no_wish" not in said.flags and not _subjects(said)


def _wishes_alone(said: Said) -> bool:
    """Whether a message says what a place should be like, and not only what it should lie near to."""
    required = any(not wish.soft for wish in said.wishes)
    return required and _may_wish(said) and not said.flags & {"near", "same_area", "closer"}


def _offers(reply: Turn, said: Said, belief: Belief, snapshot: Snapshot) -> bool:
    """Whether a reply named places of the kind that was wished for and were not in talk: then it was a choice."""
    here = pool(snapshot, said.kind or belief.kind or "sight")
    fresh = {each.entries[0] for each in reply.mentions} - set(belief.recent)
    return reply.role == "assistant" and bool(fresh & here)


def _repeated(belief: Belief, said: Said) -> str:
    """The words of a wish that is held already and of which more is wanted: quieter than what is quiet."""
    held = {wish.meaning for wish in belief.wishes if wish.meaning}
    again = (wish.said for wish in said.wishes if wish.meaning in held and not wish.third)
    return next(again, "") if belief.offered and "more" in said.flags else ""


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


def _of_place_in_talk(said: Said, conversation: Conversation) -> bool:
    """Whether a field is asked of what a noun points back at, or if the place in talk is for children."""
    asked, named = conversation.question, conversation.last.mentions
    of_one = asked.named and not named and (asked.fields or asked.evidence) or asked.fields == (("audience",),)
    return bool(asked.entries and of_one) and asked.is_asking and not said.flags & (_WANTING | _REVISING)


def _is_bare(said: Said, conversation: Conversation) -> bool:
    """Whether nothing but a recommendation is asked for: おすすめはありますか."""
    asked, words = conversation.question, conversation.last.words
    empty = not (said.kind or said.wishes or said.names or asked.entries or asked.fields or asked.stranger)
    return empty and "offer" in said.flags and "no_wish" not in said.flags and len(words) <= _BARE


def _only_near(said: Said, turn: Turn, belief: Belief) -> bool:
    """What lies around here, and nothing else wished for: that is found by position, not chosen."""
    chooses = "offer" in said.flags or turn.reading is None or not turn.reading.is_asking
    goes_on = belief.wishes and (belief.kind == said.kind or not said.kind) and chooses
    return "near" in said.flags and not said.wishes and not goes_on


def _idle(turn: Turn) -> bool:
    """A remark that asks nothing leaves the search where it was."""
    reading = turn.reading
    return reading is not None and not (reading.asks or turn.mentions or reading.wants_intro)


def _searches(said: Said, turn: Turn, belief: Belief, snapshot: Snapshot) -> bool:
    """Whether a message looks for something, rather than asking about a place."""
    reading = turn.reading
    if reading is None or reading.smalltalk and not said.wishes and not said.flags & _EVEN_POLITE:
        return False
    if said.apart and (belief.searching or said.wishes) and not _subjects(said):
        return True
    asks = _asks(reading.asks, said)
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


def _asks(asks: Iterable[Ask], said: Said) -> tuple[Ask, ...]:
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


def _fields(turn: Turn, said: Said) -> tuple[tuple[str, ...], ...]:
    assert turn.reading is not None
    foreign = _FOREIGN.get(said.kind, frozenset())
    asks = (ask.fields for ask in _asks(turn.reading.asks, said) if not _TELLING & set(ask.fields))
    return tuple(fields for fields in asks if not foreign & set(fields))


def _merged(
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
    again = goes_on and ("another" in said.flags or bool(_repeated(belief, said)))
    without = belief.without | frozenset(belief.offered) if again else frozenset()
    apart = frozenset(said.apart) | (belief.apart if goes_on else frozenset())
    return Belief(
        kind, _once(wishes), True, belief.offered if goes_on else (), belief.several if goes_on else (),
        belief.listed, without, apart, belief.recent,
    )  # fmt: skip


def _once(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    return tuple(dict.fromkeys(wishes))
