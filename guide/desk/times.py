"""How long visitors wait: when a complaint should be answered, whether it is late, and how long answers take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guide.storage.complaints import CLOSED, Complaint

URGENT_WITHIN, WITHIN = timedelta(days=1), timedelta(days=5)
"""When a first answer is due: five days is what the rules for tourism complaints give for taking one up."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long first answers took; None where nothing was answered yet."""

    count: int
    median: timedelta | None
    p90: timedelta | None


def due(complaint: Complaint) -> datetime:
    """The moment by which it should be answered."""
    return complaint.at + (URGENT_WITHIN if complaint.urgent else WITHIN)


def answered(complaint: Complaint) -> datetime | None:
    """When it was answered: by a reply, else by being closed."""
    return complaint.replied or (complaint.changed if complaint.status == CLOSED else None)


def is_overdue(complaint: Complaint, now: datetime) -> bool:
    """Whether it still waits past its time."""
    return answered(complaint) is None and now > due(complaint)


def waited(complaint: Complaint, now: datetime) -> timedelta:
    """From receipt to answer; to now where there is none."""
    return (answered(complaint) or now) - complaint.at


def waits(complaints: Iterable[Complaint]) -> Waits:
    """Median and 90th percentile (nearest rank) over what was answered."""
    taken = sorted(at - each.at for each in complaints if (at := answered(each)))
    if not taken:
        return Waits(0, None, None)
    return Waits(len(taken), _rank(taken, 50), _rank(taken, 90))


def _rank(taken: list[timedelta], percent: int) -> timedelta:
    return taken[-(-len(taken) * percent // 100) - 1]
