"""Rows that name an entry instead of giving its id: a list of places that the city already has means those.

Without this a sheet of car parks by garden would found every garden a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from guide.editing.imports import Imported
from guide.editing.problems import problem
from guide.editing.rows import Told
from guide.errors import Problem
from guide.geo import distance
from guide.text.script import fold
from guide.types import UNNAMED, Entry

APART = 2_000
"""Metres: who bears the same name that far away is another. Positions of the knowledge are rough."""

CATEGORY = "category"
"""The field in which an import keeps the row's own word for its kind."""
Bearers: TypeAlias = Mapping[tuple[str, str, str], tuple[Entry, ...]]
"""By city, kind and folded name, the entries that are called so."""


def bearers(entries: Iterable[Entry]) -> Bearers:
    """Who is called what. Names of every language count, and aliases."""
    found: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in entries:
        if UNNAMED not in entry.tags:
            for name in {fold(each) for each in (*entry.names.values(), *entry.aliases)}:
                found.setdefault((entry.city, entry.kind, name), []).append(entry)
    return {key: tuple(each) for key, each in found.items()}


def settled(imported: Imported, known: Bearers) -> Imported:
    """An import whose rows without an id are about the one entry of their city and kind that bears their name.

    Where several bear it, a row stays one of its own and that is said. Of two rows about one entry the second is left
    out, as where both give its id.
    """
    given = {key: row for key, row in imported.told.items() if "id" in row.given}
    told: dict[str, Told] = {}
    problems: list[Problem] = []
    for key, row in imported.told.items():
        meant = [] if key in given else _meant(row.entry, known)
        if len(meant) > 1:
            names = {"name": _name(row.entry), "ids": ", ".join(each.id for each in meant)}
            problems.append(problem("name-of-several", row.place, **names))
        own = meant[0].id if len(meant) == 1 else key
        earlier = told.get(own) or (given.get(own) if own != key else None)
        if earlier:
            problems.append(problem("repeated-id", row.place, id=own, line=earlier.place.line))
        else:
            told[own] = row if own == key else replace(row, entry=_as(row.entry, meant[0]))
    whole = [entry for entry in imported.entries if entry.id not in imported.told]
    entries = (*whole, *(row.entry for row in told.values()))
    return replace(imported, entries=entries, told=told, problems=(*imported.problems, *problems))


def _meant(entry: Entry, known: Bearers) -> list[Entry]:
    """The entries a row may be about. One that the same row founded earlier is meant in any case."""
    names = (fold(name) for name in entry.names.values())
    found = {each.id: each for name in names for each in known.get((entry.city, entry.kind, name), ())}
    if entry.id in found:
        return [found[entry.id]]
    return [each for each in found.values() if not _is_elsewhere(entry, each)]


def _as(row: Entry, meant: Entry) -> Entry:
    """What a row tells of an entry. The name and the word for the kind served to find it: they are no news."""
    known = {fold(each) for each in (*meant.names.values(), *meant.aliases)}
    names = {lang: name for lang, name in row.names.items() if fold(name) not in known}
    facts = tuple(fact for fact in row.facts if fact.field != CATEGORY or meant.of(CATEGORY))
    return replace(row, id=meant.id, names=names, facts=facts)


def _is_elsewhere(entry: Entry, other: Entry) -> bool:
    here, there = entry.position, other.position
    if here is None or there is None:
        return False
    return distance((here.lat, here.lon), (there.lat, there.lon)) > APART


def _name(entry: Entry) -> str:
    return next(iter(entry.names.values()), entry.id)
