"""Facts as a page tells them: what a visitor needs first, then everything, each with its date and its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from guide.dialogue.cite import linked
from guide.dialogue.wording import Wording
from guide.server.dates import dated, spoken
from guide.server.locales import Words
from guide.types import NOTATIONS, Entry, Fact, FoundFact, Lang, Source

KEY = (
    "date", "hours", "exceptions", "last_entry", "last_ticket", "price", "spend", "room_price", "booking", "duration",
    "audience", "address", "phone", "transport",
)  # fmt: skip
"""What a visitor needs before all else, in this order."""
MOST = 4
"""Facts of one field that are told first; the rest is in the list of all."""
_PHONE = re.compile(r"\+?[\d][\d\s()-]{4,20}")
_HOME = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as the page tells it. `url` only where the source may be linked."""

    value: str
    age: str
    source: str | None
    url: str | None
    validity: str | None
    low: bool
    note: str = ""
    call: str = ""
    """The number to dial, where the value is one."""
    local: str = ""
    """The same in the language of the place, to show to a driver; "" for who reads that anyway."""

    @property
    def origin(self) -> tuple[str, str | None, str | None, bool]:
        """What facts share that are told with one line of dates and sources."""
        return self.age, self.source, self.url, self.low


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one field that rest on the same source and date."""

    told: tuple[Told, ...]

    @property
    def origin(self) -> Told:
        """Any of them, for its date and source."""
        return self.told[0]


@dataclass(frozen=True, slots=True)
class Row:
    """All facts of one field."""

    field: str
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells facts in one language."""

    wording: Wording
    words: Words

    def first(self, entry: Entry) -> Iterator[Row]:
        """What is needed first."""
        for field in KEY:
            if facts := entry.of(field):
                yield self._row(entry, field, facts[:MOST])

    def all(self, entry: Entry) -> Iterator[Row]:
        """Everything that is not for programs alone, in the order the entry gives it."""
        for field in dict.fromkeys(fact.field for fact in entry.facts if fact.field not in NOTATIONS):
            yield self._row(entry, field, entry.of(field))

    def _row(self, entry: Entry, field: str, facts: Sequence[Fact]) -> Row:
        told = [self._told(entry, fact) for fact in facts]
        groups = (Group(tuple(each)) for _, each in groupby(told, key=lambda one: one.origin))
        return Row(field, self.wording.label(self.words.lang, field), tuple(groups))

    def _told(self, entry: Entry, fact: Fact) -> Told:
        source, lang = entry.sources.get(fact.source or "", Source()), self.words.lang
        value, note = _value(entry, fact, self.wording, lang), self.wording.in_words(fact.note or {}, lang)
        return Told(
            value=value, note=note, age=dated(self.words, fact.as_of or entry.as_of, fact.checked_on),
            source=source.title, url=linked(source), validity=_validity(fact, self.words),
            low=(fact.confidence or entry.confidence) == "low", call=_number(fact, value), local=_local(fact, lang),
        )  # fmt: skip


def _value(entry: Entry, fact: Fact, wording: Wording, lang: Lang) -> str:
    if isinstance(fact.value, tuple):
        return wording.join(lang, fact.value)  # A page has room for the whole list, an answer has not.
    return wording.values(FoundFact(entry, fact.field, (replace(fact, note=None),)), lang)


def _number(fact: Fact, value: str) -> str:
    if fact.field != "phone" or not _PHONE.fullmatch(value):
        return ""
    return re.sub(r"[^\d+]", "", value)


def _local(fact: Fact, lang: Lang) -> str:
    """The address as it stands on the street sign."""
    if fact.field != "address" or lang.startswith("zh") or not isinstance(fact.value, Mapping):
        return ""
    return fact.value.get(_HOME, "") if lang in fact.value or "en" in fact.value else ""


def _validity(fact: Fact, words: Words) -> str | None:
    if fact.valid_from and fact.valid_until:
        return words("place.valid", start=spoken(words, fact.valid_from), end=spoken(words, fact.valid_until))
    if fact.valid_from:
        return words("place.valid_from", start=spoken(words, fact.valid_from))
    return words("place.valid_until", end=spoken(words, fact.valid_until)) if fact.valid_until else None
