"""One-time addresses at which somebody chooses a password of their own. Only hashes of their tokens come here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select

from guide.storage.database import Database
from guide.storage.tables import accounts, invitations


class Invitations:
    """Invitations by token hash, one for an account. That without an account is for the first administrator."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def offer(self, token_hash: str, account: str | None, expires: datetime) -> None:
        """Invite; an earlier invitation of the same account opens nothing any more."""
        row = {"token_hash": token_hash, "account": account, "expires": expires}
        with self._database.writing() as connection:
            connection.execute(delete(invitations).where(invitations.c.account.is_not_distinct_from(account)))
            connection.execute(insert(invitations), row)

    def of(self, token_hash: str, now: datetime) -> str | None:
        """Whom a token invites: a name, "" for the first administrator, None when it opens nothing."""
        with self._database.reading() as connection:
            row = connection.execute(_open(token_hash, now)).first()
        return (row[0] or "") if row else None

    def take(self, token_hash: str, now: datetime) -> str | None:
        """The same, once: of two who take it at the same moment one gets None."""
        with self._database.writing() as connection:
            row = connection.execute(_open(token_hash, now)).first()
            gone = connection.execute(delete(invitations).where(invitations.c.token_hash == token_hash))
        return (row[0] or "") if row and gone.rowcount else None

    def waiting(self, now: datetime) -> frozenset[str]:
        """The accounts that are invited and have not come yet."""
        query = select(invitations.c.account).where(invitations.c.account.is_not(None), invitations.c.expires > now)
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars())


def _open(token_hash: str, now: datetime) -> Select[Any]:
    disabled = select(accounts.c.name).where(accounts.c.disabled.is_(True))
    return select(invitations.c.account).where(
        invitations.c.token_hash == token_hash,
        invitations.c.expires > now,
        invitations.c.account.is_(None) | invitations.c.account.not_in(disabled),
    )
