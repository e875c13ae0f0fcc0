"""The picture files that anything kept names: every revision, every draft and what it said before, every copy."""

from __future__ import annotations

import re

from sqlalchemy import select

from guide.storage.database import Database
from guide.storage.tables import copies, draft_saves, drafts, revisions

_FILE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.webp")
_KEPT = (revisions, drafts, draft_saves, copies)


class Mentions:
    """Reads the documents of the database for names of files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pictures(self) -> set[str]:
        """The names of all WebP files that stand in a document."""
        found: set[str] = set()
        with self._database.reading() as connection:
            for table in _KEPT:
                query = select(table.c.document).where(table.c.document.contains(".webp"))
                for (document,) in connection.execute(query):
                    found.update(_FILE.findall(document))
        return found
