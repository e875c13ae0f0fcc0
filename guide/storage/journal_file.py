"""The journal's SQLite file: its shape, its salt and its pragmas. user_version is the version of the shape."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from guide.errors import StorageError
from guide.storage import private_file
from guide.text.script import fold

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
    "PRAGMA user_version = 1",
)
"""The first shape. Newer ones are made from it by _UPGRADES, so that a new file and an old one end up alike."""
MISSED = "(answered = 0 OR lacked = 1 OR thumb = 'down') AND skill <> 'safety'"
"""What visitors did not get: no answer, half of one, none they liked. Queries say it in these words for the index."""
_UPGRADES = (
    (
        "ALTER TABLE turns ADD COLUMN city TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE turns ADD COLUMN about TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE turns ADD COLUMN recommended TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE turns ADD COLUMN wishes TEXT NOT NULL DEFAULT '[]'",
    ),
    (
        "ALTER TABLE turns ADD COLUMN asked TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE turns ADD COLUMN lacked INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX turns_missed ON turns "
        f"(question_key, lang, asked, conversation, at, answered, lacked, thumb, skill) WHERE {MISSED}",
    ),
    (
        # All that is counted and nothing that is said: figures over half a year never touch a question's text.
        "CREATE INDEX turns_counted ON turns"
        " (at, city, lang, skill, answered, thumb, milliseconds, about, entries, recommended, wishes)",
        "DROP INDEX turns_at",
    ),
    ("ALTER TABLE turns ADD COLUMN said TEXT NOT NULL DEFAULT ''",),
)
"""What makes each shape of the one before it. Append only: files of every older shape are out there."""
VERSION = 1 + len(_UPGRADES)
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class JournalFile:
    """An open journal: a connection that threads use in turn, and the folder's salt."""

    path: Path
    connection: sqlite3.Connection
    salt: bytes


def connect(path: Path, new_salt: bytes) -> JournalFile:
    """Open or create the file; `new_salt` is only for a new one. Raises StorageError for one of a newer guide."""
    private_file.make(path)
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
        _upgrade(connection, max(version, 1))
        (salt,) = connection.execute("SELECT value FROM salt").fetchone()
    return bytes(salt)


def _upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Bring a file from a shape to the newest, inside the caller's transaction: all of it or nothing."""
    for statements in _UPGRADES[version - 1 :]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
