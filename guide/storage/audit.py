"""The studio's audit log: who came in, who was refused, who changed what and when. Added to, never changed.

Triggers refuse UPDATE and DELETE. Neither an address nor a password nor the text of an edit comes here: the history of
an entry holds what was changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, or_, select

from guide.storage.database import Database
from guide.storage.tables import audit

LONGEST = 500
"""Characters of what an event is about."""
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log. `action` is what was asked for ("entries.publish"), `outcome` how it ended."""

    at: datetime
    account: str
    action: str
    about: str
    outcome: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events are asked for; nothing is any. An action is also that of its buttons ("POST /x publish")."""

    account: str = ""
    actions: Collection[str] = ()
    outcome: str = ""

    def of(self, query: Select[Any]) -> Select[Any]:
        """The query with what is asked for."""
        if self.account:
            query = query.where(audit.c.account == self.account)
        if self.actions:
            within = (audit.c.action.startswith(f"{each} ", autoescape=True) for each in self.actions)
            query = query.where(or_(audit.c.action.in_(self.actions), *within))
        return query.where(audit.c.outcome == self.outcome) if self.outcome else query


ANY = Sought()


class Audit:
    """Adds events and reads them back, the latest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, event: Event) -> None:
        """Add one event. Raises StorageError: what cannot be logged must not pass in silence."""
        row = {"at": event.at, "account": event.account, "action": event.action[:60], "about": event.about[:LONGEST]}
        with self._database.writing() as connection:
            connection.execute(insert(audit), {**row, "outcome": event.outcome})

    def latest(self, most: int, before: int | None = None, sought: Sought = ANY) -> list[Event]:
        """A page of events, the latest first: of those sought, the ones older than the event `before`."""
        query = select(audit).order_by(audit.c.id.desc()).limit(most)
        if before is not None:
            query = query.where(audit.c.id < before)
        return self._read(sought.of(query))

    def actions(self) -> list[str]:
        """What was done at all, without the buttons."""
        with self._database.reading() as connection:
            found = connection.execute(select(audit.c.action).distinct()).scalars()
            return sorted({" ".join(each.split(" ")[:2]) for each in found})

    def all(self, sought: Sought = ANY) -> Iterator[Event]:
        """Every event that is sought, the oldest first."""
        last, query = 0, sought.of(select(audit)).order_by(audit.c.id).limit(_PAGE)
        while page := self._read(query.where(audit.c.id > last)):
            yield from page
            last = page[-1].id

    def since(self, start: datetime) -> list[Event]:
        """Every event from a moment on, the oldest first."""
        return self._read(select(audit).where(audit.c.at >= start).order_by(audit.c.id))

    def _read(self, query: Select[Any]) -> list[Event]:
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [Event(row.at, row.account, row.action, row.about, row.outcome, row.id) for row in rows]
