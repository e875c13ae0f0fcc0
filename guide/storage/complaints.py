"""Complaints in the database: written once, moved on by editors, deleted when their time is over."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from guide.errors import NotFound
from guide.storage.database import Database
from guide.storage.tables import complaints

CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint as it is kept; `what` and `place` are redacted, `contact` is what the visitor chose to leave."""

    receipt: str
    at: datetime
    category: str
    urgent: bool
    what: str
    place: str
    moment: str
    """When it happened, in the visitor's words."""
    contact: str
    entry_id: str
    lang: str
    status: str
    changed: datetime
    """When the status was set."""


class Complaints:
    """The table of complaints."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, complaint: Complaint) -> None:
        """Store a new one."""
        with self._database.writing() as connection:
            connection.execute(insert(complaints), asdict(complaint))

    def find(self, receipt: str) -> Complaint | None:
        """The complaint of a receipt."""
        with self._database.reading() as connection:
            row = connection.execute(select(complaints).where(complaints.c.receipt == receipt)).first()
        return Complaint(*row) if row else None

    def newest(self, limit: int) -> list[Complaint]:
        """Urgent ones that are open first, then the newest."""
        is_closed = complaints.c.status == CLOSED
        query = select(complaints).order_by(is_closed, complaints.c.urgent.desc(), complaints.c.at.desc()).limit(limit)
        with self._database.reading() as connection:
            return [Complaint(*row) for row in connection.execute(query)]

    def move(self, receipt: str, status: str, now: datetime) -> None:
        """Give it another status. Raises NotFound."""
        change = update(complaints).where(complaints.c.receipt == receipt).values(status=status, changed=now)
        with self._database.writing() as connection:
            if not connection.execute(change).rowcount:
                raise NotFound(f"{receipt}: no complaint has that receipt")

    def forget(self, closed_before: datetime) -> int:
        """Delete those closed before a moment, for good; returns how many."""
        old = delete(complaints).where(complaints.c.status == CLOSED, complaints.c.changed < closed_before)
        with self._database.writing() as connection:
            return connection.execute(old).rowcount
