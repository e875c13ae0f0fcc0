"""Editors' accounts and their sessions. Neither passwords nor tokens come here, only their hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from guide.errors import NotAllowed, NotFound
from guide.storage.database import Database
from guide.storage.rows import upsert
from guide.storage.tables import accounts, sessions


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may work in the studio."""

    name: str
    password_hash: str
    role: str
    disabled: bool


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in that still holds. `seen` is when it was last used, `expires` when it ends however much it is used."""

    account: str
    role: str
    opened: datetime
    seen: datetime
    expires: datetime


_SESSION = (
    select(sessions.c.account, accounts.c.role, sessions.c.opened, sessions.c.seen, sessions.c.expires)
    .join_from(sessions, accounts)
    .where(accounts.c.disabled.is_(False))
)


class Accounts:
    """Accounts by name. A disabled one keeps its name in the history and can be added anew."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, password_hash: str, role: str) -> None:
        """A new account, or a disabled one with a new password. Raises NotAllowed when the name is in use."""
        row = {"name": name, "password_hash": password_hash, "role": role, "disabled": False}
        with self._database.writing() as connection:
            taken = select(accounts.c.name).where(accounts.c.name == name, accounts.c.disabled.is_(False))
            if connection.execute(taken).first():
                raise NotAllowed(f"{name}: there is such an account; disable it first or choose another name")
            connection.execute(upsert(connection, accounts), row)

    def find(self, name: str) -> Account | None:
        """The account of that name, disabled or not."""
        with self._database.reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        return Account(*row) if row else None

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.reading() as connection:
            return [Account(*row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]

    def disable(self, name: str) -> None:
        """End an account and its sessions. Raises NotFound."""
        with self._database.writing() as connection:
            done = connection.execute(update(accounts).where(accounts.c.name == name).values(disabled=True))
            if not done.rowcount:
                raise NotFound(f"{name}: no such account; `guide users list` shows all")
            connection.execute(delete(sessions).where(sessions.c.account == name))

    def open_session(self, token_hash: str, account: str, now: datetime, expires: datetime) -> None:
        """Remember a log-in, and forget those that ended."""
        row = {"token_hash": token_hash, "account": account, "opened": now, "seen": now, "expires": expires}
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires <= now))
            connection.execute(insert(sessions), row)

    def session(self, token_hash: str, now: datetime) -> Session | None:
        """The session of a token, None when it expired, was closed, or its account is disabled."""
        query = _SESSION.where(sessions.c.token_hash == token_hash, sessions.c.expires > now)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Session(*row) if row else None

    def touch(self, token_hash: str, now: datetime) -> None:
        """Note that a session was used."""
        with self._database.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen=now))

    def close_session(self, token_hash: str) -> None:
        """End a session; one that is not there is no error."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))
