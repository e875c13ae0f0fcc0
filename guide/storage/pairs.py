"""Texts and translations that a person called right together, by a digest of both: no such pair is ever behind.

A digest stays while either text changes, and counts again when both are back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from guide.storage.database import Database
from guide.storage.rows import chunks, insert_missing, upsert
from guide.storage.tables import translation_pairs
from guide.types import Lang

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Agreed:
    """One pair: `lang` is that of the translation, `mark` the digest of both texts."""

    entry_id: str
    lang: Lang
    mark: str


class Pairs:
    """The table of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, agreed: Collection[Agreed], account: str, at: datetime, version: int = 0) -> None:
        """Remember that somebody called these right. `version` is that of the batch they came with, 0 without one;
        what was called right before stays that of whoever did.
        """
        told = {"account": account, "at": at, "version": version}
        rows = [
            {"entry_id": each.entry_id, "lang": each.lang, "mark": each.mark, **told} for each in dict.fromkeys(agreed)
        ]
        if rows:
            with self._database.writing() as connection:
                put = insert_missing if version else upsert
                connection.execute(put(connection, translation_pairs), rows)

    def forget(self, version: int, kept: Collection[str]) -> set[str]:
        """Take back what came with a batch, but for some entries; returns the entries it was said of."""
        table = translation_pairs.c
        with self._database.writing() as connection:
            found = set(connection.execute(select(table.entry_id).where(table.version == version)).scalars()) - {*kept}
            for some in chunks(sorted(found)):
                gone = delete(translation_pairs).where(table.version == version, table.entry_id.in_(some))
                connection.execute(gone)
        return found

    def of(self, entry_ids: Iterable[str], lang: Lang) -> dict[str, frozenset[str]]:
        """The digests of some entries in a language, by entry; those without any are left out."""
        table, found = translation_pairs.c, dict[str, set[str]]()
        query = select(table.entry_id, table.mark).where(table.lang == lang)
        with self._database.reading() as connection:
            for some in chunks(list(dict.fromkeys(entry_ids))):
                for entry_id, mark in connection.execute(query.where(table.entry_id.in_(some))):
                    found.setdefault(entry_id, set()).add(mark)
        return {entry_id: frozenset(marks) for entry_id, marks in found.items()}

    def one(self, entry_id: str, lang: Lang) -> frozenset[str]:
        """The digests of one entry."""
        return self.of([entry_id], lang).get(entry_id, _NONE)
