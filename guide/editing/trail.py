"""Completes the audit log at the start: what went live just before the server was cut off, and has no line there.

A publication is one transaction, its line in the log another right after it. Between the two the process may be killed;
the history then knows what the log does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from guide.storage.accounts import Accounts
from guide.storage.audit import Audit, Event
from guide.storage.drafts import Kept
from guide.storage.publications import Act, Publications

COMPLETED, DUE = "history", "schedule"
"""What the log calls what was found, and what was published at its set moment."""
SLACK = timedelta(seconds=10)
"""How long before the last line something may have gone live whose own line is still missing."""
LONGEST_WORK = timedelta(minutes=30)
"""A table is published that long at most after its line was written."""
WORKS = ("POST /bulk/", "POST /events/file")
"""What publishes many entries and is logged when it begins."""


class Trail:
    """Holds the end of the history against the end of the log, and writes down what nobody was there for."""

    def __init__(
        self, audit: Audit, publications: Publications, accounts: Accounts, clock: Callable[[], datetime]
    ) -> None:
        self._audit, self._publications, self._accounts, self._clock = audit, publications, accounts, clock

    def due(self, kept: Kept) -> None:
        """A draft was published at its set moment."""
        self._audit.record(Event(self._clock(), kept.author, DUE, f"/entries/{kept.entry_id}", "done"))

    def complete(self) -> int:
        """Write the lines that are missing; returns how many."""
        missing = self.missing()
        for each in missing:
            self._audit.record(Event(each.at, each.account, COMPLETED, each.about, "done"))
        return len(missing)

    def missing(self) -> list[Act]:
        """What somebody made live at the end of the history, and the log does not have."""
        last = self._audit.latest(1)
        if not last:
            return []
        start = last[0].at - SLACK
        lines, known = self._audit.since(start - LONGEST_WORK), {each.name for each in self._accounts.all()}
        acts = self._publications.acts(start)
        return [each for each in acts if each.account in known and not _is_logged(each, lines)]


def _is_logged(act: Act, lines: Sequence[Event]) -> bool:
    own = [each for each in lines if each.account == act.account and each.outcome == "done"]
    if any(each.at >= act.at for each in own):
        return True
    works = (each for each in own if each.action.startswith(WORKS) and each.at >= act.at - LONGEST_WORK)
    return act.entries > 1 and any(works)
