"""The thread of `serve` that publishes and withdraws what was planned, when its moment comes.

The plan is in the database, so a restart loses nothing: what came due meanwhile is done at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from guide.background import Rounds
from guide.editing.workflow import Workflow
from guide.errors import GuideError

LONGEST_WAIT = 60.0
"""Seconds after which it looks again: another process may have planned something, and clocks are set."""

_LOGGER = logging.getLogger("guide.studio")


class Scheduler:
    """Wakes when something is due, from `start` to `close`."""

    def __init__(self, workflow: Workflow, clock: Callable[[], datetime]) -> None:
        self._workflow, self._clock = workflow, clock
        self._rounds = Rounds("scheduler", self._step)

    def start(self) -> None:
        """Begin to watch the plan; after `close` again, too."""
        self._workflow.on_schedule = self._rounds.wake
        self._rounds.start()

    def close(self) -> None:
        """Stop; a publication under way is finished first."""
        self._rounds.close()

    def _step(self) -> float:
        """Publish what is due; returns how many seconds there are until more is."""
        try:
            if done := self._workflow.publish_due():
                _LOGGER.info("published what was planned", extra={"count": done})
            due = self._workflow.next_due()
        except GuideError:
            _LOGGER.exception("the plan could not be followed; it is tried again")
            return LONGEST_WAIT
        if due is None:
            return LONGEST_WAIT
        return min(LONGEST_WAIT, max(0.05, (due - self._clock()).total_seconds()))
