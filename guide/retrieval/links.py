"""How entries are tied: the closed list of relations, and the ties of one entry read from both of its ends.

docs/knowledge.md tells editors what each relation means; `guide check` holds both ends of every link against the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.types import Entry

NOBODY: frozenset[str] = frozenset()
PERSONS = frozenset({"person", "culture"})
"""Kinds that are somebody: a person, or a group that the knowledge tells of as one, the salt merchants."""
_WORKS = frozenset({"work", "culture"})
_THINGS = frozenset({"food", "culture", "work"})


@dataclass(frozen=True, slots=True)
class Relation:
    """What a link says. It stands on the entry that has it: a garden names its `builder`."""

    name: str
    of: frozenset[str] = NOBODY
    """Kinds of entry that may bear it; empty: any."""
    to: frozenset[str] = NOBODY
    """Kinds it may name; empty: any."""
    both_ways: bool = False
    """May stand on both entries at once: near is near."""


_ALL = (
    *(Relation(name, to=PERSONS) for name in (
        "builder", "designer", "owner", "founder", "restorer", "resident", "worked", "visitor", "namer", "inscriber",
        "honours", "buried", "master", "member",
    )),
    Relation("author", _WORKS, PERSONS),
    Relation("about", _WORKS | {"notice"}),
    Relation("named-from"),
    Relation("made-at", _THINGS),
    Relation("part-of"),
    Relation("stop"),
    Relation("route"),
    Relation("near", both_ways=True),
    *(Relation(name, both_ways=True) for name in ("person", "work", "dish", "craft", "place", "seasonal")),
)  # fmt: skip
RELATIONS: Mapping[str, Relation] = {relation.name: relation for relation in _ALL}
"""Every relation there is."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One link, seen from one of its ends: `other` is the entry at the far end."""

    relation: str
    other: Entry
    outward: bool
    """The link stands on the near entry; else on the other one."""


def ties(entry: Entry, entries: Mapping[str, Entry]) -> tuple[Tie, ...]:
    """All ties of an entry: its own links in their order, then those of others that name it, by id."""
    own = (Tie(link.relation, entries[link.target], True) for link in entry.links if link.target in entries)
    return (*own, *_inward(entry.id, entries.values()))


def _inward(entry_id: str, entries: Iterable[Entry]) -> Iterator[Tie]:
    for other in entries:
        for link in other.links:
            if link.target == entry_id and other.id != entry_id:
                yield Tie(link.relation, other, False)


def targets(entry: Entry, relation: str, entries: Mapping[str, Entry]) -> tuple[Entry, ...]:
    """What an entry names under one relation, in the order it gives them: the stops of a route."""
    named = (entries.get(link.target) for link in entry.links if link.relation == relation)
    return tuple(each for each in named if each is not None)
