"""A data folder in one file: taken while the guide serves, checked whole before anything is put back.

The file is a gzipped tar: `manifest.json` first, then what it names, each with its SHA-256. SQLite files are copied by
SQLite's own online backup, so a copy is one moment of the database however much is written meanwhile. What can be made
anew stays out: index files, files of open data, clips of speech, uploads that wait to be looked at.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from guide.errors import StorageError
from guide.storage import migrations

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE, JOURNAL = "guide.sqlite3", "journal.sqlite3"
LEFT_OUT = ("index", "open", "speech", "uploads", "serve.lock")
"""First parts of paths that no backup holds."""
_COMPANIONS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `files` are SHA-256 digests by path; `at` is the moment it was begun, ISO 8601."""

    at: str
    guide: str
    schema: str = ""
    """Of the database, as migrations call it."""
    format: int = FORMAT
    files: Mapping[str, str] = field(default_factory=dict)


def take(data: Path, target: Path, manifest: Manifest, journal: bool = True) -> Manifest:
    """Write a backup of a data folder to a new file; it appears whole or not at all.

    Raises StorageError for a folder without a base, a target that is there already or cannot be written.
    """
    if not (data / DATABASE).is_file():
        raise StorageError(f"{data} holds no knowledge base to back up; name another folder with --data")
    if target.exists():
        raise StorageError(f"{target} is there already; choose another name: a backup is never overwritten")
    part = target.with_name(f"{target.name}.part")
    try:
        with TemporaryDirectory(dir=target.absolute().parent, prefix=".backup-") as folder:
            copied = dict(_copied(data, Path(folder), journal))
            digests = {name: _digest(path) for name, path in copied.items()}
            whole = replace(manifest, schema=_schema(copied[DATABASE]), files=digests)
            _write(part, whole, copied)
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise StorageError(f"{target} was not written: {error}; free some space or choose another place") from error
    return whole


def put_back(source: Path, data: Path) -> Manifest:
    """Make a data folder of a backup. The folder must be empty or not there; it appears whole or not at all.

    Raises StorageError for a file that is no backup, is damaged or of a newer guide, and for a folder in use.
    """
    if data.exists() and any(data.iterdir()):
        raise StorageError(f"{data} is not empty; move it aside first, or restore into another folder")
    data.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=data.absolute().parent, prefix=".restore-") as folder:
            held = Path(folder) / "data"
            manifest = _unpacked(source, held)
            _check(held, manifest, source)
            os.replace(held, data)  # An empty folder gives way to it.
    except (OSError, tarfile.TarError, EOFError) as error:
        raise StorageError(f"{source} cannot be restored: {error}; take another backup") from error
    return manifest


def _copied(data: Path, folder: Path, journal: bool) -> Iterator[tuple[str, Path]]:
    """(path in the backup, file to read) of everything that goes in; databases are copied into `folder` first."""
    for path in sorted(data.rglob("*")):
        name = path.relative_to(data).as_posix()
        if not path.is_file() or path.is_symlink() or name.split("/")[0] in LEFT_OUT or name.endswith(_COMPANIONS):
            continue
        if name == JOURNAL and not journal:
            continue
        yield name, _database(path, folder / path.name) if path.suffix == ".sqlite3" else path


def _database(path: Path, copy: Path) -> Path:
    with closing(sqlite3.connect(path, timeout=30)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target, pages=4096)
        target.execute("PRAGMA journal_mode=DELETE").fetchall()
    return copy


def _schema(path: Path) -> str:
    """The version the database's tables are of; an older guide's base may be backed up before it is upgraded."""
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def _write(part: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as archive:
            text = json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(text)
            archive.addfile(head, io.BytesIO(text))
            for name, path in files.items():
                archive.add(path, name, recursive=False, filter=_nameless)
        raw.flush()
        os.fsync(raw.fileno())


def _nameless(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without the names of accounts of this machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _unpacked(source: Path, folder: Path) -> Manifest:
    folder.mkdir(mode=0o700)
    with tarfile.open(source, "r:gz") as archive:
        archive.extractall(folder, filter="data")
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError) as error:
        raise StorageError(f"{source} is no backup of a guide") from error
    (folder / MANIFEST).unlink()
    return manifest


def _check(folder: Path, manifest: Manifest, source: Path) -> None:
    if manifest.format != FORMAT or manifest.schema > migrations.HEAD:
        raise StorageError(
            f"{source} was made by a newer guide ({manifest.guide}); install that version or a later one"
        )
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    wrong = [name for name, digest in manifest.files.items() if name not in found or _digest(found[name]) != digest]
    if wrong or set(found) != set(manifest.files):
        raise StorageError(f"{source} is damaged: {', '.join(wrong) or 'files nobody named'}; take another backup")
    for path in (each for each in found.values() if each.suffix == ".sqlite3"):
        with closing(sqlite3.connect(path)) as connection:
            if (told := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise StorageError(f"{source} is damaged: {path.name}: {told}; take another backup")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def begun(at: datetime, version: str) -> Manifest:
    """The manifest of a backup that begins now."""
    return Manifest(at.isoformat(timespec="seconds"), version)
