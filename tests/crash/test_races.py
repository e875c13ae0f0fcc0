"""Four editors at the same entries; benchmarks/races.py has them save two thousand times."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from tests.crash import folder, race, rehearsal
from tests.crash.person import Person
from tests.crash.processes import Forked, free_port, until_ready


def test_racing_saves_overwrite_nothing_silently(tmp_path: Path) -> None:
    data, port = tmp_path / "data", free_port()
    people = rehearsal.prepare_race(data)
    shutil.copytree(data, tmp_path / "warming")
    starter, address = Forked(tmp_path / "log", tmp_path / "warming"), f"http://127.0.0.1:{port}"
    racers = [race.Racer(Person(address, name), number, seed=number) for number, name in enumerate(people)]
    try:
        starter.begin(data, port)
        until_ready(address, time.perf_counter())
        outcomes = race.run(racers, 12)
    finally:
        starter.close()
    with folder.at(data) as base:
        race.hold(base, outcomes)
    assert sum(each.told["stale"] for each in outcomes) > 0
    for each in racers:
        each.person.close()
