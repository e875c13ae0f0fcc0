from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from guide.errors import StorageError
from guide.storage import journal_file
from guide.storage.journal import Journal
from guide.storage.journal_rows import Turn
from guide.types import Touched
from tests.clock import Clock

START = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path, clock: Clock) -> Iterator[Journal]:
    opened = Journal.open(path, clock)
    yield opened
    opened.close()


def turn(number: int, question: str = "几点关门", conversation: str | None = None, answered: bool = False) -> Turn:
    at = START + timedelta(seconds=number)
    return Turn(f"t{number}", at, conversation, question, "zh-Hans", "explain", answered, "templates", ("ge",), 3.5)


def rows(path: Path, columns: str = "*") -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute(f"SELECT {columns} FROM turns ORDER BY id").fetchall()
    connection.close()
    return found


def test_a_turn_is_on_disk_after_a_flush(journal: Journal, path: Path) -> None:
    journal.record(turn(1, answered=True))
    journal.flush()
    assert rows(path, "id, at, question, answered, entries, milliseconds") == [
        ("t1", "2026-05-01T09:30:01.000+00:00", "几点关门", 1, '["ge"]', 3.5)
    ]


def test_the_thread_writes_by_itself(journal: Journal, path: Path) -> None:
    journal.record(turn(1))
    waited = Event()
    for _ in range(100):
        if rows(path):
            return
        waited.wait(0.05)
    pytest.fail("nothing was written in 5 s")


def test_closing_writes_what_waits(path: Path, clock: Clock) -> None:
    journal = Journal.open(path, clock)
    for number in range(1500):
        journal.record(turn(number))
    journal.close()
    assert len(rows(path)) == 1500


def test_only_its_owner_may_read_it(journal: Journal, path: Path) -> None:
    journal.record(turn(1))
    journal.flush()
    assert {each.stat().st_mode & 0o077 for each in path.parent.iterdir()} == {0}


def test_a_full_queue_drops_and_counts_and_never_waits(path: Path, clock: Clock) -> None:
    journal = Journal.open(path, clock, capacity=3)
    blocker = sqlite3.connect(path)
    blocker.execute("BEGIN IMMEDIATE")
    with journal._disk:  # what a slow disk looks like from here
        for number in range(5):
            journal.record(turn(number))
    blocker.rollback()
    blocker.close()
    journal.close()
    assert journal.dropped == 2
    assert len(rows(path)) == 3


def test_a_disk_that_refuses_loses_turns_not_the_thread(
    journal: Journal, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with journal._disk:
        pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
        journal._connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with caplog.at_level(logging.WARNING):
        journal.record(turn(1, "很长的问题" * 5000))
        journal.flush()
    assert journal.dropped == 1
    assert "full" in caplog.text and "很长" not in caplog.text
    with journal._disk:
        journal._connection.execute("PRAGMA max_page_count = 100000").fetchall()
    journal.record(turn(2))
    journal.flush()
    assert [each[0] for each in rows(path)] == ["t2"]


def test_the_pseudonym_holds_within_a_folder_and_nowhere_else(journal: Journal, path: Path, clock: Clock) -> None:
    assert journal.pseudonym("walk-one") == journal.pseudonym("walk-one") != journal.pseudonym("c2")
    assert "walk-one" not in journal.pseudonym("walk-one")
    again = Journal.open(path, clock)
    other = Journal.open(path.with_name("other.db"), clock)
    assert again.pseudonym("walk-one") == journal.pseudonym("walk-one") != other.pseudonym("walk-one")
    again.close()
    other.close()


def test_forgetting_leaves_no_trace_in_queue_or_file(journal: Journal, path: Path) -> None:
    one, two = journal.pseudonym("c1"), journal.pseudonym("c2")
    for number in range(40):
        journal.record(turn(number, f"秘密问题{number}" * 20, one))
    journal.record(turn(40, "别的问题", two))
    journal.flush()
    journal.record(turn(41, "秘密还在排队", one))
    journal.record(turn(42, "没有会话", None))
    assert journal.forget("c1") == 41
    journal.flush()
    assert [each[0] for each in rows(path)] == ["t40", "t42"]
    left = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert "秘密".encode() not in left
    assert "别的问题".encode() in left
    assert journal.forget("c1") == 0


def test_turns_live_180_days(journal: Journal, path: Path, clock: Clock) -> None:
    journal.record(turn(0))
    journal.record(turn(86_400))
    journal.flush()
    clock.now = START + timedelta(days=180)
    assert journal.sweep() == 0
    clock.now += timedelta(seconds=1)
    assert journal.sweep() == 1
    assert [each[0] for each in rows(path)] == ["t86400"]


def test_the_thread_sweeps_once_a_day(journal: Journal, path: Path, clock: Clock) -> None:
    journal.record(turn(0))
    journal.flush()
    clock.now = START + timedelta(days=200)
    waited = Event()
    for number in range(1, 100):
        journal.record(turn(number * 86_400 * 2))
        if "t0" not in [each[0] for each in rows(path)]:
            return
        waited.wait(0.05)
    pytest.fail("the old turn is still there after 5 s")


def test_unanswered_groups_spellings_and_counts(journal: Journal) -> None:
    journal.record(turn(1, "個園有WIFI嗎？"))
    journal.record(turn(2, "个园有 wifi 吗"))
    journal.record(turn(3, "何园几点关门"))
    journal.record(turn(4, "何园几点关门", answered=True))
    journal.record(turn(5, "🙂"))
    found = journal.unanswered()
    assert [(each.question, each.count) for each in found] == [("个园有 wifi 吗", 2), ("🙂", 1), ("何园几点关门", 1)]
    assert found[0].last == START + timedelta(seconds=2)
    assert journal.unanswered(limit=1) == found[:1]


def test_feedback_reaches_its_turn_and_no_other(journal: Journal, path: Path) -> None:
    journal.record(turn(1))
    journal.feedback("t1", "down", "旧价格")
    journal.feedback("nothing", "up")
    journal.flush()
    assert rows(path, "id, thumb, reason") == [("t1", "down", "旧价格")]


def test_half_a_surrogate_pair_is_no_fault(journal: Journal, path: Path) -> None:
    journal.record(turn(1, "门票\ud83d多少", journal.pseudonym("\ud83d")))
    journal.feedback("t1\ud83d", "up", "\ud83d")
    journal.flush()
    assert rows(path, "question") == [("门票?多少",)]
    assert journal.dropped == 0


def test_a_question_of_a_hundred_thousand_signs_is_cut(journal: Journal, path: Path) -> None:
    journal.record(turn(1, "长" * 100_000))
    journal.flush()
    assert rows(path, "length(question)") == [(2000,)]


def test_a_journal_of_the_first_shape_is_brought_up_with_its_turns_and_its_salt(path: Path, clock: Clock) -> None:
    old = sqlite3.connect(path)
    for statement in journal_file._SHAPE:
        old.execute(statement)
    old.execute("INSERT INTO salt VALUES (?)", (b"s" * 32,))
    old.execute(
        "INSERT INTO turns VALUES ('t0', '2026-05-01T09:00:00.000+00:00', NULL, 'q', 'q', 'en', 'explain', 1,"
        " 'templates', '[\"ge\"]', 2.0, 'up', NULL)"
    )
    old.commit()
    old.close()
    for _ in range(2):  # the second time there is nothing to do
        journal = Journal.open(path, clock)
        journal.record(turn(1))
        journal.close()
    assert rows(path, "id, city, about, recommended, wishes, thumb") == [
        ("t0", "", "[]", "[]", "[]", "up"), ("t1", "", "[]", "[]", "[]", None),
    ]  # fmt: skip
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (journal_file.VERSION,)
    assert connection.execute("SELECT value FROM salt").fetchall() == [(b"s" * 32,)]
    connection.close()


def test_what_a_turn_touched_is_kept(journal: Journal, path: Path) -> None:
    journal.record(replace(turn(1), city="yz", touched=Touched(("ge",), ("he", "ge"), ("quiet",))))
    journal.flush()
    assert rows(path, "city, about, recommended, wishes") == [("yz", '["ge"]', '["he", "ge"]', '["quiet"]')]


def test_a_newer_journal_is_refused_with_the_fix(journal: Journal, path: Path, clock: Clock) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StorageError, match="newer guide.*install"):
        Journal.open(path, clock)


def test_a_file_that_is_no_journal_is_refused(path: Path, clock: Clock) -> None:
    path.write_text("not a database, but long enough to be looked at" * 20)
    with pytest.raises(StorageError, match="not a database"):
        Journal.open(path, clock)
