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
WHY = {"zh-Hans": "因台风", "en": "because of the typhoon"}
EVENTS = (
    Entry(
        "river-show", "event", "yangzhou",
        names={"zh-Hans": "运河光影秀", "en": "Canal Light Show", "ja": "運河光の祭り", "ko": "운하 빛 축제"},
        facts=(
            Fact("date_rule", "2026-12-05/2026-12-06", source="s", as_of="2026-11-01"),
            Fact("date_change", "cancelled 2026-12-05/2026-12-06", note=WHY, source="s", as_of="2026-11-20"),
        ),
        texts={"zh-Hans": "## 光影\n\n运河光影秀在大运河边，用灯光讲扬州。"}, sources=SOURCES,
    ),
    Entry(
        "snow-concert", "event", "yangzhou", names={"zh-Hans": "雪夜音乐会", "en": "Snow Concert"},
        facts=(
            Fact("date_rule", "12-12", source="s", as_of="2026"),
            Fact("event_time", "19:30", source="s"),
            Fact("date_change", "moved 2026-12-12 to 2026-12-19", {"zh-Hans": "何园", "en": "He Garden"}, source="s",
                 as_of="2026-11-20"),
        ),
        sources=SOURCES,
    ),
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
        ("What is in bloom in March?", "cherry blossom at Cherry Road (21 March to 10 April 2027)"),
        ("What is on in September?", "Moon Festival"),
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
    assert "没有我知道的活动" in reply.text and "下一个是雪夜音乐会" in reply.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("鉴真大道有什么花", "在鉴真大道可以看樱花（2027年3月21日至4月10日）"),
        ("鉴真大道什么时候开花", "在鉴真大道可以看樱花（2027年3月21日至4月10日）"),
        ("鉴真大道的樱花什么时候开", "樱花（2027年3月21日至4月10日）"),
        ("鉴真大道四月有什么花看", "2027年4月在鉴真大道可以看樱花"),
        ("鉴真大道一月有什么花看", "没有我知道的花期，下一个是樱花（2027年3月21日至4月10日）"),
        ("What flowers bloom at Cherry Road?", "In flower at Cherry Road: cherry blossom (21 March to 10 April 2027)"),
        ("鑑真大道ではどんな花が見られますか", "鑑真大道で見られる花は桜（2027年3月21日から4月10日）です"),
        ("감진대도에서 어떤 꽃을 볼 수 있나요?", "감진대도에서 볼 수 있는 꽃: 벚꽃"),
    ],
)
def test_what_flowers_at_a_place_is_told_by_its_days(year: Talk, question: str, said: str) -> None:
    reply = year.ask(question)
    assert reply.skill == "events" and said in reply.text and "[1]" in reply.text, reply.text


def test_the_card_of_a_place_names_its_flowers_and_that_of_the_city_the_places_too(year: Talk) -> None:
    (here,) = year.ask("鉴真大道有什么花").cards
    (city,) = year.ask("三月有什么花看").cards
    assert [each["title"] for each in here["items"]] == ["樱花"]
    assert [each["title"] for each in city["items"]] == ["鉴真大道：樱花"]


def test_a_flower_that_a_place_is_not_known_for_is_left_to_others(year: Talk) -> None:
    assert year.find("鉴真大道有荷花吗").skill != "events" and year.find("个园有什么花").skill != "events"


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


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("运河光影秀还办吗", ("运河光影秀原定2026年12月5日至12月6日，已取消：因台风",)),
        ("運河光影秀取消了嗎", ("已取消",)),
        ("Is the Canal Light Show still on?", ("Canal Light Show", "is cancelled: because of the typhoon")),
        ("Is the Canal Light Show cancelled?", ("is cancelled",)),
        ("運河光の祭りは中止ですか", ("運河光の祭り", "中止になりました")),
        ("운하 빛 축제는 취소됐나요?", ("운하 빛 축제", "취소되었어요")),
        ("雪夜音乐会还办吗", ("原定2026年12月12日", "已改到2026年12月19日 19:30", "改在何园")),
        ("When is the Snow Concert?", ("moved to 19 December 2026", "19:30", "He Garden")),
        ("12月5号扬州有什么活动", ("运河光影秀原定", "已取消")),
        ("12月19号扬州有什么活动", ("雪夜音乐会（2026年12月19日 19:30，原定2026年12月12日，改在何园）",)),
        ("What events are on on 12 December?", ("Snow Concert, planned for 12 December 2026, is moved to",)),
    ],
)  # fmt: skip
def test_what_became_of_an_event_is_told_to_who_asks(year: Talk, question: str, said: tuple[str, ...]) -> None:
    reply = year.ask(question)
    assert reply.skill == "events" and reply.answered, reply.text
    assert all(each in reply.text for each in said), reply.text
    assert "[1]" in reply.text


def test_what_is_called_off_is_told_beside_what_else_is_asked_of_it(year: Talk) -> None:
    reply = year.ask("介绍一下运河光影秀")
    assert reply.skill == "explain" and "已取消" in reply.text, reply.text
    assert reply.notices and reply.notices[0]["severity"] == "warning"


def test_the_card_says_what_became_of_each(year: Talk) -> None:
    (card,) = [each for each in year.ask("12月12号扬州有什么活动").cards if each["kind"] == "events"]
    assert {each["entry"]: each["status"] for each in card["items"]}["snow-concert"] == "moved"
