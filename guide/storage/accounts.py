"""Editors' accounts and their sessions. Neither passwords nor tokens come here, only their hashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from guide.errors import NotAllowed, NotFound
from guide.storage.database import Database
from guide.storage.invitations import Invitations
from guide.storage.rows import upsert
from guide.storage.second_factors import SecondFactors
from guide.storage.tables import accounts, invitations, recovery_codes, sessions

ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may work in the studio. `password_hash` is "" until somebody who was invited has come."""

    name: str
    password_hash: str
    role: str
    disabled: bool
    cities: tuple[str, ...] = ()
    """Where the role holds; () is everywhere."""
    second_factor: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in that still holds. `seen` is when it was last used, `expires` when it ends however much it is used."""

    account: str
    role: str
    opened: datetime
    seen: datetime
    expires: datetime
    cities: tuple[str, ...] = ()
    """Where the role holds; () is everywhere."""


_SESSION = (
    select(
        sessions.c.account, accounts.c.role, sessions.c.opened, sessions.c.seen, sessions.c.expires, accounts.c.cities
    )
    .join_from(sessions, accounts)
    .where(accounts.c.disabled.is_(False))
)


class Accounts:
    """Accounts by name. A disabled one keeps its name in the history and can be added anew."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.factors = SecondFactors(database)
        self.invitations = Invitations(database)

    def add(self, name: str, password_hash: str, role: str, cities: Sequence[str] = ()) -> None:
        """A new account, or a disabled one with a new password. Raises NotAllowed when the name is in use."""
        row = {"name": name, "password_hash": password_hash, "role": role, "disabled": False}
        fresh = {**row, "cities": " ".join(cities), "totp_secret": "", "totp_step": 0}
        with self._database.writing() as connection:
            taken = select(accounts.c.name).where(accounts.c.name == name, accounts.c.disabled.is_(False))
            if connection.execute(taken).first():
                raise NotAllowed(f"{name}: there is such an account; disable it first or choose another name")
            connection.execute(upsert(connection, accounts), fresh)
            connection.execute(delete(recovery_codes).where(recovery_codes.c.account == name))

    def find(self, name: str) -> Account | None:
        """The account of that name, disabled or not."""
        with self._database.reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        return _account(row) if row else None

    def all(self) -> list[Account]:
        """Every account, by name."""
        with self._database.reading() as connection:
            return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]

    def give(self, name: str, role: str, cities: Sequence[str]) -> None:
        """Another role, and where it holds. Raises NotFound, and NotAllowed when no administrator would be left."""
        with self._database.writing() as connection:
            _hold_administrators(connection)
            _change(connection, name, role=role, cities=" ".join(cities))
            _require_administrator(connection)

    def put_password(self, name: str, password_hash: str, but: str = "") -> None:
        """A new password, which ends every session but the one whose token hash is `but`. Raises NotFound."""
        with self._database.writing() as connection:
            _change(connection, name, password_hash=password_hash)
            connection.execute(delete(sessions).where(sessions.c.account == name, sessions.c.token_hash != but))
            connection.execute(delete(invitations).where(invitations.c.account == name))

    def enable(self, name: str) -> None:
        """Let a disabled account in again, with the password it had. Raises NotFound."""
        with self._database.writing() as connection:
            _change(connection, name, disabled=False)

    def disable(self, name: str, keep_administrator: bool = False) -> None:
        """End an account, its sessions and invitations. Raises NotFound; NotAllowed when it must keep the last one."""
        with self._database.writing() as connection:
            _hold_administrators(connection)
            _change(connection, name, disabled=True)
            connection.execute(delete(sessions).where(sessions.c.account == name))
            connection.execute(delete(invitations).where(invitations.c.account == name))
            if keep_administrator:
                _require_administrator(connection)

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
        return _session(row) if row else None

    def sessions_of(self, name: str, now: datetime) -> list[Session]:
        """The open sessions of an account, the last used first."""
        query = _SESSION.where(sessions.c.account == name, sessions.c.expires > now)
        with self._database.reading() as connection:
            return [_session(row) for row in connection.execute(query.order_by(sessions.c.seen.desc()))]

    def touch(self, token_hash: str, now: datetime) -> None:
        """Note that a session was used."""
        with self._database.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen=now))

    def close_session(self, token_hash: str) -> None:
        """End a session; one that is not there is no error."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def close_sessions(self, name: str) -> int:
        """End every session of an account; how many there were."""
        with self._database.writing() as connection:
            return int(connection.execute(delete(sessions).where(sessions.c.account == name)).rowcount)


def _change(connection: Connection, name: str, **values: object) -> None:
    if not connection.execute(update(accounts).where(accounts.c.name == name).values(**values)).rowcount:
        raise NotFound(f"{name}: no such account; `guide users list` shows all")


def _hold_administrators(connection: Connection) -> None:
    """Two administrators who take each other's role at once queue up here; on SQLite every write does."""
    connection.execute(select(accounts.c.name).where(accounts.c.role == ADMINISTRATOR).with_for_update())


def _require_administrator(connection: Connection) -> None:
    left = select(func.count()).where(
        accounts.c.role == ADMINISTRATOR, accounts.c.disabled.is_(False), accounts.c.password_hash != ""
    )
    if not connection.execute(left).scalar():
        raise NotAllowed("no administrator would be left; make somebody else an administrator first")


def _account(row: Any) -> Account:
    cities = tuple(row.cities.split())
    return Account(row.name, row.password_hash, row.role, row.disabled, cities, bool(row.totp_secret))


def _session(row: Any) -> Session:
    return Session(row.account, row.role, row.opened, row.seen, row.expires, tuple(row.cities.split()))
