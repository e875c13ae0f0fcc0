"""What follows a publication and no editor waits for: questions asked again, in a thread of its own, one after another.

What fails there is logged and loses nothing: the next publication, the night's run or an editor asks again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeAlias

from guide.editing.entries import Published
from guide.errors import GuideError

Step: TypeAlias = Callable[[Published], None]

_LOGGER = logging.getLogger("guide.studio")


class Aftermath:
    """Does the steps for each publication. Several threads may tell one of publications."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="aftermath")
        self._waiting: set[Future[None]] = set()

    def follow(self, done: Published) -> None:
        """Take note of a publication; returns at once."""
        future = self._threads.submit(self._do, done)
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)

    def wait(self, seconds: float = 60.0) -> None:
        """Return when all that was told is followed, or after so many seconds."""
        wait(tuple(self._waiting), seconds)

    def close(self) -> None:
        """End after the step at hand; what waits is left."""
        self._threads.shutdown(cancel_futures=True)

    def _do(self, done: Published) -> None:
        for step in self._steps:
            try:
                step(done)
            except GuideError:
                _LOGGER.exception("a publication could not be followed up", extra={"entry": done.changes[0].entry_id})
