"""Boasts, listed words, sentences by hand, and the document a text is kept as."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.editing.copydesk import codec
from guide.editing.copydesk.checking import Advertising, Check
from guide.editing.copydesk.proof import split
from guide.editing.copydesk.values import Block, Brief, Copy, Line, Trace
from guide.storage.database import Database
from tests.editing.copydesk.places import NOON, PROMPTS, desk, proof

ADVERTISING = Advertising(PROMPTS)
BOASTS = {
    "zh-Hans": ["全国最佳旅游目的地", "江南第一名园", "国家级的享受", "世界级景观",
                "独一无二的体验", "最美的湖", "顶级园林", "首选扬州",
                "这样的戏台全国只有一处", "NO.1 景区"],
    "zh-Hant": ["全國最佳旅遊目的地", "獨一無二的體驗"],
    "en": ["The best garden of all", "Number one in Jiangsu",
                "a world-class museum", "the finest view",
           "one of a kind",
           "the only pavilion of its kind in China"],
    "ja": ["日本一の庭園", "最高の眺め", "唯一の舞台"],
    "ko": ["최고의 정원", "세계 1위", "유일한 무대", "가장 아름다운 호수"],
}  # fmt: skip
PLAIN = {
    "zh-Hans": ["国家级非物质文化遗产", "国家5A级旅游景区", "三四月看桃柳和琼花最好", "最好的时候是春天",
                "最早的记载在1082年",
                "第一次来扬州",
                "全国重点文物保护单位（第一批）", "第一批列入", "最后一班船", "离这里最近的车站"],
    "zh-Hant": ["國家級非物質文化遺產"],
    "en": ["The best time to visit is spring", "seen at its best in April", "Most visitors miss it",
           "most of the rooms", "the first garden on the left"],
    "ja": ["国家級無形文化遺産", "最も近い駅", "最後の船"],
    "ko": ["국가급 무형문화유산", "가장 가까운 역", "가장 먼저 보이는 문"],
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in BOASTS.items() for text in texts])
def test_a_boast_is_seen(lang: str, text: str) -> None:
    assert ADVERTISING.boasts(text, lang)


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in PLAIN.items() for text in texts])
def test_what_is_no_boast_is_let_be(lang: str, text: str) -> None:
    assert not ADVERTISING.boasts(text, lang)


@pytest.mark.parametrize("lang", ["zh-Hans", "en", "ja", "ko"])
def test_every_list_names_the_law_it_is_from(lang: str) -> None:
    assert "2023" in ADVERTISING.source(lang)


def copy(form: str, *lines: Line) -> Copy:
    return Copy(Brief(("tower",), form), (Block("body", lines),), "lin", NOON, "lin", NOON)


def test_a_label_may_say_what_an_advertisement_may_not() -> None:
    check = Check(lambda text: ("楼",) if "楼" in text else (), ADVERTISING)
    assert [each.kind for each in check.objections(copy("post", Line("最佳的楼")))] == ["listed", "boast"]
    assert [each.kind for each in check.objections(copy("label", Line("最佳的楼")))] == ["listed"]
    assert [each.kind for each in check.objections(copy("post", Line("最佳的楼", vouched="lin: x")))] == ["listed"]


@pytest.mark.parametrize(
    ("text", "fault", "traced"),
    [("柳影楼建于1818年。", "", True), ("这座楼高20米，临水而立。", "", True), ("柳影楼建于1918年。", "figure", False),
     ("成人票99元。", "figure", False), ("夜里的风很软。", "", False), ("柳影楼免费。", "free", False)],
)  # fmt: skip
def test_a_sentence_by_hand_is_held_against_the_facts(text: str, fault: str, traced: bool) -> None:
    line = proof().judged(text, "body")
    assert (line.fault, bool(line.traces), line.origin) == (fault, traced, "hand")


def test_a_line_that_was_there_stays_whole_however_many_sentences_it_is() -> None:
    kept = "一城之事，常藏于一处之景。今述柳影楼，以飨来者。"
    block = Block("lead", (Line(kept, (Trace("tower", "name", "柳影楼", "x"),)),))
    revised = proof().revised((block,), {0: f"请进。{kept}"})
    assert [(line.text, line.origin) for line in revised[0].lines] == [("请进。", "hand"), (kept, "template")]


TEXT = st.text("柳楼。！？a. \n“”1", max_size=60)


@given(TEXT, st.sampled_from(["body", "facts"]), st.lists(TEXT.map(str.strip).filter(bool), max_size=3))
def test_cutting_into_sentences_loses_nothing_but_blanks(text: str, role: str, kept: list[str]) -> None:
    cut = split(text, role, kept)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(each.strip() for each in cut)


def test_a_text_comes_back_from_the_database_as_it_went_in(database: Database) -> None:
    made = desk(database)
    kept = made.get(made.keep(Brief(("tower", "pond"), "leaflet", "warm"), "lin"))
    assert codec.read(codec.stored(kept)) == kept and kept.blocks == made.draft(kept.brief)
    assert made.save(kept, "wang") and not made.save(kept, "zhao")
    assert made.get(kept.id) == replace(kept, saved_by="wang", number=2)
    made.close()
