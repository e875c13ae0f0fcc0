"""Plans of generated parties, each held against docs/plans.md: breaches, conflicts, and how long a plan takes.

.venv/bin/python -m benchmarks.plans [PARTIES]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from guide.editing.files import read_folder
from guide.shipped import folder
from guide.skills.itinerary.places import Known
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.solving import solve
from tests.skills.itinerary import bases, parties, town
from tests.skills.itinerary.checker import Checker

PARTIES = 200


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PARTIES
    shipped = {entry.id: entry for entry in read_folder(folder("knowledge")).entries}
    cities = sorted({entry.city for entry in shipped.values() if entry.city != "jiangsu"})
    heads = ("parties", "breaches", "conflicts", "empty", "stops", "p50 ms", "p95 ms", "CPU p95")
    print(f"{'base':<10}" + "".join(f"{head:>11}" for head in heads))
    report("Yangzhou", bases.known(shipped), [parties.make(at, shipped, "yangzhou") for at in range(count)])
    report(
        "Jiangsu", bases.known(shipped), [parties.make(at, shipped, cities[at % len(cities)]) for at in range(count)]
    )
    made = town.make()
    report("town", bases.known(made), [parties.make(at, made, town.CITY) for at in range(count)])


def report(name: str, known: Known, requests: Sequence[Request]) -> None:
    checker = Checker(known.entries, known.calendar, known.tariff, known.meanings)
    breaches, conflicts, empty, stops, times, spent = [], 0, 0, 0, [], []
    for at, request in enumerate(requests):
        started, busy = time.perf_counter(), time.process_time()
        plan = solve(request, known)
        times.append((time.perf_counter() - started) * 1000)
        spent.append((time.process_time() - busy) * 1000)
        conflicts += plan.conflict is not None
        if plan.days:
            breaches += [f"{name} {at}: {each}" for each in checker.breaches(plan)]
        empty += not plan.stops
        stops += len(plan.stops)
    p95 = int(len(times) * 0.95)
    slow = (sorted(times)[len(times) // 2], sorted(times)[p95], sorted(spent)[p95])
    figures = (len(requests), len(breaches), conflicts, empty, stops, *map(round, slow))
    print(f"{name:<10}" + "".join(f"{figure:>11}" for figure in figures))
    for each in breaches[:20]:
        print("   ", each)


if __name__ == "__main__":
    main()
