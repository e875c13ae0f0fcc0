"""Choosing among many places: how long a recommendation takes, said and all, by how many entries there are.

    python benchmarks/recommend.py [--entities 2549 100000] [--folder DIR]

The places are made up here, with a fixed seed; questions go through the whole guide, templates saying the answers.
A folder that is there already is asked as it is.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from guide import wiring
from guide.app import App
from guide.knowledge_base import Base, now
from guide.settings import Settings
from guide.shipped import folder as shipped
from guide.types import Change, City, Context, Entry, Fact, Message, Position, Reply

CITY = City("town", {"zh-Hans": "柳城", "en": "Willowtown"}, (32.0, 119.0, 33.0, 120.0))
KINDS = ("attraction", "attraction", "restaurant", "restaurant", "hotel")
TAGS = ("garden", "temple", "museum", "quiet", "family", "free", "night-tour", "stairs", "queue", "lake")
DISHES = ("狮子头", "阳春面", "大煮干丝", "蟹黄汤包", "盐水鸭", "松鼠鳜鱼", "文思豆腐", "三丁包")
FACILITIES = ("停车场", "游泳池", "健身房", "无障碍通道", "会议室", "餐厅")
AREAS = ("东城区", "西城区", "南城区", "北城区")
CONVERSATIONS = (
    ("推荐一个安静的园林，门票50元以下",),
    ("推荐一家能吃到狮子头的餐馆，人均100元以内", "便宜一点的", "换一个"),
    ("找一家东城区有游泳池的酒店", "评分4.5分以上的"),
    ("Can you recommend a quiet temple?", "something cheaper"),
    ("推荐一个免费又适合孩子的博物馆", "要晚上能逛的"),
    ("推荐一个现在开着的园林", "近一点的"),
)
ASKED = 200


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entities", type=int, nargs="*", default=[2_549, 100_000])
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    print(f"{'entities':>9} {'publish s':>10} {'open s':>7} {'p50 ms':>7} {'p95 ms':>7} {'chosen':>7}")
    for count in options.entities:
        folder = options.folder or Path(tempfile.mkdtemp(prefix="recommend-"))
        measure(folder / str(count), count)
        if not options.folder:
            shutil.rmtree(folder)


def measure(folder: Path, count: int) -> None:
    """Publish so many places, then talk."""
    start = time.perf_counter()
    settings = Settings(data=folder, embedder=str(shipped("knowledge") / "embedder"))  # choosing asks no vectors
    if not folder.exists():
        base = Base(settings)
        base.add_cities((CITY,))
        base.publish([Change(each.id, each, None) for each in places(count)], author="benchmark", comment="")
        base.close()
    published = time.perf_counter() - start
    start = time.perf_counter()
    app = wiring.build(settings)
    opened = time.perf_counter() - start
    delays, chosen = [], 0
    for turn in range(ASKED):
        for delay, reply in talk(app, CONVERSATIONS[turn % len(CONVERSATIONS)], str(turn)):
            delays.append(delay)
            chosen += reply.skill == "recommend"
    app.close()
    delays.sort()
    p50, p95 = (delays[int(len(delays) * share)] * 1e3 for share in (0.5, 0.95))
    print(
        f"{count:>9} {published:>10.1f} {opened:>7.1f} {p50:>7.1f} {p95:>7.1f} {chosen / len(delays):>7.0%}", flush=True
    )


def talk(app: App, questions: tuple[str, ...], seed: str) -> Iterator[tuple[float, Reply]]:
    """Seconds and reply of every turn of one conversation."""
    messages: list[Message] = []
    for question in questions:
        messages.append(Message("user", question))
        start = time.perf_counter()
        *_, reply = app.guide.answer(messages, Context(now=now(), conversation=seed))
        delay = time.perf_counter() - start
        assert isinstance(reply, Reply)
        messages.append(Message("assistant", reply.text))
        yield delay, reply


def places(count: int) -> Iterator[Entry]:
    """Places of three kinds with prices, marks, tags and lists, no two of one name."""
    chance = random.Random(7)
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        money = {"hotel": "room_price", "restaurant": "spend"}.get(kind, "price")
        listed = {"hotel": ("facilities", FACILITIES), "restaurant": ("dishes", DISHES)}.get(kind)
        facts = [
            Fact(money, chance.randrange(0, 400, 5)), Fact("rating", round(chance.uniform(3.5, 5), 1)),
            Fact("hours", "Mo-Su 09:00-17:30"), Fact("area", chance.choice(AREAS)),
            Fact("address", f"{chance.choice(AREAS)}柳荫路{number}号"),
        ]  # fmt: skip
        if listed:
            facts.append(Fact(listed[0], tuple(chance.sample(listed[1], 3))))
        yield Entry(
            f"place-{number}", kind, CITY.id, names={"zh-Hans": f"柳影{number}号馆", "en": f"Willow House {number}"},
            facts=tuple(facts), tags=tuple(chance.sample(TAGS, 2)), as_of="2026-04",
            position=Position(32 + chance.random(), 119 + chance.random()),
        )  # fmt: skip


if __name__ == "__main__":
    main()
