"""The journal: what was asked and whether it was answered, without anything that tells who asked.

Its own SQLite file. Answers never wait for it: a turn goes into a bounded queue, one thread writes batches, and when
the queue is full a turn is counted and dropped. Turns live 180 days.
"""

from __future__ import annotations

import json
import logging
import secrets
import sqlite3
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import Any, Literal

from guide.errors import GuideError
from guide.storage.faults import explained
from guide.storage.journal_file import JournalFile, connect
from guide.storage.journal_rows import Rating, Turn, stamp, statement

RETENTION = timedelta(days=180)
_SWEEP_EVERY = timedelta(days=1)
_LINGER_SECONDS = 0.2
_LOOK_AGAIN_SECONDS = 3600.0
_BATCH = 500

# SQLite takes a bare column from the row that holds max(): the latest wording stands for its group.
_UNANSWERED = """
SELECT question, lang, count(*) AS asked, max(at) AS last FROM turns WHERE answered = 0 AND skill <> 'safety'
GROUP BY question_key, lang ORDER BY asked DESC, last DESC LIMIT ?
"""
_MOST_ASKED = _UNANSWERED.replace("answered = 0 AND skill <> 'safety'", "skill NOT IN ('safety', 'smalltalk')")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question visitors got no answer to, in its latest wording, and how often."""

    question: str
    lang: str
    count: int
    last: datetime


class Journal:
    """Records turns. Safe to use from any thread; `close` writes what still waits."""

    def __init__(self, file: JournalFile, clock: Callable[[], datetime], capacity: int) -> None:
        self._name = str(file.path)
        self._connection = file.connection
        self._salt = file.salt
        self._clock = clock
        self._capacity = capacity
        self._waiting: deque[Turn | Rating] = deque()
        self._changed = Condition()
        self._disk = Lock()
        """Taken before `_changed`, never after: whoever holds it knows that no batch is on its way to the disk."""
        self._closing = False
        self._swept: datetime | None = None
        self.dropped = 0
        """Turns lost since the start, to a full queue or a disk that could not be written."""
        self._thread = Thread(target=self._work, name="journal", daemon=True)
        self._thread.start()

    @classmethod
    def open(cls, path: Path, clock: Callable[[], datetime], capacity: int = 10_000) -> Journal:
        """Open or create a journal file. Raises StorageError when it cannot be used or is of a newer guide."""
        with explained(str(path)):
            return cls(connect(path, secrets.token_bytes(32)), clock, capacity)

    def pseudonym(self, conversation: str) -> str:
        """What stands for a conversation id here. The salt never leaves the file, so two journals cannot be joined."""
        return blake2b(conversation.encode("utf-8", "surrogatepass"), key=self._salt, digest_size=16).hexdigest()

    def record(self, turn: Turn) -> None:
        """Queue a turn; never waits for the disk."""
        self._queue(turn)

    def feedback(self, turn_id: str, thumb: Literal["up", "down"], reason: str | None = None) -> None:
        """Queue a visitor's thumb (`reason` redacted by the caller); an unknown turn is ignored."""
        self._queue(Rating(turn_id, thumb, reason))

    def forget(self, conversation: str) -> int:
        """Remove the turns of a conversation (its id as the client knows it) for good; gone when this returns.

        Returns how many there were.
        """
        key = self.pseudonym(conversation)
        with self._disk, explained(self._name):
            with self._changed:
                kept = [each for each in self._waiting if not (isinstance(each, Turn) and each.conversation == key)]
                gone = len(self._waiting) - len(kept)
                self._waiting = deque(kept)
            return gone + self._delete("conversation = ?", key)

    def unanswered(self, limit: int = 100) -> list[UnansweredQuestion]:
        """Questions without an answer, the most asked first; spellings that differ in case, width or signs are one."""
        self.flush()
        with self._disk, explained(self._name):
            rows = self._connection.execute(_UNANSWERED, (limit,)).fetchall()
        return [UnansweredQuestion(text, lang, count, datetime.fromisoformat(last)) for text, lang, count, last in rows]

    def most_asked(self, limit: int = 100) -> list[UnansweredQuestion]:
        """All questions, answered or not, the most asked first."""
        self.flush()
        with self._disk, explained(self._name):
            rows = self._connection.execute(_MOST_ASKED, (limit,)).fetchall()
        return [UnansweredQuestion(text, lang, count, datetime.fromisoformat(last)) for text, lang, count, last in rows]

    def asked(self) -> Counter[str]:
        """How often each entry was in the answer to a question."""
        self.flush()
        with self._disk, explained(self._name):
            rows = self._connection.execute("SELECT entries FROM turns").fetchall()
        return Counter(entry for (entries,) in rows for entry in json.loads(entries))

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a SELECT over the turns finds, those that still waited included: for the modules that read reports."""
        self.flush()
        with self._disk, explained(self._name):
            return self._connection.execute(query, values).fetchall()

    def changes(self) -> int:
        """A number that moves whenever a turn is written, rated or removed: what was counted before may be kept."""
        self.flush()
        return self._connection.total_changes

    def sweep(self) -> int:
        """Remove turns older than 180 days and return how many; the writer thread does so once a day."""
        self._swept = self._clock()
        with self._disk, explained(self._name):
            return self._delete("at < ?", stamp(self._swept - RETENTION))

    def flush(self) -> None:
        """Return when everything recorded before is on disk."""
        while self._write() == _BATCH:
            pass

    def close(self) -> None:
        """Write what waits and let go of the file."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()
        self.flush()
        with self._disk:
            self._connection.close()

    def _queue(self, item: Turn | Rating) -> None:
        with self._changed:
            if len(self._waiting) >= self._capacity:
                self.dropped += 1
                return
            self._waiting.append(item)
            self._changed.notify()

    def _work(self) -> None:
        while not self._closing:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing, _LOOK_AGAIN_SECONDS)
                self._changed.wait_for(lambda: len(self._waiting) >= _BATCH or self._closing, _LINGER_SECONDS)
            self.flush()
            self._sweep_daily()

    def _sweep_daily(self) -> None:
        if self._swept is not None and self._clock() < self._swept + _SWEEP_EVERY:
            return
        try:
            self.sweep()
        except GuideError as error:
            _log.warning("journal: old turns stay until tomorrow: %s", error)

    def _write(self) -> int:
        """Write one batch; what the disk refuses is counted and gone, visitors come first."""
        with self._disk:
            with self._changed:
                batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
            try:
                self._store(batch)
            except sqlite3.Error as error:
                self.dropped += len(batch)
                _log.warning("journal %s: %d turns lost: %s", self._name, len(batch), error)
        return len(batch)

    def _store(self, batch: list[Turn | Rating]) -> None:
        if not batch:
            return
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for each in batch:
                self._connection.execute(*statement(each))

    def _delete(self, condition: str, value: str) -> int:
        gone = self._connection.execute(f"DELETE FROM turns WHERE {condition}", (value,)).rowcount
        # Deleted text is overwritten (secure_delete), but older copies of its pages would live on in the log.
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone
