from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text

from guide.errors import Busy, StorageError
from guide.storage.database import Database
from guide.storage.meta import Meta
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from tests.storage.samples import batch, entry


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A file, whatever database the others are given: what is asked here only SQLite has."""
    opened = Database.open(f"sqlite:///{tmp_path}/guide.db")
    yield opened
    opened.close()


def pragma(database: Database, name: str) -> object:
    with database.reading() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def on_checkout(database: Database, setting: str) -> None:
    """Give every connection a pragma before it is used."""
    event.listen(database._reader, "checkout", lambda raw, *_: raw.execute(f"PRAGMA {setting}").close())


def test_an_edit_survives_a_power_cut_and_readers_do_not_wait(database: Database) -> None:
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "busy_timeout") == 5000


def test_only_its_owner_may_read_the_file(database: Database, tmp_path: Path) -> None:
    Meta(database).put("a", 1)
    assert {each.stat().st_mode & 0o077 for each in tmp_path.iterdir()} == {0}


def test_the_folder_is_made(tmp_path: Path) -> None:
    Database.open(f"sqlite:///{tmp_path}/new/folder/guide.db").close()
    assert (tmp_path / "new/folder/guide.db").is_file()


@pytest.mark.parametrize("url", ["", "guide.db", "oracel://x", "mysql+nothing://x/y"])
def test_a_wrong_url_is_refused_with_the_fix(url: str) -> None:
    with pytest.raises(StorageError, match="database_url .* write sqlite:///FILE"):
        Database.open(url)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="file/guide.db cannot be written.*another data folder"):
        Database.open(f"sqlite:///{tmp_path}/file/guide.db")


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "guide.db"
    path.write_text("the notes of somebody, long enough to be looked at\n" * 20)
    with pytest.raises(StorageError, match="not a database"):
        Database.open(f"sqlite:///{path}")
    assert path.read_text().startswith("the notes")


def test_a_newer_schema_is_refused_with_the_fix_and_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/guide.db"
    Database.open(url).close()
    connection = sqlite3.connect(tmp_path / "guide.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    before = list(connection.iterdump())
    with pytest.raises(StorageError, match=r"newer guide \(schema 9999.*install that version"):
        Database.open(url)
    assert list(connection.iterdump()) == before
    connection.close()


def test_no_password_of_the_database_reaches_a_message() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError, match="check the database server") as caught:
        Database.open("postgresql+psycopg://guide:secret@127.0.0.1:9/guide")
    assert "secret" not in str(caught.value)


def test_a_database_that_another_process_writes_is_busy(database: Database, tmp_path: Path) -> None:
    revisions = Revisions(database)
    other = sqlite3.connect(tmp_path / "guide.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    on_checkout(database, "busy_timeout = 50")
    with pytest.raises(Busy, match="another process is writing"):
        revisions.publish(batch((entry("a"), None)))
    assert revisions.content_version() == 0
    other.execute("ROLLBACK")
    assert revisions.publish(batch((entry("a"), None))) == 1
    other.close()


def test_a_full_disk_is_named_and_nothing_is_half_written(database: Database) -> None:
    revisions, passages = Revisions(database), Passages(database)
    revisions.publish(batch((entry("a"), None)))
    before = list(passages.all()), revisions.history("a")
    pages = pragma(database, "page_count")
    on_checkout(database, f"max_page_count = {pages}")
    with pytest.raises(StorageError, match="disk is full, nothing was changed; free some space"):
        revisions.publish(batch((entry("a", text="很长" * 50_000), 1)))
    assert (list(passages.all()), revisions.history("a")) == before
    assert revisions.content_version() == 1


def test_a_read_only_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "guide.db"
    Database.open(f"sqlite:///{path}").close()
    database = Database.open(f"sqlite:///{path}")
    on_checkout(database, "query_only = ON")
    with pytest.raises(StorageError, match="read-only"):
        Meta(database).put("a", 1)
    database.close()


def test_a_reader_sees_one_state_while_another_publishes(database: Database) -> None:
    revisions = Revisions(database)
    revisions.publish(batch((entry("a"), None)))
    count = text("SELECT count(*) FROM revisions")
    with database.reading() as connection:
        assert connection.execute(count).scalar() == 1
        revisions.publish(batch((entry("b"), None)))
        assert connection.execute(count).scalar() == 1
    assert revisions.content_version() == 2
