"""Four editors save the same entries at once: is anything overwritten that nobody saw?

    python -m benchmarks.races [--saves 2000] [--seed 1]

Over HTTP, against a real `guide serve`: fields of their own and one in common, published and joined where stale, and
one draft for all. tests/crash/race.py holds every revision against what each editor was shown.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.crash import folder, race, rehearsal
from tests.crash.person import Person
from tests.crash.processes import Fresh, free_port, until_ready


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        data, port = Path(name) / "data", free_port()
        people, starter, address = rehearsal.prepare_race(data), Fresh(Path(name) / "log"), f"http://127.0.0.1:{port}"
        racers = [race.Racer(Person(address, each), at, asked.seed * 10 + at) for at, each in enumerate(people)]
        begun = time.perf_counter()
        try:
            starter.begin(data, port)
            until_ready(address, begun)
            begun = time.perf_counter()
            outcomes = race.run(racers, asked.saves // len(racers))
            took, worked = time.perf_counter() - begun, starter.busy()
        finally:
            starter.close()
        with folder.at(data) as base:
            replaced = race.hold(base, outcomes)
    told = sum((each.told for each in outcomes), Counter[str]())
    print(f"{asked.saves} saves by {len(racers)} editors in {took:.0f} s ({worked:.0f} s of the server's work), "
          f"load {os.getloadavg()[0]:.1f}: {dict(told)}; {replaced} values replaced, each seen first")  # fmt: skip


if __name__ == "__main__":
    main()
