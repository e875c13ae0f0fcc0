"""The complaints desk: who works on a complaint, what was done and answered, the conversation sent along, templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"


def upgrade() -> None:
    op.add_column("complaints", sa.Column("sort", sa.String(20), nullable=False, server_default="complaint"))
    op.add_column("complaints", sa.Column("transcript", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("complaints", sa.Column("assignee", sa.String(), nullable=False, server_default=""))
    op.add_column("complaints", sa.Column("reply", sa.Text(), nullable=False, server_default=""))
    op.add_column("complaints", sa.Column("replied", sa.DateTime(timezone=True)))
    op.create_table(
        "complaint_steps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("receipt", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["receipt"], ["complaints.receipt"], name="fk_complaint_steps_receipt", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_complaint_steps"),
    )
    op.create_index("ix_complaint_steps_receipt", "complaint_steps", ["receipt"])
    op.create_table(
        "reply_templates",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("lang", sa.String(10), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reply_templates"),
    )
