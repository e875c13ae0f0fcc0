"""What one content_version made live is found at once: an import of thousands can be listed and undone."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision: str | None = "0007"


def upgrade() -> None:
    op.create_index("ix_revisions_version", "revisions", ["version"])
