"""Entries and their history: every publish adds immutable revisions and raises content_version by one.

`publish` is the only way anything changes. It is one transaction: readers see all of it or nothing, and so does the
next process when this one is killed in the middle.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, insert, select, update

from guide import documents
from guide.errors import Conflict, NotFound
from guide.storage import passages
from guide.storage.database import Beside, Database, nothing_else
from guide.storage.rows import chunks, upsert
from guide.storage.tables import content, entries, revisions
from guide.types import Change, Entry, Passage, Revision

_PAGE = 500
_VERSION = select(content.c.version)
_RAISE = update(content).values(version=content.c.version + 1).returning(content.c.version)
_NEWEST = select(revisions).join_from(
    revisions, entries, (revisions.c.entry_id == entries.c.entry_id) & (revisions.c.number == entries.c.number)
)
_CURRENT = _NEWEST.where(entries.c.entry_id == bindparam("entry_id"))
_PUBLISHED = (
    _NEWEST.where(entries.c.entry_id > bindparam("after"), revisions.c.document.is_not(None))
    .order_by(entries.c.entry_id)
    .limit(_PAGE)
)
_CHANGED = _NEWEST.where(entries.c.version > bindparam("version")).order_by(entries.c.version, entries.c.entry_id)
_OLDER = revisions.alias()
_OF_VERSION = select(revisions).where(revisions.c.version == bindparam("version")).order_by(revisions.c.entry_id)
_BEFORE = select(_OLDER).join_from(
    _OLDER,
    revisions,
    (_OLDER.c.entry_id == revisions.c.entry_id)
    & (_OLDER.c.number == revisions.c.number - 1)
    & (revisions.c.version == bindparam("version")),
)
_WITHDRAWN = _NEWEST.where(revisions.c.document.is_(None)).order_by(revisions.c.at.desc(), revisions.c.entry_id)
_LAST = (
    select(_OLDER)
    .join_from(_OLDER, entries, _OLDER.c.entry_id == entries.c.entry_id)
    .join(revisions, (revisions.c.entry_id == entries.c.entry_id) & (revisions.c.number == entries.c.number))
    .where(revisions.c.document.is_(None), _OLDER.c.document.is_not(None))
    .order_by(_OLDER.c.entry_id, _OLDER.c.number)
)
_TOGETHER = (
    select(revisions.c.version, func.count().label("entries"), func.min(revisions.c.entry_id).label("first"))
    .group_by(revisions.c.version)
    .having(func.count() > 1)
    .order_by(revisions.c.version.desc())
)
_STAMPS = select(revisions.c.entry_id, revisions.c.number, revisions.c.version, revisions.c.at).join_from(
    revisions, entries, (revisions.c.entry_id == entries.c.entry_id) & (revisions.c.number == entries.c.number)
)
_HISTORY = select(revisions).where(revisions.c.entry_id == bindparam("entry_id")).order_by(revisions.c.number)


@dataclass(frozen=True, slots=True)
class Batch:
    """All that becomes live together. What is missing from `passages` has none; `vectors` is by passage hash."""

    changes: tuple[Change, ...]
    author: str
    comment: str
    at: datetime
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    embedder: str = ""
    vectors: Mapping[str, bytes] = field(default_factory=dict)
    beside: Beside = nothing_else


@dataclass(frozen=True, slots=True)
class Published:
    """What was published together: everything that one content_version made live."""

    version: int
    entries: int
    author: str
    at: datetime
    comment: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which revision of an entry is the newest, and when it became so; of withdrawn entries too."""

    entry_id: str
    number: int
    version: int
    at: datetime


class Revisions:
    """The history of all entries. `checkpoint` is told each step of a publish, so that a test can stop it there."""

    def __init__(self, database: Database, checkpoint: Callable[[str], None] = lambda step: None) -> None:
        self._database = database
        self._checkpoint = checkpoint

    def content_version(self) -> int:
        """How many times anything was published; cheap enough to ask before every answer."""
        with self._database.reading() as connection:
            return int(connection.execute(_VERSION).scalar_one())

    def current(self, entry_id: str) -> Revision | None:
        """The newest revision, also of a withdrawn entry (its `entry` is None); None if there never was one."""
        with self._database.reading() as connection:
            return _current(connection, entry_id)

    def newest(self, entry_ids: Iterable[str]) -> dict[str, Revision]:
        """The newest revision of each of these entries that has one, of withdrawn ones too."""
        found: dict[str, Revision] = {}
        for some in chunks(list(dict.fromkeys(entry_ids))):
            found.update((each.entry_id, each) for each in self._read(_NEWEST.where(entries.c.entry_id.in_(some))))
        return found

    def of_version(self, version: int) -> list[Revision]:
        """The revisions that one content_version made live, by entry."""
        return self._read(_OF_VERSION, version=version)

    def before_version(self, version: int) -> dict[str, Revision]:
        """By entry, the revision that one content_version put its own on top of; a new entry has none."""
        return {each.entry_id: each for each in self._read(_BEFORE, version=version)}

    def together(self, most: int) -> list[Published]:
        """What was published with more than one entry, the latest first."""
        made = _TOGETHER.limit(most).subquery()
        query = select(made, revisions.c.author, revisions.c.at, revisions.c.comment).join_from(
            made, revisions, (revisions.c.version == made.c.version) & (revisions.c.entry_id == made.c.first)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(made.c.version.desc())).all()
        return [Published(row.version, row.entries, row.author, row.at, row.comment) for row in rows]

    def all_current(self) -> Iterator[Revision]:
        """The newest revision of every published entry, by id. Read content_version first and catch up from it:
        pages are separate looks, so what is published meanwhile may or may not be in.
        """
        after = ""
        while page := self._read(_PUBLISHED, after=after):
            yield from page
            after = page[-1].entry_id

    def withdrawn(self) -> list[tuple[Revision, Revision]]:
        """Of each withdrawn entry the revision that withdrew it and the last one with a text, the latest first."""
        last = {each.entry_id: each for each in self._read(_LAST)}
        return [(each, last[each.entry_id]) for each in self._read(_WITHDRAWN) if each.entry_id in last]

    def changed_since(self, version: int) -> list[Revision]:
        """The newest revision of each entry changed after `version`, withdrawn ones too, oldest change first."""
        return self._read(_CHANGED, version=version)

    def stamps(self, version: int) -> list[Stamp]:
        """When each entry that changed after `version` last did, without its content; in no order."""
        with self._database.reading() as connection:
            rows = connection.execute(_STAMPS.where(entries.c.version > version))
            return [Stamp(*row) for row in rows]

    def history(self, entry_id: str) -> list[Revision]:
        """Every revision of an entry, the first one first. Raises NotFound."""
        found = self._read(_HISTORY, entry_id=entry_id)
        if not found:
            raise NotFound(f"{entry_id}: no such entry")
        return found

    def revision(self, entry_id: str, number: int) -> Revision:
        """One revision. Raises NotFound."""
        found = self._read(_HISTORY.where(revisions.c.number == bindparam("number")), entry_id=entry_id, number=number)
        if not found:
            raise NotFound(f"{entry_id}: no revision {number}")
        return found[0]

    def check(self, changes: Sequence[Change]) -> None:
        """Refuse now what `publish` would refuse, before the costly work of embedding. Raises Conflict, NotFound."""
        with self._database.reading() as connection:
            _check(connection, changes)

    def publish(self, batch: Batch) -> int:
        """Make a batch live, all or nothing, and return the new content_version. No changes: nothing happens.

        Raises Conflict when a base is not the newest revision, NotFound for withdrawing what never was,
        ValueError for two changes of one entry or an entry under another id; and what `batch.beside` raises.
        """
        if not batch.changes:
            return self.content_version()
        # JSON and hashes first: other writers wait for the transaction.
        texts = [None if each.entry is None else _document(each.entry) for each in batch.changes]
        wanted = {
            each.entry_id: passages.rows_of(each.entry_id, batch.passages.get(each.entry_id, ()))
            for each in batch.changes
        }
        with self._database.writing() as connection:
            # The first statement, because on PostgreSQL the lock on this row is what makes publishers queue up.
            version: int = connection.execute(_RAISE).scalar_one()
            numbers = _check(connection, batch.changes)
            batch.beside(connection)
            self._checkpoint("checked")
            _write(connection, batch, texts, numbers, version)
            self._checkpoint("revisions")
            passages.replace(connection, wanted)
            self._checkpoint("passages")
            passages.add_vectors(connection, batch.embedder, batch.vectors)
            self._checkpoint("vectors")
        self._checkpoint("committed")
        return version

    def touch(self) -> int:
        """Raise content_version without a change, so that every serving process looks again."""
        with self._database.writing() as connection:
            version: int = connection.execute(_RAISE).scalar_one()
        return version

    def _read(self, query: Select[Any], **values: object) -> list[Revision]:
        with self._database.reading() as connection:
            return [_revision(row) for row in connection.execute(query, values)]


def _current(connection: Connection, entry_id: str) -> Revision | None:
    row = connection.execute(_CURRENT, {"entry_id": entry_id}).first()
    return _revision(row) if row else None


def _check(connection: Connection, changes: Sequence[Change]) -> dict[str, int]:
    """The newest number of each entry that has one, when every change is based on it."""
    numbers: dict[str, int] = {}
    ids = Counter(each.entry_id for each in changes)
    if len(ids) < len(changes):
        raise ValueError(f"two changes of one entry: {ids.most_common(1)[0][0]}")
    for some in chunks(list(ids)):
        rows = connection.execute(select(entries.c.entry_id, entries.c.number).where(entries.c.entry_id.in_(some)))
        numbers.update((row.entry_id, row.number) for row in rows)
    for each in changes:
        if each.entry is not None and each.entry.id != each.entry_id:
            raise ValueError(f"{each.entry_id}: the entry calls itself {each.entry.id}")
        if each.base != numbers.get(each.entry_id):
            raise Conflict(each.entry_id, each.base, _current(connection, each.entry_id))
        if each.entry is None and each.base is None:
            raise NotFound(f"{each.entry_id}: no such entry to withdraw")
    return numbers


def _write(
    connection: Connection, batch: Batch, texts: Sequence[str | None], numbers: Mapping[str, int], version: int
) -> None:
    rows = [
        {
            "entry_id": each.entry_id,
            "number": numbers.get(each.entry_id, 0) + 1,
            "base": each.base,
            "version": version,
            "author": batch.author,
            "at": batch.at,
            "comment": batch.comment,
            "document": text,
        }
        for each, text in zip(batch.changes, texts, strict=True)
    ]
    connection.execute(insert(revisions), rows)
    heads = [{key: row[key] for key in ("entry_id", "number", "version")} for row in rows]
    connection.execute(upsert(connection, entries), heads)


def _document(entry: Entry) -> str:
    return json.dumps(documents.write(entry), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _revision(row: Row[Any]) -> Revision:
    entry = None if row.document is None else documents.read(json.loads(row.document))
    return Revision(row.entry_id, row.number, row.base, row.version, row.author, row.at, row.comment, entry)
