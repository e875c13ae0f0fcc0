"""A row put into the entry that is there: the columns of a file replace those parts of it, its other parts stay.

A blank cell says nothing; a dash empties the field. A value that is told again keeps its confirmation (`checked_on`); a
new value has none, because no import confirms anything. A row in another language than the entry adds translations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from guide.editing import differences, slugs, statements
from guide.editing.problems import Place, problem
from guide.editing.rows import Told
from guide.errors import Problem
from guide.types import Entry, Fact, Lang, Text
from guide.visiting.notation import looks_like_notation

_LETTER = re.compile(r"[^\W\d_]")
_NEVER = ("lang", "as_of", "confidence")
_ROLE_PARTS = {"lat": "position", "lon": "position", "lonlat": "position", "latlon": "position",
    "position": "position", "aliases": "aliases", "tags": "tags",
}  # fmt: skip


def merge(told: Told, base: Entry) -> tuple[Entry, list[Problem]]:
    """The entry with what the row says put in, and what of the row had to be left out."""
    row = _own_sources(told.entry, base)
    ground = _dated(base)
    facts, problems = _facts(row, ground, told)
    if all(fact.as_of for fact in facts):
        ground = base
        facts, problems = _facts(row, ground, told)
    staged = replace(row, facts=tuple(facts))
    return differences.joined(staged, ground, dict.fromkeys(_chosen(told, staged, base), "yours")), problems


def unconfirmed(entry: Entry, base: Entry | None) -> tuple[Entry, list[Problem]]:
    """A whole entry of a folder, without confirmations that the published one does not have: no import confirms."""
    kept = {each for each in map(_stated, base.facts if base else ())}
    facts = tuple(
        each if each.checked_on is None or _stated(each) in kept else replace(each, checked_on=None, checked_by=None)
        for each in entry.facts
    )
    dropped = [old.field for old, new in zip(entry.facts, facts, strict=True) if old != new]
    faults = [problem("refused-confirmation", Place(entry.id), field=field) for field in dict.fromkeys(dropped)]
    return replace(entry, facts=facts), faults


def _stated(fact: Fact) -> str:
    """A fact with its confirmation, as words that can be compared."""
    return repr((fact.field, fact.value, fact.label, fact.when, fact.checked_on, fact.checked_by))


def _dated(base: Entry) -> Entry:
    """A new value without a date must not borrow that of the whole entry: the facts that live by it take it over."""
    return replace(base, as_of=None, facts=tuple(replace(each, as_of=each.as_of or base.as_of) for each in base.facts))


def _facts(row: Entry, base: Entry, told: Told) -> tuple[list[Fact], list[Problem]]:
    facts: list[Fact] = []
    problems: list[Problem] = []
    date = row.as_of if row.as_of != base.as_of else None
    for name in dict.fromkeys(fact.field for fact in row.facts):
        new = tuple(replace(fact, as_of=fact.as_of or date) for fact in row.of(name))
        merged = _field(new, base.of(name), row.lang, base.lang)
        facts += base.of(name) if merged is None else merged
        values = {"field": name, "id": base.id}
        if merged is None:
            problems.append(problem("kept-other-language", told.place, lang=row.lang, **values))
        elif len(merged) < len(base.of(name)):
            counts = {"before": str(len(base.of(name))), "after": str(len(merged))}
            problems.append(problem("fewer-rows", told.place, **counts, **values))
    return facts, problems


def _chosen(told: Told, staged: Entry, base: Entry) -> Iterator[str]:
    """The parts in which the row has a say, in the order of its columns."""
    here, there = staged.position, base.position
    same_point = here and there and (here.lat, here.lon) == (there.lat, there.lon)
    for part in differences.parts(staged):
        keeps_precision = part == "position" and same_point and not (here and here.precision)
        by_default = part in ("kind", "city") and part not in told.given
        if part not in _NEVER and not by_default and not keeps_precision:
            yield part
    yield from (
        _ROLE_PARTS.get(name) or (f"text:{base.lang}" if name == "text" else f"fact:{name}") for name in told.emptied
    )


def _field(new: tuple[Fact, ...], old: tuple[Fact, ...], tongue: str, own: str) -> list[Fact] | None:
    """One field's facts after the row. None where the row, in another language, cannot stand beside what is there."""
    translations: list[Text] = []
    if tongue != own and not all(_is_neutral(fact, own) for fact in new):
        new = tuple(_foreign(fact, tongue) for fact in new)
        translations = [fact.value if isinstance(fact.value, Mapping) else {} for fact in new]
    else:
        translations = [fact.value for fact in new if isinstance(fact.value, Mapping) and own not in fact.value]
    if not translations or not old:
        return [_kept(fact, old) for fact in new]
    plain = len(new) == len(old) == 1 and new[0].label is None and old[0].label is None
    return statements.translated(list(old), translations[0], own) if plain and translations[0] else None


def _is_neutral(fact: Fact, own: Lang) -> bool:
    """Whether a value reads the same in every language: figures, a telephone number, hours in notation."""
    if fact.label is not None and own not in fact.label:
        return False
    if isinstance(fact.value, bool | int | float | Mapping):
        return True
    words = statements.spoken(fact.value)
    return not _LETTER.search(words) or looks_like_notation(words)


def _foreign(fact: Fact, tongue: str) -> Fact:
    is_words = isinstance(fact.value, str | tuple)
    return replace(fact, value={tongue: statements.spoken(fact.value)}) if is_words else fact


def _kept(fact: Fact, old: tuple[Fact, ...]) -> Fact:
    """A value told again keeps what is known about it; the row's date and source are the newer ones."""
    for each in old:
        same = each.value == fact.value or (isinstance(each.value, Mapping) and fact.value in each.value.values())
        if same and _same_label(each.label, fact.label):
            label = {**(fact.label or {}), **(each.label or {})} or None
            return replace(each, label=label, as_of=fact.as_of or each.as_of, source=fact.source or each.source)
    return fact


def _same_label(one: Text | None, other: Text | None) -> bool:
    """Whether two labels agree in a language they share."""
    if not one or not other:
        return not one and not other
    return any(other.get(lang) == words for lang, words in one.items())


def _own_sources(row: Entry, base: Entry) -> Entry:
    """A source that would take the key of another one gets a key of its own."""
    for key, source in row.sources.items():
        if base.sources.get(key, source) != source:
            fresh = f"{key}-{slugs.digest(f'{source.title} {source.url}')}"
            facts = tuple(replace(fact, source=fresh if fact.source == key else fact.source) for fact in row.facts)
            return replace(row, sources={fresh: source}, facts=facts)
    return row
