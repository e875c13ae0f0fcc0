"""The journal's SQLite file: its shape, its salt and its pragmas. user_version is the version of the shape."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from guide.errors import StorageError
from guide.text.script import fold

VERSION = 1

_SHAPE = (
    "CREATE TABLE salt (value BLOB NOT NULL)",
    """
    CREATE TABLE turns (
        id TEXT PRIMARY KEY, at TEXT NOT NULL, conversation TEXT, question TEXT NOT NULL, question_key TEXT NOT NULL,
        lang TEXT NOT NULL, skill TEXT NOT NULL, answered INTEGER NOT NULL, composer TEXT NOT NULL,
        entries TEXT NOT NULL, milliseconds REAL NOT NULL, thumb TEXT, reason TEXT
    ) WITHOUT ROWID
    """,
    "CREATE INDEX turns_at ON turns (at)",
    "CREATE INDEX turns_conversation ON turns (conversation)",
    "CREATE INDEX turns_unanswered ON turns (question_key, lang) WHERE answered = 0",
    f"PRAGMA user_version = {VERSION}",
)
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class JournalFile:
    """An open journal: a connection that threads use in turn, and the folder's salt."""

    path: Path
    connection: sqlite3.Connection
    salt: bytes


def connect(path: Path, new_salt: bytes) -> JournalFile:
    """Open or create the file; `new_salt` is only for a new one. Raises StorageError for one of a newer guide."""
    _make(path)
    connection = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return JournalFile(path, connection, _prepare(connection, path, new_salt))
    except BaseException:
        connection.close()
        raise


def question_key(question: str) -> str:
    """The same question in other spellings has the same key; signs alone are their own key."""
    folded = fold(question)
    return _NOT_WORDS.sub("", folded) or folded


def _prepare(connection: sqlite3.Connection, path: Path, new_salt: bytes) -> bytes:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise StorageError(
                f"{path}: written by a newer guide (shape {version}, this one knows up to {VERSION}); "
                "install that version or a later one, or move the file away"
            )
        if version == 0:
            for statement in _SHAPE:
                connection.execute(statement)
            connection.execute("INSERT INTO salt VALUES (?)", (new_salt,))
        (salt,) = connection.execute("SELECT value FROM salt").fetchone()
    return bytes(salt)


def _make(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}; choose another data folder") from error
