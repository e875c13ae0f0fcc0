"""One at a time, with a short queue: a model in process has one set of cores, a second reader would halve both."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from guide.errors import ModelUnavailable


class Turns:
    """Lets one caller in, `waiting` others queue for at most `patience` seconds, and refuses the rest at once."""

    def __init__(self, waiting: int, patience: float) -> None:
        self._places = threading.BoundedSemaphore(waiting + 1)
        self._turn = threading.Lock()
        self._patience = patience

    @contextmanager
    def take(self) -> Iterator[None]:
        """Hold the model. Raises ModelUnavailable when the queue is full or the wait too long."""
        if not self._places.acquire(blocking=False):
            raise ModelUnavailable("the model's queue is full; the templates answer")
        try:
            if not self._turn.acquire(timeout=self._patience):
                raise ModelUnavailable(f"the model was busy for {self._patience:g} s; the templates answer")
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._places.release()
