"""What may be said of a place in a language: its written sections, its single statements, and its facts as rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from guide.editing.copydesk import tracing
from guide.editing.copydesk.values import PROSE, Line, Telling
from guide.retrieval.passages import sections, sentences
from guide.types import Entry, Fact, FoundFact, Lang
from guide.visiting.notation import is_selector
from guide.visiting.validity import in_season

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"\*{1,3}|_{2}|`|<[^<>]*>")
_MOST_FACTS = 4
_MIDDLES = tuple(date(2025, month, 15) for month in range(1, 13))
"""A day in each month of any year."""
_DOUBTFUL = "low"
_ENDS = ("。", ".", "！", "!", "？", "?", "」", "”")
_UNSPACED = ("zh", "ja")


@dataclass(frozen=True, slots=True)
class Material:
    """One place in one language."""

    entry: Entry
    lang: Lang
    telling: Telling

    @property
    def name(self) -> str:
        """What it is called."""
        return self.telling.name(self.entry, self.lang)

    def sections(self) -> list[list[Line]]:
        """What is written of it, section by section, each sentence with the facts it tells."""
        text = self.entry.texts.get(self.lang, "")
        if not text and self.lang == "zh-Hant":
            text = self.telling.script(self.entry.texts.get("zh-Hans", ""), self.lang)
        return [
            [self._written(each, heading) for each in sentences(part) if bare(each).endswith(_ENDS)]
            for heading, part in sections(text)
        ]

    def points(self) -> list[Line]:
        """Its single statements in this language, without what stands on one weak source."""
        facts = (fact for fact in self.entry.of("point") if fact.confidence != _DOUBTFUL and self._speaks(fact))
        return [self._stated(fact) for fact in facts]

    def row(self, field: str, most: int = _MOST_FACTS) -> tuple[str, tuple[Fact, ...]] | None:
        """The values of a field as words, without notes, and the facts they are; None where there are none to print."""
        facts = _whole(chosen([fact for fact in self.entry.of(field) if self._speaks(fact)]), most)
        if not facts:
            return None
        bare = tuple(replace(fact, note=None) for fact in facts)
        return self.telling.values(FoundFact(self.entry, field, bare), self.lang), tuple(facts)

    def traced(self, text: str, facts: Sequence[Fact]) -> Line:
        """A sentence of facts of this place."""
        return Line(text, tuple(tracing.of_fact(self.entry, fact, self.lang, self.telling) for fact in facts))

    def named(self, text: str) -> Line:
        """A sentence that says nothing of this place but its name."""
        return Line(text, (tracing.of_name(self.entry, self.lang, self.telling),))

    def _written(self, sentence: str, heading: str) -> Line:
        own = tracing.of_prose(self.entry, self._as_stored(sentence), heading)
        told = tracing.told_by(self.entry, sentence, self.lang, self.telling)
        return Line(bare(sentence), (*told, own))

    def _as_stored(self, sentence: str) -> str:
        """The sentence as the entry has it, for the converted one is found nowhere."""
        if self.lang != "zh-Hant" or "zh-Hant" in self.entry.texts:
            return sentence
        stored = (each for _, part in sections(self.entry.texts["zh-Hans"]) for each in sentences(part))
        return next((each for each in stored if self.telling.script(each, self.lang) == sentence), sentence)

    def _stated(self, fact: Fact) -> Line:
        said = self.telling.values(FoundFact(self.entry, fact.field, (replace(fact, note=None),)), self.lang)
        stop = "。" if self.lang.startswith(_UNSPACED) else "."
        return self.traced(said if said.endswith(_ENDS) else said + stop, (fact,))

    def _speaks(self, fact: Fact) -> bool:
        """Whether a fact can be said in this language."""
        if not isinstance(fact.value, Mapping):
            return not isinstance(fact.value, tuple | str) or self._reads(str(fact.value))
        return self.telling.spoken(fact.value, self.lang).split("-")[0] == self.lang.split("-")[0]

    def _reads(self, value: str) -> bool:
        """A plain value in the entry's own language is only for readers of that, unless it is figures or notation."""
        return value.isascii() or self.lang.split("-")[0] == self.entry.lang.split("-")[0]


def chosen(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of a field that are fit to print: not the doubtful ones beside surer ones, and of one ticket or door
    not the note of a passer-by beside the prices by season."""
    sure = [fact for fact in facts if fact.confidence != _DOUBTFUL] or list(facts)
    groups: dict[str, list[Fact]] = {}
    for fact in sure:
        groups.setdefault(repr(fact.label), []).append(fact)
    return [fact for group in groups.values() for fact in _consistent(group)]


def _consistent(group: list[Fact]) -> Iterator[Fact]:
    seasonal = [fact for fact in group if fact.when and is_selector(fact.when)]
    if seasonal:
        return iter(seasonal)
    best = min((_trust(fact) for fact in group), default=0)
    return iter([fact for fact in group if _trust(fact) == best][:1])


def _whole(facts: Sequence[Fact], most: int) -> Sequence[Fact]:
    """The first facts, and as many more as it takes to say the whole year: two of three seasons would mislead."""
    while most < len(facts) and 0 < len(_months(facts[:most])) < len(_MIDDLES):
        most += 1
    return facts[:most]


def _months(facts: Sequence[Fact]) -> set[date]:
    seasons = [fact.when for fact in facts if fact.when and is_selector(fact.when)]
    return {day for when in seasons for day in _MIDDLES if in_season(when, day)}


def _trust(fact: Fact) -> int:
    """Confirmed by a person, then as sure as whoever wrote it said."""
    if fact.checked_on:
        return 0
    return {"high": 1, None: 1, "medium": 2}.get(fact.confidence, 3)


def bare(sentence: str) -> str:
    """A sentence of Markdown without its marks."""
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", sentence)).split())


def is_written(line: Line) -> bool:
    """Whether a line is a sentence of the entry's own prose."""
    return any(trace.field == PROSE for trace in line.traces)
