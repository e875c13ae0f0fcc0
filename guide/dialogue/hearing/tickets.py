"""Whether a question is about what a party pays, who pays less, the price on a day, or how to book.

One plain price of one place is for explain, and so is everything these words say of rooms, meals, cars and boats.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.party import Heard, People, spoken
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.retrieval.index import Snapshot
from guide.skills.quote import BILL, BOOK, PRICE, WHO, Asking
from guide.types import TOPIC, City
from guide.visiting.calendar import Calendar
from guide.visiting.party import Party, Person
from guide.visiting.prices import DAY
from guide.visiting.tariff import INCLUDED
from guide.visiting.tickets import NIGHT

Cities = Callable[[], Mapping[str, City]]

_PAID = frozenset({"price", "concessions"})
_PRICES = frozenset({"price", "spend", "room_price", "price_range"})
_OWN = _PAID | _PRICES | {"booking", "duration"}
"""What this ability answers for; "how many days ahead" sounds like a duration."""
_ANYBODY = Party((Person(),))
_SHORT = 60
"""Characters of a message that only changes something of the question before it; half of that without blanks."""
_TELLING = 2
"""Times as long a message may be that tells of people and a place, and asks for nothing else."""
_ZONE = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class _Matter:
    """What the turns before were about: a question may only change one thing of it."""

    goal: str = ""
    entries: tuple[str, ...] = ()
    when: tuple[date, bool] | None = None
    """The day, and whether only its month was named."""
    session: str = DAY
    shared: bool = False
    people: Party | None = None
    """The sort of people asked about."""


class TicketQuestions:
    """Hears questions about tickets, by prompts/<lang>/hear/tickets.yaml."""

    def __init__(self, prompts: Prompts, calendar: Calendar, cities: Cities) -> None:
        self._patterns, self._people = Patterns(prompts, "tickets"), People(prompts)
        self._moments, self._cities = Moments(prompts, calendar), cities

    def hear(self, conversation: Conversation) -> Asking | None:
        """What is asked; None when it is something else."""
        question, asked = conversation.question, conversation.asked
        if not self._patterns.of(conversation.last.lang) or question.stranger and not question.named:
            return None
        if question.paid_part or question.paid_once:
            return None
        if self._says("wish", conversation.last, conversation.snapshot):
            return None
        now = self._now(conversation)
        before, people = _Matter(), Heard()
        for turn in asked[:-1]:
            people = self._people.after(people, turn, conversation.snapshot)
            before = self._after(before, turn, people, now, conversation)
        people = self._people.after(people, conversation.last, conversation.snapshot)
        matter = self._after(before, conversation.last, people, now, conversation)
        named = _priced(conversation.last, conversation.snapshot)
        entries = named if len(named) > 1 else self._meant(conversation)
        if not named and len(before.entries) > 1:
            entries = before.entries
        if not matter.goal or matter.goal != BOOK and _elsewhere(conversation):
            return None
        if not entries and not (matter.goal == WHO and self._in_general(conversation)):
            return None
        day, summed = matter.when or (now.date(), False), self._says("sum", conversation.last, conversation.snapshot)
        party = matter.people if matter.goal == WHO else people.party
        return Asking(
            matter.goal, entries, day[0], now.date(), party or (_ANYBODY if matter.goal == WHO else Party()),
            party is not None, matter.when is not None, day[1], matter.session, matter.shared, summed, question.home,
        )  # fmt: skip

    def _in_general(self, conversation: Conversation) -> bool:
        """Whether a question without a place is about the city's rules, and not for places that suit somebody."""
        turn, snapshot = conversation.last, conversation.snapshot
        chooses = turn.reading is None or turn.reading.kinds or self._says("plan", turn, snapshot)
        return not chooses and _is_short(turn)

    def _meant(self, conversation: Conversation) -> tuple[str, ...]:
        """The places meant; one in talk where only a card or a ticket is named."""
        snapshot, question = conversation.snapshot, conversation.question
        focus = conversation.state.focus[:1]
        topics = tuple(each for each in question.entries if _is_topic(each, snapshot))
        entries = tuple(each for each in question.entries if each not in topics) or (focus if topics else ())
        return tuple(each for each in entries if not _is_topic(each, snapshot))

    def _after(
        self, before: _Matter, turn: Turn, people: Heard, now: datetime, conversation: Conversation
    ) -> _Matter:  # fmt: skip
        """The matter after one more turn; without a goal when it is about something else."""
        snapshot = conversation.snapshot
        goal = self._goal(turn, people, snapshot)
        entries, when = _priced(turn, snapshot), self._when(turn, now)
        session = NIGHT if self._says("night", turn, snapshot) else DAY
        if not goal and before.goal and self._continues(turn, people, snapshot, when is not None or session == NIGHT):
            goal = _changed(before.goal, people)
            again = NIGHT if session == NIGHT else before.session
            asked = people.asked or before.people
            return _Matter(goal, entries or before.entries, when or before.when, again, before.shared, asked)
        shared = self._says("shared", turn, snapshot)
        return _Matter(goal, entries or before.entries, when, session, shared, people.asked)

    def _goal(self, turn: Turn, people: Heard, snapshot: Snapshot) -> str:
        """What a turn asks by itself, or nothing."""
        reading = turn.reading
        if reading is None or reading.smalltalk or self._says("never", turn, snapshot):
            return ""
        if self._says("cheapest", turn, snapshot):
            return PRICE
        fields = {field for ask in reading.asks for field in ask.fields}
        books = self._says("book", turn, snapshot)
        if fields - _OWN or "duration" in fields and not books:
            return ""
        pays = bool(fields & _PAID) or self._says("pay", turn, snapshot)
        less = "concessions" in fields or self._says("less", turn, snapshot)
        if people.asked and (pays or less):
            return WHO if people.generic else BILL
        if books and not pays:
            return BOOK
        if pays or self._says("shared", turn, snapshot):
            return self._of_price(turn, people, snapshot, "concessions" in fields)
        return WHO if less else self._unasked(turn, people, snapshot)

    def _of_price(self, turn: Turn, people: Heard, snapshot: Snapshot, less: bool) -> str:
        several = len(_priced(turn, snapshot)) > 1
        if several or self._says("shared", turn, snapshot) or self._says("sum", turn, snapshot):
            return BILL
        return WHO if less else BILL if people.party else PRICE

    def _unasked(self, turn: Turn, people: Heard, snapshot: Snapshot) -> str:
        """What a turn means that names no price: people and a place, or a month that may be cheaper."""
        if people.asked and people.counted and _priced(turn, snapshot):
            plain = _is_short(turn, _TELLING) and not self._says("plan", turn, snapshot)
            return BILL if plain and turn.reading and not turn.reading.asks else ""
        return PRICE if self._says("season", turn, snapshot) and self._month(turn) else ""

    def _continues(self, turn: Turn, people: Heard, snapshot: Snapshot, is_changed: bool) -> bool:
        """Whether a turn that asks nothing itself changes the people, the day or the session of what was asked."""
        reading = turn.reading
        if reading is None or reading.asks or reading.smalltalk or self._says("never", turn, snapshot):
            return False
        changes = people.asked is not None or is_changed or self._says("drops", turn, snapshot)
        return _is_short(turn) and (changes or reading.elliptic)

    def _when(self, turn: Turn, now: datetime) -> tuple[date, bool] | None:
        """The day a turn is about, and whether only its month was named."""
        moment = self._moments.hear(turn, now)
        if moment and moment.is_dated:
            return moment.first, False
        month = self._month(turn)
        if month is None:
            return None
        today = now.date()
        year = today.year + (month < today.month)
        return (today if month == today.month else date(year, month, 1)), True

    def _month(self, turn: Turn) -> int | None:
        known = self._patterns.of(turn.lang)
        for key in (key for key in known if key.startswith("month")):
            if match := known[key].search(turn.words):
                number = int(key.partition(".")[2] or next((each for each in match.groups() if each), 0))
                return number if 1 <= number <= 12 else None
        return None

    def _says(self, key: str, turn: Turn, snapshot: Snapshot) -> bool:
        pattern: re.Pattern[str] | None = self._patterns.of(turn.lang).get(key)
        words = turn.raw if key == "night" else spoken(turn, snapshot)
        return pattern is not None and pattern.search(words) is not None

    def _now(self, conversation: Conversation) -> datetime:
        """The visitors' now on the clock of the place."""
        entries = conversation.question.entries
        entry = conversation.snapshot.entry(entries[0]) if entries else None
        city = self._cities().get(entry.city) if entry else None
        return conversation.context.now.astimezone(ZoneInfo(city.zone if city else _ZONE))


def _is_short(turn: Turn, times: int = 1) -> bool:
    return len(turn.words) <= times * (_SHORT if turn.words.isascii() else _SHORT // 2)


def _changed(goal: str, people: Heard) -> str:
    """What is asked after people were told of who change the question before."""
    if people.asked is None:
        return goal
    return WHO if people.generic and not people.refined else BILL


def _priced(turn: Turn, snapshot: Snapshot) -> tuple[str, ...]:
    """The places of a turn that something is paid for, or that say they are free."""
    found = (each for mention in turn.mentions for each in mention.entries[:1])
    known = (entry for each in dict.fromkeys(found) if (entry := snapshot.entry(each)))
    return tuple(each.id for each in known if each.kind != TOPIC and (each.of("price") or each.of(INCLUDED)))


def _is_topic(entry_id: str, snapshot: Snapshot) -> bool:
    entry = snapshot.entry(entry_id)
    return entry is None or entry.kind == TOPIC


def _elsewhere(conversation: Conversation) -> bool:
    """Whether a choice is asked for and no place is named."""
    question, reading = conversation.question, conversation.last.reading
    return bool(reading and reading.seeks and not question.named)
