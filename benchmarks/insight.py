"""How long the figures of insight take over 100,000 turns: `python -m benchmarks.insight [TURNS]`."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from guide.insight.effect import Effects
from guide.insight.usage import usage
from guide.storage.database import Database
from guide.storage.journal import Journal
from guide.storage.journal_figures import JournalFigures, Span
from guide.storage.journal_rows import Turn
from guide.storage.publications import Publications
from guide.types import Touched

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)
DAYS = 180
SKILLS = ("explain", "recommend", "plan", "tickets", "nearby", "opening", "assist")


def fill(path: Path, turns: int) -> None:
    """A journal of half a year: 800 places, the well known asked about far more often."""
    chance = random.Random(7)
    journal = Journal.open(path, lambda: NOW, capacity=turns + 1)
    for number in range(turns):
        place = f"place-{min(int(chance.expovariate(1 / 60)), 799)}"
        skill = chance.choice(SKILLS)
        picks = tuple(f"place-{min(int(chance.expovariate(1 / 40)), 799)}" for _ in range(3))
        journal.record(
            Turn(
                f"t{number}", NOW - timedelta(seconds=chance.randrange(DAYS * 86_400)), None,
                f"question {chance.randrange(20_000)} about {place}, as asked", chance.choice(("zh-Hans", "en")),
                skill, chance.random() < 0.9, "templates", (place,), chance.lognormvariate(3.5, 0.6), "yangzhou",
                Touched((place,), picks if skill == "recommend" else (), ("quiet",) if skill == "recommend" else ()),
            )
        )  # fmt: skip
    journal.close()


def main() -> None:
    """Print the seconds of each table, cold and again."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        fill(path, turns)
        figures, span = JournalFigures(path), Span(NOW - timedelta(days=DAYS), NOW)
        effects = Effects(figures, Publications(Database.open(f"sqlite:///{folder}/guide.db")), lambda: NOW)
        for name, count in (
            ("usage", lambda: usage(figures, span, ZoneInfo("Asia/Shanghai"))),
            (
                "usage of 30 days",
                lambda: usage(figures, Span(NOW - timedelta(days=30), NOW), ZoneInfo("Asia/Shanghai")),
            ),
            ("turns for effects", lambda: figures.rated(NOW - timedelta(days=60), NOW)),
            ("effects", lambda: effects.since(NOW - timedelta(days=30))),
        ):
            for _ in range(3):
                started, worked = time.perf_counter(), time.process_time()
                count()
                wall, own = time.perf_counter() - started, time.process_time() - worked
                print(f"{name}: {wall:.2f} s, {own:.2f} s of them work, over {turns} turns", flush=True)


if __name__ == "__main__":
    main()
