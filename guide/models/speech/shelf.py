"""Clips kept on disk by key: a WAV file and what goes with it. Bounded; half a clip is none.

Neither the text nor who asked is kept: the key is a digest, and nobody can read a question from it.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from pathlib import Path
from typing import Any

from guide.errors import StorageError
from guide.types import Track

LEAST_SHARE = 0.8
"""Share of the bound that stays when the oldest are thrown out."""


class Shelf:
    """A folder of clips of at most `most` bytes; those not asked for longest go first."""

    def __init__(self, folder: Path, most: int) -> None:
        self._folder, self._most = folder, most
        self._lock = threading.Lock()
        self._size: int | None = None

    def path(self, key: str) -> Path:
        """Where the sound of a clip lies if it is there."""
        return self._folder / f"{key}.wav"

    def get(self, key: str) -> tuple[int, Track, str] | None:
        """(milliseconds, track, voice) of a clip that is there whole."""
        try:
            about = json.loads(self._about(key).read_text(encoding="utf-8"))
            os.utime(self.path(key))
            return about["milliseconds"], tuple((at, shape) for at, shape in about["visemes"]), about["voice"]
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def put(self, key: str, file: bytes, about: dict[str, Any]) -> None:
        """Keep a clip; the sound first, what names it last. Raises StorageError where the disk does not take it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self.path(key), file)
            self._write(self._about(key), json.dumps(about, separators=(",", ":")).encode())
        except OSError as error:
            raise StorageError(f"{self._folder} takes no clip: {error.strerror}; free some space") from error
        self._bound(len(file))

    def _about(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _write(self, path: Path, content: bytes) -> None:
        aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        try:
            aside.write_bytes(content)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)

    def _bound(self, added: int) -> None:
        with self._lock:
            if self._size is not None and self._size + added <= self._most:
                self._size += added
                return
            clips = sorted(_sizes(self._folder), reverse=True)
            self._size = sum(size for _, size, _ in clips)
            while clips and self._size > self._most * LEAST_SHARE:
                _, size, path = clips.pop()
                self._about(path.stem).unlink(missing_ok=True)
                path.unlink(missing_ok=True)
                self._size -= size


def _sizes(folder: Path) -> list[tuple[float, int, Path]]:
    """(last asked for, bytes, path) of each sound."""
    found = []
    for path in folder.glob("*.wav"):
        try:
            about = path.stat()
        except OSError:
            continue
        found.append((about.st_mtime, about.st_size, path))
    return found
