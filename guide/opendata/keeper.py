"""Keeps the files of open data true: the thread of `serve` that makes them anew when what they hold has changed.

Files of a moment ago are handed out meanwhile, unless something was taken away since: then nobody gets them any more.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock

from guide.background import Rounds
from guide.errors import GuideError
from guide.opendata.dumps import Dump, Interrupted, Shelf, Source

LOOK = 5.0
"""Seconds between two looks whether anything changed."""
REST = 4
"""After making files it rests so many times as long as that took, unless something was taken away."""
LEAST_REST = 30.0
PAUSE = 0.01
"""Seconds between two parts of the files, for whoever answers visitors."""
_LOGGER = logging.getLogger("guide.opendata")


class Keeper:
    """Makes files when they are no longer true. It looks for that from `start` to `close`.

    `source` is what they would be made of now, None where there is no open data; `is_fit` tells whether older ones may
    still be handed out; `clock` tells the moment in ISO and in seconds.
    """

    def __init__(
        self,
        shelf: Shelf,
        source: Callable[[], Source | None],
        is_fit: Callable[[Dump], bool],
        clock: Callable[[], tuple[str, float]],
    ) -> None:
        self._shelf, self._source, self._is_fit, self._clock = shelf, source, is_fit, clock
        self._making, self._rounds = Lock(), Rounds("open data", self._look)
        self._dump = shelf.current()
        self._rests_until = 0.0

    def start(self) -> None:
        """Begin to look; after `close` again, too."""
        self._rounds.start(LOOK)

    def close(self) -> None:
        """Stop; files under way are gone on with at the next start."""
        self._rounds.close()

    def current(self) -> Dump | None:
        """The files that may be handed out."""
        dump = self._dump
        return dump if dump and self._is_fit(dump) else None

    def make(self) -> Dump | None:
        """Make the files of now, where they are not there. Raises StorageError, OSError."""
        with self._making:
            source = self._source()
            if source and (self._dump is None or self._dump.state != source.state):
                self._dump = self._shelf.make(source, self._clock, lambda: self._rounds.rest(PAUSE))
                self._rests_until = self._clock()[1] + max(LEAST_REST, REST * self._dump.seconds)
            return self._dump if source else None

    def _look(self) -> float:
        try:
            if self.current() is None or self._clock()[1] >= self._rests_until:
                self.make()
        except Interrupted:
            _LOGGER.info("the files of open data are gone on with at the next start")
        except (GuideError, OSError):
            _LOGGER.exception("the files of open data could not be made; it is tried again")
            return LEAST_REST + LOOK
        return LOOK
