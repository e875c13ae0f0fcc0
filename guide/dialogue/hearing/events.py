"""Whether a question asks what is on, what flowers or when an event comes round: prompts/<lang>/hear/events.yaml.

Days are read by `Moments`; months and seasons, which only events are asked by, are read here: `month` with the group
month (a figure), `month.1` to `month.12` where months have names, `months.this`, `months.next`, `season.<name>`,
`week`, `year`, and `feast.<rule of dates>` for days that are no holiday. `what.event`, `what.bloom` and `what.season`
tell what is asked; `kind` with the group word names a flower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from guide.dialogue.conversation import Conversation, Turn
from guide.dialogue.hearing import names
from guide.dialogue.hearing.moments import Moments
from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.retrieval.surfaces import plain
from guide.safety.numerals import han_value
from guide.skills.events import BLOOM, HELD, SEASON, Request
from guide.types import City, Entry
from guide.visiting import recurrence
from guide.visiting.calendar import Calendar

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_FIELDS = {"event": (HELD,), "bloom": (BLOOM,), "season": (SEASON, BLOOM)}
_ZONE = "Asia/Shanghai"
_ENDING = 14
"""Days before its end in which a season that is spoken of is the next one."""
_SHORT, _SHORT_SPACED = 12, 28
"""Characters of a message that only changes the days of the question before it; of words with blanks, more."""
_AHEAD = 62
"""Days of "what is on" without any date."""

Words = Mapping[str, re.Pattern[str]]
Days = tuple[date, date]


class Events:
    """Hears questions about events and seasons."""

    def __init__(self, prompts: Prompts, calendar: Calendar, cities: Callable[[], Mapping[str, City]]) -> None:
        self._patterns, self._moments, self._cities = Patterns(prompts, "events"), Moments(prompts, calendar), cities

    def hear(self, conversation: Conversation) -> Request | None:
        """What is asked; None when it is something else."""
        turn, question = conversation.last, conversation.question
        known = self._patterns.of(turn.lang)
        if not known or _says(known, "never", turn.words):
            return None
        cities = self._cities()
        city = self._city(conversation, cities)
        now = conversation.context.now.astimezone(ZoneInfo(cities[city].zone if city in cities else _ZONE))
        named = tuple(each for each in question.entries if _is_event(each, conversation))
        if named and question.named and (self._asks_when(conversation, known) or _months(known, turn, now.date())):
            return Request(now.date(), now.date(), now.date(), entries=named, city=city)
        if places := names.places(conversation):
            return self._flowering(places, conversation, known, now, city)
        return self._by_days(conversation, known, now, city)

    def _by_days(self, conversation: Conversation, known: Words, now: datetime, city: str) -> Request | None:
        turn, today = conversation.last, now.date()
        days = self._days(known, turn, now)
        what = _what(known, turn)
        anything = _says(known, "anything", turn.words)
        if what is None and days and not anything:
            what = self._before(conversation, now) if _is_short(turn) else None
        is_any = what == "event" or what is None and days is not None and anything
        if what is None and not is_any:
            return None
        word = _kind(known, turn)
        if days is None and what != "event" and not word:
            return _request(today, today, today, what or "event", city)
        first, last = days or (today, today + timedelta(_AHEAD if not word else 365))
        fields = _FIELDS[what or "event"]
        return Request(first, last, today, fields, city=city, words=word, is_open=days is None, is_any=is_any)

    def _before(self, conversation: Conversation, now: datetime) -> str | None:
        """What the visitor asked for before: "and next month?". What was as short went on with it itself."""
        for turn in reversed(conversation.asked[:-1]):
            known = self._patterns.of(turn.lang)
            anything = bool(known) and _says(known, "anything", turn.words) and self._days(known, turn, now)
            if what := _what(known, turn) or ("event" if anything else None):
                return what
            if not _is_short(turn):
                break
        return None

    def _days(self, known: Words, turn: Turn, now: datetime) -> Days | None:
        """The days a turn speaks of, as figures of a calendar."""
        today = now.date()
        feast = next((key.partition(".")[2] for key in known if _is_feast(known, key, turn)), None)
        if feast and (when := recurrence.following(feast, today)):
            return when.first, when.last
        moment = self._moments.read(plain(turn.text), turn.raw, turn.lang, now)
        if moment and moment.is_dated:
            return moment.first, max(moment.first, moment.last)
        months = _months(known, turn, today)
        if months:
            return _span_of(months, today)
        if _says(known, "week", turn.words):
            return today, today + timedelta(6 - today.weekday())
        if _says(known, "year", turn.words):
            return today, date(today.year, 12, 31)
        return None

    def _asks_when(self, conversation: Conversation, known: Words) -> bool:
        fields = {field for asked in conversation.question.fields for field in asked}
        return "date" in fields or _says(known, "when", conversation.last.words)

    def _flowering(
        self, places: Sequence[Entry], conversation: Conversation, known: Words, now: datetime, city: str
    ) -> Request | None:
        """What is asked of the flowers of a place, for what else it has is told by itself; None where it has none."""
        turn, today = conversation.last, now.date()
        garden = next((each.id for each in places if each.of(BLOOM)), None)
        if garden is None or _what(known, turn) != "bloom":
            return None
        days = self._days(known, turn, now)
        first, last = days or (today, today)
        words = _kind(known, turn)
        return Request(first, last, today, (BLOOM,), city=city, words=words, is_open=days is None, place=garden)

    def _city(self, conversation: Conversation, cities: Mapping[str, City]) -> str:
        words = plain(conversation.last.text)
        named = (
            key for key, city in cities.items() if any(name and plain(name) in words for name in city.names.values())
        )
        return next(named, conversation.question.home)


def _is_short(turn: Turn) -> bool:
    return len(turn.words) <= (_SHORT_SPACED if turn.words.isascii() else _SHORT)


def _is_feast(known: Words, key: str, turn: Turn) -> bool:
    """Whether a feast is named that no holiday falls on; its key is its rule of dates."""
    return key.startswith("feast.") and known[key].search(plain(turn.text)) is not None


def _request(first: date, last: date, today: date, what: str, city: str) -> Request:
    return Request(first, last, today, _FIELDS[what], city=city)


def _is_event(entry_id: str, conversation: Conversation) -> bool:
    entry = conversation.snapshot.entry(entry_id)
    return entry is not None and entry.kind == "event"


def _says(known: Words, key: str, text: str) -> bool:
    return key in known and known[key].search(text) is not None


def _what(known: Words, turn: Turn) -> str | None:
    return next((each for each in ("event", "bloom", "season") if _says(known, f"what.{each}", turn.words)), None)


def _kind(known: Words, turn: Turn) -> str:
    """The flower that is named, in the visitor's own word; names of entries are flowers too (琼花)."""
    match = known["kind"].search(plain(turn.text)) if "kind" in known else None
    return match["word"] if match else ""


def _months(known: Words, turn: Turn, today: date) -> tuple[int, int, int] | None:
    """First and last month and the year to add to the first, 0 for the next such month to come."""
    if _says(known, "months.this", turn.words):
        return today.month, today.month, today.year
    if _says(known, "months.next", turn.words):
        return today.month % 12 + 1, today.month % 12 + 1, today.year + today.month // 12
    for key in (key for key in known if key.startswith("month.")):
        if known[key].search(turn.words):
            number = int(key.partition(".")[2])
            return number, number, today.year + 1 if _says(known, "year.next", turn.words) else 0
    match = known["month"].search(turn.raw) if "month" in known else None
    number = _number(match["month"]) if match else 0
    if 1 <= number <= 12:
        return number, number, today.year + 1 if _says(known, "year.next", turn.words) else 0
    for name, (first, last) in SEASONS.items():
        if _says(known, f"season.{name}", turn.words):
            return first, last, 0
    return None


def _number(text: str) -> int:
    value = text if text.isdigit() else han_value(text)
    return int(value) if value and value.isdigit() else 0


def _span_of(months: tuple[int, int, int], today: date) -> Days:
    """The days of months, the rest of them if they have begun, else the next to come."""
    first, last, year = months
    wraps = last < first
    year = year or today.year
    for start in (year - wraps, year, year + 1):
        ends = _month_end(start + wraps, last)
        if ends >= today and (first == last or (ends - today).days >= _ENDING):
            return max(date(start, first, 1), today), ends
    return today, today


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
