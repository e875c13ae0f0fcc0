from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from guide.errors import StorageError
from guide.storage.lock import hold

_OTHER = """
import sys, time
from pathlib import Path
from guide.storage.lock import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_hold_names_the_first_and_the_fix(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", _OTHER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StorageError, match=f"process {other.pid}.*--data"):
            hold(tmp_path)
    finally:
        other.kill()
        other.communicate()
    hold(tmp_path).release()


def test_released_it_can_be_held_again(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with hold(folder), pytest.raises(StorageError):
        hold(folder)
    with hold(folder) as held:
        held.release()
        held.release()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="file"):
        hold(tmp_path / "file")
