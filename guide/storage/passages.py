"""Passages with lasting ids, and their vectors by embedder and content hash.

Looks at all of them are paged, one short read a page: take Revisions.content_version() first, then catch up from it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeAlias

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from guide.storage.database import Database
from guide.storage.rows import chunks, insert_missing
from guide.storage.tables import passages, vectors
from guide.types import Passage

PassageRow: TypeAlias = dict[str, Any]

_PAGE = 2000
_VECTORS_AT_ONCE = 5000
_ALL = select(passages).where(passages.c.id > bindparam("after")).order_by(passages.c.id).limit(_PAGE)
# A look-up for each passage and not a join: SQLite starts a join at the vectors and walk all of them for each page.
_VECTOR = select(vectors.c.vector).where(vectors.c.embedder == bindparam("embedder"), vectors.c.hash == passages.c.hash)
_WITH_VECTOR = select(passages.c.id, _VECTOR.scalar_subquery().label("vector"))
_VECTORS = _WITH_VECTOR.where(passages.c.id > bindparam("after")).order_by(passages.c.id).limit(_PAGE)
_COLUMNS = (
    select(
        passages.c.field,
        func.count(passages.c.entry_id.distinct()).label("entries"),
        func.min(passages.c.text).label("text"),
    )
    .where(passages.c.field != "")
    .group_by(passages.c.field)
)
_MOVE = update(passages).where(passages.c.id == bindparam("kept"))


def passage_hash(passage: Passage) -> str:
    """Identity of what is embedded: sha256 of language, field, heading and text."""
    parts = (passage.lang, passage.field, passage.heading, passage.text)
    return sha256("\x1f".join(parts).encode()).hexdigest()


def embedded_text(passage: Passage) -> str:
    """What an embedder reads of a passage; made of nothing that the hash does not cover."""
    return f"{passage.heading}\n{passage.text}" if passage.heading else passage.text


class Passages:
    """The stored passages of all published entries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Iterator[Passage]:
        """Every passage, by id."""
        after = 0
        while rows := self._rows(_ALL, {"after": after}):
            yield from map(_passage, rows)
            after = rows[-1].id

    def of(self, entry_ids: Iterable[str]) -> list[Passage]:
        """The passages of some entries, in their order within each entry."""
        found: list[Passage] = []
        for some in chunks(sorted(set(entry_ids))):
            query = (
                select(passages).where(passages.c.entry_id.in_(some)).order_by(passages.c.entry_id, passages.c.place)
            )
            found.extend(map(_passage, self._rows(query)))
        return found

    def columns(self) -> list[tuple[str, int, str]]:
        """Each field of facts with how many entries have it, and what one of them says."""
        return [(row.field, row.entries, row.text) for row in self._rows(_COLUMNS)]

    def missing(self, embedder: str, hashes: Iterable[str]) -> set[str]:
        """Those of `hashes` that have no vector of this embedder yet."""
        wanted = set(hashes)
        for some in chunks(sorted(wanted)):
            query = select(vectors.c.hash).where(vectors.c.embedder == embedder, vectors.c.hash.in_(some))
            wanted.difference_update(row.hash for row in self._rows(query))
        return wanted

    def vectors(self, embedder: str) -> Iterator[tuple[int, bytes]]:
        """Passage id and vector (float16, little-endian), by id; a passage without one is left out."""
        after = 0
        while rows := self._rows(_VECTORS, {"embedder": embedder, "after": after}):
            yield from ((row.id, row.vector) for row in rows if row.vector is not None)
            after = rows[-1].id

    def vectors_of(self, embedder: str, ids: Iterable[int]) -> dict[int, bytes]:
        """Vectors by passage id; an id that is gone or has none is left out."""
        found: dict[int, bytes] = {}
        for some in chunks(sorted(set(ids))):
            rows = self._rows(_WITH_VECTOR.where(passages.c.id.in_(some)), {"embedder": embedder})
            found.update((row.id, row.vector) for row in rows if row.vector is not None)
        return found

    def put_vectors(self, embedder: str, by_hash: Mapping[str, bytes]) -> None:
        """Store vectors; one that is there already stays. In parts, so that an editor's save need not wait for all."""
        for some in chunks(list(by_hash.items()), _VECTORS_AT_ONCE):
            with self._database.writing() as connection:
                add_vectors(connection, embedder, dict(some))

    def drop_vectors(self, embedder: str) -> None:
        """Forget every vector of an embedder that is out of use."""
        with self._database.writing() as connection:
            connection.execute(delete(vectors).where(vectors.c.embedder == embedder))

    def drop_orphans(self) -> int:
        """Forget vectors that no published passage has; they only save work when an old revision is restored."""
        with self._database.writing() as connection:
            return connection.execute(delete(vectors).where(vectors.c.hash.not_in(select(passages.c.hash)))).rowcount

    def _rows(self, query: Any, values: Mapping[str, object] | None = None) -> Sequence[Row[Any]]:
        with self._database.reading() as connection:
            return connection.execute(query, values or {}).all()


def rows_of(entry_id: str, some: Sequence[Passage]) -> list[PassageRow]:
    """The passages of one entry as `replace` takes them; the hashing is done before a transaction begins."""
    return [
        {
            "entry_id": entry_id,
            "place": place,
            "city": each.city,
            "lang": each.lang,
            "field": each.field,
            "heading": each.heading,
            "text": each.text,
            "hash": passage_hash(each),
        }
        for place, each in enumerate(some)
    ]


def replace(connection: Connection, wanted: Mapping[str, Sequence[PassageRow]]) -> None:
    """Give entries these passages and no others; one whose hash is unchanged keeps its id."""
    stored = _stored(connection, list(wanted))
    new, moved = [], []
    for row in (row for some in wanted.values() for row in some):
        same = stored.get((row["entry_id"], row["hash"]))
        if not same:
            new.append(row)
            continue
        kept, *seat = same.popleft()
        if seat != [row["place"], row["city"]]:
            moved.append({"kept": kept, "place": row["place"], "city": row["city"]})
    for some in chunks([gone for same in stored.values() for gone, *_ in same]):
        connection.execute(delete(passages).where(passages.c.id.in_(some)))
    if moved:
        connection.execute(_MOVE, moved)
    if new:
        connection.execute(insert(passages), new)


def add_vectors(connection: Connection, embedder: str, by_hash: Mapping[str, bytes]) -> None:
    """Store vectors by passage hash; one that is there already stays."""
    rows = [{"embedder": embedder, "hash": key, "vector": vector} for key, vector in by_hash.items()]
    if rows:
        connection.execute(insert_missing(connection, vectors), rows)


def _stored(connection: Connection, entry_ids: Sequence[str]) -> dict[tuple[str, str], deque[tuple[int, int, str]]]:
    """Id, place and city of what some entries have now, by entry and hash; equal passages in their order."""
    found: defaultdict[tuple[str, str], deque[tuple[int, int, str]]] = defaultdict(deque)
    columns = (passages.c.id, passages.c.entry_id, passages.c.hash, passages.c.place, passages.c.city)
    for some in chunks(entry_ids):
        query = select(*columns).where(passages.c.entry_id.in_(some)).order_by(passages.c.entry_id, passages.c.place)
        for row in connection.execute(query):
            found[row.entry_id, row.hash].append((row.id, row.place, row.city))
    return found


def _passage(row: Row[Any]) -> Passage:
    return Passage(row.entry_id, row.city, row.lang, row.field, row.heading, row.text, row.id)
