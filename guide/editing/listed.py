"""The operator's word list over an import: what holds a listed word is not published, and each row is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from guide.editing.imports import Imported, ImportPlan
from guide.editing.problems import Place, problem
from guide.errors import Problem
from guide.types import Change, Entry

Found = Callable[[str], tuple[str, ...]]
"""The listed words in a text."""


def held(plan: ImportPlan, read: Imported, found: Found) -> ImportPlan:
    """The plan without the entries that hold a listed word; each of them is a problem at its row."""
    problems = {change.entry_id: _problem(change, read, found) for change in plan.changes}
    wrong = {key: each for key, each in problems.items() if each}
    return replace(
        plan,
        new=tuple(each for each in plan.new if each.entry_id not in wrong),
        changed=tuple(each for each in plan.changed if each.entry_id not in wrong),
        problems=(*plan.problems, *wrong.values()),
    )


def of_entry(entry: Entry, found: Found) -> tuple[str, tuple[str, ...]] | None:
    """The first part of an entry that holds listed words, and the words; None when none does."""
    return next(((part, words) for part, text in texts(entry) if (words := found(text))), None)


def texts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every text of an entry a visitor may read, with the part it stands in."""
    yield from (("names", text) for text in (*entry.names.values(), *entry.aliases))
    yield from (("text", text) for text in entry.texts.values())
    yield from (("tags", text) for text in entry.tags)
    yield from (("sources", text) for each in entry.sources.values() for text in (each.title, each.url) if text)
    for fact in entry.facts:
        values = (fact.value, fact.label, fact.note, fact.field)
        yield from ((fact.field, text) for value in values for text in _words(value))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from map(str, value.values())
    elif isinstance(value, tuple):
        yield from map(str, value)
    elif isinstance(value, str):
        yield value


def _problem(change: Change, read: Imported, found: Found) -> Problem | None:
    hit = of_entry(change.entry, found) if change.entry else None
    if hit is None or change.entry is None:
        return None
    told = read.told.get(change.entry_id)
    place = told.place if told else Place(f"{change.entry.city}/{change.entry_id}")
    return problem("listed-word", place, part=hit[0], words=", ".join(hit[1]))
