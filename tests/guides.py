"""A small real base, places of a city as visitors call them with made-up figures, and a guide over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from guide import wiring
from guide.app import App
from guide.knowledge_base import Base
from guide.models.fit import fit
from guide.settings import Settings
from guide.types import Change, City, Context, Entry, Fact, Finding, Message, Position, Reply, Source

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
YANGZHOU = City(
    "yangzhou", {"zh-Hans": "扬州", "en": "Yangzhou", "ja": "揚州", "ko": "양저우"}, (32.0, 119.0, 33.5, 120.0)
)
CHANGZHOU = City("changzhou", {"zh-Hans": "常州", "en": "Changzhou"})

GE = Entry(
    id="ge-garden", kind="attraction", city="yangzhou",
    names={"zh-Hans": "个园", "en": "Ge Garden", "ja": "個園", "ko": "개원", "fr": "Jardin Ge"}, aliases=("寿芝园",),
    facts=(
        Fact("price", 45, {"zh-Hans": "成人票", "en": "adult"}, source="notice", as_of="2026-04"),
        Fact("price", 22, {"zh-Hans": "学生票", "en": "student"}, source="notice", as_of="2026-04"),
        Fact("hours", "Mo-Su 07:15-18:00", source="notice", as_of="2026-04", checked_on="2026-05-03", checked_by="lin"),
        Fact("address", {"zh-Hans": "盐阜东路10号", "en": "10 Yanfu East Road"}, source="notice", as_of="2026-04"),
        Fact("phone", "0514-1110001", source="blog", as_of="2026-04"),
        Fact("built", {"zh-Hans": "1818年", "en": "1818"}, source="history", as_of="2015"),
        Fact("people", ("黄至筠",), source="history", as_of="2015"),
        Fact("duration", 90, source="notice", as_of="2026-04"),
        Fact("parking", "有", as_of="2026-04"),
        Fact("facilities", ("轮椅租借", "行李寄存", "母婴室"), as_of="2026-04"),
        Fact("nearby_food", ("富春茶社", "冶春茶社"), as_of="2026-04"),
        Fact("nearby_sights", ("何园", "大明寺"), as_of="2026-04"),
        Fact("园中猫咪", "三只", as_of="2026-04"),
    ),
    texts={
        "zh-Hans": "个园因竹叶像“个”字而得名，是盐商黄至筠的家。\n\n## 四季假山\n\n石笋作春，湖石作夏，黄石作秋，"
        "宣石作冬。绕一圈就走过了一年。\n\n## 住宅\n\n南边是三路住宅，正厅用楠木。",
        "en": "Ge Garden takes its name from bamboo leaves. A salt merchant lived here.\n\n## Rockeries\n\nFour"
        " rockeries stand for the four seasons. Walk round once and a year has passed.\n\n## House\n\nThe house"
        " lies to the south.",
    },
    position=Position(32.4, 119.44, 50),
    sources={
        "notice": Source("个园告示", "https://example.org/ge", "A"),
        "history": Source("园林旧志", None, "B"),
        "blog": Source("游记", "https://blog.example.net/1", "C"),
    },
)  # fmt: skip
HE = Entry(
    id="he-garden", kind="attraction", city="yangzhou",
    names={"zh-Hans": "何园", "en": "He Garden", "ja": "何園", "ko": "하원", "fr": "Jardin He"}, aliases=("寄啸山庄",),
    facts=(
        Fact("price", 40, source="old", as_of="2018"),
        Fact("hours", "Mo-Su 07:30-17:30", source="old", as_of="2018"),
        Fact("address", {"zh-Hans": "徐凝门大街66号", "en": "66 Xuningmen Street"}, source="old", as_of="2018"),
        Fact("built", {"zh-Hans": "1883年", "en": "1883"}, source="old", as_of="2018"),
        Fact("people", ("何芷舠",), source="old", as_of="2018"),
        Fact("nearby_food", ("冶春茶社",), source="old", as_of="2018"),
    ),
    texts={"zh-Hans": "何园的复道回廊有上下两层，雨天也能走遍全园。", "en": "He Garden has a corridor on two floors."},
    sources={"old": Source("旧手册", "https://example.org/he", "B")}, as_of="2018",
)  # fmt: skip
LAKE = Entry(
    id="slender-west-lake", kind="attraction", city="yangzhou",
    names={
        "zh-Hans": "瘦西湖", "en": "Slender West Lake", "ja": "痩西湖", "ko": "수서호", "fr": "Lac de l'Ouest mince"
    }, aliases=("保障河",),
    facts=(
        Fact("price", 100, {"zh-Hans": "旺季", "en": "high season"}, as_of="2026-04"),
        Fact("price", 60, {"zh-Hans": "淡季", "en": "low season"}, as_of="2026-04"),
        Fact("people", ("乾隆", "杜牧"), as_of="2026-04"),
        Fact("season", {"zh-Hans": "三月到五月", "en": "March to May"}, as_of="2026-04"),
        Fact("phone", "0514-1110003", as_of="2026-04"),
        Fact("duration", 180, as_of="2026-04"),
    ),
    texts={"zh-Hans": "瘦西湖是一条弯弯的水道，岸边一路是柳树和亭子。"}, as_of="2026-04",
)  # fmt: skip
BRIDGE = Entry(
    id="five-pavilion-bridge", kind="attraction", city="yangzhou",
    names={"zh-Hans": "五亭桥", "en": "Five-Pavilion Bridge", "fr": "Pont aux cinq pavillons"}, aliases=("莲花桥",),
    facts=(
        Fact("built", {"zh-Hans": "1757年", "en": "1757"}, as_of="2015"),
        Fact("people", ("高恒",), as_of="2015"),
        Fact("point", {"zh-Hans": "桥身有十五个桥洞。", "en": "The bridge has fifteen arches."}, as_of="2015"),
    ),
    as_of="2015",
)  # fmt: skip
TEMPLE = Entry(
    id="daming-temple", kind="attraction", city="yangzhou",
    names={"zh-Hans": "大明寺", "en": "Daming Temple", "ko": "대명사"},
    facts=(Fact("price", 0, as_of="2026-04"), Fact("people", ("鉴真", "欧阳修"), as_of="2026-04")),
    texts={"zh-Hans": "大明寺在蜀冈上，鉴真东渡之前在这里讲律。"}, as_of="2026-04",
)  # fmt: skip
PAN = Entry(
    id="xiaopangu", kind="attraction", city="yangzhou", names={"zh-Hans": "小盘谷"},
    facts=(Fact("address", "大树巷58号", as_of="2026-04"),),
    texts={"zh-Hans": "小盘谷的假山像九只狮子，园子小而深。"}, as_of="2026-04",
)  # fmt: skip
MUSEUM = Entry(
    id="yangzhou-museum", kind="museum", city="yangzhou",
    names={"zh-Hans": "扬州博物馆", "en": "Yangzhou Museum", "fr": "Musée de Yangzhou"},
    facts=(Fact("price", 0, as_of="2026-04"), Fact("hours", "Tu-Su 09:00-17:00", as_of="2026-04")), as_of="2026-04",
)  # fmt: skip
FUCHUN = Entry(
    id="fuchun", kind="restaurant", city="yangzhou",
    names={"zh-Hans": "富春茶社", "en": "Fuchun Teahouse"},
    facts=(
        Fact("spend", 68, as_of="2026-04"), Fact("dishes", ("三丁包", "千层油糕", "大煮干丝"), as_of="2026-04"),
        Fact("address", "得胜桥35号", as_of="2026-04"), Fact("phone", "0514-1110008", as_of="2026-04"),
    ), as_of="2026-04",
)  # fmt: skip
YECHUN = Entry(
    id="yechun", kind="restaurant", city="yangzhou", names={"zh-Hans": "冶春茶社", "en": "Yechun Teahouse"},
    facts=(Fact("spend", 55, as_of="2026-04"), Fact("hours", "Mo-Su 06:30-13:30", as_of="2026-04")), as_of="2026-04",
)  # fmt: skip
HOME_LAKE = Entry(
    id="home-inn-lake", kind="hotel", city="yangzhou",
    names={"zh-Hans": "如家酒店(瘦西湖店)", "en": "Home Inn (Lake branch)"},
    facts=(Fact("room_price", 219, as_of="2026-04"), Fact("phone", "0514-1110010", as_of="2026-04")), as_of="2026-04",
)  # fmt: skip
HOME_TOWER = Entry(
    id="home-inn-tower", kind="hotel", city="yangzhou",
    names={"zh-Hans": "如家酒店(文昌阁店)", "en": "Home Inn (Tower branch)"},
    facts=(Fact("room_price", 199, as_of="2026-04"), Fact("phone", "0514-1110011", as_of="2026-04")), as_of="2026-04",
)  # fmt: skip
IBIS = Entry(
    id="ibis", kind="hotel", city="yangzhou", names={"zh-Hans": "宜必思酒店", "en": "Ibis Hotel"},
    facts=(Fact("room_price", 239, as_of="2026-04"), Fact("rooms", ("大床房", "双床房"))), as_of="2026-04",
)  # fmt: skip
TIANNING = Entry(
    id="tianning-yangzhou", kind="attraction", city="yangzhou", names={"zh-Hans": "天宁寺", "en": "Tianning Temple"},
    facts=(Fact("price", 8, as_of="2026-04"),), as_of="2026-04",
)  # fmt: skip
TIANNING_AWAY = Entry(
    id="tianning-changzhou", kind="attraction", city="changzhou",
    names={"zh-Hans": "天宁寺", "en": "Tianning Temple"}, aliases=("常州天宁寺",),
    facts=(Fact("price", 80, as_of="2026-04"),), as_of="2026-04",
)  # fmt: skip
RICE = Entry(
    id="fried-rice", kind="food", city="yangzhou", names={"zh-Hans": "扬州炒饭", "en": "Yangzhou Fried Rice"},
    texts={"zh-Hans": "扬州炒饭讲究粒粒分开。", "en": "Every grain stands by itself."}, as_of="2026-04",
)  # fmt: skip
PARKING = Entry(
    id="parking", kind="practical", city="yangzhou", names={"zh-Hans": "停车", "en": "Parking"}, aliases=("停车场",),
    texts={"zh-Hans": "老城的停车位少，早上八点前还有空位。", "en": "Spaces in the old town fill up by eight."},
    as_of="2026-04",
)  # fmt: skip
WEATHER = Entry(
    id="weather", kind="practical", city="yangzhou", names={"zh-Hans": "天气", "en": "Weather"},
    texts={"zh-Hans": "六月多雨，十月最舒服。", "en": "June is wet, October is pleasant."}, as_of="2026-04",
)  # fmt: skip
TIPS = Entry(
    id="tips", kind="practical", city="yangzhou", names={"zh-Hans": "旅游攻略", "en": "Travel Tips"}, aliases=("攻略",),
    texts={"zh-Hans": "第一次来，先走园子，再喝早茶。"}, as_of="2026-04",
)  # fmt: skip
STATION = Entry(
    id="east-station", kind="practical", city="yangzhou", names={"zh-Hans": "扬州东站", "en": "Yangzhou East Station"},
    facts=(Fact("transport", {"zh-Hans": "快速公交1号线", "en": "express bus 1"}, as_of="2026-04"),), as_of="2026-04",
)  # fmt: skip
ENTRIES = (
    GE, HE, LAKE, BRIDGE, TEMPLE, PAN, MUSEUM, FUCHUN, YECHUN, HOME_LAKE, HOME_TOWER, IBIS, TIANNING, TIANNING_AWAY,
    RICE, PARKING, WEATHER, TIPS, STATION,
)  # fmt: skip

NAMES_OF = {entry.id: tuple(entry.names.values()) for entry in ENTRIES}


def fit_small(folder: Path) -> Path:
    """A real embedder, fitted on a few pairs: for tests that ask how vectors are kept, not how well they find."""
    pairs = [
        (f"{name} {fact.field}", f"{name}\n{fact.value}")
        for entry in ENTRIES
        for name in entry.names.values()
        for fact in entry.facts
    ]
    fit(pairs, folder, seed=5)
    return folder


def settings(folder: Path, embedder: Path) -> Settings:
    return Settings(data=folder, embedder=str(embedder), clock=NOW)


@contextmanager
def base(folder: Path, embedder: Path, entries: Iterable[Entry] = ENTRIES) -> Iterator[Base]:
    """A base in a folder with these entries published."""
    opened = Base(settings(folder, embedder))
    try:
        opened.add_cities((YANGZHOU, CHANGZHOU))
        opened.publish([Change(entry.id, entry, None) for entry in entries], "test", "")
        yield opened
    finally:
        opened.close()


@contextmanager
def guide(folder: Path, embedder: Path, entries: Iterable[Entry] = ENTRIES) -> Iterator[Talk]:
    """A whole guide over such a base, to talk with."""
    with base(folder, embedder, entries):
        pass
    opened = wiring.build(settings(folder, embedder))
    try:
        yield Talk(opened)
    finally:
        opened.close()


@dataclass(frozen=True)
class Talk:
    """Puts questions to a guide, each after the answers to those before."""

    app: App
    context: Context = field(default_factory=lambda: Context(now=NOW))

    def replies(self, *questions: str) -> list[Reply]:
        """The answers to one conversation."""
        messages: list[Message] = []
        said = []
        for question in questions:
            messages.append(Message("user", question))
            said.append(self.reply(messages))
            messages.append(Message("assistant", said[-1].text))
        return said

    def ask(self, *questions: str) -> Reply:
        """The answer to the last of these questions."""
        return self.replies(*questions)[-1]

    def reply(self, messages: Sequence[Message]) -> Reply:
        *_, last = self.app.guide.answer(messages, self.context)
        assert isinstance(last, Reply)
        return last

    def find(self, *questions: str) -> Finding:
        """What was found for the last of these questions, the answers to the others said before it."""
        messages: list[Message] = []
        for question, reply in zip(questions[:-1], self.replies(*questions[:-1]), strict=True):
            messages += [Message("user", question), Message("assistant", reply.text)]
        return self.app.guide.find([*messages, Message("user", questions[-1])], self.context)
