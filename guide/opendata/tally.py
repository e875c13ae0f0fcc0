"""How often open data is taken: numbers by day, never who took it. Kept in memory and written down once a minute."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Protocol

from guide.errors import StorageError

WAIT = timedelta(minutes=1)
_LOGGER = logging.getLogger("guide.opendata")


class Counts(Protocol):
    """Where counts are kept."""

    def add(self, day: date, counts: Mapping[str, int]) -> None:
        """Add to the counts of a day."""
        ...

    def since(self, day: date) -> dict[str, int]:
        """By what was used, how often from a day on."""
        ...


class Tally:
    """Counts what is taken."""

    def __init__(self, counts: Counts, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._counts, self._clock = counts, clock
        self._lock, self._held, self._written = Lock(), Counter[str](), clock()

    def add(self, what: str) -> None:
        """Count one more."""
        now = self._clock()
        with self._lock:
            self._held[what] += 1
            is_due = now - self._written >= WAIT
        if is_due:
            self.write()

    def write(self) -> None:
        """Write down what was counted; what cannot be written is counted on."""
        with self._lock:
            held, self._held, self._written = self._held, Counter(), self._clock()
        if not held:
            return
        try:
            self._counts.add(self._clock().date(), held)
        except StorageError:
            _LOGGER.exception("counts could not be kept; they are added to the next ones")
            with self._lock:
                self._held.update(held)

    def since(self, days: int) -> dict[str, int]:
        """By what was taken, how often in the last days, today among them."""
        self.write()
        return self._counts.since(self._clock().date() - timedelta(days - 1))
