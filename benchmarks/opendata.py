"""Open data at 500 and at 100,000 entries: how long the files take, again after one change, and how fast it is read.

    python benchmarks/opendata.py [--entries 500 100000] [--asked 2000]

The entries are the shipped ones under other ids, so that facts, prose and positions are as long as real ones.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from guide.editing import files
from guide.opendata.offer import Ground, Offer
from guide.pictures import Pictures
from guide.prompts import Prompts
from guide.server import opendata
from guide.server.limits import Limits, Proxies
from guide.server.locales import Locales
from guide.server.pages import Pages
from guide.server.shell import Shell
from guide.settings import Settings
from guide.shipped import folder as shipped
from guide.storage.database import Database
from guide.storage.meta import Meta
from guide.storage.revisions import Batch, Revisions
from guide.storage.uses import Uses
from guide.types import Change, City, Entry, Fact

V1 = "/api/open/v1"


@dataclass
class Held:
    """What is published."""

    version: int = 1
    held: dict[str, Entry] = field(default_factory=dict)

    def as_written(self) -> dict[str, Entry]:
        return self.held


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, nargs="+", default=[500, 100_000])
    parser.add_argument("--asked", type=int, default=2000)
    options = parser.parse_args()
    real = files.read_folder(shipped("knowledge")).entries
    for count in options.entries:
        print(f"-- {count:,} entries")
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), [replace(real[at % len(real)], id=f"e{at:06}") for at in range(count)], options.asked)


def measure(folder: Path, entries: list[Entry], asked: int) -> None:
    database, prompts, held = Database.open(f"sqlite:///{folder / 'guide.db'}"), Prompts(shipped("prompts")), Held()
    revisions = Revisions(database)
    publish(revisions, held, entries)
    offer = Offer(Ground(lambda: held, revisions, Meta(database), prompts.fields, prompts.classes,
                         lambda: datetime.now(UTC), folder, Uses(database)))  # fmt: skip
    with TestClient(site(offer, folder)) as client:
        told("register", lambda: offer.register())
        dump = told("files, all of them", offer.make)
        for name, made in dump.files.items():
            print(f"   {name:16} {made.rows:9,} rows {made.bytes / 1e6:8.2f} MB packed {made.size / 1e6:9.2f} MB")
        one = replace(entries[7], facts=(*entries[7].facts, Fact("phone", "0514-12345678")))
        publish(revisions, held, [one], 1)
        told("register after one change", lambda: offer.register())
        told("files after one change", offer.make)
        read(client, [each.id for each in entries], asked)
    print(f"   peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:,.0f} MB")
    database.close()


def publish(revisions: Revisions, held: Held, entries: list[Entry], base: int | None = None) -> None:
    changes = tuple(Change(each.id, each, base) for each in entries)
    held.version = revisions.publish(Batch(changes, "benchmark", "", datetime.now(UTC)))
    held.held = {**held.held, **{each.id: each for each in entries}}


def site(offer: Offer, folder: Path) -> FastAPI:
    """Open data alone, without limits."""
    served: Any = SimpleNamespace(
        offer=offer, settings=Settings(data=folder), pictures=Pictures(folder), city=None,
        city_of=lambda city: City(city, {"en": city}), index=SimpleNamespace(current=offer.register),
    )  # fmt: skip
    shell = Shell(served, Pages(shipped("web"), Locales(shipped("web") / "locales" / "visitor")))
    made = FastAPI()
    made.include_router(opendata.router(served, shell, Limits(Proxies(()), False)))
    return made


def read(client: TestClient, ids: list[str], asked: int) -> None:
    chance = random.Random(7)
    timed("one entry", client, [f"/entries/{chance.choice(ids)}" for _ in range(asked)])
    timed("its history", client, [f"/entries/{chance.choice(ids)}/history" for _ in range(asked // 4)])
    timed("a page of 50", client, [f"/places?limit=50&kind={kind}" for kind in ("museum", "attraction")] * (asked // 8))
    timed("by name, rare", client, ["/entries?q=%E4%B8%AA%E5%9B%AD&limit=10"] * (asked // 20))
    timed("by name, nothing found", client, ["/entries?q=nothing-is-called-so"] * (asked // 20))
    timed("in a box", client, ["/places?bbox=119.4,32.3,119.5,32.5&format=geojson"] * (asked // 8))
    mark = client.get(f"{V1}/places").headers["etag"]
    timed("asked again, 304", client, ["/places"] * asked, {"if-none-match": mark})


def timed(name: str, client: TestClient, paths: list[str], headers: dict[str, str] | None = None) -> None:
    took = []
    for path in paths:
        start = time.perf_counter()
        status = client.get(f"{V1}{path}", headers=headers).status_code
        took.append((time.perf_counter() - start) * 1000)
        assert status in (200, 304), (path, status)
    took.sort()
    print(f"   {name:26} p50 {took[len(took) // 2]:7.2f} ms   p95 {took[len(took) * 95 // 100]:7.2f} ms")


def told(name: str, act: Any) -> Any:
    start = time.perf_counter()
    found = act()
    print(f"   {name:40} {time.perf_counter() - start:8.2f} s")
    return found


if __name__ == "__main__":
    main()
