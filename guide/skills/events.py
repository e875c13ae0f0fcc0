"""Events: what takes place, flowers or is in season on given days, and when something comes round again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date

from guide.retrieval.index import Snapshot
from guide.text.script import fold
from guide.types import CHANGE, Entry, Fact, Finding, FoundFact, Question
from guide.visiting import changes, recurrence
from guide.visiting.changes import MOVED, Change
from guide.visiting.recurrence import Occurrence

NAME = "events"
HELD, BLOOM, SEASON = "date_rule", "bloom", "in_season"
TIME = "event_time"
"""The field of the time of day on the days of an event."""
LISTED = 4
LONGEST = 400
"""Days of one question, at most: a year and what is left of a month."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: what there is from `first` to `last`, or when the `entries` come round again."""

    first: date
    last: date
    today: date
    fields: tuple[str, ...] = (HELD,)
    entries: tuple[str, ...] = ()
    city: str = ""
    words: str = ""
    """A flower or a fruit that was named, as the label of a season has it."""
    is_open: bool = False
    """No days were named: what comes next is meant."""
    is_any: bool = False
    """Anything that is on: where nothing takes place, what is in season is an answer too."""
    place: str = ""
    """The entry whose flowers are asked for."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry on its days. `confirmed` is False where the source speaks of an earlier year."""

    entry: Entry
    fact: Fact
    when: Occurrence
    """The days it is held on; those it was to be held on where it is called off or put off."""
    confirmed: bool = True
    change: Fact | None = None
    """What says that this one time is announced, moved, put off or called off."""
    was: Occurrence | None = None
    """The days by its rule, of a time that was announced or moved."""

    @property
    def state(self) -> str:
        """announced, moved, postponed or cancelled; "" where nothing became of it."""
        return changes.read(str(self.change.value)).verb if self.change else ""

    @property
    def is_off(self) -> bool:
        """Whether it does not take place on these days."""
        return self.state in changes.OFF

    @property
    def is_moved(self) -> bool:
        """Whether it is held on other days than visitors may have read."""
        return self.state == MOVED and self.was is not None and self.was.first != self.when.first


@dataclass(frozen=True, slots=True)
class Program:
    """What was found. With `is_later` nothing is on in the days that were asked, and the next to come is told."""

    request: Request
    listings: tuple[Listing, ...] = ()
    off: tuple[Listing, ...] = ()
    """What was to take place in these days and does not: called off, put off, moved to others."""
    total: int = 0
    is_later: bool = False
    is_named: bool = False
    place: Entry | None = None
    """Where it flowers, where a place was named."""


def find(request: Request, question: Question, snapshot: Snapshot) -> Finding | None:
    """The events of some days, or the next time of one; None where nothing recurs that could be told."""
    blank = Finding(NAME, question.lang, question.standalone)
    if request.place:
        return _flowering(request, blank, snapshot.by_id[request.place])
    if request.entries:
        return _named(request, blank, snapshot)
    pool = [entry for entry in snapshot.entries() if entry.city == request.city]
    found = listed(pool, request.first, request.last, request.fields, request.words)
    if not found and request.is_any:
        found = listed(pool, request.first, request.last, (BLOOM, SEASON), request.words)
    if not found and request.words:
        found = listed(snapshot.entries(), request.first, request.last, request.fields, request.words)
        request = replace(request, city=found[0].entry.city) if found else request
    held, off = _parted(found, request)
    if held:
        return _finding(Program(request, held[:LISTED], off[:LISTED], len(held)), blank)
    later = upcoming(pool, request.last, request.fields, request.words)
    if not later and not off and not request.is_any:
        return None
    return _finding(Program(request, tuple(later[:1]), off[:LISTED], len(later), is_later=True), blank)


def _flowering(request: Request, blank: Finding, place: Entry) -> Finding | None:
    """The flowers of a place in the days asked for, else the next of them; None where it has none of that name."""
    fields, words = request.fields, request.words
    held = [] if request.is_open else listed((place,), request.first, request.last, fields, words)
    told = held or upcoming((place,), request.first, fields, words)
    if not told:
        return None
    is_later = not held and not request.is_open
    shown = tuple(told[: 1 if is_later else LISTED])
    return _finding(Program(request, shown, (), len(told), is_later=is_later, place=place), blank)


def _parted(found: Sequence[Listing], request: Request) -> tuple[tuple[Listing, ...], tuple[Listing, ...]]:
    """What takes place in the days asked for, and what was to and does not."""
    held = [each for each in found if not each.is_off and each.when.touches(request.first, request.last)]
    return tuple(held), tuple(each for each in found if each not in held)


def _named(request: Request, blank: Finding, snapshot: Snapshot) -> Finding | None:
    entries = [entry for each in request.entries if (entry := snapshot.entry(each))]
    found, off = upcoming(entries, request.today, (HELD,)), called_off(entries, request.today)
    if not found and not off:
        return None
    return _finding(Program(request, tuple(found[:1]), tuple(off[:1]), len(found), is_named=True), blank)


def listed(
    entries: Iterable[Entry], first: date, last: date, fields: Sequence[str] = (HELD,), words: str = ""
) -> list[Listing]:
    """What shares a day with a span, by its first day; what is only known by the month comes after.

    What was to take place in the span and was called off, put off or moved away is listed too.
    """
    found = [
        listing
        for entry in entries
        for fact in _recurring(entry, fields, words)
        for listing in _times(entry, fact, first, last)
    ]
    return sorted(found, key=_by_day)


def upcoming(entries: Iterable[Entry], day: date, fields: Sequence[str] = (HELD,), words: str = "") -> list[Listing]:
    """The next time, or the one under way, of everything that takes place; the nearest first."""
    last = date(min(day.year + recurrence.AHEAD, MAXYEAR), 12, 31)
    found = []
    for entry in entries:
        for fact in _recurring(entry, fields, words):
            times = _times(entry, fact, day, last)
            held = [each for each in times if not each.is_off and each.when.last >= day]
            found += sorted(held, key=lambda each: (each.when.first, each.when.last))[:1]
    return sorted(found, key=lambda each: (each.when.first, each.entry.id))


def called_off(entries: Iterable[Entry], day: date) -> list[Listing]:
    """What was to take place on a day or after it and is called off or put off; the nearest first."""
    last = date(min(day.year + recurrence.AHEAD, MAXYEAR), 12, 31)
    return [each for each in listed(entries, day, last) if each.is_off]


def _by_day(listing: Listing) -> tuple[bool, date, str]:
    return listing.when.rule.is_rough, listing.when.first, listing.entry.id


def _times(entry: Entry, fact: Fact, first: date, last: date) -> Iterator[Listing]:
    """The times of one fact that share a day with a span, by its rule or by what became of them."""
    found = set(recurrence.between(str(fact.value), first, last))
    known = _changes(entry) if fact.field == HELD else ()
    for change, _ in known:
        if change.held and change.held.touches(first, last):
            found.update(recurrence.between(str(fact.value), change.was.first, change.was.last))
    for when in sorted(found):
        of = next(((change, said) for change, said in known if change.is_of(when)), None)
        listing = _changed(entry, fact, when, *of) if of else _listing(entry, fact, when)
        if when.touches(first, last) or listing.when.touches(first, last):
            yield listing


def _changes(entry: Entry) -> tuple[tuple[Change, Fact], ...]:
    """What became of single times of an event, the latest word first."""
    found = [(changes.read(str(fact.value)), fact) for fact in entry.of(CHANGE) if changes.is_change(fact.value)]
    return tuple(reversed(found))


def _changed(entry: Entry, fact: Fact, when: Occurrence, change: Change, said: Fact) -> Listing:
    return Listing(entry, fact, change.held or when, True, said, when if change.held else None)


def _recurring(entry: Entry, fields: Sequence[str], words: str) -> Iterable[Fact]:
    """The facts of an entry that recur; of things that are no events a date is history."""
    for field in fields:
        if field == HELD and entry.kind != "event":
            continue
        for fact in entry.of(field):
            if recurrence.is_rule(fact.value) and (not words or _is_of(fact, entry, words)):
                yield fact


def _is_of(fact: Fact, entry: Entry, words: str) -> bool:
    labels = (*(fact.label or {}).values(), *entry.names.values(), *entry.aliases)
    return any(fold(words) in fold(each) for each in labels)


def _listing(entry: Entry, fact: Fact, when: Occurrence) -> Listing:
    dated = fact.checked_on or fact.as_of or entry.as_of or ""
    confirmed = when.rule.once or dated[:4] >= str(when.first.year) or fact.field != HELD
    return Listing(entry, fact, when, confirmed)


def _finding(program: Program, blank: Finding) -> Finding:
    all_ = (*program.listings, *program.off)
    facts = tuple(told(each) for each in all_)
    entries = tuple({each.entry.id: each.entry for each in all_}.values())
    is_told = program.listings and not program.is_later or program.off
    return replace(blank, facts=facts, entries=entries, intent=None if is_told else "events.none", detail=program)


def told(listing: Listing) -> FoundFact:
    """The fact by which a listing is cited: what became of it, else its date in words where there is one."""
    if listing.change:
        return FoundFact(listing.entry, CHANGE, (listing.change,))
    words = listing.entry.of("date") if listing.fact.field == HELD else ()
    return FoundFact(listing.entry, "date" if words else listing.fact.field, words[:1] or (listing.fact,))
