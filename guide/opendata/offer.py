"""Open data as the server and the command line use it."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from guide.opendata.classes import PUBLIC, UNDECIDED, Classes, by_column, folded
from guide.opendata.columns import Column, Stored, columns
from guide.opendata.dumps import Describe, Dump, Shelf, Source, State
from guide.opendata.history import history
from guide.opendata.keeper import Keeper
from guide.opendata.records import Record, Scribe, moment
from guide.opendata.register import LiveRegister, Published, Register, Row
from guide.opendata.tally import Counts, Tally
from guide.opendata.terms import Terms, TermsBook, Values
from guide.storage.revisions import Revisions
from guide.types import NOTATIONS, Entry

SHAPE = 3
"""Raised whenever records or files are written otherwise than before."""
_LOOKED = 8
"""So many times as many entries are looked at for changes as are told."""
FOLDER = "open"
"""Folder of files in the data folder."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What open data is made of. `fields` are the known ones with their types, `classes` says who may read them;
    `stored` gives the columns of all that is published."""

    published: Callable[[], Published]
    revisions: Revisions
    values: Values
    fields: Mapping[str, str]
    classes: Mapping[str, str]
    clock: Callable[[], datetime]
    data: Path
    counts: Counts
    stored: Stored = tuple


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one field of an entry: what it said before and says since, without what it says all along."""

    entry: Entry
    field: str
    at: str
    before: Sequence[Record]
    after: Sequence[Record]


class Offer:
    """What others may take."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._register = LiveRegister(ground.published, ground.revisions.stamps)
        self._terms = TermsBook(ground.values)
        self._lately: tuple[tuple[Any, ...], tuple[Change, ...]] = (), ()
        self._tally = Tally(ground.counts)
        self._describe: Describe = lambda row, register, scribe: {}
        self._shelf = Shelf(ground.data / FOLDER)
        self._keeper = Keeper(self._shelf, self._source, self._is_fit, _clock)

    @property
    def fields(self) -> Mapping[str, str]:
        """The open ones of the known fields, with their types."""
        closed = self.classes().closed
        return {field: kind for field, kind in self._ground.fields.items() if field not in closed}

    @property
    def types(self) -> Mapping[str, str]:
        """All known fields with their types."""
        return self._ground.fields

    @property
    def known(self) -> Mapping[str, str]:
        """By known field: public, internal or personal."""
        return self._ground.classes

    def classes(self) -> Classes:
        """Who may read which column."""
        return self._classes(self.terms())

    def columns(self) -> list[Column]:
        """The city's own columns."""
        return columns(self.register().rows.values(), self._ground.stored(), self.classes(), self._ground.fields)

    def classify(self, chosen: Mapping[str, str]) -> bool:
        """Say of some of the city's own columns who may read them; whether that changed anything.

        Those that visitors are told less or more of are taken out of answers, or put into them, at once.
        """
        before = self.terms()
        own = {**before.own, **dict.fromkeys(map(folded, chosen), UNDECIDED), **by_column(chosen)}
        own = {heading: each for heading, each in own.items() if each}
        if own == before.own:
            return False
        self.set_terms(own=own)
        if {*_kept(own)} != {*_kept(before.own)}:
            self._ground.revisions.touch()
        return True

    def terms(self) -> Terms:
        """On what terms."""
        return self._terms.current()

    def set_terms(self, **changed: Any) -> Terms:
        """Change some of them."""
        terms = replace(self.terms(), **changed, changed=datetime.now(UTC).isoformat(timespec="seconds"))
        self._terms.put(terms)
        return terms

    def register(self) -> Register:
        """What is published now."""
        return self._register.current()

    def now(self) -> datetime:
        """The visitors' now."""
        return self._ground.clock()

    def scribe(self, register: Register, terms: Terms) -> Scribe:
        """Writes records of a register."""
        return Scribe(terms, self._classes(terms).closed, register.rows, self.now().date())

    def history(self, row: Row, register: Register, field: str = "") -> list[Record]:
        """What an entry said before."""
        terms = self.terms()
        found = self._ground.revisions.history(row.entry.id)
        known = [each for each in found if each.number <= row.stand.number]
        return history(known, self.scribe(register, terms), field)

    def lately(self, most: int) -> tuple[Change, ...]:
        """The latest changes of facts, the last one first; not more than one of an entry."""
        register, terms = self.register(), self.terms()
        asked = (register.version, terms.digest, most)
        if self._lately[0] != asked:
            self._lately = asked, tuple(self._changes(register, most))
        return self._lately[1]

    def _changes(self, register: Register, most: int) -> Iterator[Change]:
        found = 0
        for row in register.latest[: most * _LOOKED]:
            step = next(iter(self.history(row, register)), {})
            said = [each for each in step.get("changes", ()) if each["part"] == "fact" and _is_told(each)]
            for each in said[:1]:
                sides = _apart(each["before"], each["after"])
                yield Change(row.entry, each["field"], step["at"], *sides)
                found += 1
            if found == most:
                return

    def describe_by(self, describe: Describe) -> None:
        """Who says entries in schema.org's terms."""
        self._describe = describe

    def start(self) -> None:
        """Begin to keep the files."""
        self._keeper.start()

    def close(self) -> None:
        """End that."""
        self._keeper.close()
        self._tally.write()

    def count(self, what: str) -> None:
        """One more was taken of something."""
        self._tally.add(what)

    def taken(self, days: int) -> dict[str, int]:
        """How often in the last days, by what it was."""
        return self._tally.since(days)

    def dump(self) -> Dump | None:
        """The files that may be handed out now."""
        return self._keeper.current()

    def make(self) -> Dump | None:
        """Make the files of now at once; None where there is no open data. Raises StorageError, OSError."""
        return self._keeper.make()

    def path(self, dump: Dump, name: str) -> Path:
        """Where a file lies."""
        return self._shelf.path(dump, name)

    def unpack(self, dump: Dump, name: str, target: Path) -> None:
        """Write a file as it is read, without its packing. Raises OSError."""
        with gzip.open(self.path(dump, name)) as packed, target.open("wb") as file:
            shutil.copyfileobj(packed, file)

    def _classes(self, terms: Terms) -> Classes:
        return Classes(self._ground.classes, terms.own)

    def _source(self) -> Source | None:
        terms = self.terms()
        if not terms.is_on:
            return None
        register = self.register()
        scribe = self.scribe(register, terms)
        state = State(register.version, self._setting(terms), scribe.today.isoformat())
        return Source(register, scribe, self._describe, state)

    def _is_fit(self, dump: Dump) -> bool:
        """Whether nothing was taken away since: no entry, no field, no term."""
        terms = self.terms()
        if not terms.is_on or dump.state.setting != self._setting(terms):
            return False
        return dump.state.version >= self.register().withdrawn

    def _setting(self, terms: Terms) -> str:
        """What files depend on beside entries."""
        told = (SHAPE, terms.digest, sorted(each for each, kind in self._ground.classes.items() if kind != PUBLIC))
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _kept(own: Mapping[str, str]) -> list[str]:
    """The columns that no visitor is told."""
    return [heading for heading, each in own.items() if each != PUBLIC]


def _apart(before: Sequence[Record], after: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    return [each for each in before if each not in after], [each for each in after if each not in before]


def _is_told(change: Record) -> bool:
    """Whether what a field says is another than before, not only its date; and it is no notation."""
    was, now = ([each["value"] for each in change[side]] for side in ("before", "after"))
    return change["field"] not in NOTATIONS and was != now


def _clock() -> tuple[str, float]:
    return moment(datetime.now(UTC)), monotonic()
