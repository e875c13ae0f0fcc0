"""50,000 points of a city: how long their import takes, and what is near, and what else is asked, after it.

    python benchmarks/nearby.py [--points 50000] [--folder DIR]

The points are made up here, with a fixed seed, and come in as GeoJSON beside the knowledge that ships.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from guide import wiring
from guide.app import App
from guide.editing import amenities, headings, imports
from guide.knowledge_base import Base, now
from guide.settings import Settings
from guide.shipped import folder as shipped
from guide.types import Context, Message

TAGS = ("toilets", "parking", "pharmacy", "atm", "cafe", "charging_station", "restaurant")
QUESTIONS = (
    "附近有厕所吗",
    "离我最近的药店",
    "where is the nearest ATM",
    "近くにカフェはありますか",
    "근처에 주차장 있어요?",
)
OTHERS = ("个园几点开门", "瘦西湖门票多少钱", "What is Ge Garden?", "介绍一下何园")
ASKED = 300


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=50_000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="nearby-"))
    measure(folder, options.points)
    if not options.folder:
        shutil.rmtree(folder)


def measure(folder: Path, count: int) -> None:
    """Import, then ask with and without the points."""
    chance = random.Random(11)
    base = Base(Settings(data=folder))
    base.load_shipped()
    path = folder / "points.geojson"
    features = [feature(number, chance) for number in range(count)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))
    ask(folder, "without the points", OTHERS, chance)
    start = time.perf_counter()
    prompts = shipped("prompts")
    defaults = imports.Defaults(kind="amenity", city="yangzhou")
    read = imports.read_file(path, headings.load(prompts), defaults, amenities.load(prompts))
    print(f"{len(read.entries)} points read in {time.perf_counter() - start:.1f} s, {len(read.problems)} problems")
    start = time.perf_counter()
    base.publish(imports.plan(read, base.revisions.current).changes, author="import", comment="points")
    print(f"published in {time.perf_counter() - start:.1f} s")
    base.close()
    ask(folder, "with them", OTHERS, chance)
    ask(folder, "nearby", QUESTIONS, chance)


def ask(folder: Path, what: str, questions: tuple[str, ...], chance: random.Random) -> None:
    """Put questions from random corners of the city; print the middle and the slow end."""
    start = time.perf_counter()
    app = wiring.build(Settings(data=folder))
    opened = time.perf_counter() - start
    delays = [timed(lambda: put(app, chance.choice(questions), chance)) for _ in range(ASKED)]
    first, *rest = delays
    rest.sort()
    print(
        f"{what}: opened in {opened:.1f} s, first question {first * 1e3:.0f} ms,"
        f" p50 {rest[len(rest) // 2] * 1e3:.1f} ms, p95 {rest[len(rest) * 95 // 100] * 1e3:.1f} ms"
    )
    app.close()


def put(app: App, question: str, chance: random.Random) -> None:
    here = 32.35 + chance.random() / 10, 119.38 + chance.random() / 10
    list(app.guide.answer([Message("user", question)], Context(now=now(), location=here)))


def timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def feature(number: int, chance: random.Random) -> dict[str, object]:
    """A point in town; one in five has a name of its own."""
    tags = {"amenity": chance.choice(TAGS), "wheelchair": chance.choice(("yes", "no")), "opening_hours": "24/7"}
    if number % 5 == 0:
        tags["name"] = f"第{number}号{chance.choice('东西南北')}"
    at = [round(119.3 + chance.random() / 4, 6), round(32.3 + chance.random() / 4, 6)]
    shape = {"type": "Point", "coordinates": at}
    return {"type": "Feature", "id": f"node/{number}", "properties": tags, "geometry": shape}


if __name__ == "__main__":
    main()
