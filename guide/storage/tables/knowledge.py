"""What is known: entries in every version, and what can be found of them."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from guide.storage.tables.schema import Moment, metadata

content = Table(
    "content",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
"""One row: the content_version that every answer asks for."""

revisions = Table(
    "revisions",
    metadata,
    Column("entry_id", String, nullable=False),
    Column("number", Integer, nullable=False, autoincrement=False),
    Column("base", Integer),
    Column("version", Integer, nullable=False),
    Column("author", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("comment", Text, nullable=False),
    Column("document", Text),
    PrimaryKeyConstraint("entry_id", "number"),
    Index(None, "version"),
)
"""Every version of every entry as canonical JSON; NULL where it was withdrawn. Triggers refuse update and delete."""

entries = Table(
    "entries",
    metadata,
    Column("entry_id", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    ForeignKeyConstraint(["entry_id", "number"], ["revisions.entry_id", "revisions.number"]),
    Index(None, "version"),
)
"""Which revision of an entry is the newest, and the content_version that made it so."""

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("entry_id", ForeignKey("entries.entry_id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("city", String, nullable=False),
    Column("lang", String, nullable=False),
    Column("field", String, nullable=False),
    Column("heading", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index(None, "entry_id", "place"),
    Index(None, "hash"),
    sqlite_autoincrement=True,
)
"""What can be found. `place` is the order within the entry. An id is never used twice: an index may still hold it."""

vectors = Table(
    "vectors",
    metadata,
    Column("embedder", String, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    PrimaryKeyConstraint("embedder", "hash"),
)
"""float16 little-endian, by embedder key and passage hash, so that equal passages share one."""

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)
