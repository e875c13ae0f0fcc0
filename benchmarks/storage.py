"""How long storage takes: `python benchmarks/storage.py [URL of an empty database]`, else a file in a new folder."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from guide.storage.database import Database
from guide.storage.passages import Passages, passage_hash
from guide.storage.revisions import Batch, Revisions
from guide.types import Change, Entry, Fact, Passage

ENTRIES, FACTS, EMBEDDER = 2549, 12, "benchmark:256"
MANY = 8400


def main(url: str) -> None:
    with timed("open a new database"):
        database = Database.open(url)
    revisions, passages = Revisions(database), Passages(database)
    with timed(f"publish {ENTRIES:,} entries, {ENTRIES * FACTS:,} passages, vectors"):
        revisions.publish(batch((entry(each, 0), None) for each in range(ENTRIES)))
    with timed(f"publish {MANY - ENTRIES:,} more"):
        revisions.publish(batch((entry(each, 0), None) for each in range(ENTRIES, MANY)))
    print(f"then, among {MANY * FACTS:,} passages:")
    repeated("publish one change", 50, lambda turn: revisions.publish(batch([(entry(7, turn + 1), turn + 1)])))
    repeated("content_version", 5000, lambda turn: revisions.content_version())
    repeated("changed_since", 500, lambda turn: revisions.changed_since(2))
    for name, rows in (("all passages", passages.all()), ("all vectors", passages.vectors(EMBEDDER))):
        with timed(name):
            sum(1 for _ in rows)
    with timed("all entries"):
        sum(1 for _ in revisions.all_current())
    database.close()


def entry(number: int, price: int) -> Entry:
    facts = (Fact(f"field{each}", f"值{number}的第{each}项" * 4) for each in range(FACTS - 1))
    names = {"zh-Hans": f"地方{number}"}
    return Entry(f"place-{number}", "sight", "somewhere", names=names, facts=(Fact("price", price), *facts))


def batch(some: Iterable[tuple[Entry, int | None]]) -> Batch:
    based = tuple(some)
    made = {each.id: tuple(passages_of(each)) for each, _ in based}
    return Batch(
        changes=tuple(Change(each.id, each, base) for each, base in based),
        author="benchmark",
        comment="",
        at=datetime.now(UTC),
        passages=made,
        embedder=EMBEDDER,
        vectors={passage_hash(each): bytes(512) for part in made.values() for each in part},
    )


def passages_of(one: Entry) -> Iterator[Passage]:
    name = one.names["zh-Hans"]
    return (Passage(one.id, one.city, one.lang, each.field, name, f"{name} {each.value}") for each in one.facts)


@contextmanager
def timed(name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"{name:<60} {time.perf_counter() - start:8.2f} s")


def repeated(name: str, times: int, act: Callable[[int], object]) -> None:
    took = []
    for turn in range(times):
        start = time.perf_counter()
        act(turn)
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    print(f"{name:<36} p50 {took[times // 2]:8.3f} ms   p95 {took[times * 95 // 100]:8.3f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/guide.db")
