"""A calendar file taken over: what each of its events would do to the events there are, before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from guide.editing import happenings, slugs
from guide.editing.agenda import original
from guide.editing.entries import Listed
from guide.editing.happenings import KIND, NEEDED, ONCE, YEARLY, Sketch, Turn, When
from guide.feeds.agendas import Planned
from guide.skills import events
from guide.skills.events import HELD
from guide.text.script import fold, has_han
from guide.types import Entry, Source, Text
from guide.visiting import recurrence
from guide.visiting.changes import CANCELLED, MOVED, Change, Span

NEW, CHANGED, OFF, KNOWN, STRANGE = "new", "changed", "off", "known", "strange"
"""Not here yet; here on other days; called off now; here as it is; called off and not here: nothing to do."""
DOING = (NEW, CHANGED, OFF)
_OWN = "@city-guide"
"""The end of the UIDs in our own file of events, after the entry and its first day."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a file is taken over: the city, who says it, as of which day, and how places and entries are found."""

    city: str
    source: Source
    as_of: str
    place: Callable[[str], Listed | None]
    entry: Callable[[str], Entry | None]
    named: Callable[[str], Listed | None]


@dataclass(frozen=True, slots=True)
class Item:
    """One event of a file, and what taking it over does."""

    planned: Planned
    doing: str
    entry_id: str
    names: Text
    after: Entry | None = None
    place: Listed | None = None


def items(planned: Iterable[Planned], ground: Ground, names: Mapping[str, Text]) -> Iterator[Item]:
    """Each event of a file; `names` are what the editor made of them, by UID."""
    for each in planned:
        yield _item(each, ground, names.get(each.uid) or _names(each.name))


def folded(ticked: Iterable[Item], ground: Ground) -> list[Item]:
    """Items with what those before them make of the same event: a file may tell of several of its times."""
    held: dict[str, Entry] = {}
    found: list[Item] = []
    for each in ticked:
        before = held.get(each.entry_id)
        after = _changed(before, each.planned, ground) if before else each.after
        if after:
            held[each.entry_id] = after
        found.append(replace(each, after=after))
    return found


def _item(planned: Planned, ground: Ground, names: Text) -> Item:
    entry_id = _own_id(planned.uid) or f"{ground.city}-{KIND}-{slugs.digest(planned.uid)}"
    known = ground.entry(entry_id)
    if known is None and (same := ground.named(planned.name)):
        entry_id, known = same.id, ground.entry(same.id)
    place = ground.place(planned.place) if planned.place else None
    if known is not None:
        after = _changed(known, planned, ground)
        doing = KNOWN if after == known else OFF if planned.is_off else CHANGED
        return Item(planned, doing, entry_id, known.names, after, place)
    if planned.is_off:
        return Item(planned, STRANGE, entry_id, names, None, place)
    return Item(planned, NEW, entry_id, names, _new(planned, ground, entry_id, names, place), place)


def _new(planned: Planned, ground: Ground, entry_id: str, names: Text, place: Listed | None) -> Entry:
    words = {_lang(planned.words): planned.words} if planned.words else {}
    source = Source(ground.source.title, ground.source.url or planned.url or None, ground.source.tier)
    where = {_lang(planned.place): planned.place} if planned.place and place is None else {}
    sketch = Sketch(ground.city, names, _when(planned), source, ground.as_of, place.id if place else "", where,
                    words=words)  # fmt: skip
    made = happenings.entry_of(sketch, entry_id)
    return _ruled(made, planned)


def _changed(entry: Entry, planned: Planned, ground: Ground) -> Entry:
    """The entry as the file has it: one time of it called off or moved, where it tells of one time."""
    times = [Span(*each) for each in planned.times]
    held = {(each.when.first, each.when.last): each for each in _listed(entry, times)}
    if planned.is_off:
        for each in (held[span.first, span.last] for span in times if (span.first, span.last) in held):
            if not each.is_off:
                entry = happenings.turned(entry, Turn(Change(CANCELLED, original(each)), ground.source, ground.as_of))
        return entry
    if all((each.first, each.last) in held for each in times) or planned.is_yearly:
        return entry
    old = _once(entry)
    if old and len(times) == 1:
        return happenings.turned(entry, Turn(Change(MOVED, old, times[0]), ground.source, ground.as_of))
    return entry


def _listed(entry: Entry, times: Iterable[Span]) -> Iterator[events.Listing]:
    for span in times:
        yield from events.listed((entry,), span.first, span.last)


def _once(entry: Entry) -> Span | None:
    """The days of an event that is held once."""
    rules = [str(fact.value) for fact in entry.of(HELD)]
    if len(rules) != 1 or happenings.repeat_of(entry) != ONCE:
        return None
    first, _, last = rules[0].partition("/")
    return happenings.span_of(first, last)


def _when(planned: Planned) -> When:
    first, last = planned.times[0]
    begins, _, ends = planned.clock.partition("-")
    return When(YEARLY if planned.is_yearly else ONCE, first.isoformat(), last.isoformat(), begins, ends)


def _ruled(entry: Entry, planned: Planned) -> Entry:
    """The entry with all times of a file that repeats otherwise than by the year."""
    if planned.is_yearly or len(planned.times) == 1:
        return entry
    rule = ", ".join(str(Span(*each)) for each in planned.times)
    assert recurrence.is_rule(rule)
    return happenings.ruled(entry, rule)


def _own_id(uid: str) -> str:
    head, _, day = uid.removesuffix(_OWN).rpartition("-")
    return head if uid.endswith(_OWN) and day.isdecimal() else ""


def _names(name: str) -> Text:
    return {_lang(name): name}


def _lang(text: str) -> str:
    return NEEDED[0] if has_han(text) else NEEDED[1]


def same_name(listed: Iterable[Listed], name: str) -> Listed | None:
    """The event that bears this very name."""
    wanted = fold(name).strip()
    return next((each for each in listed if each.kind == KIND and wanted in each.needles), None)
