"""Events as editors add and change them in a few cells: what, where, when, how often; moved, put off, called off.

An event is an entry of kind `event`; all here makes an entry of a form, or another state of one, and publishing it is
publishing an entry. The full form of the entry has the rest. Days are those of the place, as 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from guide.editing.faults import is_date
from guide.skills.events import HELD, TIME
from guide.types import CHANGE, Entry, Fact, Link, Source, Text
from guide.visiting import changes, clocks, lunar, recurrence
from guide.visiting.changes import MOVED, OFF, Change, Span

KIND = "event"
ONCE, YEARLY, BY_MOON, MONTHS = "once", "yearly", "lunar", "months"
REPEATS = (ONCE, YEARLY, BY_MOON, MONTHS)
NEEDED = ("zh-Hans", "en")
"""The languages of a name, and of whatever is said at all."""
LONGEST_NAME, LONGEST = 120, 2000
MOST_PRICE = 100_000
_YEAR = timedelta(365)


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event as the form has them, and how often it comes round."""

    repeat: str
    first: str
    last: str = ""
    begins: str = ""
    ends: str = ""

    @property
    def span(self) -> Span | None:
        """The days; None where they are none."""
        return span_of(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the short form asks for."""

    city: str
    names: Text
    when: When
    source: Source
    as_of: str
    place: str = ""
    """The entry of the place, by id; "" where it has none."""
    where: Text = field(default_factory=dict)
    """Where, in words."""
    price: str = ""
    """An amount, "0" for free, "" for not known."""
    words: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of one time of an event."""

    change: Change
    source: Source
    as_of: str
    words: Text = field(default_factory=dict)
    """Why."""
    where: Text = field(default_factory=dict)
    """Where instead."""


def faults(sketch: Sketch, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """What keeps an event from being published: the cell, and the key of a sentence that says why."""
    for lang in NEEDED:
        if not 0 < len(sketch.names.get(lang, "")) <= LONGEST_NAME:
            yield f"name:{lang}", "name"
    yield from when_faults(sketch.when)
    if sketch.place and sketch.place not in known:
        yield "place", "place"
    yield from _both("where", sketch.where)
    if sketch.price and not (sketch.price.isascii() and sketch.price.isdecimal() and int(sketch.price) <= MOST_PRICE):
        yield "amount", "amount"
    yield from _both("words", sketch.words)
    yield from source_faults(sketch.source, sketch.as_of)


def when_faults(when: When) -> Iterator[tuple[str, str]]:
    """What is wrong with the days."""
    if when.repeat not in REPEATS:
        yield "repeat", "repeat"
    if when.span is None:
        yield "first", "days"
    elif when.repeat != ONCE and when.span.last - when.span.first >= _YEAR:
        yield "last", "year"
    elif when.repeat in REPEATS and not rule_of(when.repeat, when.span):
        yield "first", "leap"
    told = clocks.written(when.begins, when.ends)
    if (told or when.ends) and clocks.read(told) is None:
        yield "begins", "clock"


def turn_faults(turn: Turn) -> Iterator[tuple[str, str]]:
    """What is wrong with what becomes of a time. A move needs other days or another place."""
    change = turn.change
    if not change.verb:
        yield "verb", "verb"
        return
    if change.verb not in OFF and change.to is None:
        yield "first", "days"
    if change.verb == MOVED and change.to == change.was and not turn.where:
        yield "place", "same"
    yield from _both("words", turn.words)
    yield from _both("where", turn.where)
    yield from source_faults(turn.source, turn.as_of)


def source_faults(source: Source, as_of: str) -> Iterator[tuple[str, str]]:
    """What is wrong with who says it."""
    if not source.title:
        yield "source", "source"
    if source.url and not source.url.startswith(("https://", "http://")):
        yield "url", "url"
    if not is_date(as_of):
        yield "as_of", "as_of"


def entry_of(sketch: Sketch, entry_id: str) -> Entry:
    """The entry of a sketch without faults."""
    found = Entry(entry_id, KIND, sketch.city, names=sketch.names, texts=sketch.words, as_of=sketch.as_of)
    found, key = _sourced(found, sketch.source)
    facts = [Fact("address", dict(sketch.where), source=key)] if sketch.where else []
    if sketch.price:
        facts.append(Fact("price", int(sketch.price), source=key))
    links = (Link("place", sketch.place),) if sketch.place else ()
    return with_days(replace(found, facts=tuple(facts), links=links), sketch.when, key, sketch.as_of)


def with_days(entry: Entry, when: When, key: str, as_of: str) -> Entry:
    """The entry on other days, from a `when` without faults; what became of times it no longer has falls away."""
    span = when.span
    assert span is not None
    rule = Fact(HELD, rule_of(when.repeat, span), source=key, as_of=as_of)
    told = clocks.written(when.begins, when.ends)
    kept = [each for each in entry.facts if each.field not in (HELD, TIME) and _holds(each, str(rule.value))]
    timed = [Fact(TIME, told, source=key, as_of=as_of)] if told else []
    return replace(entry, facts=(rule, *timed, *kept))


def ruled(entry: Entry, rule: str) -> Entry:
    """The entry with another rule of dates in the place of its own."""
    return replace(
        entry, facts=tuple(replace(each, value=rule) if each.field == HELD else each for each in entry.facts)
    )


def redated(entry: Entry, when: When, source: Source, as_of: str) -> Entry:
    """The entry on other days, by a source."""
    sourced, key = _sourced(entry, source)
    return with_days(sourced, when, key, as_of)


def turned(entry: Entry, turn: Turn) -> Entry:
    """The entry with what becomes of one time; an earlier word about that time falls away."""
    sourced, key = _sourced(plain(entry, turn.change.was), turn.source)
    said = Fact(
        CHANGE, str(turn.change), dict(turn.where) or None, note=dict(turn.words) or None, source=key, as_of=turn.as_of
    )
    return replace(sourced, facts=(*sourced.facts, said))


def plain(entry: Entry, was: Span) -> Entry:
    """The entry without any word about one time: it takes place as its rule says."""
    kept = (each for each in entry.facts if (change := _change(each)) is None or change.was != was)
    return replace(entry, facts=tuple(kept))


def rule_of(repeat: str, span: Span) -> str:
    """The rule of dates by which these days come round; "" by the lunar calendar where one lies in a leap month."""
    ends = span.first, span.last
    if repeat == ONCE:
        return str(span)
    if repeat == BY_MOON:
        days = [lunar.of(each) for each in ends]
        marks = [f"{each[0]:02}-{each[1]:02}" for each in days if each]
        return f"lunar {_joined(marks)}" if len(marks) == len(ends) else ""
    return _joined([each.strftime("%m" if repeat == MONTHS else "%m-%d") for each in ends])


def repeat_of(entry: Entry) -> str:
    """How often an event comes round; "" for what has no rule, or one that the short form has no name for."""
    rules = [str(fact.value) for fact in entry.of(HELD) if recurrence.is_rule(fact.value)]
    if len(rules) != 1 or len(read := recurrence.read(rules[0])) != 1:
        return ""
    rule = read[0]
    if rule.calendar == recurrence.CIVIL:
        return "" if rule.once and rule.is_rough else ONCE if rule.once else MONTHS if rule.is_rough else YEARLY
    return BY_MOON if rule.calendar == recurrence.LUNAR else ""


def span_of(first: str, last: str) -> Span | None:
    """Days as a form sends them; without an end it is one day. None for what is no span of days."""
    if not (is_date(first) and is_date(last or first) and len(first) == len(last or first) == len("2026-11-28")):
        return None
    span = Span(date.fromisoformat(first), date.fromisoformat(last or first))
    return span if span.first <= span.last else None


def _joined(marks: list[str]) -> str:
    return "/".join(dict.fromkeys(marks))


def _change(fact: Fact) -> Change | None:
    return changes.read(str(fact.value)) if fact.field == CHANGE and changes.is_change(fact.value) else None


def _holds(fact: Fact, rule: str) -> bool:
    """Whether a fact still speaks of a time that a rule has; facts that are no changes always do."""
    change = _change(fact)
    if change is None:
        return True
    return any(change.is_of(each) for each in recurrence.between(rule, change.was.first, change.was.last))


def _sourced(entry: Entry, source: Source) -> tuple[Entry, str]:
    """The entry with a source, and its key: the one it has already, else the next free one."""
    known = {each: key for key, each in entry.sources.items()}
    if source in known:
        return entry, known[source]
    key = next(each for n in range(1, len(known) + 2) if (each := f"s{n}") not in entry.sources)
    return replace(entry, sources={**entry.sources, key: source}), key


def _both(cell: str, text: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if any(len(each) > LONGEST for each in text.values()):
        yield cell, "long"
    if text:
        yield from ((f"{cell}:{lang}", "both") for lang in NEEDED if not text.get(lang))
