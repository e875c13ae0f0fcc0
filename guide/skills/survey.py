"""Lists, counts and superlatives over the knowledge: how many gardens, which lakes, the oldest temple.

Everything is computed from entries and their facts; what has no figure is said to have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from guide.retrieval.index import Snapshot
from guide.text.eras import Eras
from guide.types import City, Entry, Fact, Finding, FoundFact, Question, Text

SKILL = "survey"
COUNT, LIST, MOST = "count", "list", "most"
PAGE = 6
_RUNNERS_UP = 2
_NOT_SEEN = frozenset({"practical", "person", "work", "route", "notice"})
"""Kinds that are not meant where only a filter is named: what is World Heritage?"""
_PROOFS = ("heritage", "level", "category", "built", "features", "point", "address", "date", "area")
_TEXTS = ("zh-Hans", "en")


SUPERLATIVES: Mapping[str, tuple[str, bool]] = {
    "oldest": ("built", True), "newest": ("built", False), "cheapest": ("price", True), "dearest": ("price", False),
    "largest": ("area", False), "smallest": ("area", True), "tallest": ("height", False), "longest": ("length", False),
}  # fmt: skip
"""The figure compared, and whether the smallest wins: the oldest has the smallest year."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is asked: of which group, with which filters, where; for MOST, by which of SUPERLATIVES."""

    asks: str
    group: str = ""
    filters: tuple[str, ...] = ()
    city: str = ""
    """"" for everywhere."""
    superlative: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with its figure and the fact that states it."""

    entry: Entry
    figure: float
    found: FoundFact


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The answer: how many there are and which are shown, or who leads."""

    survey: Survey
    total: int
    shown: tuple[FoundFact, ...] = ()
    """Of each listed entry the fact that it is cited by; of one without any fact, an empty one."""
    ranked: tuple[Ranked, ...] = ()
    unknown: int = 0
    """Entries of the group without such a figure."""
    city: Text | None = None
    """The names of the city that was looked through; None for everywhere."""


class Surveyor:
    """Counts by the groups, filters and measures of prompts/groups.yaml."""

    def __init__(
        self, table: Mapping[str, Any], eras: Mapping[str, Any], cities: Callable[[], Mapping[str, City]]
    ) -> None:
        self._cities = cities
        self._groups, self._filters = table.get("groups") or {}, table.get("filters") or {}
        self._names = {name: _pattern(about.get("name")) for name, about in self._groups.items()}
        self._words = {name: _pattern(about.get("words")) for name, about in self._filters.items()}
        self._measures = {
            name: [(_pattern(row["words"]), float(row["unit"])) for row in rows]
            for name, rows in (table.get("measures") or {}).items()
        }
        self._adult = _pattern(table.get("adult"))
        self._eras = Eras(eras)

    def find(self, survey: Survey, question: Question, snapshot: Snapshot) -> Finding | None:
        """The count, list or leader; None when nothing of the kind is known here."""
        members = sorted(self._members(survey, snapshot), key=lambda entry: (-len(entry.facts), entry.id))
        if not members:
            return None
        detail = self._ranked(survey, members) if survey.asks == MOST else self._listed(survey, members)
        city = self._cities().get(survey.city)
        detail = replace(detail, city=city.names if city else None)
        facts = (*detail.shown, *(each.found for each in detail.ranked))
        entries = tuple(found.entry for found in facts)
        cited = tuple(found for found in facts if found.facts)
        return Finding(SKILL, question.lang, question.standalone, facts=cited, entries=entries, detail=detail)

    def _members(self, survey: Survey, snapshot: Snapshot) -> Iterator[Entry]:
        for entry in snapshot.entries():
            here = not survey.city or entry.city == survey.city
            if here and self._belongs(entry, survey.group) and all(self._proof(entry, each) for each in survey.filters):
                yield entry

    def _belongs(self, entry: Entry, group: str) -> bool:
        if not group:
            return entry.kind not in _NOT_SEEN
        about = self._groups[group]
        if entry.kind not in about["kinds"] or set(about.get("without") or ()) & set(entry.tags):
            return False
        tags = set(about["tags"])
        if not tags or tags & set(entry.tags):
            return True
        said = (entry.names.get(entry.lang, ""), *(word for fact in entry.of("category") for word in _words(fact)))
        return any(self._names[group].search(each) for each in said)

    def _proof(self, entry: Entry, name: str) -> FoundFact | None:
        """The fact by which an entry passes a filter."""
        about = self._filters[name]
        for fact in entry.of(about["field"]):
            if about.get("free") and fact.value == 0 or any(self._words[name].search(each) for each in _words(fact)):
                return FoundFact(entry, fact.field, (fact,))
        return None

    def _listed(self, survey: Survey, members: list[Entry]) -> Surveyed:
        page = members[survey.page * PAGE : (survey.page + 1) * PAGE]
        return Surveyed(survey, len(members), tuple(self._cited(entry, survey) for entry in page))

    def _cited(self, entry: Entry, survey: Survey) -> FoundFact:
        for name in survey.filters:
            if found := self._proof(entry, name):
                return found
        field = next((field for field in _PROOFS if entry.of(field)), "point")
        return FoundFact(entry, field, entry.of(field)[:1])

    def _ranked(self, survey: Survey, members: list[Entry]) -> Surveyed:
        known = [each for entry in members if (each := self._figure(entry, survey))]
        least = SUPERLATIVES[survey.superlative][1]
        known.sort(key=lambda each: (each.figure if least else -each.figure, each.entry.id))
        level = [each for each in known if each.figure == known[0].figure]
        ranked = known[: max(len(level[:PAGE]), 1 + _RUNNERS_UP)]
        return Surveyed(survey, len(members), ranked=tuple(ranked), unknown=len(members) - len(known))

    def _figure(self, entry: Entry, survey: Survey) -> Ranked | None:
        """The figure of one entry: the year it began, whatever is compared; of prices and sizes the extreme one."""
        measure, least = SUPERLATIVES[survey.superlative]
        figures = {"built": self._built, "price": self._price}.get(measure, self._measured(measure))(entry)
        chosen = (min if least or measure == "built" else max)(figures, key=lambda each: each[0], default=None)
        return Ranked(entry, chosen[0], FoundFact(entry, chosen[1].field, (chosen[1],))) if chosen else None

    def _built(self, entry: Entry) -> Iterator[tuple[float, Fact]]:
        for fact in entry.of("built"):
            year = next((year for words in _words(fact) if (year := self._eras.year(words)) is not None), None)
            if year is not None:
                yield year, fact

    def _price(self, entry: Entry) -> Iterator[tuple[float, Fact]]:
        """What an adult pays; where no ticket is labelled so, the first that is named."""
        priced = [
            (fact, amount) for fact in entry.of("price")
            if isinstance(amount := fact.value, int | float) and not isinstance(amount, bool)
        ]  # fmt: skip
        grown = [each for each in priced if not each[0].label or self._adult.search(" ".join(each[0].label.values()))]
        yield from ((amount, fact) for fact, amount in grown or priced[:1])

    def _measured(self, measure: str) -> Callable[[Entry], Iterator[tuple[float, Fact]]]:
        """Reads a size from the statements of an entry, in metres or square metres."""

        def read(entry: Entry) -> Iterator[tuple[float, Fact]]:
            for fact in entry.of("point"):
                for pattern, unit in self._measures[measure]:
                    for match in pattern.finditer(_words(fact)[0]):
                        yield _number(match[1]) * (10_000 if match[2] else 1) * unit, fact

        return read


def _pattern(words: str | None) -> re.Pattern[str]:
    """A pattern in any case; one that nothing fits where there are no words."""
    return re.compile(words or r"(?!)", re.IGNORECASE)


def _number(digits: str) -> float:
    return float(digits.replace(",", "").strip(".") or 0)


def _words(fact: Fact) -> tuple[str, ...]:
    """A fact's words, Chinese before English before others; a list is one."""
    if isinstance(fact.value, Mapping):
        order = sorted(fact.value, key=lambda lang: _TEXTS.index(lang) if lang in _TEXTS else len(_TEXTS))
        return tuple(fact.value[lang] for lang in order)
    return (" ".join(fact.value),) if isinstance(fact.value, tuple) else (str(fact.value),)
