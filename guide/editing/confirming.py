"""A person says that facts are still true: the very facts they saw, whatever else was published meanwhile.

A fact is named by a digest of all it says. Where it still stands so, it gets the day and the person by an ordinary
revision on the newest base; where somebody changed it, it is left alone and reported. No program calls this by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b

from guide.editing.entries import Entries
from guide.editing.reading import Stamp
from guide.errors import Conflict, NotFound
from guide.types import Fact

_TRIES = 3


def mark(fact: Fact) -> str:
    """The digest of what a fact says, without who confirmed it when."""
    said = repr(replace(fact, checked_on=None, checked_by=None))
    return blake2b(said.encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A person's word for some facts of an entry: `marks` are those they saw, `comment` is what the history says."""

    entry: str
    marks: frozenset[str]
    stamp: Stamp
    comment: str


def confirm(entries: Entries, said: Confirmation) -> int:
    """Publish a confirmation; returns how many of the facts still stood as they were seen. Raises Conflict."""
    for attempt in range(_TRIES):
        try:
            return _confirm(entries, said)
        except NotFound:
            return 0
        except Conflict:
            if attempt == _TRIES - 1:
                raise
    return 0


def _confirm(entries: Entries, said: Confirmation) -> int:
    current = entries.current(said.entry)
    if current.entry is None:
        return 0
    seen = [mark(fact) in said.marks for fact in current.entry.facts]
    day, person = said.stamp.today.isoformat(), said.stamp.editor
    facts = tuple(
        replace(fact, checked_on=day, checked_by=person) if is_seen else fact
        for fact, is_seen in zip(current.entry.facts, seen, strict=True)
    )
    if facts != current.entry.facts:
        entries.save(replace(current.entry, facts=facts), current.number, person, said.comment)
    return sum(seen)
