"""Backups: taken while others write, whole or not there, checked before they are put back."""

from __future__ import annotations

import sqlite3
import tarfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guide.errors import StorageError
from guide.storage import backup, migrations
from guide.storage.audit import Audit, Event
from guide.storage.database import Database
from guide.storage.meta import Meta

AT = datetime(2026, 5, 2, 20, 0, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a base, a journal, a picture and things that can be made anew."""
    folder = tmp_path / "data"
    base = Database.open(f"sqlite:///{folder}/guide.sqlite3")
    Audit(base).record(Event(AT, "lin", "POST /x", "/x", "done"))
    base.close()
    with sqlite3.connect(folder / "journal.sqlite3") as journal:
        journal.execute("CREATE TABLE turns (question TEXT)")
    for name in (
        "pictures/house.svg", "index/vectors", "speech/a.wav", "open/current.json", "serve.lock", "uploads/x/list.csv",
    ):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def take(data: Path, target: Path, journal: bool = True) -> backup.Manifest:
    return backup.take(data, target, backup.begun(AT, "1.2.3"), journal)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_went_in_comes_out(data: Path, tmp_path: Path) -> None:
    made = take(data, tmp_path / "one.tar.gz")
    assert set(made.files) == {"guide.sqlite3", "journal.sqlite3", "pictures/house.svg"}
    assert backup.put_back(tmp_path / "one.tar.gz", tmp_path / "new") == made
    assert names(tmp_path / "new") == set(made.files)
    base = Database.open(f"sqlite:///{tmp_path}/new/guide.sqlite3")
    assert [each.account for each in Audit(base).all()] == ["lin"]
    base.close()
    assert not list(tmp_path.glob(".*"))


def test_what_visitors_asked_can_stay_out(data: Path, tmp_path: Path) -> None:
    assert "journal.sqlite3" not in take(data, tmp_path / "one.tar.gz", journal=False).files


def test_a_backup_is_one_moment_while_others_write(data: Path, tmp_path: Path) -> None:
    base = Database.open(f"sqlite:///{data}/guide.sqlite3")
    log, stop = Audit(base), threading.Event()

    def write() -> None:
        while not stop.is_set():
            log.record(Event(AT, "wu", "POST /y", "/y", "done"))

    writer = threading.Thread(target=write)
    writer.start()
    for number in range(3):
        take(data, tmp_path / f"{number}.tar.gz")
    stop.set()
    writer.join()
    base.close()
    for number in range(3):
        backup.put_back(tmp_path / f"{number}.tar.gz", tmp_path / str(number))
        copy = Database.open(f"sqlite:///{tmp_path / str(number)}/guide.sqlite3")
        ids = [each.id for each in Audit(copy).all()]
        assert ids == list(range(1, len(ids) + 1))
        copy.close()


def test_nothing_is_overwritten(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "one.tar.gz"
    take(data, target)
    before = target.read_bytes()
    with pytest.raises(StorageError, match="never overwritten"):
        take(data, target)
    with pytest.raises(StorageError, match="not empty"):
        backup.put_back(target, data)
    assert target.read_bytes() == before


@pytest.mark.parametrize("place", [0, 40, 400, -60])
def test_a_damaged_backup_is_refused_and_leaves_nothing(data: Path, tmp_path: Path, place: int) -> None:
    target = tmp_path / "one.tar.gz"
    take(data, target)
    raw = bytearray(target.read_bytes())
    raw[place] ^= 0xFF
    target.write_bytes(raw)
    with pytest.raises(StorageError):
        backup.put_back(target, tmp_path / "new")
    assert not (tmp_path / "new").exists() and not list(tmp_path.glob(".*"))


def test_a_file_that_leaves_its_folder_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "one.tar.gz"
    (tmp_path / "x").write_text("x")
    with tarfile.open(target, "w:gz") as archive:
        archive.add(tmp_path / "x", "../outside")
    with pytest.raises(StorageError):
        backup.put_back(target, tmp_path / "new")
    assert not (tmp_path / "outside").exists()


def test_what_is_no_backup_is_told(tmp_path: Path) -> None:
    for content in (b"", b"not a tar", b"\x1f\x8b"):
        (tmp_path / "x.tar.gz").write_bytes(content)
        with pytest.raises(StorageError):
            backup.put_back(tmp_path / "x.tar.gz", tmp_path / "new")
    with pytest.raises(StorageError, match="no knowledge base"):
        take(tmp_path, tmp_path / "y.tar.gz")


def test_a_backup_of_a_newer_guide_is_refused(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take(data, tmp_path / "one.tar.gz")
    monkeypatch.setattr(migrations, "HEAD", "0001")
    with pytest.raises(StorageError, match="newer guide"):
        backup.put_back(tmp_path / "one.tar.gz", tmp_path / "new")


def test_an_upgrade_is_taken_back_by_the_backup_made_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The older guide is this one with fewer migrations: what it refuses and what it opens is the same."""
    older, newer = "0002", migrations.HEAD
    url = f"sqlite:///{tmp_path}/data/guide.sqlite3"
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "HEAD", older)
        base = Database.open(url)
        Meta(base).put("cities", {"lampton": {}})
        base.close()
    made = take(tmp_path / "data", tmp_path / "before.tar.gz")
    assert made.schema == older
    upgraded = Database.open(url)
    assert Meta(upgraded).get("cities") == {"lampton": {}} and list(Audit(upgraded).all()) == []
    upgraded.close()
    assert take(tmp_path / "data", tmp_path / "after.tar.gz").schema == newer
    monkeypatch.setattr(migrations, "known", lambda: {"0001", older})
    monkeypatch.setattr(migrations, "HEAD", older)
    with pytest.raises(StorageError, match="newer guide"):
        Database.open(url)
    backup.put_back(tmp_path / "before.tar.gz", tmp_path / "back")
    again = Database.open(f"sqlite:///{tmp_path}/back/guide.sqlite3")
    assert Meta(again).get("cities") == {"lampton": {}}
    again.close()
