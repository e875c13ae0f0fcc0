"""The publication with which a translation was called right, so that taking it back takes the mark back too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision: str | None = "0014"


def upgrade() -> None:
    op.add_column("translation_pairs", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
