"""Alembic runs this file. It only works on the connection that `migrations.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from guide.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
