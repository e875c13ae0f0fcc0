"""Texts and translations that a person called right together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision: str | None = "0011"


def upgrade() -> None:
    op.create_table(
        "translation_pairs",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("lang", sa.String(20), nullable=False),
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "lang", "mark", name="pk_translation_pairs"),
    )
