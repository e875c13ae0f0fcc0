"""What is on, asked in conversation: by day, month, feast and name, with what is not confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.types import Entry, Fact, Source
from tests import guides
from tests.guides import Talk

SOURCES = {"s": Source("节庆志", "https://example.org/fairs", "A")}
CHERRY = {"zh-Hans": "樱花", "en": "cherry blossom", "ja": "桜", "ko": "벚꽃"}
EVENTS = (
    Entry(
        "hill-fair", "event", "yangzhou",
        names={"zh-Hans": "观音山香会", "en": "Guanyin Hill Fair", "ja": "観音山香会", "ko": "관음산 향회"},
        aliases=("观音山庙会",),
        facts=(
            Fact("date", {"zh-Hans": "农历六月十九", "en": "19th of the sixth lunar month"}, source="s", as_of="2015"),
            Fact("date_rule", "lunar 06-19", source="s", as_of="2015"),
        ),
        sources=SOURCES,
    ),
    Entry(
        "moon-festival", "event", "yangzhou", names={"zh-Hans": "二分明月节", "en": "Moon Festival of Yangzhou"},
        facts=(Fact("date_rule", "lunar 08-15", source="s", as_of="2027"),), sources=SOURCES,
    ),
    Entry(
        "half-marathon", "event", "yangzhou", names={"zh-Hans": "鉴真半程马拉松", "en": "Jianzhen Half Marathon"},
        facts=(
            Fact("date", {"zh-Hans": "三月底或四月中旬", "en": "Late March or mid April"}, source="s", as_of="2025"),
            Fact("date_rule", "03/04", source="s", as_of="2025"),
        ),
        sources=SOURCES,
    ),
    Entry(
        "cherry-road", "attraction", "yangzhou",
        names={"zh-Hans": "鉴真大道", "en": "Cherry Road", "ja": "鑑真大道", "ko": "감진대도"},
        facts=(
            Fact("bloom", "03-21/04-10", CHERRY, source="s"),
        ),
        sources=SOURCES,
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[Talk]:
    with guides.guide(tmp_path_factory.mktemp("year"), small_embedder, (*guides.ENTRIES, *EVENTS)) as made:
        yield made


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("下次观音山香会什么时候", "2027年7月22日（农历六月十九）"),
        ("觀音山香會什麼時候", "2027年7月22日（農曆六月十九）"),
        ("When is the next Guanyin Hill Fair?", "22 July 2027"),
        ("観音山香会はいつですか", "2027年7月22日（旧暦6月19日）"),
        ("관음산 향회는 언제예요?", "2027년 7월 22일"),
        ("中秋节扬州有什么", "二分明月节（2027年9月15日，农历八月十五）"),
        ("明年九月扬州有什么活动", "二分明月节"),
        ("三月有什么花看", "鉴真大道的樱花（2027年3月21日至4月10日）"),
        ("哪里看樱花", "鉴真大道"),
        ("What flowers are in bloom in March?", "cherry blossom at Cherry Road (21 March to 10 April 2027)"),
        ("3月に見られる花は何ですか", "鑑真大道の桜"),
        ("4월에 무슨 꽃을 볼 수 있어요?", "감진대도의 벚꽃"),
    ],
)
def test_days_are_computed_and_said_first(year: Talk, question: str, said: str) -> None:
    reply = year.ask(question)
    assert reply.skill == "events" and reply.answered
    assert said in reply.text and "[1]" in reply.text


def test_a_day_by_earlier_years_is_said_to_be_so_once(year: Talk) -> None:
    assert year.ask("下次观音山香会什么时候").text.count("按往年规律") == 1
    assert "按往年规律" not in year.ask("中秋节扬州有什么").text


def test_where_only_months_are_known_no_day_is_made_up(year: Talk) -> None:
    said = year.ask("鉴真半程马拉松什么时候").text
    assert "2027年3月至4月" in said and "还没有公布" in said and "三月底或四月中旬" in said


def test_nothing_on_tells_the_next(year: Talk) -> None:
    reply = year.ask("这周末有什么活动")
    assert "没有我知道的活动" in reply.text and "下一个是鉴真半程马拉松" in reply.text


def test_other_days_are_asked_for_in_the_next_turn(year: Talk) -> None:
    assert "樱花" in year.ask("现在有什么花看", "那三月呢").text
    assert "观音山香会" in year.ask("这周末有什么活动", "那三月呢", "明年七月呢").text
    assert "Guanyin Hill Fair" in year.ask("what's on this weekend?", "and next July?").text


@pytest.mark.parametrize(
    "question",
    [
        "个园几点开门",
        "个园什么时候建的",
        "瘦西湖最佳季节是什么时候",
        "大明寺免费吗",
        "观音山香会是什么",
        "How old is Ge Garden?",
    ],
)
def test_what_others_answer_is_left_to_them(year: Talk, question: str) -> None:
    assert year.find(question).skill != "events"
