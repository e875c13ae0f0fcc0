"""The door to the figures: usage over the last days, and what changes did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, tzinfo

from guide.insight.effect import Effect, Effects
from guide.insight.usage import Usage, usage
from guide.storage.journal_figures import JournalFigures, Span
from guide.storage.publications import Publication, Publications


class Insights:
    """Figures of one base, as they are now."""

    def __init__(self, figures: JournalFigures, publications: Publications, clock: Callable[[], datetime]) -> None:
        self._figures, self._clock = figures, clock
        self._effects = Effects(figures, publications, clock)

    def usage(self, days: int, city: str, zone: tzinfo) -> Usage:
        """The last days, today the last of them; of one city, or of all with ""."""
        now = self._clock()
        midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return usage(self._figures, Span(midnight - timedelta(days=days - 1), now, city), zone)

    def effects(self, days: int) -> list[Effect]:
        """What the changes of the last days did, the latest first."""
        return self._effects.since(self._clock() - timedelta(days=days))

    def effects_of(self, changes: Iterable[Publication]) -> list[Effect]:
        """What these changes did."""
        return self._effects.of(changes)
