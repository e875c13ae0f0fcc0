"""Spreadsheets that wait in the data folder between being sent and being applied: `<data>/uploads/<random>.<ending>`.

Beside each file stands `<random>.json`, which says whose it is and how its columns are to be read. Only whoever sent a
file gets it back, and after a day it is removed; one that waits for a reviewer is
theirs too, and stays a month.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from guide.editing.columns import Choice
from guide.errors import NotFound

KEPT = timedelta(days=1)
KEPT_FOR_REVIEW = timedelta(days=30)
TRANSLATIONS = "translations"
"""The sort of a table that translators filled in; any other has rows of entries."""
WAITING, RETURNED = "waiting", "returned"
"""What became of a file that was handed to a reviewer."""
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonl", ".geojson")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that waits, and what its sender said about it."""

    token: str
    name: str
    """What the sender calls the file."""
    account: str
    at: datetime
    ending: str
    kind: str = ""
    city: str = ""
    lang: str = ""
    datum: str = "wgs-84"
    choices: Mapping[str, Choice] = field(default_factory=dict)
    """By heading, what the sender said a column is."""
    version: int | None = None
    """The content_version it became, once it was applied."""
    moved: tuple[str, ...] = ()
    """Entries that somebody else changed between the preview and the applying; they were left alone."""
    sort: str = ""
    handed: str = ""
    """WAITING for a reviewer, RETURNED by one, or neither."""
    note: str = ""
    """What its sender, or the reviewer who returned it, says."""

    @property
    def kept(self) -> timedelta:
        """How long it is kept."""
        return KEPT_FOR_REVIEW if self.handed else KEPT


class Uploads:
    """The files that wait in a folder."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.folder, self.now = folder, clock

    def keep(self, name: str, content: bytes, account: str) -> Upload:
        """Put a file by. Its name serves only to be shown; the path is made of a random word."""
        self.sweep()
        shown = re.split(r"[/\\]", name)[-1].strip()[-_LONGEST_NAME:] or "table"
        ending = next((each for each in ENDINGS if shown.lower().endswith(each)), ".csv")
        upload = Upload(secrets.token_urlsafe(16), shown, account, self.now(), ending)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._write(self.path(upload), content)
        self.save(upload)
        return upload

    def of(self, token: str, account: str, reviews: bool = False) -> Upload:
        """A file by its token. Raises NotFound for one that is not there, too old, or somebody else's, unless it waits
        for somebody who `reviews`.
        """
        path = self.folder / f"{token}.json"
        if not _TOKEN.fullmatch(token) or not path.is_file():
            raise NotFound("no such upload")
        upload = _read(json.loads(path.read_text(encoding="utf-8")))
        is_theirs = upload.account == account or reviews and upload.handed == WAITING
        if not is_theirs or self.now() - upload.at > upload.kept:
            raise NotFound("no such upload")
        return upload

    def waiting(self, account: str) -> list[Upload]:
        """Whatever somebody sent and has not applied yet, the latest first."""
        own = (each for each in self._all() if each.account == account and each.version is None)
        return self._fresh(own)

    def handed(self) -> list[Upload]:
        """Whatever waits for a reviewer, the latest first."""
        return self._fresh(each for each in self._all() if each.handed == WAITING and each.version is None)

    def path(self, upload: Upload) -> Path:
        """Where the file lies."""
        return self.folder / f"{upload.token}{upload.ending}"

    def save(self, upload: Upload) -> None:
        """Remember what was said about a file."""
        document = {**asdict(upload), "at": upload.at.isoformat()}
        self._write(self.folder / f"{upload.token}.json", json.dumps(document, ensure_ascii=False).encode())

    def remove(self, upload: Upload) -> None:
        """Throw a file away."""
        self.path(upload).unlink(missing_ok=True)
        (self.folder / f"{upload.token}.json").unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what is older than a day."""
        for upload in self._all():
            if self.now() - upload.at > upload.kept:
                self.remove(upload)
        for path in self._left_over():
            path.unlink(missing_ok=True)

    def _left_over(self) -> list[Path]:
        """What a process left that died between writing a file and saying whose it is."""
        files = list(self.folder.iterdir()) if self.folder.is_dir() else []
        known = {path.stem for path in files if path.suffix == ".json"}
        since = (self.now() - KEPT).timestamp()
        return [path for path in files if path.name.split(".")[0] not in known and path.stat().st_mtime < since]

    def _fresh(self, some: Iterable[Upload]) -> list[Upload]:
        kept = (each for each in some if self.now() - each.at <= each.kept)
        return sorted(kept, key=lambda each: each.at, reverse=True)

    def _all(self) -> Iterator[Upload]:
        for path in self.folder.glob("*.json") if self.folder.is_dir() else ():
            if _TOKEN.fullmatch(path.stem):
                yield _read(json.loads(path.read_text(encoding="utf-8")))

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all, and for no other account of the machine."""
        aside = path.with_name(f".{path.name}.new")
        aside.touch(mode=0o600)
        aside.write_bytes(content)
        os.replace(aside, path)


def _read(document: dict[str, Any]) -> Upload:
    choices = {heading: Choice(**each) for heading, each in document.pop("choices").items()}
    moved, at = tuple(document.pop("moved")), datetime.fromisoformat(document.pop("at"))
    return replace(Upload(at=at, **document), choices=choices, moved=moved)
