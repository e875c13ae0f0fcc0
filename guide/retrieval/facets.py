"""What entries can be chosen by: their values, tags and figures, turned round, so that a wish finds its entries.

Kept beside the names and changed with them: an edit touches the values of its entry, not the whole base.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import lru_cache
from typing import TypeVar

from guide.retrieval.figures import Range, amount, duration, figure
from guide.retrieval.surfaces import Vocabulary, plain
from guide.text.script import fold, is_cjk
from guide.types import Entry, Fact, Value

Key = TypeVar("Key")
Member = TypeVar("Member")
Held = TypeVar("Held")
TAG = "tag"
"""The field of an entry's tags."""
MONEY = frozenset({"price", "spend", "room_price"})
ADMISSION = "price"
"""The field of tickets: the first is what a grown-up pays, a child's half price makes no place cheap."""
MARKS = frozenset({"rating", "stars"})
CHOSEN_BY = frozenset({
    "area", "category", "hotel_type", "cuisine", "audience", "price_range", "facilities", "dishes", "rooms", "level",
    "internet", "parking", "metro",
})  # fmt: skip
"""Fields whose words are chosen by; a column of the base's own is too, where its words are short."""
TOLD = frozenset({"season", "features"})
"""Fields that tell at length: a meaning is looked for in them, their words are no wishes."""
FLAGS = frozenset({"internet", "parking", "metro"})
"""Fields that say yes or no, or what there is."""
_LEVELS = ("5a", "4a", "3a")
_UNRATED = (3.5, 3.5)
"""The mark of what nobody has marked."""
LONGEST = 40
"""Characters of a value that can be a wish; what is longer is a sentence."""
_PARTS = ("(", "（", "、", "，", ",", ";", "；", "/")


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of one field, as `squashed` words."""

    field: str
    value: str
    words: str = dataclass_field(default="", compare=False)
    """The value as plain words, where they are spaced."""


@dataclass(frozen=True, slots=True)
class Features:
    """What one entry can be chosen by."""

    kind: str
    facets: frozenset[Facet]
    figures: Mapping[str, Range]
    """Lowest and highest figure by field: money in the entry's currency, marks, minutes of a visit."""
    city: str = ""
    fields: frozenset[str] = frozenset()
    """What it says anything of."""
    standing: float = 0.0
    """How well it stands, from 0 up: visitors' mark, official level, and how much is known of it."""


@dataclass(frozen=True, eq=False)
class Facets:
    """The features of all entries, and the entries of each facet. Immutable; `changed` makes the next.

    Compared by identity, so that what is computed from one can be kept for as long as it lives.
    """

    of_entry: Mapping[str, Features] = dataclass_field(default_factory=dict)
    entries: Mapping[Facet, frozenset[str]] = dataclass_field(default_factory=dict)
    by_value: Mapping[str, frozenset[Facet]] = dataclass_field(default_factory=dict)
    by_kind: Mapping[str, frozenset[str]] = dataclass_field(default_factory=dict)
    by_city: Mapping[str, frozenset[str]] = dataclass_field(default_factory=dict)
    by_field: Mapping[str, frozenset[str]] = dataclass_field(default_factory=dict)
    """The entries that say anything of a field, whether or not they can be chosen by it."""
    worked_out: dict[object, object] = dataclass_field(default_factory=dict, repr=False)
    """What was worked out of these facets and lives as long as they do: see pools."""

    @property
    def addressed(self) -> frozenset[str]:
        """Entries with an address: where one eats has one, a dish has none."""
        return self.by_field.get("address", frozenset())

    def changed(self, removed: Iterable[str], added: Iterable[Entry], vocabulary: Vocabulary) -> Facets:
        """These facets without some entries and with others, all untouched values shared."""
        fresh = {entry.id: features(entry, vocabulary) for entry in added}
        gone = {each: self.of_entry[each] for each in {*removed, *fresh} if each in self.of_entry}
        of_entry = {each: known for each, known in self.of_entry.items() if each not in gone} | fresh
        entries = _moved(self.entries, gone, fresh, lambda of: of.facets)
        touched = {facet for of in (*gone.values(), *fresh.values()) for facet in of.facets}
        lost = {each: each for each in touched if each in self.entries and each not in entries}
        new = {each: each for each in touched if each in entries and each not in self.entries}
        return Facets(
            of_entry=of_entry,
            entries=entries,
            by_value=_moved(self.by_value, lost, new, lambda facet: frozenset({facet.value})),
            by_kind=_moved(self.by_kind, gone, fresh, lambda of: frozenset({of.kind})),
            by_city=_moved(self.by_city, gone, fresh, lambda of: frozenset({of.city})),
            by_field=_moved(self.by_field, gone, fresh, lambda of: of.fields),
        )


def features(entry: Entry, vocabulary: Vocabulary) -> Features:
    """What an entry can be chosen by."""
    figures: dict[str, Range] = {}
    for fact in entry.facts:
        span = _figure(fact, vocabulary)
        if span:
            low, high = figures.get(fact.field, span)
            first = low if fact.field == ADMISSION else min(low, span[0])
            figures[fact.field] = (first, max(high, span[1]))
    facets = {
        Facet(fact.field, squashed(value), plain(value)) for fact in entry.facts for value in _chosen(fact, vocabulary)
    }
    tags = {Facet(TAG, squashed(tag)) for tag in entry.tags}
    every = frozenset(facets | tags)
    standing = _standing(figures.get("rating", _UNRATED)[0], every)
    return Features(entry.kind, every, figures, entry.city, frozenset(fact.field for fact in entry.facts), standing)


def _standing(mark: float, facets: frozenset[Facet]) -> float:
    level = next((len(_LEVELS) - at for at, name in enumerate(_LEVELS) if Facet(TAG, name) in facets), 0)
    return mark - _UNRATED[0] + 0.3 * level + 0.2 * math.log1p(len(facets))


@lru_cache(65536)
def squashed(text: str) -> str:
    """A value as it is compared: plain, without blanks, its last word in the singular."""
    words = plain(text).replace(" ", "")
    return words[:-1] if len(words) > 3 and words.endswith("s") and words.isascii() and words[-2] != "s" else words


def _figure(fact: Fact, vocabulary: Vocabulary) -> Range | None:
    if fact.field == "duration":
        return duration(fact.value)
    if fact.field in MONEY:
        value = amount(fact, vocabulary.free)
    elif fact.field in MARKS:
        value = figure(fact)
    else:
        return None
    return None if value is None else (value, value)


def _chosen(fact: Fact, vocabulary: Vocabulary) -> Iterator[str]:
    """The words of a fact that it can be chosen by."""
    if fact.field in FLAGS:
        yield from _words(fact.value)
    elif fact.field in CHOSEN_BY | TOLD or fact.field not in vocabulary.fields:
        yield from _values(fact.value, vocabulary)


def _values(value: Value, vocabulary: Vocabulary) -> Iterator[str]:
    """The words of a value in each language, whole and in its parts."""
    for words in _words(value):
        parts = [words]
        for mark in _PARTS:
            parts = [piece for part in parts for piece in part.split(mark)]
        for each in {words, *parts}:
            known = squashed(each)
            if len(known) <= LONGEST and _tells(known) and known not in vocabulary.free:
                yield each


def _words(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bool):
        yield str(value)
    elif isinstance(value, tuple):
        yield from value
    elif isinstance(value, Mapping):
        yield from value.values()


def _tells(value: str) -> bool:
    return len(value) >= (2 if value and is_cjk(value[0]) else 3) and not value.isdecimal() and bool(fold(value))


def _moved(
    index: Mapping[Key, frozenset[Member]],
    gone: Mapping[Member, Held],
    fresh: Mapping[Member, Held],
    keys: Callable[[Held], frozenset[Key]],
) -> dict[Key, frozenset[Member]]:
    """An inverted index without `gone` and with `fresh`; what stands under the same keys as before is left there."""
    found, touched = dict(index), dict[Key, set[Member]]()
    for member, held in gone.items():
        for key in keys(held).difference(keys(fresh[member]) if member in fresh else ()):
            touched.setdefault(key, set(index.get(key, ()))).discard(member)
    for member, held in fresh.items():
        for key in keys(held).difference(keys(gone[member]) if member in gone else ()):
            touched.setdefault(key, set(index.get(key, ()))).add(member)
    for key, members in touched.items():
        if members:
            found[key] = frozenset(members)
        else:
            found.pop(key, None)
    return found
