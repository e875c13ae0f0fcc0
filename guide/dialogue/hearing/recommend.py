"""Whether a choice is asked for, and the wishes as they stand after all turns: a pure fold over the conversation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.wishes import Said, Wishes
from guide.dialogue.lexicon import Ask, Reading
from guide.prompts import Prompts
from guide.retrieval.entities import Mention
from guide.retrieval.facets import Facet, Facets
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.wishes import KINDS, Request, Wish, paid, pool
from guide.types import City

_ADDING = frozenset({"facilities", "dishes"})
"""Fields of which several values may be wished for at once; of any other a new one takes the old one's place."""
_PRICE = frozenset({"price", "spend", "room_price", "price_range", "cheap", "moderate", "expensive", "upscale"})
_DIRECTIONS = frozenset({"near", "area", "north", "south", "east", "west", "centre"})
_DROPPED = {
    "price": _PRICE, "area": _DIRECTIONS, "stars": frozenset({"stars", "rating"}),
    "type": frozenset({"hotel_type", "category", "cuisine"}),
}  # fmt: skip
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
_LESS = 0.01
"""What is cheaper costs less by at least this."""
_SIDES = 2
"""Of what was offered, as many are held against each other."""
_TELLING = frozenset({"features", "category", "audience", "season", "booking"})
"""What a recommendation tells anyway."""
_ALSO = {"cuisine": "dishes", "step_free": "wheelchair"}
"""What is asked with a word that is a wish: who wants Sichuan food asks for no dishes."""
_ASKED_OF_ONE = frozenset({"facilities", "internet", "parking", "metro", "dishes", "rooms"})
"""What a visitor asks whether the place in talk has it, and also wishes for."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What is looked for after some turns."""

    kind: str = ""
    wishes: tuple[Wish, ...] = ()
    searching: bool = False
    """The last question looked for something."""
    offered: tuple[str, ...] = ()
    """What was offered for it, the latest first."""
    listed: tuple[str, ...] = ()
    """What the last reply named, of whatever kind."""
    without: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    """What the visitor wants something else than, by name."""
    recent: tuple[str, ...] = ()
    """Entries named by anybody, the latest first."""
    weighed: frozenset[str] = frozenset()
    """Fields of which the last reply named two values to choose from: a hotel or a guesthouse?"""


class Recommending:
    """Hears requests for a choice."""

    def __init__(self, prompts: Prompts, cities: Callable[[], Mapping[str, City]]) -> None:
        self._wishes, self._cities = Wishes(prompts), cities

    def hear(self, conversation: Conversation) -> Request | None:
        """What is looked for; None when the last turn looks for nothing."""
        belief, said = self._heard(conversation)
        last, snapshot = conversation.last, conversation.snapshot
        if "no_wish" in said.flags and not said.kind:
            return None
        if aside := _aside(said, belief, snapshot):
            return aside
        if not _searches(said, last, belief, snapshot) or _only_near(said, last, belief):
            return None
        if conversation.question.stranger and conversation.question.fields and not said.wishes:
            return None
        return self._request(belief, said, conversation)

    def hear_rest(self, conversation: Conversation) -> Request | None:
        """A wish in so few words that it might have been a question: 想看看盐商的老宅子, somewhere quiet to read."""
        belief, said = self._heard(conversation)
        wishes = any(not wish.soft for wish in said.wishes) or bool(
            said.kind and (said.wishes or _WANTING & said.flags)
        )
        if _is_bare(said, conversation):
            return self._request(belief, replace(said, kind="sight"), conversation)
        if not said.kind and any(_PRICE & set(each) for each in conversation.question.fields):
            return None
        if not wishes or "no_wish" in said.flags or _subjects(said) or conversation.question.stranger:
            return None
        return self._request(belief, said, conversation)

    def _heard(self, conversation: Conversation) -> tuple[Belief, Said]:
        """What was looked for before the last turn, and what that turn says."""
        belief, snapshot = Belief(), conversation.snapshot
        for turn in conversation.turns[:-1]:
            belief = self._after(belief, turn, snapshot)
        return belief, self._said(conversation.last, belief, snapshot)

    def _request(self, belief: Belief, said: Said, conversation: Conversation) -> Request:
        last = conversation.last
        fields = _fields(last, said)
        now = _merged(belief, said, last, conversation.snapshot)
        return Request(
            now.kind, now.wishes, most=_MOST - bool(fields), city=self._city(conversation),
            beside=_beside(belief, now, conversation.snapshot), without=now.without | now.apart,
            among=frozenset(belief.listed) if "among" in said.flags else frozenset(), fields=fields,
            seed=conversation.context.conversation or conversation.turns[0].text,
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

    def _after(self, belief: Belief, turn: Turn, snapshot: Snapshot) -> Belief:
        named = tuple(each.entries[0] for each in turn.mentions)
        recent = tuple(dict.fromkeys((*named, *belief.recent)))
        if turn.role == "assistant":
            here = pool(snapshot, belief.kind) if belief.kind else frozenset()
            offered = tuple(each for each in named if each in here)
            heard = self._said(turn, belief, snapshot)
            weighed = {wish.field for wish in heard.generic} & {wish.field for wish in heard.wishes}
            return replace(
                belief, offered=offered or belief.offered, listed=named, recent=recent, weighed=frozenset(weighed)
            )
        said = self._said(turn, belief, snapshot)
        if not _searches(said, turn, belief, snapshot):
            kind = said.kind if said.kind and not named else belief.kind
            idle = belief.searching and _idle(turn)
            return replace(belief, searching=idle, recent=recent) if idle else Belief(kind, recent=recent)
        return replace(_merged(belief, said, turn, snapshot), recent=recent)

    def _said(self, turn: Turn, belief: Belief, snapshot: Snapshot) -> Said:
        return self._wishes.read(turn, snapshot.facets, belief.kind)


def _aside(said: Said, belief: Belief, snapshot: Snapshot) -> Request | None:
    """A question about the choice itself: two places compared, or one that was not offered."""
    named = tuple(dict.fromkeys(each.entries[0] for each in said.names))
    kind = next((kind for kind in KINDS if named and named[0] in pool(snapshot, kind)), belief.kind)
    if "compare" in said.flags:
        several = named if len(named) > 1 else belief.offered[:_SIDES] if not named else ()
        return Request(kind, compare=several) if len(several) > 1 else None
    if "why_not" in said.flags and named:
        return Request(kind, belief.wishes, why_not=named[0])
    return None


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
    asked_near = "near" in said.flags and not belief.searching
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
    priced = fields <= _PRICE and "offer" not in said.flags
    modest = fields <= _ASKED_OF_ONE or points_back and (priced or bool(fields & _ASKED_OF_ONE))
    modest |= fields <= _PRICE and not said.kind and not said.flags & _CHOOSING
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
    if flags & {"another", "cheaper", "pricier", "which"}:
        return not asks
    return not reading.is_asking and not asks and bool(said.kind or "want" in flags)


def _subjects(said: Said) -> tuple[Mention, ...]:
    """The names of the places a message is about: neither inside a value nor only to be near to."""
    if "near" in said.flags:
        return ()
    return tuple(
        each for each in said.names if not any(each.start < end and start < each.end for start, end in said.spans)
    )


def _asks(asks: Iterable[Ask], said: Said) -> tuple[Ask, ...]:
    """The asks that are no wishes: "评分4.5分以上" asks for no mark, and "the price does not matter" for no price."""
    wished = {wish.field for wish in said.wishes}.union(*(_DROPPED[each] for each in said.drops))
    wished |= _PRICE if wished & _PRICE else set()
    if wished & _DIRECTIONS or said.flags & {"near", "same_area"}:
        wished |= {"area", "address"}
    wished |= {facet.field for wish in said.wishes for facet in wish.facets}
    wished |= {beside for field, beside in _ALSO.items() if field in wished}
    if "facilities" in wished or "internet" in wished:
        wished |= {"internet", "parking", "facilities"}
    kept = (ask for ask in asks if not ask.fields[0].startswith("nearby") and not _within(ask, said.spans))
    return tuple(ask for ask in kept if not wished & set(ask.fields))


def _within(ask: Ask, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether the words of an ask are a value: 公共区域提供wifi asks for no district."""
    return any(ask.start < end and start < ask.end for start, end in spans)


def _fields(turn: Turn, said: Said) -> tuple[tuple[str, ...], ...]:
    assert turn.reading is not None
    return tuple(ask.fields for ask in _asks(turn.reading.asks, said) if not _TELLING & set(ask.fields))


def _merged(belief: Belief, said: Said, turn: Turn, snapshot: Snapshot) -> Belief:
    """What is looked for with one more message."""
    kind = said.kind or belief.kind or "sight"
    goes_on = belief.searching and kind == belief.kind
    kept = belief.wishes if goes_on else ()
    dropped = frozenset().union(*(_DROPPED[each] for each in said.drops))
    dropped -= {wish.field for wish in said.wishes}
    fresh = (
        *_relative(said, belief, snapshot, kind), *_near(said, turn, belief, snapshot, kind),
        *_contrasted(said, belief), *_as_dear(said, belief, snapshot, kind),
    )  # fmt: skip
    taken = {wish.field for wish in fresh if wish.field not in _ADDING} | dropped
    taken |= _PRICE if taken & _PRICE else set()
    taken |= _DIRECTIONS if taken & _DIRECTIONS else set()
    if any(wish.field == "dishes" for wish in fresh):  # what was wished for and nobody knows gives way
        kept = tuple(wish for wish in kept if wish.field != "cuisine" or wish.facets)
    wishes = (*(wish for wish in kept if wish.field not in taken), *fresh)
    again = "another" in said.flags and goes_on
    without = belief.without | frozenset(belief.offered) if again else frozenset()
    offered = belief.offered if goes_on else ()
    apart = frozenset(said.apart) | (belief.apart if goes_on else frozenset())
    return Belief(kind, _once(wishes), True, offered, belief.listed, without, apart, belief.recent)


def _once(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    return tuple(dict.fromkeys(wishes))


def _relative(said: Said, belief: Belief, snapshot: Snapshot, kind: str) -> tuple[Wish, ...]:
    """The wishes, "cheaper" read against what was offered."""
    offered = [each for each in belief.offered if each in pool(snapshot, kind)]
    prices = [price for each in offered if (price := paid(snapshot.facets.of_entry[each])) is not None]
    if not prices or not said.flags & {"cheaper", "pricier"} or not belief.searching:
        return said.wishes
    field = _money_field(snapshot.facets, offered[0])
    words = next((wish.said for wish in said.wishes if wish.field in _PRICE), "")
    cheaper = "cheaper" in said.flags
    bound = (
        Wish(field, high=min(prices) - _LESS, said=words)
        if cheaper
        else Wish(field, low=max(prices) + _LESS, said=words)
    )
    return (*(wish for wish in said.wishes if wish.field not in _PRICE), bound)


def _money_field(facets: Facets, entry: str) -> str:
    figures = facets.of_entry[entry].figures
    return next(field for field in ("room_price", "spend", "price") if field in figures)


def _near(said: Said, turn: Turn, belief: Belief, snapshot: Snapshot, kind: str) -> tuple[Wish, ...]:
    """The place to be near to, named or in talk, unless a district is named."""
    if not said.flags & {"near", "same_area"} or any(wish.field == "area" for wish in said.wishes):
        return ()
    named = [each.entries[0] for each in turn.mentions]
    others = [each for each in belief.recent if snapshot.by_id[each].kind not in KINDS[kind]]
    anchor = next(iter((*named, *others, *belief.recent)), None)
    if anchor:
        return (Wish("near", near=anchor),)
    return tuple(wish for wish in belief.wishes if wish.field in _DIRECTIONS)


def _beside(before: Belief, now: Belief, snapshot: Snapshot) -> frozenset[Facet]:
    """The district in talk, where something of another kind is looked for next and no word says where."""
    if now.kind == before.kind or any(wish.field in _DIRECTIONS for wish in now.wishes):
        return frozenset()
    wished = frozenset().union(*(wish.facets for wish in before.wishes if wish.field == "area" and not wish.negated))
    lying = (snapshot.facets.of_entry[each].facets for each in before.recent[:1])
    return wished or frozenset(facet for facets in lying for facet in facets if facet.field == "area")


def _contrasted(said: Said, belief: Belief) -> tuple[Wish, ...]:
    """The mere word for what is looked for, where it is said against another: a guesthouse? a hotel, please."""
    against = {wish.field for wish in (*said.wishes, *belief.wishes)} | belief.weighed
    told = {wish.field for wish in said.wishes if not wish.negated}
    return tuple(wish for wish in said.generic if wish.field in against - told)


def _as_dear(said: Said, belief: Belief, snapshot: Snapshot, kind: str) -> tuple[Wish, ...]:
    """The price range of the place in talk, or what was wished of it: "in the same price range as the hotel"."""
    if "same_price" not in said.flags:
        return ()
    others = (each for each in belief.recent if snapshot.by_id[each].kind not in KINDS[kind])
    ranges = (
        frozenset(facet for facet in snapshot.facets.of_entry[each].facets if facet.field == "price_range")
        for each in others
    )
    if dear := next((each for each in ranges if each), None):
        return (Wish("price_range", dear, dear),)
    return tuple(wish for wish in belief.wishes if wish.field in _PRICE)
