"""What became of one time that an event comes round: its days announced, moved, put off or called off.

    change = verb " " span [" to " span]
    verb   = announced | moved | postponed | cancelled
    span   = day ["/" day]            2026-11-28 | 2026-11-28/2026-11-30

The first span is the time by its rule (`recurrence`), whole months where the rule knows no more; `announced` and
`moved` say on which days it is instead. Only that one time is spoken of: a fair that is called off this year comes
round again the next. `moved` to its own days is an event that is held elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from guide.visiting.recurrence import CIVIL, Mark, Occurrence, Rule

ANNOUNCED, MOVED, POSTPONED, CANCELLED = "announced", "moved", "postponed", "cancelled"
OFF = frozenset({POSTPONED, CANCELLED})
"""It does not take place on the days it was to."""
_DAY = r"\d{4}-\d\d-\d\d"
_SPAN = rf"{_DAY}(?:/{_DAY})?"
_CHANGE = re.compile(rf"(?P<verb>announced|moved|postponed|cancelled) (?P<was>{_SPAN})(?: to (?P<to>{_SPAN}))?")


class NoChange(ValueError):
    """A text that is no change of dates. Its message is the text."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row, both ends included."""

    first: date
    last: date

    def __str__(self) -> str:
        """The notation, which `read` reads."""
        return f"{self.first}" if self.first == self.last else f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Change:
    """A change as it is written."""

    verb: str
    was: Span
    to: Span | None = None

    def __str__(self) -> str:
        """The notation, which `read` reads."""
        return f"{self.verb} {self.was} to {self.to}" if self.to else f"{self.verb} {self.was}"

    def is_of(self, when: Occurrence) -> bool:
        """Whether it speaks of this time."""
        return (self.was.first, self.was.last) == (when.first, when.last)

    @property
    def held(self) -> Occurrence | None:
        """The days it is held on instead; None where there are none."""
        return once(self.to) if self.to else None


def once(span: Span) -> Occurrence:
    """Days that are known, as a time of an event."""
    ends = [Mark(each.month, each.day, each.year) for each in (span.first, span.last)]
    return Occurrence(span.first, span.last, Rule(CIVIL, ends[0], ends[1]))


@lru_cache(1024)
def read(text: str) -> Change:
    """A change. Raises NoChange."""
    match = _CHANGE.fullmatch(text.strip())
    if match is None or (match["verb"] in OFF) == bool(match["to"]):
        raise NoChange(text)
    try:
        return Change(match["verb"], _span(match["was"]), _span(match["to"]) if match["to"] else None)
    except ValueError as error:
        raise NoChange(text) from error


def is_change(text: object) -> bool:
    """Whether a value can be read as a change."""
    try:
        return isinstance(text, str) and bool(read(text))
    except NoChange:
        return False


def _span(text: str) -> Span:
    """Raises ValueError for a day that does not exist, and for an end before its beginning."""
    first, _, last = text.partition("/")
    span = Span(date.fromisoformat(first), date.fromisoformat(last or first))
    if span.last < span.first:
        raise ValueError(text)
    return span
