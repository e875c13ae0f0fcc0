"""Replies to begin from, in the database: by language, with the name of whoever wrote them last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from guide.errors import NotFound
from guide.storage.database import Database
from guide.storage.tables import reply_templates


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """A reply with placeholders; `id` is 0 until stored."""

    lang: str
    name: str
    text: str
    account: str
    changed: datetime
    id: int = 0


class ReplyTemplates:
    """The table of templates."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[ReplyTemplate]:
        """By language, then by name."""
        table = reply_templates.c
        query = select(reply_templates).order_by(table.lang, table.name, table.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [ReplyTemplate(row.lang, row.name, row.text, row.account, row.changed, row.id) for row in rows]

    def add(self, templates: Sequence[ReplyTemplate]) -> None:
        """Store new ones, all or none."""
        rows = [{name: value for name, value in asdict(each).items() if name != "id"} for each in templates]
        with self._database.writing() as connection:
            connection.execute(insert(reply_templates), rows)

    def put(self, template: ReplyTemplate) -> None:
        """Write one anew. Raises NotFound."""
        values = asdict(template)
        change = update(reply_templates).where(reply_templates.c.id == values.pop("id")).values(**values)
        with self._database.writing() as connection:
            if not connection.execute(change).rowcount:
                raise NotFound("no such template")

    def remove(self, template_id: int) -> None:
        """Delete one; one that is gone already is no fault."""
        with self._database.writing() as connection:
            connection.execute(delete(reply_templates).where(reply_templates.c.id == template_id))
