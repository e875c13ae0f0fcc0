"""Throws away the files of pictures that editors sent and nothing names any more, such as that of a discarded draft."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from guide.pictures import Pictures, small_name
from guide.storage.mentions import Mentions

EVERY = timedelta(days=1)
GRACE = timedelta(days=1)
"""A file younger than this stays: its draft may be about to be stored."""

_LOGGER = logging.getLogger("guide.editing")


class Album:
    """Looks through the pictures of the data folder."""

    def __init__(self, pictures: Pictures, mentions: Mentions, clock: Callable[[], datetime]) -> None:
        self._pictures, self._mentions, self._clock = pictures, mentions, clock

    def look(self) -> float:
        """One look; returns the seconds until the next."""
        if gone := self.sweep():
            _LOGGER.info("pictures that nothing names were thrown away", extra={"count": gone})
        return EVERY.total_seconds()

    def sweep(self) -> int:
        """Remove what nothing names; returns how many files went."""
        old = [path for path in self._pictures.sent() if self._is_old(path)]
        named = self._mentions.pictures() if old else set()
        named |= {small_name(each) for each in named}
        gone = [path for path in old if path.name not in named and self._is_old(path)]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    def _is_old(self, path: Path) -> bool:
        try:
            made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except FileNotFoundError:
            return False
        return made < self._clock() - GRACE
