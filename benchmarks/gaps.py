"""How long the gap desk takes over a journal of 100,000 turns: `python benchmarks/gaps.py [turns]`.

A quarter of the turns have no answer, a thirtieth a thumb down; questions are asked as visitors ask, a few of them
often and most of them once.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from guide.insight.gap_desk import GapDesk
from guide.storage.database import Database
from guide.storage.gap_decisions import DISMISSED, Decision, GapDecisions
from guide.storage.journal import Journal
from guide.storage.journal_rows import Turn
from guide.types import Touched

Made = TypeVar("Made")
START = datetime(2026, 5, 1, tzinfo=UTC)
FIELDS = ("price", "hours", "parking", "facilities", "internet", "transport", "booking", "")
ASKS = {
    "zh-Hans": (
        "{place}{thing}多少钱",
        "请问{place}有{thing}吗",
        "{place}的{thing}几点开",
        "带{who}去{place}方便租{thing}吗",
    ),
    "en": ("how much is the {thing} at {place}", "does {place} have a {thing}", "can {who} use the {thing} at {place}"),
}
THINGS = ("充电宝", "储物柜", "婴儿车", "讲解器", "母婴室", "游船", "汉服", "停车位", "素食", "咖啡")
WHO = ("老人", "孩子", "外宾", "狗", "轮椅")


def main(turns: int) -> None:
    random.seed(20)
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal.open(Path(folder) / "journal.sqlite3", lambda: START, capacity=turns + 1)
        database = Database.open(f"sqlite:///{folder}/guide.sqlite3")
        timed(
            f"write {turns:,} turns", lambda: [journal.record(turn(each)) for each in range(turns)] and journal.flush()
        )
        desk = GapDesk(journal, GapDecisions(database), lambda messages, lang: NotImplemented)
        found = timed("open the desk, for the first time after a start", desk.clusters)
        timed("a page of 25 in words", lambda: desk.worded(found[:25]))
        timed("open the largest cluster", lambda: desk.open(found[0]))
        timed("open the desk again, nothing new", desk.clusters)
        journal.record(turn(turns + 1))
        timed("open the desk again, one turn more", desk.clusters)
        for each in found[:2000]:
            desk.decide(each.units, Decision(DISMISSED, "ed", START))
        timed("open the desk with 2,000 decisions", desk.clusters)
        for each in range(1000):
            journal.record(turn(turns + 2 + each))
        timed("open the desk again, 1,000 turns more", desk.clusters)
        print(f"{sum(each.asked for each in found):,} turns, {sum(len(each.questions) for each in found):,} wordings, "
              f"{len(found):,} clusters")  # fmt: skip
        journal.close()
        database.close()


def turn(number: int) -> Turn:
    lang = random.choice(("zh-Hans", "zh-Hans", "zh-Hans", "en"))
    place = int(random.paretovariate(0.7)) % 2000
    thing, who = random.choice(THINGS), random.choice(WHO)
    question = random.choice(ASKS[lang]).format(place=f"第{place}号园", thing=thing, who=who)
    question += random.choice(("", "", "？", "呀", "呢？谢谢"))
    about = random.choice((f"place-{place}#{random.choice(FIELDS)}", f"place-{place}#", ""))
    answered = random.random() > 0.25
    at = START + timedelta(minutes=number)
    visitor = f"{number // 4:032x}"
    held, touched = (f"place-{place}",), Touched(asked=about)
    return Turn(f"t{number}", at, visitor, question, lang, "explain", answered, "templates", held, 5, "", touched)


def timed(name: str, act: Callable[[], Made]) -> Made:
    start, busy = time.perf_counter(), time.process_time()
    made = act()
    wall, processor = (time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000
    print(f"{name:<52} {wall:9.1f} ms   of which the processor worked {processor:9.1f} ms")
    return made


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
