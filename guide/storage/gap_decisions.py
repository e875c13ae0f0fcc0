"""What was decided about questions without an answer: for nobody here, answered elsewhere, one with another.

A question is known by a digest (its unit), so that no word of a visitor leaves the journal. Decisions are added and
taken back by the press of the button that made them (`batch`); of one unit the latest counts.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from guide.storage.database import Database
from guide.storage.tables import gap_decisions

WRITING, ANSWERED, DISMISSED, ELSEWHERE, MERGED = "writing", "answered", "dismissed", "elsewhere", "merged"
FAILED = "failed"
"""It had been answered, and a later change took the answer away."""
TO_ANSWER = (WRITING, ANSWERED, FAILED)
"""The kinds whose target is the entry that is to answer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `target` is the entry that answers, or the unit it is one with."""

    kind: str
    account: str
    at: datetime
    target: str = ""
    number: int = 0
    """The entry's revision when it was decided."""
    batch: str = ""


class GapDecisions:
    """Adds decisions, reads them all, takes them back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, units: Collection[str], decision: Decision) -> str:
        """Decide for all of these units at once; returns the batch to undo it by."""
        batch = secrets.token_hex(16)
        same = {"batch": batch, "kind": decision.kind, "target": decision.target, "number": decision.number}
        rows = [{**same, "unit": each, "account": decision.account, "at": decision.at} for each in sorted(units)]
        with self._database.writing() as connection:
            connection.execute(insert(gap_decisions), rows)
        return batch

    def undo(self, batch: str) -> int:
        """Take one press of a button back; returns of how many units."""
        with self._database.writing() as connection:
            return connection.execute(delete(gap_decisions).where(gap_decisions.c.batch == batch)).rowcount

    def units_of(self, batch: str) -> frozenset[str]:
        """The units that one press of a button decided about."""
        with self._database.reading() as connection:
            found = connection.execute(select(gap_decisions.c.unit).where(gap_decisions.c.batch == batch))
            return frozenset(found.scalars())

    def all(self) -> list[tuple[str, Decision]]:
        """Every unit with a decision on it, the earliest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(gap_decisions).order_by(gap_decisions.c.id)).all()
        return [(row.unit, Decision(row.kind, row.account, row.at, row.target, row.number, row.batch)) for row in rows]
