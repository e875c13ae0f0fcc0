"""All that is published, ready to be looked through: one row an entry, caught up with each publication."""

from __future__ import annotations

import threading
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Protocol

from guide.opendata.records import Stand
from guide.opendata.sieve import Sieve
from guide.storage.revisions import Stamp
from guide.types import NOTICE, Entry, Value

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Published(Protocol):
    """What is published at one moment, as editors wrote it."""

    @property
    def version(self) -> int:
        """Its content_version."""
        ...

    def as_written(self) -> Mapping[str, Entry]:
        """By id, every entry without what notices lay over it."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One entry, and what it is looked through by."""

    entry: Entry
    stand: Stand
    words: str
    area: str
    is_notice: bool = False
    """Whether it says what goes on for some days."""


@dataclass(frozen=True)
class Register:
    """The entries of one content_version, by id."""

    version: int
    rows: Mapping[str, Row]
    modified: datetime
    """When anything was last published, withdrawals too."""
    withdrawn: int = 0
    """The last content_version that took an entry away."""

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """In the order of pages."""
        return tuple(sorted(self.rows))

    @cached_property
    def noticed(self) -> tuple[Row, ...]:
        """The entries that say what goes on for some days, by id."""
        return tuple(self.rows[each] for each in self.ids if self.rows[each].is_notice)

    @cached_property
    def latest(self) -> tuple[Row, ...]:
        """The entries that were changed since they came, the last change first."""
        changed = (row for row in self.rows.values() if row.stand.number > 1)
        return tuple(sorted(changed, key=lambda row: (row.stand.version, row.entry.id), reverse=True))

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many entries there are of each kind."""
        found: dict[str, int] = {}
        for row in self.rows.values():
            found[row.entry.kind] = found.get(row.entry.kind, 0) + 1
        return dict(sorted(found.items()))

    @cached_property
    def facts(self) -> Mapping[str, int]:
        """How many facts there are of each field."""
        return Counter(fact.field for row in self.rows.values() for fact in row.entry.facts)

    def entry(self, entry_id: str) -> Entry | None:
        """A published entry."""
        row = self.rows.get(entry_id)
        return row.entry if row else None

    def entries(self) -> Iterable[Entry]:
        """All of them."""
        return (row.entry for row in self.rows.values())

    def after(self, entry_id: str) -> Iterator[Row]:
        """The entries behind an id, which need not be there any more; all of them behind ""."""
        for number in range(bisect_right(self.ids, entry_id), len(self.ids)):
            yield self.rows[self.ids[number]]

    def page(self, sieve: Sieve, after: str, limit: int) -> tuple[list[Row], str]:
        """A page of what passes a sieve, and behind which id the next begins; "" where this was the last."""
        found: list[Row] = []
        for row in self.after(after):
            if not sieve.passes(row.entry, row.stand, row.words, row.area):
                continue
            if len(found) == limit:
                return found, found[-1].entry.id
            found.append(row)
        return found, ""


class LiveRegister:
    """The newest register. `stamps` gives what was published after a version, in any order."""

    def __init__(self, published: Callable[[], Published], stamps: Callable[[int], Iterable[Stamp]]) -> None:
        self._published, self._stamps = published, stamps
        self._lock = threading.Lock()
        self._at = Register(-1, {}, BEGINNING)
        self._stood: dict[str, Stamp] = {}

    def current(self) -> Register:
        """The register of what is published now. Raises StorageError."""
        now = self._published()
        if now.version == self._at.version:
            return self._at
        with self._lock:
            if now.version > self._at.version:
                self._at = self._caught_up(now)
            return self._at

    def _caught_up(self, now: Published) -> Register:
        self._stood.update((each.entry_id, each) for each in self._stamps(self._at.version))
        rows = {id: self._row(id, each) for id, each in now.as_written().items()}
        last = max((each.at for each in self._stood.values()), default=BEGINNING)
        gone = max((each.version for id, each in self._stood.items() if id not in rows), default=0)
        return Register(now.version, rows, max(last, self._at.modified), gone)

    def _row(self, entry_id: str, entry: Entry) -> Row:
        old, stamp = self._at.rows.get(entry_id), self._stood.get(entry_id)
        stand = Stand(stamp.number, stamp.version, stamp.at) if stamp else Stand(0, 0, BEGINNING)
        if old and old.entry is entry:
            return old if old.stand == stand else replace(old, stand=stand)
        names = " ".join((entry.id, *entry.names.values(), *entry.aliases))
        area = " ".join(word for fact in entry.of("area") for word in _words(fact.value))
        return Row(entry, stand, plain(names), plain(area), bool(entry.of(NOTICE)))


def plain(text: str) -> str:
    """The form in which words are compared."""
    return unicodedata.normalize("NFKC", text).casefold()


def _words(value: Value) -> Iterable[str]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, tuple) else (str(value),)
