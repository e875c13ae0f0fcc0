"""Working on a complaint: classify, assign, note, answer, close; every step is written down with who and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from guide.errors import NotFound
from guide.storage.complaints import CLOSED, Complaint, Complaints, Step

STATUS, CATEGORY, URGENT, ASSIGNEE, REPLY, NOTE = "status", "category", "urgent", "assignee", "reply", "note"
"""What a step did."""
RECEIVED, WORKING = "received", "working"
STATUSES = (RECEIVED, WORKING, CLOSED)
LONGEST_TEXT = 4000
"""Characters of a reply or a note."""


@dataclass(frozen=True, slots=True)
class Handling:
    """How a complaint is to stand from now on; None leaves a part as it is."""

    status: str | None = None
    category: str | None = None
    urgent: bool | None = None
    assignee: str | None = None


class Casework:
    """The steps on one complaint, by its tidy receipt. Every method raises NotFound where it is not there."""

    def __init__(self, complaints: Complaints, clock: Callable[[], datetime]) -> None:
        self._complaints, self._clock = complaints, clock

    def steps(self, receipt: str) -> list[Step]:
        """What was done, the first step first."""
        return self._complaints.steps(receipt)

    def handle(self, receipt: str, account: str, wanted: Handling) -> None:
        """Set what differs from how it stands."""
        found, now = self._found(receipt), self._clock()
        asked = {STATUS: wanted.status, CATEGORY: wanted.category, URGENT: wanted.urgent, ASSIGNEE: wanted.assignee}
        values: dict[str, Any] = {
            name: value for name, value in asked.items() if value is not None and value != getattr(found, name)
        }
        steps = [Step(now, account, name, _told(value)) for name, value in values.items()]
        self._complaints.change(receipt, _dated(values, now), steps)

    def note(self, receipt: str, account: str, text: str) -> None:
        """Write a note among editors; no visitor ever reads it."""
        self._complaints.change(receipt, {}, [Step(self._clock(), account, NOTE, text.strip()[:LONGEST_TEXT])])

    def reply(self, receipt: str, account: str, text: str, close: bool = False) -> None:
        """Give the visitor an answer, readable by receipt at once; a later one takes its place, the steps keep both."""
        found, now, said = self._found(receipt), self._clock(), text.strip()[:LONGEST_TEXT]
        status = CLOSED if close else WORKING if found.status == RECEIVED else found.status
        values = {REPLY: said, "replied": found.replied or now}
        steps = [Step(now, account, REPLY, said)]
        if status != found.status:
            values = _dated({**values, STATUS: status}, now)
            steps.append(Step(now, account, STATUS, status))
        self._complaints.change(receipt, values, steps)

    def _found(self, receipt: str) -> Complaint:
        found = self._complaints.find(receipt)
        if found is None:
            raise NotFound(f"{receipt}: no complaint has that receipt")
        return found


def _dated(values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {**values, "changed": now} if STATUS in values else dict(values)


def _told(value: object) -> str:
    return {True: "high", False: "normal"}[value] if isinstance(value, bool) else str(value)
