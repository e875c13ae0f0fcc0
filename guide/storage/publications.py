"""What was published when, without the texts: who changed which entry, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from guide.storage.database import Database
from guide.storage.tables import revisions


@dataclass(frozen=True, slots=True)
class Publication:
    """One published revision of one entry."""

    entry_id: str
    number: int
    author: str
    at: datetime
    comment: str


@dataclass(frozen=True, slots=True)
class Act:
    """All that went live together."""

    author: str
    at: datetime
    entries: int
    first: str
    """An entry of them."""

    @property
    def account(self) -> str:
        """Who let it out: of "lin · wang", wang."""
        return self.author.rpartition(" · ")[2]

    @property
    def about(self) -> str:
        """As the audit log tells it."""
        return f"/entries/{self.first}" if self.entries == 1 else f"/entries/{self.first} (+{self.entries - 1})"


class Publications:
    """Reads the table of revisions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def since(self, start: datetime, most: int) -> list[Publication]:
        """The changes of entries that were there before, the latest first; what was new has no before."""
        table = revisions.c
        query = select(table.entry_id, table.number, table.author, table.at, table.comment)
        query = query.where(table.at >= start, table.number > 1).order_by(table.at.desc(), table.entry_id).limit(most)
        with self._database.reading() as connection:
            return [Publication(*row) for row in connection.execute(query)]

    def acts(self, start: datetime) -> list[Act]:
        """What went live from a moment on, the first first."""
        table = revisions.c
        query = select(func.min(table.author), func.min(table.at), func.count(), func.min(table.entry_id))
        query = query.where(table.at >= start).group_by(table.version).order_by(table.version)
        with self._database.reading() as connection:
            return [Act(*row) for row in connection.execute(query)]
