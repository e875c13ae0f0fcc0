"""The door to the database: opens it, brings its schema up to date, hands out short transactions.

Reads and writes are separate doors. On SQLite a write begins IMMEDIATE, so two writers queue up at the start instead of
failing in the middle; any number of readers go on beside it (WAL). On PostgreSQL a reader asks for REPEATABLE READ:
SQLite's have it anyway. Every fault of the database leaves as a GuideError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from threading import RLock
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from guide.errors import StorageError
from guide.storage import migrations, private_file
from guide.storage.faults import explained

BUSY_SECONDS = 5
Beside: TypeAlias = Callable[[Connection], None]
"""What else a transaction stores, so that neither happens without the other; what it raises undoes both."""


def nothing_else(_: Connection) -> None:
    """A transaction by itself."""


class Database:
    """A migrated database. Safe to share between threads; no transaction outlives a call."""

    def __init__(self, engine: Engine, turns: AbstractContextManager[Any]) -> None:
        is_server = engine.dialect.name != "sqlite"
        self._reader = engine.execution_options(isolation_level="REPEATABLE READ") if is_server else engine
        self._writer = engine.execution_options(begin="BEGIN IMMEDIATE")
        self._name = engine.url.render_as_string(hide_password=True)
        self._turns = turns
        """An in-memory SQLite has one connection: threads take turns. Everything else queues in the database."""

    @classmethod
    def open(cls, url: str) -> Database:
        """Connect and migrate. Raises StorageError for a newer schema, a locked or unusable file, a wrong URL."""
        try:
            parsed = make_url(url)
            database = cls(_engine(parsed), RLock() if _in_memory(parsed) else nullcontext())
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise StorageError(
                f"database_url cannot be used: {error}; write sqlite:///FILE or postgresql+psycopg://HOST/NAME"
            ) from error
        try:
            database._migrate()
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look at the database."""
        with self._turns, explained(self._name), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed when the block ends, and leaves nothing behind when it raises."""
        with self._turns, explained(self._name), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self._reader.dispose()

    def _migrate(self) -> None:
        with self.reading() as connection:
            if migrations.is_current(connection):
                return
        with self.writing() as connection:
            migrations.upgrade(connection)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=8, max_overflow=24)
    options: dict[str, Any]
    if _in_memory(url):
        options = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    else:
        private_file.make(Path(str(url.database)))
        options = {"pool_size": 8, "max_overflow": 56, "connect_args": {"timeout": BUSY_SECONDS}}
    engine = create_engine(url, hide_parameters=True, **options)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def _prepare(connection: SQLiteConnection, _record: object) -> None:
    # The driver's own transactions begin too late (at the first write) and never IMMEDIATE; `_begin` starts them.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
