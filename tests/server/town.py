"""A made-up town of two entries with a guide of its own: small, real, and slow, long or broken on demand."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path

from guide.desk.complaints import ComplaintDesk
from guide.dialogue.saying.glance import Almanac
from guide.dialogue.starters import Starter
from guide.dialogue.wording import Wording
from guide.editing.signs import Signs
from guide.errors import StorageError
from guide.models.speech.espeak import EspeakSpeaker
from guide.models.speech.shelf import Shelf
from guide.models.speech.voice import Voice
from guide.opendata.offer import Ground, Offer
from guide.pictures import Pictures
from guide.prompts import Prompts
from guide.retrieval.positions import Positions
from guide.settings import Settings
from guide.shipped import folder as shipped
from guide.skills import surroundings
from guide.skills.itinerary.places import Known
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.result import Itinerary
from guide.skills.itinerary.solving import solve
from guide.storage.complaints import Complaints
from guide.storage.database import Database
from guide.storage.journal import Journal
from guide.storage.meta import Meta
from guide.storage.revisions import Batch, Revisions
from guide.storage.uses import Uses
from guide.types import (
    Change,
    Citation,
    City,
    Context,
    Entry,
    Fact,
    FoundNotice,
    Lang,
    Message,
    Position,
    Reply,
    Sentence,
    Source,
)
from guide.visiting.calendar import Calendar
from guide.visiting.tariff import collect
from guide.visiting.tickets import Tickets
from tests import databases
from tests.models.voices import tongues, words
from tests.server import town_cards

HOUSE = Entry(
    id="lamp-house",
    kind="museum",
    city="lampton",
    names={"zh-Hans": "灯屋", "en": "Lamp House", "ja": "ランプの家"},
    aliases=("灯塔屋",),
    facts=(
        Fact("price", 40, label={"zh-Hans": "成人", "en": "adult"}, source="s1", as_of="2018"),
        Fact("hours", "Tu-Su 09:00-17:00", source="s1", as_of="2024-03", checked_on="2026-05-03", checked_by="editor"),
        Fact("phone", "000-1234", as_of="2020-01-09", confidence="low"),
        Fact("店主", "阿灯", as_of="2019"),
        Fact("facilities", ("存包", "轮椅"), source="s2"),
    ),
    texts={
        "zh-Hans": "灯屋收着**三百盏**灯。\n\n- 一楼看油灯\n- 二楼看纸灯\n\n<script>alert(1)</script>",
        "en": "A house of *three hundred* lamps.",
    },
    position=Position(32.41, 119.42, 300),
    tags=("indoor",),
    sources={
        "s1": Source("灯城公告", "https://example.org/lamps?a=1&b=2", "A"),
        "s2": Source("某论坛", "https://forum.example.net/x", "C"),
    },
    as_of="2018",
)
BRIDGE = Entry(
    id="moon-bridge",
    kind="attraction",
    city="lampton",
    names={"zh-Hans": "月桥", "en": "Moon Bridge"},
    facts=(Fact("price", 0, as_of="2022-07"),),
    texts={"zh-Hans": "一座石桥。"},
    as_of="2022",
)
FAIR = Entry(
    id="lantern-fair",
    kind="event",
    city="lampton",
    names={"zh-Hans": "灯会", "en": "Lantern Fair", "ja": "灯祭り"},
    facts=(
        Fact("date_rule", "lunar 01-13/01-18", source="s1", as_of="2021"),
        Fact("bloom", "03/04", {"zh-Hans": "<b>樱花</b>", "en": "cherry <b>blossom</b>"}, source="s1"),
    ),
    sources={"s1": Source("灯城公告", "https://example.org/fair", "A")},
)
OTHERS = tuple(
    Entry(
        id,
        "attraction",
        "lampton",
        names={"zh-Hans": chinese, "en": english},
        facts=(Fact(name, value),),
        texts={"zh-Hans": "一处。"},
    )
    for id, chinese, english, name, value in (
        ("fog-market", "雾市场", "Fog Market", "hours", "08:00-18:00"),
        ("paper-lane", "纸巷", "Paper Lane", "duration", 90),
        ("echo-tower", "回声塔", "Echo Tower", "built", "1612"),
        ("tea-landing", "茶码头", "Tea Landing", "dishes", ("汤包", "干丝")),
    )
)
PUBLISHED = datetime(2026, 11, 21, 9, tzinfo=UTC)
CITY = City("lampton", {"zh-Hans": "灯城", "en": "Lampton"})


@dataclass
class TownGuide:
    """Answers from the two entries. Words in the question make it slow, long, broken or hostile."""

    seen: list[tuple[tuple[Message, ...], Context]] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    gate: threading.Event = field(default_factory=threading.Event)
    pace: float = 0.0
    ignorant: bool = False
    """Whether it answers nothing."""

    def answer(self, messages: Sequence[Message], context: Context) -> Iterator[Sentence | Reply]:
        self.seen.append((tuple(messages), context))
        question = messages[-1].text
        if "broken" in question:
            raise ValueError(f"cannot read {question}")
        if "storage" in question:
            raise StorageError("disk full")
        said = []
        try:
            for sentence in self._sentences(question):
                if self.pace or "slow" in question:
                    time.sleep(self.pace or 0.15)
                said.append(sentence)
                yield Sentence(sentence)
                if "half" in question and len(said) == 1:
                    raise StorageError("disk full")
                if "wait" in question and len(said) == 1:
                    self.gate.wait(60)
        except GeneratorExit:
            self.stopped.set()
            raise
        yield self._reply(question, "".join(said))

    def _sentences(self, question: str) -> list[str]:
        if "echo" in question:
            return [question.partition("echo")[2].strip() + " [1]"]
        if "itinerary" in question:
            return [f"{line}\n" for line in town_cards.PLANNED.split("\n")]
        if "long" in question:
            return [f"第{number}盏灯挂在门前，光落在水面上。[1]" for number in range(60)]
        if re.search(r"[一-鿿]", question):
            return [
                "灯屋的成人票是 40 元。[1]",
                "开放时间是周二到周日 9:00 到 17:00。[2]\n",
                *([f"{town_cards.NOTICE}[1]。\n"] if "notice" in question else []),
                "- 一楼看油灯\n- 二楼看纸灯",
            ]
        return ["An adult ticket for Lamp House costs 40 yuan. [1]", " It opens Tuesday to Sunday, 9:00 to 17:00. [2]"]

    def _reply(self, question: str, text: str) -> Reply:
        lang = "zh-Hans" if re.search(r"[一-鿿]", question) else "en"
        title, heads = (
            ("灯屋", ("门票", "开放时间")) if lang == "zh-Hans" else ("Lamp House", ("Tickets", "Opening hours"))
        )
        return Reply(
            id="",
            text=text,
            lang=lang,
            skill="explain",
            answered="unknown" not in question and not self.ignorant,
            label="AI 生成" if lang == "zh-Hans" else "AI-generated",
            citations=(
                Citation(1, HOUSE.id, title, heads[0], "灯城公告", "2018", None, "https://example.org/lamps?a=1&b=2"),
                Citation(2, HOUSE.id, title, heads[1], "灯城公告", "2024-03", "2026-05-03", None),
            ),
            suggestions=("月桥要门票吗？", "灯屋怎么走？")
            if lang == "zh-Hans"
            else ("Is Moon Bridge free?", "Where is Lamp House?"),
            cards=town_cards.cards(question),
            notices=town_cards.notices(question),
        )


@dataclass
class TownIndex:
    """The two entries, and four more that nobody answers about."""

    held: tuple[Entry, ...] = (HOUSE, BRIDGE, FAIR, *OTHERS)

    def put(self, entry: Entry) -> None:
        """Publish another state of an entry."""
        self.held = tuple(entry if each.id == entry.id else each for each in self.held)

    def current(self) -> TownIndex:
        return self

    def entry(self, entry_id: str) -> Entry | None:
        return next((each for each in self.entries() if each.id == entry_id), None)

    def entries(self) -> Iterable[Entry]:
        return self.held

    version = 1

    def as_written(self) -> Mapping[str, Entry]:
        return {each.id: each for each in self.held}

    @property
    def positions(self) -> Positions:
        return Positions(self.entries())


@cache
def prompts() -> Prompts:
    """Those that ship; nobody changes them."""
    return Prompts(shipped("prompts"))


@cache
def _wording() -> Wording:
    return Wording(prompts())


@dataclass
class Town:
    """What `create` serves in these tests; the journal is the real one."""

    settings: Settings
    journal: Journal
    complaints: ComplaintDesk
    signs: Signs
    guide: TownGuide = field(default_factory=TownGuide)
    index: TownIndex = field(default_factory=TownIndex)
    city: City | None = CITY
    model: str = "templates"
    wording: Wording = field(default_factory=_wording)
    notices: list[FoundNotice] = field(default_factory=list)
    offered: tuple[Starter, ...] = ()
    """The starters of every moment."""
    closing: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def offer(self) -> Offer:
        database = Database.open(databases.address())
        self.closing.callback(database.close)
        revisions = Revisions(database)
        revisions.publish(Batch(tuple(Change(each.id, each, None) for each in self.index.held), "test", "", PUBLISHED))
        return Offer(Ground(self.index.current, revisions, Meta(database), prompts().fields, prompts().classes,
                            lambda: PUBLISHED, self.settings.data, Uses(database)))  # fmt: skip

    @cached_property
    def voice(self) -> Voice:
        return Voice((EspeakSpeaker(tongues()),), None, words(), Shelf(self.settings.data / "speech", 10_000_000))

    def close(self) -> None:
        """Give back what was opened."""
        self.voice.close()
        self.offer.close()
        self.closing.close()
        self.journal.close()

    @cached_property
    def pictures(self) -> Pictures:
        return Pictures(self.settings.data)

    @property
    def almanac(self) -> Almanac:
        return Almanac(Calendar(), Tickets({}))

    def noticed(self, entry: Entry, now: datetime) -> Sequence[FoundNotice]:
        return [each for each in self.notices if each.place.id == entry.id]

    def emergencies(self, city: str, now: datetime) -> Sequence[FoundNotice]:
        return [each for each in self.notices if each.severity == "emergency"]

    def plan(self, asked: Request) -> Itinerary:
        known = {entry.id: entry for entry in self.index.entries()}
        tariff = collect(known.values(), Tickets({}))
        return solve(asked, Known(known, Calendar(), tariff, {}))

    def around(self, asked: surroundings.Request, most: int) -> surroundings.Around | None:
        return surroundings.seen(asked, self.index, most)

    def starters(self, lang: Lang, context: Context) -> tuple[Starter, ...]:
        return self.offered

    def named(self, text: str) -> Entry | None:
        return next((each for each in self.index.entries() if text in (each.id, *each.names.values())), None)

    def city_of(self, city_id: str) -> City:
        return CITY


def build(folder: Path, settings: Settings | None = None) -> Town:
    """A town with a journal in `folder`; close it when done."""
    journal = Journal.open(folder / "journal.db", lambda: datetime.now(UTC))
    database = Database.open(databases.address())
    complaints = ComplaintDesk(Complaints(database), lambda: datetime.now(UTC))
    made = Town(settings or Settings(data=folder), journal, complaints, Signs(Meta(database)))
    made.closing.callback(database.close)
    return made


def context() -> Context:
    """A context with nothing in it."""
    return Context(now=datetime(2026, 11, 21, tzinfo=UTC))
