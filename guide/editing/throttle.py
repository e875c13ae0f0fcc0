"""Slows down whoever guesses: after some free attempts each further one waits twice as long."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from guide.errors import Busy

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(minutes=15)
_MEMORY = timedelta(hours=1)
_KEYS = 10_000


class Throttle:
    """Counts attempts by key, in memory: `serve` is one process. The oldest keys make room for new ones."""

    def __init__(self, free: int, clock: Callable[[], datetime]) -> None:
        self._free = free
        self._clock = clock
        self._lock = Lock()
        self._attempts: OrderedDict[str, tuple[int, datetime]] = OrderedDict()
        """Attempts so far, and when the next is allowed."""

    def attempt(self, key: str) -> None:
        """Count an attempt before it is made, so that many at once gain nothing. Raises Busy while the key waits."""
        now = self._clock()
        with self._lock:
            count, allowed = self._attempts.get(key, (0, now))
            if now < allowed:
                wait = math.ceil((allowed - now).total_seconds())
                raise Busy(f"too many failed attempts; try again in {wait} s", retry_after=wait)
            count = 1 if now > allowed + _MEMORY else count + 1
            self._attempts[key] = (count, now + self._delay(count))
            self._attempts.move_to_end(key)
            if len(self._attempts) > _KEYS:
                self._attempts.popitem(last=False)

    def clear(self, key: str) -> None:
        """Forget the failures of a key: the right person came."""
        with self._lock:
            self._attempts.pop(key, None)

    def take_back(self, key: str) -> None:
        """The last attempt was no failure; those before it still count."""
        with self._lock:
            count, _ = self._attempts.get(key, (0, None))
            if count:
                self._attempts[key] = (count - 1, self._clock())

    def _delay(self, count: int) -> timedelta:
        doublings = count - self._free
        return timedelta() if doublings < 0 else min(_FIRST * (1 << min(doublings, 10)), _LONGEST)
