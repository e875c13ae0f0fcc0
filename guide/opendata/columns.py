"""The columns a city brought in under headings of its own: where they stand, what they hold, who may read them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass

from guide.opendata.classes import UNDECIDED, Classes
from guide.opendata.register import Row
from guide.types import Value

LONGEST = 80
"""Characters of an example."""
Told = tuple[str, int, str]
"""A heading, how many entries have it, and a value of one."""
Stored = Callable[[], Iterable[Told]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as an administrator decides on it."""

    heading: str
    entries: int
    example: str
    openness: str
    """Its class; UNDECIDED where nobody has said."""


def columns(rows: Iterable[Row], stored: Iterable[Told], classes: Classes, known: Container[str]) -> list[Column]:
    """All of them, those to be decided first, then those that most entries have.

    `stored` has the columns that visitors are not told, which `rows` have lost.
    """
    found = {heading: (count, example) for heading, count, example in stored if heading not in known}
    found |= _seen(rows, known)
    made = [Column(heading, count, example[:LONGEST], classes.of(heading))
            for heading, (count, example) in found.items()]  # fmt: skip
    return sorted(made, key=lambda each: (each.openness != UNDECIDED, -each.entries, each.heading))


def _seen(rows: Iterable[Row], known: Container[str]) -> Mapping[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        own = {fact.field: fact.value for fact in row.entry.facts if fact.field not in known}
        for heading, value in own.items():
            count, example = found.get(heading, (0, ""))
            found[heading] = count + 1, example or _plain(value)
    return found


def _plain(value: Value) -> str:
    if isinstance(value, Mapping):
        return next(iter(value.values()), "")
    return ", ".join(value) if isinstance(value, tuple) else str(value)
