"""What the rooms of what goes on now, notices, events and feeds, ask of the application."""

from __future__ import annotations

from typing import Protocol

from guide.feeds.poller import Poller
from guide.types import City


class Live(Protocol):
    """Their part of `desk.Edited`."""

    @property
    def feeds(self) -> Poller:
        """Live data from outside."""
        ...

    @property
    def city(self) -> City | None:
        """The one the guide is about."""
        ...
