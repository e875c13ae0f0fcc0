"""The tables, as SQLAlchemy Core values. One schema for SQLite and PostgreSQL; Alembic creates it (migrations/)."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """An instant. Stored in UTC because SQLite keeps no zone; read back aware. A naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC. Raises ValueError on a datetime without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None if dialect.name == "sqlite" else UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From UTC, aware."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


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

accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    Column("password_hash", String, nullable=False),
    Column("role", String, nullable=False),
    Column("disabled", Boolean, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.name"), nullable=False),
    Column("opened", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Index(None, "account"),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

complaints = Table(
    "complaints",
    metadata,
    Column("receipt", String(20), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("category", String(20), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("what", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("moment", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("entry_id", String, nullable=False),
    Column("lang", String(10), nullable=False),
    Column("status", String(20), nullable=False),
    Column("changed", Moment, nullable=False),
    Index(None, "status", "changed"),
)
"""What visitors complained of, by receipt. No foreign key: a complaint outlives the entry it is about."""
