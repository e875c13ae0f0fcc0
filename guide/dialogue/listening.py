"""Listens to a model with an end to its patience: the one place where a model runs beside the answer."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Any

from guide.errors import ModelUnavailable


class Listening:
    """Reads a model in a thread of its own, so that waiting for it can have an end."""

    def __init__(self, stream: Iterator[str], left: Callable[[], float]) -> None:
        self._stream: Any = stream  # a generator: it is closed when nobody listens any more
        self._left = left
        self._arrived: queue.Queue[str | None] = queue.Queue()
        self._leave = threading.Event()
        self._whole = False

    def pieces(self) -> Generator[str, None, None]:
        """The pieces as they arrive. Raises ModelUnavailable when one is late or the stream broke."""
        threading.Thread(target=self._read, name="model", daemon=True).start()
        try:
            while (piece := self._next()) is not None:
                yield piece
        finally:
            self._leave.set()
        if not self._whole:
            raise ModelUnavailable("the model broke off")

    def _next(self) -> str | None:
        try:
            return self._arrived.get(timeout=max(0.0, self._left()))
        except queue.Empty:
            raise ModelUnavailable("the model is too slow") from None

    def _read(self) -> None:
        try:
            with closing(self._stream) as stream:
                for piece in stream:
                    if self._leave.is_set():
                        return
                    self._arrived.put(piece)
            self._whole = True
        except ModelUnavailable:
            return  # what is still unsaid is said by the templates
        finally:
            self._arrived.put(None)
