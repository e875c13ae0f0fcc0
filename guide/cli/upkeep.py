"""Verbs for whoever runs the machine: backup and restore, and the digest to mail."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from guide.cli import insights
from guide.cli.terminal import Data, settings_of
from guide.errors import SettingsError
from guide.knowledge_base import now
from guide.storage import backup as backups
from guide.storage.lock import hold

Without = Annotated[bool, typer.Option("--without-journal", help="Leave out what visitors asked.")]


def add_to(cli: typer.Typer) -> None:
    """Hang the verbs on the command line."""
    cli.command()(backup)
    cli.command()(restore)
    cli.command()(digest)


def backup(target: Path, without_journal: Without = False, data: Data = None) -> None:
    """Copy a data folder into one file, while the guide serves or not.

    Example: guide backup /srv/backups/guide-2026-11-21.tar.gz --data /srv/guide
    """
    folder = _folder(data)
    made = backups.take(folder, target, backups.begun(now(), version("city-guide")), journal=not without_journal)
    typer.echo(f"{len(made.files)} files of {folder} in {target} ({target.stat().st_size / 1e6:.1f} MB)")


def restore(source: Path, data: Data = None) -> None:
    """Make a data folder of a backup: an empty one, or one that is not there yet.

    Example: guide restore /srv/backups/guide-2026-11-21.tar.gz --data /srv/guide-restored
    """
    folder = _folder(data)
    manifest = backups.put_back(source, folder)
    with hold(folder):
        typer.echo(f"{len(manifest.files)} files of {manifest.at} in {folder}; start with: guide serve --data {folder}")


def digest(lang: str = "zh-Hans", data: Data = None) -> None:
    """Print the week's digest of facts to check again, to mail.

    Example: guide digest --lang en --data /srv/guide | mail -s "To check again" editors@example.org
    """
    typer.echo(insights.digest(settings_of(data), lang), nl=False)


def _folder(data: Path | None) -> Path:
    """The data folder. Raises SettingsError where the database is elsewhere: its own tools copy it."""
    settings = settings_of(data)
    if settings.database_url and not settings.database_url.startswith("sqlite"):
        raise SettingsError(
            "the database is not in the data folder: back it up and restore it with pg_dump and pg_restore"
        )
    return settings.data
