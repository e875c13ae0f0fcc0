"""Notices as editors give them out: a closure, a crowd, the weather, works, for some hours or days.

A notice is an entry of its own (kind `notice`) with one fact, in the notation of `guide.retrieval.notices`; publishing
it is publishing an entry, and so it has a history, an author and a way back. It ends by itself: nothing has to be
done for it to be over. Times are minutes on the clock of the city, 2026-11-21T18:00.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from guide.retrieval import notices as notation
from guide.retrieval.notices import ADVICE, CLOSED, CLOSURE, CROWDED, CROWDING, EMERGENCY, OTHER
from guide.types import NOTICE, Entry, Fact, Source, Text

SUBJECTS, SEVERITIES = notation.SUBJECTS, notation.SEVERITIES
LONGEST = 300
"""Characters of what a notice says in one language."""
MOST_PLACES = 20
NEEDED = ("zh-Hans", "en")
"""The languages of what is said, where anything is."""
_MINUTE = "%Y-%m-%dT%H:%M"
_SOURCE = "office"
_EFFECTS = {CLOSURE: CLOSED, CROWDING: CROWDED}

RUNNING, PLANNED, OVER = "running", "planned", "over"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form asks for. Without places it speaks of the whole city."""

    subject: str
    severity: str
    city: str
    since: str
    until: str
    places: tuple[str, ...] = ()
    words: Text = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice that was given out, as the list shows it."""

    entry: Entry
    number: int
    """The revision, on which a change is based."""
    subject: str
    severity: str
    places: tuple[str, ...]
    since: str
    until: str
    state: str
    """running, planned or over."""

    @property
    def words(self) -> Text:
        """What it says."""
        return next((fact.note for fact in self.entry.of(NOTICE) if fact.note), {})


def faults(draft: Draft, known: Collection[str]) -> Iterable[tuple[str, str]]:
    """What keeps a notice from being given out: the cell, and the key of a sentence that says why."""
    if draft.subject not in SUBJECTS:
        yield "subject", "choose"
    if draft.severity not in SEVERITIES:
        yield "severity", "choose"
    if any(each not in known for each in draft.places) or len(draft.places) > MOST_PLACES:
        yield "place", "place"
    if not notation.is_moment(draft.since):
        yield "since", "time"
    if not is_end(draft.until, draft.since):
        yield "until", "ends_before"
    yield from _word_faults(draft)


def entry_of(draft: Draft, names: Text, today: str) -> Entry:
    """The entry that says a notice. `names` is what the lists of the studio call it."""
    effect = _EFFECTS.get(draft.subject, ADVICE) if draft.places else ADVICE
    rule = notation.Rule(effect, draft.places, draft.subject, draft.severity, not draft.places)
    sources = {_SOURCE: Source(draft.source, tier="A")} if draft.source else {}
    fact = Fact(
        NOTICE, str(rule), note=dict(draft.words) or None, source=_SOURCE if sources else None, as_of=today,
        valid_from=draft.since, valid_until=draft.until,
    )  # fmt: skip
    entry_id = f"notice-{draft.since[:10]}-{secrets.token_hex(3)}"
    return Entry(entry_id, NOTICE, draft.city, names=names, facts=(fact,), sources=sources, as_of=today)


def posted(entry: Entry, number: int, now: datetime) -> Posted | None:
    """A notice at a moment on the clock of its city; None for an entry that says none."""
    found = next(iter(notation.of_entry(entry)), None)
    if found is None:
        return None
    since, until = notation.bounds(found.fact, entry)
    state = RUNNING if found.holds(now) else PLANNED if now.strftime(_MINUTE)[: len(since)] < since else OVER
    severity = found.rule.severity or notation.INFO
    return Posted(entry, number, found.rule.subject, severity, found.places, since, until, state)


def is_end(moment: str, since: str) -> bool:
    """Whether a minute can be the end of what begins at `since`, a minute or a day."""
    return notation.is_moment(moment) and moment > since


def until(entry: Entry, moment: str) -> Entry:
    """The same notice with another end."""
    changed = (replace(each, valid_until=moment) if each.field == NOTICE else each for each in entry.facts)
    return replace(entry, facts=tuple(changed))


def over(entry: Entry, now: datetime) -> Entry:
    """The same notice, over: the minute before this one was its last."""
    return until(entry, minute(now - timedelta(minutes=1)))


def minute(at: datetime) -> str:
    """A moment as it is written in a notice."""
    return at.strftime(_MINUTE)


def ending(choice: str, since: str, asked: str = "") -> str:
    """When a notice ends: `2h` after it begins, with the `day`, with `tomorrow`, or as `asked`; "" for none of them."""
    if not notation.is_moment(since):
        return asked
    begins = datetime.fromisoformat(since)
    if choice.endswith("h") and choice[:-1].isascii() and choice[:-1].isdecimal() and len(choice) < 4:
        return minute(begins + timedelta(hours=int(choice[:-1])))
    days = {"day": 0, "tomorrow": 1}.get(choice)
    return asked if days is None else minute(begins + timedelta(days))[:10] + "T23:59"


def recent(posts: Iterable[Posted], most: int) -> tuple[str, ...]:
    """The places that were last spoken of, to be chosen with one tap."""
    return tuple(dict.fromkeys(each for post in posts for each in post.places))[:most]


def listed(posts: Iterable[Posted]) -> Mapping[str, tuple[Posted, ...]]:
    """Notices by state: running by end, planned by beginning, over by end backwards."""
    posts = tuple(posts)
    return {
        RUNNING: tuple(sorted(_of(posts, RUNNING), key=lambda each: (each.severity != EMERGENCY, each.until))),
        PLANNED: tuple(sorted(_of(posts, PLANNED), key=lambda each: each.since)),
        OVER: tuple(sorted(_of(posts, OVER), key=lambda each: each.until, reverse=True)),
    }


def _of(posts: Iterable[Posted], state: str) -> Iterable[Posted]:
    return (each for each in posts if each.state == state)


def _word_faults(draft: Draft) -> Iterable[tuple[str, str]]:
    if any(len(each) > LONGEST for each in draft.words.values()):
        yield "words", "long"
    if draft.words or draft.subject == OTHER:
        for lang in NEEDED:
            if not draft.words.get(lang):
                yield f"words:{lang}", "both"
