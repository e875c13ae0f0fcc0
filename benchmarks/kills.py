"""A served guide killed again and again while editors work: is anything lost, and how soon does it answer again?

    python -m benchmarks.kills [--kills 500] [--seed 1] [--rows 60] [--alone] [--forked]

Two editors and a visitor over HTTP: drafts, reviews, plans, publications, restored revisions, sheets applied and taken
back, notices, the index made anew. SIGKILL comes at a random moment; then the databases, the histories, the drafts, the
audit log, the passages, the index files and the pages of the next server are held against what was acknowledged. The
base holds the knowledge that ships; with --alone only a few places. Each start is a new `guide serve`; with --forked it
is spared the imports, some two seconds of work.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.crash import rehearsal
from tests.crash.processes import Forked, Fresh
from tests.crash.rehearsal import Course, Rehearsal, Report

EVERY = 25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=60)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--forked", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rehearsal.prepare(folder / "data", shipped=not asked.alone)
        shutil.copytree(folder / "data", folder / "warming")
        starter = Forked(folder / "log", folder / "warming") if asked.forked else Fresh(folder / "log")
        course = Course(asked.kills, asked.seed, asked.rows, acts=8, longest=1.0)
        made = Rehearsal(starter, folder / "data", course)
        try:
            made.run(lambda kill: tell(kill, made.report) if kill % EVERY == 0 else None)
        finally:
            starter.close()
            tell(len(made.report.ready) - 1, made.report)
            print((folder / "log").read_text(encoding="utf-8")[-2000:] if len(made.report.ready) <= asked.kills else "")
    for (account, act), done in sorted(made.report.done.items()):
        print(f"| {account} | {act} | {done} acknowledged | {made.report.cut[account, act]} cut off |")


def tell(kill: int, report: Report) -> None:
    """One line of how it stands."""
    done, cut = (Counter(each).total() for each in (report.done, report.cut))
    busy = report.busy
    print(f"{kill} kills ({report.early} more before it was ready, {report.touched} with the index made anew): "
          f"{done} acts acknowledged, {cut} cut off; ready again after {spread(report.ready)} s, "
          f"of which it worked {spread(busy)} s; load {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip


def spread(seconds: Sequence[float]) -> str:
    """Median, 95 in 100 and longest."""
    ordered = sorted(seconds) or [0.0]
    return " / ".join(f"{ordered[min(len(ordered) - 1, int(len(ordered) * at))]:.2f}" for at in (0.5, 0.95, 1))


if __name__ == "__main__":
    main()
