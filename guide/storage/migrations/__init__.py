"""Alembic's scripts, and the two questions Database.open asks: is the schema current, and if not, make it so.

A new version of the schema is a file in versions/ and a new HEAD here; a test keeps the two equal.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from guide.errors import StorageError

HEAD = "0015"


def is_current(connection: Connection) -> bool:
    """True when there is nothing to do: one look-up. Raises StorageError when a newer guide wrote the schema."""
    found = _found(connection)
    if found is None or found == HEAD:
        return found == HEAD
    if found in known():
        return False
    name = connection.engine.url.render_as_string(hide_password=True)
    raise StorageError(
        f"{name}: written by a newer guide (schema {found}, this one knows up to {HEAD}); "
        "install that version or a later one, or choose another data folder"
    )


def upgrade(connection: Connection) -> None:
    """Bring the schema to HEAD inside the caller's transaction; harmless when another process was faster."""
    if is_current(connection):
        return
    ready = config()
    ready.attributes["connection"] = connection
    command.upgrade(ready, HEAD)


def known() -> set[str]:
    """The versions of the schema this guide has a script for."""
    return {each.revision for each in ScriptDirectory.from_config(config()).walk_revisions()}


def config() -> Config:
    """Alembic's configuration: this folder, wherever the guide is installed."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    return made


def _found(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
