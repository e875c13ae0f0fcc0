"""The second factor of an account: the secret its codes come from, the last one used, and the hashed recovery codes.

The secret has to be kept as it is, because codes are made from it (RFC 6238): only its owner may read the database.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, insert, select, update

from guide.storage.database import Database
from guide.storage.tables import accounts, recovery_codes


class SecondFactors:
    """Second factors by account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def secret(self, name: str) -> str:
        """The secret of an account, "" where the second factor is off."""
        with self._database.reading() as connection:
            found = connection.execute(select(accounts.c.totp_secret).where(accounts.c.name == name)).scalar()
        return found or ""

    def put(self, name: str, secret: str, step: int, codes: Iterable[str]) -> None:
        """Switch it on; `step` is that of the code which proved it, `codes` are hashes."""
        with self._database.writing() as connection:
            chosen = update(accounts).where(accounts.c.name == name)
            connection.execute(chosen.values(totp_secret=secret, totp_step=step))
            connection.execute(delete(recovery_codes).where(recovery_codes.c.account == name))
            rows = [{"account": name, "code_hash": code} for code in codes]
            if rows:
                connection.execute(insert(recovery_codes), rows)

    def renew(self, name: str, codes: Iterable[str]) -> None:
        """New recovery codes in place of those left."""
        with self._database.writing() as connection:
            connection.execute(delete(recovery_codes).where(recovery_codes.c.account == name))
            connection.execute(insert(recovery_codes), [{"account": name, "code_hash": code} for code in codes])

    def remove(self, name: str) -> None:
        """Switch it off."""
        self.put(name, "", 0, ())

    def use_step(self, name: str, step: int) -> bool:
        """Note that the code of a time step was used; False when it, or a later one, was used before."""
        used = update(accounts).where(accounts.c.name == name, accounts.c.totp_step < step).values(totp_step=step)
        with self._database.writing() as connection:
            return bool(connection.execute(used).rowcount)

    def use_code(self, name: str, code_hash: str) -> bool:
        """Use up a recovery code; False when there is no such code any more."""
        chosen = (recovery_codes.c.account == name, recovery_codes.c.code_hash == code_hash)
        with self._database.writing() as connection:
            return bool(connection.execute(delete(recovery_codes).where(*chosen)).rowcount)

    def codes_left(self, name: str) -> int:
        """How many recovery codes are left."""
        query = select(func.count()).select_from(recovery_codes).where(recovery_codes.c.account == name)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar() or 0)
