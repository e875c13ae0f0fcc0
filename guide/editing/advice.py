"""What a check says of an entry while it is edited, tied to the cells of its form.

A fault that the edit brings in stops it. One that stood there before is only told, so that whoever corrects a price is
not held up by somebody else's opening hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guide.editing import drafts, facts, validate
from guide.editing.faults import Fault
from guide.editing.problems import WARNINGS
from guide.types import City, Entry, Fact

SILENT = frozenset({"unknown-column", "missing-translation"})
"""An own heading is no fault here, and a form shows an empty cell by itself."""
_PLACES = {
    "outside-city": "lat", "same-hant": "name:zh-Hant", "coined-nothing": "coined",
    "missing-name": "name:{lang}", "missing-prose": "text:{lang}",
    "self-link": "links",
}  # fmt: skip
"""Cells of the faults that are not about a fact."""


def of(entry: Entry, placed: Iterable[tuple[int, Fact]], rules: facts.Rules, cities: Mapping[str, City]) -> list[Fault]:
    """All that could be better. `placed` are the entry's facts with the numbers of their rows in the form."""
    found = [each for at, fact in placed for each in _fact(at, fact, entry, rules)]
    for problem in validate.check((entry,), cities, rules.fields):
        if problem.code in _PLACES:
            found.append(Fault(_PLACES[problem.code].format(**problem.values), problem.code, problem.values))
    return found


def stopping(found: Iterable[Fault], before: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults that are no mere warnings and were not there before."""
    known = {_essence(each) for each in before}
    return tuple(each for each in found if each.code not in WARNINGS and _essence(each) not in known)


def _fact(at: int, fact: Fact, entry: Entry, held: facts.Rules) -> Iterator[Fault]:
    shape = drafts.shape_for(held.fields.get(fact.field), fact.value)
    for path, code, values in facts.wrong(fact, entry, (), held):
        if code in SILENT:
            continue
        cell = str(path[0]) if path else "source" if code == "no-source" else "value"
        spoken = cell in ("label", "note") or (cell == "value" and shape == "words")
        yield Fault(f"facts.{at}.{cell}:{entry.lang}" if spoken else f"facts.{at}.{cell}", code, values)


def _essence(fault: Fault) -> tuple[str, frozenset[tuple[str, str]]]:
    return fault.code, frozenset(fault.values.items())
