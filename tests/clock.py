"""A clock that goes when told, and waiting for what another thread does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event


@dataclass
class Clock:
    """Stands at a moment until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        """Let time pass, told as to timedelta."""
        self.now += timedelta(**time)


def until(holds: Callable[[], bool]) -> None:
    """Wait for another thread, at most ten seconds."""
    for _ in range(500):
        if holds():
            return
        Event().wait(0.02)
    raise AssertionError("it did not happen within ten seconds")
