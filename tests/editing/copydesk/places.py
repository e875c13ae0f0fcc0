"""Two places with facts of every kind, and a desk over them in a real database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from guide.dialogue.wording import Wording
from guide.editing.copydesk.desk import CopyDesk, Parts
from guide.editing.copydesk.proof import Evidence, Proof
from guide.editing.publish import Publisher
from guide.ports import LanguageModel
from guide.prompts import Prompts
from guide.safety.lexicon import lexicons
from guide.safety.names import Names
from guide.settings import LANGUAGES
from guide.shipped import folder
from guide.storage.copies import Copies
from guide.storage.database import Database
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from guide.types import Change, City, Entry, Fact, Position, Source
from tests.clock import Clock

NOON = datetime(2026, 5, 2, 4, tzinfo=UTC)
PROMPTS = Prompts(folder("prompts"))
WORDING = Wording(PROMPTS)
TOWER = Entry(
    "tower", "attraction", "x", names={"zh-Hans": "柳影楼", "en": "Willow Tower", "ja": "柳影楼", "ko": "유영루"},
    facts=(
        Fact("price", 45, {"zh-Hans": "成人", "en": "adult"}, source="s", as_of="2019", note={"zh-Hans": "含茶一杯"}),
        Fact("hours", "Tu-Su 09:00-17:00", source="s", as_of="2026-04", checked_on="2026-04-20", checked_by="lin"),
        Fact("built", {"zh-Hans": "清嘉庆年间（1818）", "en": "1818, under the Qing"}, source="s"),
        Fact("point", {"zh-Hans": "楼高20米，临水而立。", "en": "It stands 20 metres above the water."}, source="s"),
        Fact("keeper", "张三"),
    ),
    texts={
        "zh-Hans": "## 来历\n\n柳影楼建于1818年。楼高20米，临水而立。春天常有诗人在这里聚会。\n\n"
        "## 看什么\n\n这里的匾额是全国最佳的。",
        "en": "Willow Tower was built in 1818. It stands 20 metres high above the water. Poets met here in spring.",
    },
    position=Position(32.40, 119.42), sources={"s": Source("柳城志", "https://example.org/t", "A")}, as_of="2020",
)  # fmt: skip
POND = Entry(
    "pond", "attraction", "x", names={"zh-Hans": "鹤池", "en": "Crane Pond", "ja": "鶴の池", "ko": "학못"},
    facts=(Fact("price", 0, source="s", as_of="2025"),), texts={"zh-Hans": "鹤池在柳影楼东边。池边有一棵老槐。"},
    position=Position(32.41, 119.43), sources={"s": Source("柳城志", "https://example.org/t", "A")}, as_of="2025",
)  # fmt: skip
EVIDENCE = Evidence(lexicons(PROMPTS.words, LANGUAGES), lambda: Names((TOWER, POND)))


def nothing(text: str) -> tuple[str, ...]:
    """A word list that is empty."""
    return ()


def publisher(database: Database) -> Publisher:
    """The way in, without an index."""
    return Publisher(Revisions(database), Passages(database), lambda: None, lambda entry: (), Clock(NOON))


def desk(
    database: Database, model: LanguageModel | None = None, listed: Callable[[str], tuple[str, ...]] = nothing
) -> CopyDesk:
    """A desk over the two places, published when they are not yet."""
    if Revisions(database).content_version() == 0:
        publisher(database).publish([Change(each.id, each, None) for each in (TOWER, POND)], "seed", "first")
    parts = Parts(PROMPTS, WORDING, EVIDENCE, listed, lambda: {"x": City("x", {"zh-Hans": "柳城", "en": "Willowton"})},
                  "柳城文旅", model)  # fmt: skip
    return CopyDesk(parts, Copies(database), Revisions(database), Clock(NOON))


def proof(lang: str = "zh-Hans") -> Proof:
    """What sentences are held against."""
    return Proof((TOWER, POND), lang, WORDING, EVIDENCE)
