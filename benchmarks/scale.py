"""100,000 passages: how long the index takes to build, to search, and to show a change.

    python benchmarks/scale.py [--passages 100000] [--folder DIR]

The base is made up here, with a fixed seed, of Chinese and English words; questions are words of random passages.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from guide.knowledge_base import INDEX, Base, vocabulary
from guide.retrieval.index import LiveIndex
from guide.settings import Settings
from guide.types import Change, Entry, Fact

SYLLABLES = "春江花月夜潮水连海平滟随波千万里何处明宛转绕芳甸照林皆似霰空流霜觉飞汀白沙看见天一色纤尘皎中孤轮"
WORDS = ("garden", "canal", "bridge", "tower", "hall", "lane", "market", "temple", "pavilion", "lake", "gate", "museum")
PER_ENTRY = 10


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="scale-"))
    measure(folder, options.passages)
    if not options.folder:
        shutil.rmtree(folder)


def measure(folder: Path, passages: int) -> None:
    base = Base(Settings(data=folder), say=print)
    chance = random.Random(7)
    entries = [made_up(number, chance) for number in range(passages // PER_ENTRY)]
    start = time.perf_counter()
    for at in range(0, len(entries), 2000):
        base.publish([Change(entry.id, entry, None) for entry in entries[at : at + 2000]], "scale", "made up")
    print(f"published {len(entries)} entries in {time.perf_counter() - start:.1f} s (fitting the embedder included)")
    start = time.perf_counter()
    (folder / INDEX).mkdir(exist_ok=True)
    live = LiveIndex(base.revisions, base.passages, base.embedder, vocabulary(base), folder / INDEX)
    snapshot = live.current()
    print(f"index of {len(snapshot.passages)} passages built in {time.perf_counter() - start:.1f} s")
    delays = []
    texts = [passage.text for passage in chance.sample(list(snapshot.passages.values()), 1000)]
    for text in texts:
        began = time.perf_counter()
        snapshot.search(text[:30], 10)
        delays.append(time.perf_counter() - began)
    delays.sort()
    print(f"search: p50 {delays[500] * 1000:.1f} ms, p95 {delays[950] * 1000:.1f} ms")
    changed = replace(entries[5], facts=(*entries[5].facts, Fact("phone", "0514-12345678")))
    start = time.perf_counter()
    base.publish([Change(changed.id, changed, 1)], "scale", "one change")
    published = time.perf_counter() - start
    fresh = live.current()
    shown = fresh.entry(changed.id)
    assert shown and shown.of("phone")
    seen = time.perf_counter() - start
    print(f"one change: published in {published * 1000:.0f} ms, in the next answer after {seen * 1000:.0f} ms")
    live.close()
    start = time.perf_counter()
    LiveIndex(base.revisions, base.passages, base.embedder, vocabulary(base), folder / INDEX)
    print(f"opened again from its files in {time.perf_counter() - start:.1f} s")
    base.close()


def made_up(number: int, chance: random.Random) -> Entry:
    name = "".join(chance.choices(SYLLABLES, k=4)) + str(number)
    sections = "\n\n".join(f"## {chance.choice(SYLLABLES)}\n\n{sentence(chance)}" for _ in range(PER_ENTRY - 2))
    return Entry(
        id=f"e-{number}", kind="attraction", city="nowhere",
        names={"zh-Hans": name, "en": f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number}"},
        facts=(Fact("address", "".join(chance.choices(SYLLABLES, k=8))),), texts={"zh-Hans": sections},
    )  # fmt: skip


def sentence(chance: random.Random) -> str:
    return "，".join("".join(chance.choices(SYLLABLES, k=chance.randint(4, 12))) for _ in range(6)) + "。"


if __name__ == "__main__":
    main()
