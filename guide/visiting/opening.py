"""On which hours a place is open on a day: its sessions, exceptions, last entry, and what nobody knows.

Facts read, all of one entry: `hours` (several facts with different labels are its sessions and parts; several alike are
sources that disagree, the first one counts and the others are told), `exceptions` (rules of days, see `exceptions`),
`last_entry` and `last_ticket` (a clock time, or minutes before closing). A fact counts on the days of its `when` and
between `valid_from` and `valid_until`. An exception or a last entry with a label is for the session of that label.

Pure functions over data. Minutes count from the midnight that begins the day, in the zone of the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from guide.types import Entry, Fact, Text, Value
from guide.visiting import exceptions
from guide.visiting.calendar import Calendar
from guide.visiting.exceptions import NoRule, Rule
from guide.visiting.hours import is_computable, is_open_ended, spans_on
from guide.visiting.validity import holds_on

FIELDS = ("hours", "exceptions", "last_entry", "last_ticket")
"""The fields that opening rests on."""
_FORTNIGHT = 14

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a day in which a place is open. `closes` passes 1440 when it ends after midnight."""

    opens: int
    closes: int
    fact: Fact
    """The hours, or the exception, that say so."""
    last_entry: int | None = None
    last_ticket: int | None = None
    label: Text | None = None
    """Which session or part it is."""
    is_open_ended: bool = False
    """Nobody says when it closes."""

    @property
    def latest(self) -> int:
        """The last minute to come in: the last entry or the last ticket, whichever is first, else closing."""
        said = [each for each in (self.last_entry, self.last_ticket) if each is not None]
        return min(said, default=self.closes)


@dataclass(frozen=True, slots=True)
class Day:
    """A place on a day. Without `known` nothing is said of its hours, whatever else is."""

    day: date
    windows: tuple[Window, ...] = ()
    known: bool = False
    facts: tuple[Fact, ...] = ()
    """All that it rests on."""
    others: tuple[Window, ...] = ()
    """What other sources say instead, where they differ."""
    exception: Fact | None = None
    """The rule that made this day another than its hours say."""
    unsettled: Fact | None = None
    """A rule that may hold on this day: the days off of its year are not announced."""
    words: tuple[Fact, ...] = ()
    """Hours in a source's words, which no code reads."""


@dataclass(frozen=True, slots=True)
class _Ruled:
    """An exception that holds on a day."""

    fact: Fact
    rule: Rule


def windows(entry: Entry, day: date, calendar: Calendar) -> Day:
    """The hours of an entry on a day."""
    hours = [fact for fact in entry.of("hours") if holds_on(fact, day)]
    read = [fact for fact in hours if isinstance(fact.value, str) and is_computable(fact.value)]
    words = tuple(fact for fact in hours if fact not in read)
    rules, unsettled = _rules(entry, day, calendar)
    if not read:
        closed = next((each.fact for each in rules if each.rule.state == "off" and each.fact.label is None), None)
        return Day(day, known=closed is not None, facts=_once((closed,)), exception=closed, words=words)
    groups = _by_label(read)
    sessions = [_session(facts[0], day, rules) for facts in groups]
    found = [_limited(window, entry, day) for own, _ in sessions for window in own]
    others = [
        _limited(window, entry, day)
        for facts, (own, _) in zip(groups, sessions, strict=True)
        for fact in facts[1:]
        for window in _differing(_session(fact, day, rules)[0], own)
    ]
    broken = [each.fact for _, used in sessions for each in used]
    limits = [limit for window in found for limit in _limits(window, entry, day)]
    return Day(
        day, tuple(sorted(found, key=lambda each: (each.opens, each.closes))), True,
        _once((*(facts[0] for facts in groups), *broken, *limits)), tuple(others),
        broken[-1] if broken else None, unsettled, words,
    )  # fmt: skip


def _rules(entry: Entry, day: date, calendar: Calendar) -> tuple[list[_Ruled], Fact | None]:
    """The exceptions of a day in their order, and one that would hold if its holiday takes in this day."""
    found, unsettled = [], None
    for fact in entry.of("exceptions"):
        rule = read_rule(fact)
        if rule is None or not holds_on(fact, day):
            continue
        holds = rule.days.has(day, calendar.named)
        if holds:
            found.append(_Ruled(fact, rule))
        elif holds is None:
            unsettled = fact
    return found, unsettled


def read_rule(fact: Fact) -> Rule | None:
    """The rule of an exception; None for words."""
    try:
        return exceptions.read(fact.value) if isinstance(fact.value, str) else None
    except NoRule:
        return None


def _by_label(facts: Iterable[Fact]) -> list[list[Fact]]:
    groups: dict[tuple[tuple[str, str], ...], list[Fact]] = {}
    for fact in facts:
        groups.setdefault(tuple(sorted((fact.label or {}).items())), []).append(fact)
    return list(groups.values())


def _session(fact: Fact, day: date, rules: Sequence[_Ruled]) -> tuple[list[Window], list[_Ruled]]:
    """The windows of one hours fact, and the exceptions that made them what they are."""
    notation, label = str(fact.value), fact.label
    own = [each for each in rules if each.fact.label is None or each.fact.label == label]
    found = [_window(span, fact, label, notation) for span in spans_on(notation, day)]
    used: list[_Ruled] = []
    last = next((each for each in reversed(own) if each.rule.state != "also"), None)
    if last is not None:
        spans = _ruled_spans(last.rule, notation, day)
        if last.rule.state == "off" or spans != tuple((each.opens, each.closes) for each in found):
            source = fact if last.rule.state == "open" else last.fact
            found, used = [_window(span, source, label, notation) for span in spans], [last]
    for each in own:
        if each.rule.state == "also":
            found += [Window(opens, closes, each.fact, label=label) for opens, closes in each.rule.times]
            used.append(each)
    return found, used


def _ruled_spans(rule: Rule, notation: str, day: date) -> Spans:
    if rule.state != "open":
        return rule.times
    following = (spans_on(notation, day + timedelta(step)) for step in range(_FORTNIGHT))
    return next((spans for spans in following if spans), ())


def _window(span: tuple[int, int], fact: Fact, label: Text | None, notation: str) -> Window:
    return Window(*span, fact, label=label, is_open_ended=is_open_ended(notation))


def _differing(windows_: Sequence[Window], from_: Sequence[Window]) -> Sequence[Window]:
    spans = [(each.opens, each.closes) for each in from_]
    return [] if [(each.opens, each.closes) for each in windows_] == spans else windows_


def _limited(window: Window, entry: Entry, day: date) -> Window:
    """The window with its last entry and last ticket."""
    said = {limit.field: minutes_of(limit, window) for limit in _limits(window, entry, day)}
    return replace(window, last_entry=said.get("last_entry"), last_ticket=said.get("last_ticket"))


def _limits(window: Window, entry: Entry, day: date) -> Iterator[Fact]:
    """Of each limit the fact for this window: that of its own label, else one without a label."""
    for field in ("last_entry", "last_ticket"):
        facts = [fact for fact in entry.of(field) if holds_on(fact, day) and minutes_of(fact, window) is not None]
        own = [fact for fact in facts if fact.label and fact.label == window.label]
        yield from (own or [fact for fact in facts if fact.label is None])[:1]


def minutes_of(limit: Fact, window: Window) -> int | None:
    """The minute that a limit sets in a window; None when it is no limit or lies outside it."""
    read = limit_of(limit.value)
    if read is None:
        return None
    minute = read.minutes if read.is_clock else window.closes - read.minutes
    return minute if window.opens < minute <= window.closes else None


@dataclass(frozen=True, slots=True)
class Limit:
    """When nobody comes in any more: a clock time, else so many minutes before closing."""

    minutes: int
    is_clock: bool


def limit_of(value: Value) -> Limit | None:
    """The value of a last entry or last ticket: "16:00", or 30 for half an hour before closing; None for words."""
    if isinstance(value, str) and (at := exceptions.clock(value)) is not None:
        return Limit(at, True)
    if isinstance(value, bool) or not isinstance(value, int | str) or isinstance(value, str) and not value.isdecimal():
        return None
    minutes = int(value)
    return Limit(minutes, False) if 0 <= minutes < exceptions.DAY else None


def _once(facts: Iterable[Fact | None]) -> tuple[Fact, ...]:
    found: list[Fact] = []
    for fact in facts:
        if fact is not None and fact not in found:
            found.append(fact)
    return tuple(found)
