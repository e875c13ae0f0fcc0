"""Fifty kills of a real server while editors work; benchmarks/kills.py does five hundred."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.crash import rehearsal
from tests.crash.processes import Forked
from tests.crash.rehearsal import Course, Rehearsal


def test_fifty_kills_lose_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    data = tmp_path / "data"
    rehearsal.prepare(data)
    shutil.copytree(data, tmp_path / "warming")
    starter = Forked(tmp_path / "log", tmp_path / "warming")
    try:
        report = Rehearsal(starter, data, Course(kills=50, seed=6, rows=20, acts=3, longest=0.3)).run()
    finally:
        starter.close()
    assert max(report.busy) <= 5, "seconds of work until it is ready again; by the clock it is measured in benchmarks"
    assert sum(report.done.values()) > 50
