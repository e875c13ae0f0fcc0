"""Events: what takes place, flowers or is in season on given days, and when something comes round again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from guide.retrieval.index import Snapshot
from guide.text.script import fold
from guide.types import Entry, Fact, Finding, FoundFact, Question
from guide.visiting import recurrence
from guide.visiting.recurrence import Occurrence

NAME = "events"
HELD, BLOOM, SEASON = "date_rule", "bloom", "in_season"
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


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry on its days. `confirmed` is False where the source speaks of an earlier year."""

    entry: Entry
    fact: Fact
    when: Occurrence
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Program:
    """What was found. With `is_later` nothing is on in the days that were asked, and the next to come is told."""

    request: Request
    listings: tuple[Listing, ...] = ()
    total: int = 0
    is_later: bool = False
    is_named: bool = False


def find(request: Request, question: Question, snapshot: Snapshot) -> Finding | None:
    """The events of some days, or the next time of one; None where nothing recurs that could be told."""
    blank = Finding(NAME, question.lang, question.standalone)
    if request.entries:
        return _named(request, blank, snapshot)
    pool = [entry for entry in snapshot.entries() if entry.city == request.city]
    found = listed(pool, request.first, request.last, request.fields, request.words)
    if not found and request.is_any:
        found = listed(pool, request.first, request.last, (BLOOM, SEASON), request.words)
    if not found and request.words:
        found = listed(snapshot.entries(), request.first, request.last, request.fields, request.words)
        request = replace(request, city=found[0].entry.city) if found else request
    if found:
        return _finding(Program(request, tuple(found[:LISTED]), len(found)), blank)
    later = upcoming(pool, request.last, request.fields, request.words)
    if not later and not request.is_any:
        return None
    return _finding(Program(request, tuple(later[:1]), len(later), is_later=True), blank)


def _named(request: Request, blank: Finding, snapshot: Snapshot) -> Finding | None:
    entries = [entry for each in request.entries if (entry := snapshot.entry(each))]
    found = upcoming(entries, request.today, (HELD,))
    return _finding(Program(request, tuple(found[:1]), len(found), is_named=True), blank) if found else None


def listed(
    entries: Iterable[Entry], first: date, last: date, fields: Sequence[str] = (HELD,), words: str = ""
) -> list[Listing]:
    """What shares a day with a span, by its first day; what is only known by the month comes after."""
    found = [
        _listing(entry, fact, when)
        for entry in entries
        for fact in _recurring(entry, fields, words)
        for when in recurrence.between(str(fact.value), first, last)
    ]
    return sorted(found, key=lambda each: (each.when.rule.is_rough, each.when.first, each.entry.id))


def upcoming(entries: Iterable[Entry], day: date, fields: Sequence[str] = (HELD,), words: str = "") -> list[Listing]:
    """The next time, or the one under way, of everything; the nearest first."""
    found = [
        _listing(entry, fact, when)
        for entry in entries
        for fact in _recurring(entry, fields, words)
        if (when := recurrence.following(str(fact.value), day))
    ]
    return sorted(found, key=lambda each: (each.when.first, each.entry.id))


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
    facts = tuple(told(each) for each in program.listings)
    entries = tuple({each.entry.id: each.entry for each in program.listings}.values())
    intent = None if program.listings and not program.is_later else "events.none"
    return replace(blank, facts=facts, entries=entries, intent=intent, detail=program)


def told(listing: Listing) -> FoundFact:
    """The fact by which a listing is cited: its date in words where there is one."""
    words = listing.entry.of("date") if listing.fact.field == HELD else ()
    return FoundFact(listing.entry, "date" if words else listing.fact.field, words[:1] or (listing.fact,))
