"""Drafts in the database: what editors wrote and no visitor reads yet.

A draft has a row of its own. `number` counts its saves: whoever changes one names the number read, and a number that
moved on meanwhile is refused, so that two people at one draft never overwrite each other in silence. What it said at
each save stays as long as the draft, so that a late save can be held against the text it began from.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, select, update

from guide import documents
from guide.errors import GuideError
from guide.storage.database import Beside, Database
from guide.storage.tables import draft_saves, drafts
from guide.types import Entry

DRAFT, REVIEW, SCHEDULED, RETURNED = "draft", "review", "scheduled", "returned"
STATES = (REVIEW, RETURNED, DRAFT, SCHEDULED)
"""In the order they want attention."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One draft. `entry` is None where it would withdraw the entry; `base` is None where the entry is new."""

    entry_id: str
    base: int | None
    author: str
    entry: Entry | None
    comment: str
    """Why: it becomes the comment of the revision."""
    saved: datetime
    state: str = DRAFT
    note: str = ""
    """From the author to the reviewer."""
    answer: str = ""
    """Why it came back: a reviewer's words, or the code of what kept a planned publication from happening."""
    publish_at: datetime | None = None
    end_at: datetime | None = None
    """When the entry is withdrawn again."""
    id: int = 0
    number: int = 1


class Stale(GuideError):
    """Somebody changed this very draft meanwhile: `now` is what it says, None when it is gone."""

    code = "stale_draft"

    def __init__(self, now: Kept | None) -> None:
        self.now = now
        super().__init__("somebody changed this draft meanwhile; look at it and do it again")


class Drafts:
    """The table of drafts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kept: Kept) -> Kept:
        """Store a new one and return it with its id."""
        row = {key: value for key, value in _row(kept).items() if key != "id"}
        with self._database.writing() as connection:
            made = replace(kept, id=int(connection.execute(insert(drafts).returning(drafts.c.id), row).scalar_one()))
            connection.execute(insert(draft_saves), _save(made, kept.author))
        return made

    def find(self, draft_id: int) -> Kept | None:
        """One draft."""
        with self._database.reading() as connection:
            return _found(connection, draft_id)

    def put(self, kept: Kept, editor: str = "") -> Kept:
        """Store a draft in place of the one of its number, and return it with the next. Raises Stale.

        `editor` is who wrote its text anew, "" where that stays.
        """
        with self._database.writing() as connection:
            return _put(connection, kept, editor)

    def remove(self, kept: Kept) -> None:
        """Take one away, as it was read. Raises Stale."""
        with self._database.writing() as connection:
            _remove(connection, kept)

    def becoming(self, kept: Kept, after: Kept | None) -> Beside:
        """What puts `after` in place of a draft, or takes it away, within the transaction that publishes it.

        Raises Stale there: what somebody saved meanwhile is not lost.
        """

        def become(connection: Connection) -> None:
            if after:
                _put(connection, after)
            else:
                _remove(connection, kept)

        return become

    def settle(self, kept: Kept) -> None:
        """Take one away whose text is live already, unless it was saved anew."""
        with self._database.writing() as connection:
            self.settling(kept)(connection)

    def settling(self, kept: Kept) -> Beside:
        """What takes a draft away within the transaction that publishes another text, unless it was saved anew."""

        def settle(connection: Connection) -> None:
            with suppress(Stale):
                _remove(connection, kept)

        return settle

    def said(self, draft_id: int, number: int) -> Entry | None:
        """The text of a draft at one of its saves; None where there is none any more, or it was a withdrawal."""
        at = draft_saves.c.draft_id == draft_id, draft_saves.c.number == number
        with self._database.reading() as connection:
            found: str | None = connection.execute(select(draft_saves.c.document).where(*at)).scalar()
        return _entry(found)

    def writer(self, draft_id: int) -> str:
        """Who wrote the text of a draft last; "" when it is gone."""
        by = draft_saves.c.draft_id == draft_id, draft_saves.c.editor != ""
        query = select(draft_saves.c.editor).where(*by).order_by(draft_saves.c.number.desc()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or ""

    def all(self) -> list[Kept]:
        """Every draft, the one saved last first."""
        return self._read(select(drafts).order_by(drafts.c.saved.desc(), drafts.c.id.desc()))

    def of(self, entry_id: str) -> list[Kept]:
        """The drafts of one entry, the one saved last first."""
        return self._read(select(drafts).where(drafts.c.entry_id == entry_id).order_by(drafts.c.saved.desc()))

    def states(self) -> dict[str, frozenset[str]]:
        """The states in which an entry has drafts, by entry."""
        found: dict[str, set[str]] = {}
        with self._database.reading() as connection:
            for entry_id, state in connection.execute(select(drafts.c.entry_id, drafts.c.state)):
                found.setdefault(entry_id, set()).add(state)
        return {entry_id: frozenset(states) for entry_id, states in found.items()}

    def due(self, now: datetime) -> list[Kept]:
        """The scheduled ones whose moment has come, the longest waiting first."""
        waiting = drafts.c.state == SCHEDULED, drafts.c.publish_at <= now
        return self._read(select(drafts).where(*waiting).order_by(drafts.c.publish_at, drafts.c.id))

    def next_due(self) -> datetime | None:
        """When the next scheduled one is due; None when nothing is scheduled."""
        query = select(drafts.c.publish_at).where(drafts.c.state == SCHEDULED, drafts.c.publish_at.is_not(None))
        with self._database.reading() as connection:
            found: datetime | None = connection.execute(query.order_by(drafts.c.publish_at).limit(1)).scalar()
        return found

    def _read(self, query: Select[Any]) -> list[Kept]:
        with self._database.reading() as connection:
            return [_kept(row) for row in connection.execute(query)]


def _put(connection: Connection, kept: Kept, editor: str = "") -> Kept:
    made = replace(kept, number=kept.number + 1)
    if not connection.execute(update(drafts).where(*_unchanged(kept)).values(_row(made))).rowcount:
        raise Stale(_found(connection, kept.id))
    connection.execute(insert(draft_saves), _save(made, editor))
    return made


def _remove(connection: Connection, kept: Kept) -> None:
    if not connection.execute(delete(drafts).where(*_unchanged(kept))).rowcount:
        raise Stale(_found(connection, kept.id))
    connection.execute(delete(draft_saves).where(draft_saves.c.draft_id == kept.id))


def _unchanged(kept: Kept) -> tuple[ColumnElement[bool], ...]:
    """This draft, as long as nobody changed it since it was read."""
    return drafts.c.id == kept.id, drafts.c.number == kept.number


def _found(connection: Connection, draft_id: int) -> Kept | None:
    row = connection.execute(select(drafts).where(drafts.c.id == draft_id)).first()
    return _kept(row) if row else None


_PLAIN = tuple(each.name for each in fields(Kept) if each.name != "entry")


def _row(kept: Kept) -> dict[str, Any]:
    return {**{name: getattr(kept, name) for name in _PLAIN}, "document": _document(kept.entry)}


def _save(kept: Kept, editor: str) -> dict[str, Any]:
    return {"draft_id": kept.id, "number": kept.number, "editor": editor, "document": _document(kept.entry)}


def _document(entry: Entry | None) -> str | None:
    return None if entry is None else json.dumps(documents.write(entry), ensure_ascii=False, allow_nan=False)


def _kept(row: Row[Any]) -> Kept:
    return Kept(entry=_entry(row.document), **{name: getattr(row, name) for name in _PLAIN})


def _entry(document: str | None) -> Entry | None:
    return None if document is None else documents.read(json.loads(document))
