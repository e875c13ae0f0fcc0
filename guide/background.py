"""Work that comes round beside the server: a thread that does it, rests and does it again, until it is closed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

AGAIN = 60.0
"""Seconds until the next round after one that failed."""

_LOGGER = logging.getLogger("guide.background")


class Rounds:
    """Goes round after round in a thread of its own. `go` does one and returns how many seconds there are to the next.

    `patience` is how many seconds `close` waits for the round under way; None waits until it is done.
    """

    def __init__(self, name: str, go: Callable[[], float], patience: float | None = None) -> None:
        self._name, self._go, self._patience = name, go, patience
        self._woken, self._over = Event(), Event()
        self._thread: Thread | None = None

    def start(self, after: float = 0.0) -> None:
        """Begin, with the first round after so many seconds; after `close` again, too."""
        if self._over.is_set() or self._thread is None:
            # An event of its own for each thread: one that `close` did not wait for ends all the same.
            self._woken.clear()
            self._over = Event()
            self._thread = Thread(target=self._run, args=(self._over, after), name=self._name, daemon=True)
            self._thread.start()

    def wake(self) -> None:
        """Go the next round now; where one is under way, right after it."""
        self._woken.set()

    def rest(self, seconds: float) -> bool:
        """Rest within a round; whether to go on with it, which ends at once when this is closed."""
        return not self._over.wait(seconds)

    def close(self) -> None:
        """Stop; the round under way is finished first."""
        self._over.set()
        self._woken.set()
        if self._thread:
            self._thread.join(self._patience)

    def _run(self, over: Event, pause: float) -> None:
        while not over.is_set():
            # Cleared after the rest, never before it: what wakes during a round is not lost.
            self._woken.wait(pause)
            self._woken.clear()
            if not over.is_set():
                pause = self._round()

    def _round(self) -> float:
        """One round. A fault nobody foresaw must not end the work of all the rounds to come without a word."""
        try:
            return self._go()
        except Exception:
            _LOGGER.exception("a round failed; the next one is tried as ever", extra={"rounds": self._name})
            return AGAIN
