"""The city a letter is for, also where it is about no place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision: str | None = "0013"


def upgrade() -> None:
    op.add_column("complaints", sa.Column("city", sa.String(), nullable=False, server_default=""))
