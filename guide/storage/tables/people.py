"""Who works in the studio, and what was done there."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from guide.storage.tables.schema import Moment, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    Column("password_hash", String, nullable=False),
    Column("role", String, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("cities", Text, nullable=False, server_default=""),
    Column("totp_secret", String(64), nullable=False, server_default=""),
    Column("totp_step", Integer, nullable=False, server_default="0"),
)
"""`cities` are ids with a space between, "" for all. `totp_step` is the last time step (RFC 6238) whose code came."""

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("account", ForeignKey("accounts.name"), nullable=False),
    Column("code_hash", String(64), nullable=False),
    PrimaryKeyConstraint("account", "code_hash"),
)
"""What stands in for a lost phone, each once: a used one is gone."""

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.name")),
    Column("expires", Moment, nullable=False),
    Index(None, "account"),
)
"""One-time addresses at which somebody chooses a password; without an account, the one for the first administrator."""

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.name"), nullable=False),
    Column("opened", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Index(None, "account"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("account", String, nullable=False),
    Column("action", String(60), nullable=False),
    Column("about", Text, nullable=False),
    Column("outcome", String(60), nullable=False),
    Index(None, "at"),
    sqlite_autoincrement=True,
)
"""What was done in the studio. Triggers refuse update and delete."""
