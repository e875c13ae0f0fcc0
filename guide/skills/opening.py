"""Now: whether a place is open at a moment, whether one still gets in, by when to come, and which places are open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from guide import geo
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills import explain, quoting
from guide.types import Entry, Fact, Finding, FoundFact, Position, Question
from guide.visiting import status as standing
from guide.visiting import travel
from guide.visiting.calendar import Calendar
from guide.visiting.moment import Moment
from guide.visiting.opening import FIELDS
from guide.visiting.status import AWAY, LATE, SHUT, UNKNOWN, Status
from guide.visiting.travel import Trip

NAME = "opening"
STATE, ENTER, LATEST, HOURS, LIST = "state", "enter", "latest", "hours", "list"
"""Is it open; can I still get in; by when must I come; its hours on a day; which places are open."""
MOST_ENTRIES, MOST_LISTED = 3, 6
GROUPS = {
    "museum": (("museum",), ("museum",)), "garden": ((), ("garden",)), "temple": ((), ("temple",)),
    "food": (("restaurant", "food", "venue"), ()), "sight": (("attraction", "museum"), ()),
}  # fmt: skip
"""What places are asked for by: kinds of entries, or tags."""
_LEVELS = ("5a", "4a", "3a")


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked. `origin` is where the visitor starts from."""

    goal: str
    moment: Moment
    entries: tuple[str, ...] = ()
    group: str = "sight"
    city: str = ""
    wants_closed: bool = False
    """It was asked what is closed, rather than open."""
    origin: Position | None = None
    origin_entry: str = ""
    today: date = date.min
    """On the clock of the place, with the minute it is there."""
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """How one place stands. `days` are all days of the moment; `trip` is the way there."""

    entry: Entry
    asking: Asking
    status: Status
    days: tuple[Status, ...] = ()
    trip: Trip | None = None
    start: Entry | None = None
    """The named place the way begins at."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Which places are open. The counts are of places, `unknown` of those whose hours nobody wrote down."""

    asking: Asking
    shown: tuple[Answer, ...] = ()
    open: int = 0
    closed: int = 0
    unknown: int = 0
    without: tuple[Entry, ...] = field(default=())
    """The best known of the places that are not shown and known to be closed."""


def find(asking: Asking, question: Question, snapshot: Snapshot, calendar: Calendar) -> Finding | None:
    """How the places asked about stand; None when no hours of theirs can be computed: their words are quoted then."""
    if asking.goal == LIST:
        return _listed(asking, question, snapshot, calendar)
    if _is_told(asking, question, snapshot):
        return None
    known = (entry for each in asking.entries[:MOST_ENTRIES] if (entry := snapshot.entry(each)))
    entries = [_about(entry, plain(question.text)) for entry in known]
    answers = tuple(_answer(entry, asking, snapshot, calendar) for entry in entries)
    if not answers or all(each.status.verdict == UNKNOWN for each in answers):
        return None
    return Finding(
        NAME, question.lang, question.standalone, tuple(found for each in answers for found in _facts(each)),
        entries=tuple(entries), intent=f"opening.{asking.goal}", detail=answers,
    )  # fmt: skip


def _is_told(asking: Asking, question: Question, snapshot: Snapshot) -> bool:
    """Whether a sentence of a place tells of the very case, and not its hours: in rain the night tour may not run."""
    known = (entry for each in asking.entries[:MOST_ENTRIES] if (entry := snapshot.entry(each)))
    case = question.evidence if not question.fields else ""
    told = (quoting.answering(question, entry) for entry in known if case)
    return any(text and re.search(case, text.text) for text in told)


def find_words(asking: Asking, question: Question, snapshot: Snapshot) -> Finding | None:
    """Where nothing else answers: the hours as they are written, or that nobody wrote them down."""
    entries = tuple(entry for each in asking.entries[:MOST_ENTRIES] if (entry := snapshot.entry(each)))
    if asking.goal == LIST or question.fields or not entries:
        return None
    facts = tuple(FoundFact(entry, "hours", entry.of("hours")) for entry in entries)
    answered = any(found.facts for found in facts)
    return Finding(
        explain.SKILL, question.lang, question.standalone, facts, entries=entries,
        intent=None if answered else "unknown.fact", answered=answered,
    )  # fmt: skip


def _about(entry: Entry, asked: str) -> Entry:
    """The entry with the hours of the session alone that the question names."""
    hours = entry.of("hours")
    named = [fact for fact in hours if any(plain(word) in asked for word in (fact.label or {}).values())]
    facts = tuple(fact for fact in entry.facts if fact.field != "hours" or fact in named)
    return replace(entry, facts=facts) if named else entry


def _answer(entry: Entry, asking: Asking, snapshot: Snapshot, calendar: Calendar) -> Answer:
    trip = _trip(entry, asking)
    moment = _on_arrival(asking.moment, trip) if trip else asking.moment
    days = tuple(standing.statuses(entry, moment, calendar))
    start = snapshot.entry(asking.origin_entry) if asking.origin_entry else None
    return Answer(entry, asking, days[0], days if len(days) > 1 else (), trip, start)


def _trip(entry: Entry, asking: Asking) -> Trip | None:
    """The way there, where it matters: nobody starts now for a visit tomorrow."""
    if asking.goal not in (ENTER, LATEST) or asking.origin is None or entry.position is None:
        return None
    return travel.between(asking.origin, entry.position) if asking.moment.is_now else None


def _on_arrival(moment: Moment, trip: Trip) -> Moment:
    at = (moment.span or (0, 0))[0] + trip.minutes
    return replace(moment, span=(at, at))


def _facts(answer: Answer) -> Iterator[FoundFact]:
    """All that an answer rests on, by field."""
    every: list[Fact] = []
    for each in answer.days or (answer.status,):
        every += [fact for fact in each.day.facts if fact not in every]
        every += [each.disputed.fact] if each.disputed and each.disputed.fact not in every else []
    following = answer.status.next
    every += [following[1].fact] if following and following[1].fact not in every else []
    for name in FIELDS:
        facts = tuple(fact for fact in every if fact.field == name)
        if facts:
            yield FoundFact(answer.entry, name, facts)


def _listed(asking: Asking, question: Question, snapshot: Snapshot, calendar: Calendar) -> Finding | None:
    among = sorted(_pool(asking, snapshot), key=lambda entry: _rank(entry, asking.origin))
    if not among:
        return None
    answers = [_standing(entry, asking, calendar) for entry in among]
    unknown = [each for each in answers if each.status.verdict == UNKNOWN]
    closed = [each for each in answers if each.status.verdict in (SHUT, AWAY, LATE, standing.EARLY, standing.OVER)]
    opened = [each for each in answers if each.status.is_open]
    if not (opened or closed):
        return None
    shown = tuple((closed if asking.wants_closed else opened)[:MOST_LISTED])
    others = opened if asking.wants_closed else closed
    listing = Listing(
        asking, shown, len(opened), len(closed), len(unknown), tuple(each.entry for each in others[:MOST_ENTRIES])
    )
    return Finding(
        NAME, question.lang, question.standalone, tuple(found for each in shown for found in _facts(each)),
        entries=tuple(each.entry for each in shown), intent="opening.list", answered=bool(opened or closed),
        detail=listing,
    )  # fmt: skip


def _standing(entry: Entry, asking: Asking, calendar: Calendar) -> Answer:
    """How a place stands over the days of a list: open when it is on any of them, with all days told."""
    days = tuple(standing.statuses(entry, asking.moment, calendar))
    first = next((each for each in days if each.is_open), days[0])
    return Answer(entry, asking, first, days if len(days) > 1 else ())


def _pool(asking: Asking, snapshot: Snapshot) -> Iterable[Entry]:
    kinds, tags = GROUPS[asking.group]
    for entry in snapshot.entries():
        if asking.city and entry.city != asking.city:
            continue
        if entry.kind in kinds or entry.kind in ("attraction", "museum") and set(entry.tags) & set(tags):
            yield entry


def _rank(entry: Entry, origin: Position | None) -> tuple[float, str]:
    """Near first when it is known where the visitor is; else what is best known. The id settles ties."""
    if origin is not None:
        at = entry.position
        metres = geo.distance((origin.lat, origin.lon), (at.lat, at.lon)) if at else float("inf")
        return metres, entry.id
    levels = " ".join(_words(entry.of("level"))).lower()
    level = next((3 - at for at, name in enumerate(_LEVELS) if name in levels or name in entry.tags), 0)
    return -(3 * level + len(entry.facts) / 10 + 2 * len(entry.texts)), entry.id


def _words(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        yield from fact.value.values() if isinstance(fact.value, dict) else (str(fact.value),)
