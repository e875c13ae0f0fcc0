"""Small values that belong to the knowledge base: the embedder in use and its generation, the cities."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from guide.storage.database import Database
from guide.storage.rows import upsert
from guide.storage.tables import meta


class Meta:
    """JSON values by key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:
        """The value stored under `key`, else `default`."""
        with self._database.reading() as connection:
            found = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
        return default if found is None else json.loads(found)

    def put(self, key: str, value: Any) -> None:
        """Store a JSON value in place of what was there."""
        row = {"key": key, "value": json.dumps(value, ensure_ascii=False, sort_keys=True)}
        with self._database.writing() as connection:
            connection.execute(upsert(connection, meta), row)
