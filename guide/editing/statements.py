"""The facts of one row put together: what columns of one field say in several languages, or twice, is joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from guide.editing.cells import words
from guide.editing.headings import Column
from guide.types import Fact, Lang, Text, Value

Stated: TypeAlias = tuple[Column, Fact]
"""A fact and the column it came from."""


def joined(stated: Iterable[Stated], lang: Lang) -> tuple[Fact, ...]:
    """Facts in column order, those of one field together; `lang` is the language of the row."""
    fields: dict[str, list[Stated]] = {}
    for column, fact in stated:
        fields.setdefault(fact.field, []).append((column, fact))
    return tuple(fact for each in fields.values() for fact in _field(each, lang))


def _field(stated: list[Stated], lang: Lang) -> list[Fact]:
    facts: list[Fact] = []
    translations: dict[Lang, str] = {}
    for column, fact in stated:
        if column.lang and column.lang != lang and column.lang not in translations and not fact.label:
            translations[column.lang] = spoken(fact.value)
        else:
            _add(facts, column, fact, lang)
    return translated(facts or [Fact(stated[0][1].field, {})], translations, lang) if translations else facts


def _add(facts: list[Fact], column: Column, fact: Fact, lang: Lang) -> None:
    """A second value of a field needs a label, or its heading for one; under the very same heading it joins a list."""
    twins = [each for each in facts if each.label == fact.label]
    if not twins:
        facts.append(fact)
    elif fact in facts:
        return
    elif fact.label is None and column.own not in {column.field, *_labels(facts)}:
        facts.append(replace(fact, label={lang: column.own}))
    else:
        facts.append(fact)


def _labels(facts: Iterable[Fact]) -> Iterable[str]:
    return (word for each in facts for word in (each.label or {}).values())


def translated(facts: list[Fact], translations: Text, lang: Lang) -> list[Fact]:
    """Put translations beside the first value they can belong to, or as a fact of their own."""
    for number, each in enumerate(facts):
        if each.label is None and isinstance(each.value, str | Mapping | tuple):
            own = each.value if isinstance(each.value, Mapping) else {lang: spoken(each.value)}
            return [*facts[:number], replace(each, value={**own, **translations}), *facts[number + 1 :]]
    return [*facts, Fact(facts[0].field, translations)]


def spoken(value: Value) -> str:
    """A value as words."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return words(value) if isinstance(value, str | tuple | Mapping) else str(value)
