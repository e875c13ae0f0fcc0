"""How often something was used on a day. Nothing is kept of who used it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select, update

from guide.storage.database import Database
from guide.storage.rows import insert_missing
from guide.storage.tables import uses


class Uses:
    """Counts by day and by what was used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, day: date, counts: Mapping[str, int]) -> None:
        """Add to the counts of a day. In one order always, or two who add at once could wait for each other's rows."""
        with self._database.writing() as connection:
            for what, count in sorted(counts.items()):
                row = {"day": day.isoformat(), "what": what, "count": 0}
                connection.execute(insert_missing(connection, uses), row)
                raised = update(uses).where(uses.c.day == row["day"], uses.c.what == what)
                connection.execute(raised.values(count=uses.c.count + count))

    def since(self, day: date) -> dict[str, int]:
        """By what was used, how often from a day on."""
        query = select(uses.c.what, func.sum(uses.c.count)).where(uses.c.day >= day.isoformat()).group_by(uses.c.what)
        with self._database.reading() as connection:
            return {what: int(count) for what, count in connection.execute(query.order_by(uses.c.what))}
