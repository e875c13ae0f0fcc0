"""Files of the data folder that only their owner may read: they hold password hashes and what visitors wrote."""

from __future__ import annotations

from pathlib import Path

from guide.errors import StorageError


def make(path: Path) -> None:
    """An empty file and its folder, where they are not there. Raises StorageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}; choose another data folder") from error
