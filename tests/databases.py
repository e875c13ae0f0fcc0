"""Where a test's database is: a file of its own, or with --database-url a database of its own on that server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from sqlite3 import connect
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sqlalchemy import Connection, create_engine, inspect, make_url, select, text

from guide.storage import migrations
from guide.storage.database import Database
from guide.storage.tables import metadata

_server: list[str] = []
_migrate = migrations.upgrade


def use(server: str) -> None:
    """Make the databases on a server to spare, given by the URL of one of its own; they are not removed."""
    _server[:] = [server]


def address(folder: Path | None = None) -> str:
    """The URL of a new, empty database: a file in a folder, or one in memory."""
    if _server:
        return _made(_server[0])
    return f"sqlite:///{folder}/guide.db" if folder else "sqlite://"


def dump(database: Database) -> str:
    """All that stands in the tables."""
    with database.reading() as connection:
        return "\n".join(str(row) for table in metadata.sorted_tables for row in connection.execute(select(table)))


@contextmanager
def migrated_once() -> Iterator[None]:
    """Give every new SQLite the schema that the scripts made of the first: a hundredth of their work."""
    with patch.object(migrations, "upgrade", _upgrade):
        yield


def _upgrade(connection: Connection) -> None:
    is_new = connection.dialect.name == "sqlite" and not inspect(connection).get_table_names()
    if not is_new:
        return _migrate(connection)
    for statement in _schema(migrations.HEAD):
        connection.exec_driver_sql(statement)


@cache
def _schema(head: str) -> tuple[str, ...]:
    """The statements that make an empty SQLite what the scripts make of it, up to a version."""
    with TemporaryDirectory() as folder, patch.object(migrations, "upgrade", _migrate):
        Database.open(f"sqlite:///{folder}/first.db").close()
        first = connect(f"{folder}/first.db")
        found = tuple(each for each in first.iterdump() if each not in ("BEGIN TRANSACTION;", "COMMIT;"))
        first.close()
    return found


def _made(server: str) -> str:
    name = f"test_{secrets.token_hex(8)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)
