"""What a draft said at each of its saves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision: str | None = "0012"


def upgrade() -> None:
    op.create_table(
        "draft_saves",
        sa.Column("draft_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("editor", sa.String(), nullable=False),
        sa.Column("document", sa.Text()),
        sa.PrimaryKeyConstraint("draft_id", "number", name="pk_draft_saves"),
    )
    columns = "draft_id, number, editor, document"
    op.execute(f"INSERT INTO draft_saves ({columns}) SELECT id, number, author, document FROM drafts")
