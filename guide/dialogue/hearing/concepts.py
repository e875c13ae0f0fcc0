"""Wishes in visitors' own words, 安静, budget, step-free, and the values and tags of the base that mean them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from guide.dialogue.hearing.patterns import Patterns
from guide.prompts import Prompts
from guide.retrieval.facets import TAG, Facet, Facets, squashed
from guide.types import Lang

_PREFIX = "concept."


@dataclass(frozen=True, slots=True)
class Concept:
    """A meaning, and where an entry says it: prompts/concepts.yaml."""

    name: str
    fields: frozenset[str]
    tags: frozenset[str]
    best: frozenset[str] = frozenset()
    """Those of the tags that are the thing itself, squashed: a zoo for animals, before a lake with birds."""
    third: str = ""
    """Which third of the places by price has it, where no value says it."""
    free: bool = False
    soft: bool = False
    """Preferred, not required."""
    yes: str = ""
    """The yes-or-no field that says it."""


class Concepts:
    """All concepts, their words in every language, and the facets of a base that have such words."""

    def __init__(self, prompts: Prompts, patterns: Patterns) -> None:
        self._patterns = patterns
        self._all = {name: _concept(name, about) for name, about in prompts.common("concepts").items()}
        self._any = {name: _union(name, prompts, patterns) for name in self._all}
        self._no = frozenset(squashed(str(word)) for word in prompts.common("values").get("negative") or ())
        self.facets = lru_cache(512)(self._facets)

    def said(self, words: str, lang: Lang) -> Iterator[tuple[Concept, re.Match[str]]]:
        """The concepts that a plain text speaks of, each where it first does."""
        patterns = self._patterns.of(lang)
        for name, concept in self._all.items():
            pattern = patterns.get(_PREFIX + name)
            if pattern and (match := pattern.search(words)):
                yield concept, match

    def hidden(self, words: str, fields: frozenset[str], patterns: Mapping[str, re.Pattern[str]]) -> str:
        """The words without those of concepts that only these fields say."""
        for name, concept in self._all.items():
            pattern = patterns.get(_PREFIX + name) if concept.fields == fields and not concept.yes else None
            words = pattern.sub(lambda match: " " * len(match[0]), words) if pattern else words
        return words

    def knows(self, name: str) -> bool:
        """Whether there is a meaning of that name."""
        return name in self._all

    def words(self, name: str) -> str:
        """The pattern of a concept's words in any language, for finding them in a sentence."""
        return self._any[name].pattern

    def _facets(self, name: str, facets: Facets) -> frozenset[Facet]:
        """The facets of a base that mean a concept, by its words in any language."""
        concept, pattern = self._all[name], self._any[name]
        tags = {Facet(TAG, squashed(tag)) for tag in concept.tags}
        values = {facet for facet in facets.entries if facet.field in concept.fields and pattern.search(facet.value)}
        yes = {facet for facet in facets.entries if facet.field == concept.yes and facet.value not in self._no}
        return frozenset(values | yes | (tags & facets.entries.keys()))


def _concept(name: str, about: Mapping[str, Any]) -> Concept:
    return Concept(
        name, frozenset(about.get("fields") or ()), frozenset(about.get("tags") or ()),
        best=frozenset(map(squashed, about.get("best") or ())), third=str(about.get("figure") or ""),
        free=bool(about.get("free")), soft=bool(about.get("soft")), yes=str(about.get("says") or ""),
    )  # fmt: skip


def _union(name: str, prompts: Prompts, patterns: Patterns) -> re.Pattern[str]:
    """The words of a concept in every language, over squashed values: no blank is left between words."""
    spoken = (patterns.of(lang).get(_PREFIX + name) for lang in prompts.languages)
    joined = "|".join(f"(?:{pattern.pattern})" for pattern in spoken if pattern)
    return re.compile(joined.replace(r"\b", "").replace(" ?", "").replace(" ", "") or r"(?!)")
