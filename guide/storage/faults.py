"""What a database fault means to the caller, and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from guide.errors import Busy, GuideError, StorageError

_FIXES = {
    sqlite3.SQLITE_FULL: "the disk is full, nothing was changed; free some space and try again",
    sqlite3.SQLITE_READONLY: "the file is read-only; make it and its folder writable",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; check that its folder exists and is writable",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore it from a backup",
    sqlite3.SQLITE_NOTADB: "the file is not a database of the guide; move it away or name another one",
    sqlite3.SQLITE_IOERR: "the disk reports an error, nothing was changed; check the disk",
}


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn a fault of the database called `name` into Busy or StorageError; a broken constraint is a bug and passes."""
    try:
        yield
    except PoolTimeout as error:
        raise Busy(f"{name}: every connection is in use; try again") from error
    except DBAPIError as error:
        fault = _explain(name, error.orig) if hasattr(error.orig, "sqlite_errorcode") else _unreachable(name, error)
        if fault is None:
            raise
        raise fault from error
    except sqlite3.Error as error:
        fault = _explain(name, error)
        if fault is None:
            raise
        raise fault from error


def _explain(name: str, fault: BaseException | None) -> GuideError | None:
    """By SQLite's primary result code."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy(f"{name}: another process is writing; try again")
    return StorageError(f"{name}: {_FIXES[code]}") if code in _FIXES else None


def _unreachable(name: str, error: DBAPIError) -> GuideError | None:
    """A database server says why in the first line."""
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    reason = str(error.orig).strip().partition("\n")[0]
    return StorageError(f"{name}: {reason}; check the database server and database_url")
