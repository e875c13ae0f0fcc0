from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from guide.storage import migrations
from guide.storage.database import Database
from guide.storage.revisions import Revisions
from guide.storage.tables import metadata

_DIES = """
import os, signal, sys
from sqlalchemy import Engine, event
from guide.storage.database import Database

left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

Database.open(sys.argv[1])
"""
_OPENS = "import sys; from guide.storage.database import Database; Database.open(sys.argv[1]).close()"


def test_head_is_the_newest_script() -> None:
    assert ScriptDirectory.from_config(migrations.config()).get_current_head() == migrations.HEAD


def test_the_scripts_make_the_tables_the_code_uses(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize("statement", [6, 9, 14, 20, 24])
def test_killed_in_the_middle_of_the_first_migration_it_starts_over(tmp_path: Path, statement: int) -> None:
    url = f"sqlite:///{tmp_path}/guide.db"
    died = subprocess.run([sys.executable, "-c", _DIES, url, str(statement)], check=False)
    assert died.returncode == -signal.SIGKILL
    database = Database.open(url)
    assert Revisions(database).content_version() == 0
    database.close()


def test_several_processes_may_open_a_new_folder_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/guide.db"
    started = [subprocess.Popen([sys.executable, "-c", _OPENS, url]) for _ in range(3)]
    assert [each.wait(60) for each in started] == [0, 0, 0]


def test_the_folder_of_the_scripts_may_have_a_percent_sign() -> None:
    assert "%%" not in str(migrations.config().get_main_option("script_location"))
