"""Texts of the copy desk in the database: who made them and saved them last, and the text itself as a document."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Row, delete, insert, select, update

from guide.errors import NotFound
from guide.storage.database import Database
from guide.storage.tables import copies


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """One text. `document` is JSON; `number` counts its saves, so that a stale one is seen; `id` is 0 until stored."""

    form: str
    lang: str
    title: str
    document: str
    made_by: str
    made: datetime
    saved_by: str
    saved: datetime
    number: int = 1
    id: int = 0


class Copies:
    """The table of texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[StoredCopy]:
        """Every text, the one saved last first."""
        query = select(copies).order_by(copies.c.saved.desc(), copies.c.id.desc())
        with self._database.reading() as connection:
            return [_copy(row) for row in connection.execute(query)]

    def get(self, copy_id: int) -> StoredCopy:
        """One text. Raises NotFound."""
        with self._database.reading() as connection:
            row = connection.execute(select(copies).where(copies.c.id == copy_id)).one_or_none()
        if row is None:
            raise NotFound("no such text")
        return _copy(row)

    def add(self, copy: StoredCopy) -> int:
        """Store a new one and return its id."""
        with self._database.writing() as connection:
            made = connection.execute(insert(copies).values(**_values(copy)).returning(copies.c.id))
            return int(made.scalar_one())

    def put(self, copy: StoredCopy) -> bool:
        """Save in place of the text of its number, one number higher; False when that moved on or was taken away."""
        values = _values(copy) | {"number": copy.number + 1}
        change = update(copies).where(copies.c.id == copy.id, copies.c.number == copy.number).values(**values)
        with self._database.writing() as connection:
            return bool(connection.execute(change).rowcount)

    def remove(self, copy_id: int) -> None:
        """Delete one; one that is gone already is no fault."""
        with self._database.writing() as connection:
            connection.execute(delete(copies).where(copies.c.id == copy_id))


def _values(copy: StoredCopy) -> dict[str, object]:
    return {name: value for name, value in asdict(copy).items() if name != "id"}


def _copy(row: Row[tuple[object, ...]]) -> StoredCopy:
    return StoredCopy(**{name: value for name, value in row._mapping.items()})
