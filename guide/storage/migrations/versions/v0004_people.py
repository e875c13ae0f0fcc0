"""People of the studio: the cities a role holds for, the second factor, and one-time invitations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("cities", sa.Text(), nullable=False, server_default=""))
    op.add_column("accounts", sa.Column("totp_secret", sa.String(64), nullable=False, server_default=""))
    op.add_column("accounts", sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "recovery_codes",
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_recovery_codes_account"),
        sa.PrimaryKeyConstraint("account", "code_hash", name="pk_recovery_codes"),
    )
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_invitations_account"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_invitations"),
    )
    op.create_index("ix_invitations_account", "invitations", ["account"])
