"""A studio at work: entries, drafts in every state, gaps, letters, notices, feeds, people, tables; and bare ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pyotp

from guide.desk.complaints import Letter
from guide.editing.signs import code_of
from guide.feeds.fetch import Fetcher
from guide.storage.journal_rows import Turn
from guide.types import Change, Touched
from tests.feeds import sources
from tests.server import town
from tests.server.serving import serving
from tests.server.studio import workshop
from tests.server.studio.editors import Editor
from tests.server.studio.test_bulk import apply, look, send
from tests.server.studio.test_copydesk import change_price
from tests.server.studio.test_copydesk import keep as draft
from tests.server.studio.test_drafts import keep, press
from tests.server.studio.test_feeds import cells
from tests.server.studio.test_gaps import ask, keys
from tests.server.studio.test_letters import LETTER, act
from tests.server.studio.test_notices import give
from tests.server.studio.test_translations import TRANSLATION, packed, row, rows
from tests.server.studio.workshop import Workshop

MORE = "编号,名称,英文名称,种类,城市,门票\nquiet-garden,静园,Quiet Garden,景点,lampton,12\n"
WRONG = """名称,种类,城市,编号,门票,经手人,开放时间
灯屋,博物馆,lampton,lamp-house,43,老王,
新园,景点,lampton,new-garden,20,老李,Mo-Su 09:00-17:00
,景点,lampton,,5,老张,
坏园,景点,lampton,bad-garden,5,老赵,Mo-Fri 99:00
"""


@dataclass(frozen=True, slots=True)
class House:
    """A studio that is served. `at` is what the examples of addresses name: a table's token, a letter's receipt."""

    shop: Workshop
    address: str
    at: Mapping[str, str]


@contextmanager
def full(folder: Path) -> Iterator[House]:
    """A studio in the middle of its day."""
    shop = workshop.build(folder)
    with shop.closing:
        at = _fill(shop)
        with serving(shop.site) as address:
            yield House(shop, address, at)


@contextmanager
def bare(folder: Path, people: bool = True) -> Iterator[House]:
    """A studio on its first morning: nothing was ever done in it; without people nobody has been there yet."""
    shop = workshop.build(folder, people=people)
    with shop.closing, serving(shop.site) as address:
        yield House(shop, address, {} if people else {"setup": shop.people.open_first()})


def _person(shop: Workshop, name: str) -> Editor:
    entered = Editor(shop, lang="zh-CN")
    assert entered.enter(name).status_code == 303
    return entered


def _fill(shop: Workshop) -> dict[str, str]:
    chief, editor = _person(shop, "administrator"), _person(shop, "editor")
    more = (town.FAIR, *town.OTHERS)
    shop.publisher.publish([Change(each.id, each, None) for each in more], "seed", "the rest of the town")
    secret = _people(shop)
    _drafts(editor, chief)
    _visitors(shop)
    _week(shop)
    _notices(editor)
    _feeds(shop, chief)
    shop.questions.take_in_shipped("editor")
    for kind in ("night", "hand"):
        run = shop.questions.start(kind, "editor")
        shop.questions.wait()
    home = chief.form("/studio/codes", "home")
    chief.post("/studio/codes", {**home, "home": "灯屋有什么？", "abroad": "What is in Lamp House?"})
    return {
        **_copies(shop, editor),
        **_letters(shop, editor),
        **_tables(chief),
        "secret": secret,
        "run": str(run),
        "saved": str(shop.questions.kept.all()[0].id),
        "gap": keys(chief.get("/studio/gaps").text)[0],
        "code": code_of("lamp-house"),
        "sign": shop.signs.all()[0].code,
        "join": shop.people.add("xiaomei", "editor", [town.CITY.id]),
        "feed": shop.feeds.all()[0][0].id,
    }


def _people(shop: Workshop) -> str:
    """One with a second factor, whose secret it is, and one who has left."""
    reviewer = _person(shop, "reviewer")
    own = reviewer.form("/studio/account/factor", "secret")
    code = pyotp.TOTP(own["secret"]).at(shop.clock())
    reviewer.post("/studio/account/factor", {**own, "code": code, "password": workshop.PASSWORD})
    shop.people.add("laozhang", "viewer")
    shop.people.disable("laozhang")
    return own["secret"]


def _drafts(editor: Editor, chief: Editor) -> None:
    """One of each: 1 kept, 2 handed in, 3 returned, 4 planned; and a history with two sides."""
    editor.publish(**{"facts.0.value": "45", "text:en": "A house of *four hundred* lamps."})
    keep(editor, **{"facts.0.value": "48", "comment": "新票价，来自售票处"})
    for entry, do in (("moon-bridge", "review"), ("fog-market", "review"), ("paper-lane", "draft")):
        path = f"/studio/entries/{entry}"
        form = {**editor.form(path), "aliases": "旧名", "comment": "旧地图上的名字", "note": "请看一下名字"}
        editor.post(path, {**form, "do": do})
    press(chief, "/studio/drafts/3", "return", note="这个名字出自哪里？")
    press(chief, "/studio/drafts/4", "plan", publish_at="2026-06-01T09:00", end_at="2026-07-01T09:00")


def _visitors(shop: Workshop) -> None:
    ask(shop, "灯屋停车多少钱", "灯屋哪里停车", "灯屋有停车场吗", about="lamp-house#parking")
    ask(shop, "灯屋票价", about="lamp-house#price", answered=True, thumb="早就涨价了")
    ask(shop, "雾市场哪里停车", about="fog-market#parking")
    ask(shop, "哪里有充电宝", "灯屋能带狗吗？")
    ask(shop, "灯屋几点开门", "月桥在哪里", about="lamp-house#hours", answered=True)


def _week(shop: Workshop) -> None:
    """Five days of questions that were answered, for the figures."""
    for number in range(60):
        touched = Touched(("lamp-house",), ("moon-bridge",), ("quiet",))
        at = shop.clock() - timedelta(hours=2 * number)
        shop.journal.record(
            Turn(f"w{number}", at, f"v{number}", "灯屋几点开门", "zh-Hans" if number % 3 else "en", "recommend", True,
                 "templates", (), 30.0 + number, town.CITY.id, touched)
        )  # fmt: skip
    shop.journal.flush()


def _notices(editor: Editor) -> None:
    give(editor, place="灯屋")
    give(editor, place="", everywhere="1", subject="weather", severity="emergency", ends="day",
         words_en="Typhoon, stay inside", **{"words_zh-Hans": "台风，请留在室内"})  # fmt: skip
    give(editor, place="月桥", subject="closure", since="2026-05-06T09:00", ends="other", until="2026-05-07T18:00")


def _feeds(shop: Workshop, chief: Editor) -> None:
    """One that is fresh, one that is dead."""
    shop.feeds._fetcher = Fetcher(True, sources.here)
    with sources.serving() as source:
        source.body = b'{"data":{"parks":[{"n":"lamp-house","v":18,"max":20}]}}'
        chief.post("/studio/feeds", cells(chief, source, name="灯屋客流", do="save"))
        shop.feeds.look()
    with sources.serving() as silent:
        silent.status = 500
        chief.post("/studio/feeds", cells(chief, silent, name="停车场", kind="parking", do="save"))
        shop.feeds.look()


def _copies(shop: Workshop, editor: Editor) -> dict[str, str]:
    """A text as it was drafted; and one with a line by hand, a boast, a claim against the facts, an old price."""
    kept, spoilt = (draft(editor).rpartition("/")[2] for _ in range(2))
    form = editor.form(f"/studio/copy/{spoilt}/edit", "base")
    body = next(name for name, text in form.items() if "三百盏" in text)
    texts = {"block-0": "全国最佳的灯屋", body: f"成人票99元。夜里的风很软。{form[body]}"}
    assert editor.post(f"/studio/copy/{spoilt}", {**form, **texts}).status_code == 303
    shop.clock.forward(minutes=1)
    change_price(shop, 47)
    return {"copy": kept, "spoilt": spoilt}


def _letters(shop: Workshop, editor: Editor) -> dict[str, str]:
    first = shop.complaints.take(LETTER)
    waiting = shop.complaints.take(
        Letter("门口的出租车不打表，要了八十元", "price", place="灯屋门口", contact="13800000000", lang="zh-Hans")
    )
    act(editor, first, do="handle", status="working", assignee="editor", category="crowd", urgent="high")
    act(editor, first, do="note", text="打过门卫的电话")
    act(editor, first, do="reply", text="We are sorry and have spoken to the guard.")
    return {"letter": first, "waiting": waiting}


def _tables(chief: Editor) -> dict[str, str]:
    """One applied, one with wrong rows that waits to be. A table belongs to whoever sent it."""
    applied = send(chief, MORE, "园林.csv")
    look(chief, applied)
    apply(chief, applied)
    batch = chief.get(f"{applied}/progress").text.partition("/studio/bulk/batches/")[2].partition('"')[0]
    found = rows(chief, "&state=&lang=en")
    row(found, "tea-landing#name")[TRANSLATION] = "Tea Landing, Pier 2"
    row(found, "echo-tower#name")[TRANSLATION] = "Tower of Echoes"
    tower = "/studio/entries/echo-tower"
    chief.post(tower, {**chief.form(tower), "name:zh-Hans": "回音塔", "comment": "石碑上的写法", "do": "publish"})
    texts = send(chief, packed(found), "译稿.csv").removesuffix("/preview")
    waits = send(chief, WRONG, "景点.csv")
    look(chief, waits)
    sent = {"applied": applied, "table": waits, "texts": texts}
    return {**{name: each.rpartition("/")[2] for name, each in sent.items()}, "batch": batch}
