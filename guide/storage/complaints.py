"""Complaints in the database: written once, moved on by editors, deleted when their time is over.

What was done about one and what editors noted stands in its steps; they go with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from guide.errors import NotFound
from guide.storage.database import Database
from guide.storage.tables import complaint_steps, complaints

CLOSED = "closed"
NOBODY = "nobody"
"""Stands for "assigned to nobody" where a filter asks for an account."""


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
    sort: str = "complaint"
    transcript: str = "[]"
    """The conversation the visitor sent along, redacted: `guide.desk.transcript` reads it."""
    assignee: str = ""
    reply: str = ""
    """What the holder of the receipt reads."""
    replied: datetime | None = None
    """When the first reply was given."""
    city: str = ""
    """The city it was sent in; "" where none was known."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done about a complaint: a field that was set, a reply, or a note among editors."""

    at: datetime
    account: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which complaints are looked for; what is empty lets all through."""

    status: str = ""
    """A status; "open" is every one but closed."""
    assignee: str = ""
    category: str = ""
    sort: str = ""
    urgent: bool | None = None
    before: datetime | None = None
    """Received before this moment."""


ALL = Sieve()


class Complaints:
    """The table of complaints, and that of their steps."""

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

    def newest(self, limit: int, sieve: Sieve = ALL) -> list[Complaint]:
        """Urgent ones that are open first, then the newest."""
        is_closed = complaints.c.status == CLOSED
        query = select(complaints).where(*_conditions(sieve))
        query = query.order_by(is_closed, complaints.c.urgent.desc(), complaints.c.at.desc()).limit(limit)
        with self._database.reading() as connection:
            return [Complaint(*row) for row in connection.execute(query)]

    def change(self, receipt: str, values: Mapping[str, Any], steps: Sequence[Step]) -> None:
        """Set columns of a complaint and write down what was done, in one. Raises NotFound."""
        with self._database.writing() as connection:
            if values:
                found = connection.execute(update(complaints).where(complaints.c.receipt == receipt).values(**values))
                _require(found.rowcount, receipt)
            else:
                _require(_exists(connection, receipt), receipt)
            if steps:
                connection.execute(insert(complaint_steps), [{"receipt": receipt, **asdict(each)} for each in steps])

    def steps(self, receipt: str) -> list[Step]:
        """What was done about a complaint, the first step first."""
        query = select(complaint_steps).where(complaint_steps.c.receipt == receipt).order_by(complaint_steps.c.id)
        with self._database.reading() as connection:
            return [Step(row.at, row.account, row.what, row.text) for row in connection.execute(query)]

    def forget(self, closed_before: datetime) -> int:
        """Delete those closed before a moment, with their steps, for good; returns how many."""
        old = delete(complaints).where(complaints.c.status == CLOSED, complaints.c.changed < closed_before)
        with self._database.writing() as connection:
            return connection.execute(old).rowcount


def _conditions(sieve: Sieve) -> list[Any]:
    table = complaints.c
    exact = {"category": sieve.category, "sort": sieve.sort}
    found = [table[name] == value for name, value in exact.items() if value]
    if sieve.status:
        found.append(table.status != CLOSED if sieve.status == "open" else table.status == sieve.status)
    if sieve.assignee:
        found.append(table.assignee == ("" if sieve.assignee == NOBODY else sieve.assignee))
    if sieve.urgent is not None:
        found.append(table.urgent == sieve.urgent)
    if sieve.before is not None:
        found.append(table.at < sieve.before)
    return found


def _exists(connection: Connection, receipt: str) -> int:
    return len(connection.execute(select(complaints.c.receipt).where(complaints.c.receipt == receipt)).all())


def _require(found: int, receipt: str) -> None:
    if not found:
        raise NotFound(f"{receipt}: no complaint has that receipt")
