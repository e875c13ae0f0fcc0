"""The thread of `serve` that keeps the promise to forget letters in time, whether or not anybody looks at them."""

from __future__ import annotations

import logging
from collections.abc import Callable

from guide.background import Rounds
from guide.errors import GuideError

EVERY = 3600.0
"""Seconds between two looks: a letter outlives its time by no more than this."""

_LOGGER = logging.getLogger("guide.desk")


class Retention:
    """Forgets when it starts, and every hour from then on. `forget` returns how many went."""

    def __init__(self, forget: Callable[[], int], every: float = EVERY) -> None:
        self._forget, self._every = forget, every
        self._rounds = Rounds("retention", self._look)

    def start(self) -> None:
        """Begin; after `close` again, too."""
        self._rounds.start()

    def close(self) -> None:
        """Stop; what is being forgotten is forgotten first."""
        self._rounds.close()

    def _look(self) -> float:
        try:
            if gone := self._forget():
                _LOGGER.info("letters forgotten, ninety days after they were closed", extra={"count": gone})
        except GuideError:
            _LOGGER.exception("letters could not be forgotten; it is tried again in an hour")
        return self._every
