"""Work that takes longer than a page may: one after another in a thread of its own, its progress there to be looked at.

Kept in memory, for `serve` is one process: when it dies, what was under way is not half done, since publishing is one
transaction, and whoever asked for it sees that it has yet to be applied.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock

from guide.errors import GuideError
from guide.ports import Progress

_LOGGER = logging.getLogger("guide.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work as it stands at a moment."""

    stage: str = "waiting"
    """waiting, then what the work says it is doing, at last done or failed."""
    done: int = 0
    total: int = 0
    fault: str = ""
    """The code of the error it failed with."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage in ("done", "failed")


class Jobs:
    """Runs work by key; a key whose work is not over is not begun again."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "job")
        self._lock = Lock()
        self._running: dict[str, _Running] = {}

    def start(self, key: str, work: Callable[[Progress], None]) -> Job:
        """Begin work, or find it begun."""
        with self._lock:
            running = self._running.get(key)
            if running is None or running.told().is_over:
                running = self._running[key] = _Running(self._pool, work)
            return running.told()

    def of(self, key: str) -> Job | None:
        """The work of a key as it is at this moment, if this process has done any.

        Whoever also reads what the work leaves behind asks here first: what was over then has left it all.
        """
        running = self._running.get(key)
        return running.told() if running else None

    def close(self) -> None:
        """Wait for what is under way; what has not begun is let go."""
        self._pool.shutdown(cancel_futures=True)


class _Running:
    """Work handed to the pool, and how far it says it is."""

    def __init__(self, pool: ThreadPoolExecutor, work: Callable[[Progress], None]) -> None:
        self._at = Job()
        self._future: Future[None] = pool.submit(work, self._progress)
        self._future.add_done_callback(_report)

    def told(self) -> Job:
        """How it stands. What the thread raised, of whatever kind, is a failure: nobody waits for ever."""
        if not self._future.done():
            return self._at
        if self._future.cancelled():
            return replace(self._at, stage="failed", fault="error")
        if error := self._future.exception():
            return replace(self._at, stage="failed", fault=error.code if isinstance(error, GuideError) else "error")
        return replace(self._at, stage="done", done=self._at.total)

    def _progress(self, stage: str, done: int, total: int) -> None:
        self._at = Job(stage, done, total)


def _report(future: Future[None]) -> None:
    error = None if future.cancelled() else future.exception()
    if isinstance(error, GuideError):
        _LOGGER.warning("work failed", extra={"code": error.code})
    elif error:
        _LOGGER.error("work failed", exc_info=error)
