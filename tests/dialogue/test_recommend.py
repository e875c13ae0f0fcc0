"""Choosing, with a receipt: wishes kept and revised over turns, proofs, drawbacks, and what to give up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from guide.skills.recommend import Choice
from guide.types import Context, Entry, Fact, Position
from tests import guides
from tests.guides import CHANGZHOU, NOW, Talk


def place(entry_id: str, name: str, *facts: Fact, tags: tuple[str, ...] = (), kind: str = "attraction") -> Entry:
    names = {"zh-Hans": name, "en": entry_id.replace("-", " ").title()}
    lying = Position(32.40 + len(entry_id) / 1000, 119.44)
    return Entry(
        entry_id, kind, "yangzhou", names=names, facts=facts, tags=tags, position=lying, as_of="2026-04"
    )  # fmt: skip


HOURS = Fact("hours", "Mo-Su 09:00-17:00", as_of="2026-04")
PLACES = (
    place("willow-garden", "柳园", Fact("price", 30, as_of="2026-04"), HOURS, tags=("garden", "quiet")),
    place("plum-garden", "梅圃", Fact("price", 80, as_of="2026-04"), HOURS, tags=("garden", "stairs")),
    place("stone-garden", "石圃", Fact("price", 0, as_of="2026-04"), HOURS, tags=("garden", "free", "crowded")),
    place("old-pagoda", "古光寺", Fact("price", 10, as_of="2026-04"), HOURS, tags=("temple", "quiet")),
    place("boat-house", "船坊", Fact("price", 5, as_of="2026-04"), HOURS, tags=("museum", "family", "rainy-day")),
    place(
        "spring-noodles", "春面馆", Fact("spend", 25), Fact("address", "东街1号"),
        Fact("dishes", ("阳春面", "小馄饨")), kind="restaurant",
    ),
    place(
        "lotus-hall", "荷香楼", Fact("spend", 160), Fact("address", "西街2号"),
        Fact("dishes", ("狮子头", "阳春面")), tags=("upscale",), kind="restaurant",
    ),
    place("jade-comb", "玉梳", tags=("souvenir",), kind="craft"),
    place(
        "reed-inn", "苇舍", Fact("hotel_type", "guesthouse"), Fact("price_range", "cheap"), Fact("area", "East Town"),
        Fact("facilities", ("morning call", "bar")), kind="hotel",
    ),
    place("crane-house", "鹤居", Fact("hotel_type", "hotel"), Fact("price_range", "expensive"), kind="hotel"),
    place(
        "pepper-room", "椒房", Fact("cuisine", "Sichuan"), Fact("price_range", "expensive"),
        Fact("address", "3 West St"), kind="restaurant",
    ),
    place(
        "rice-bowl", "饭碗", Fact("cuisine", "Cantonese"), Fact("price_range", "cheap"), Fact("address", "4 West St"),
        Fact("area", "East Town"), kind="restaurant",
    ),
)  # fmt: skip
AWAY = replace(place("far-garden", "远园", Fact("price", 1), HOURS, tags=("garden", "quiet")), city=CHANGZHOU.id)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[Talk]:
    with guides.guide(tmp_path_factory.mktemp("recommend"), small_embedder, (*PLACES, AWAY)) as made:
        yield made


def picked(talk: Talk, *questions: str) -> list[str]:
    finding = talk.find(*questions)
    assert finding.skill == "recommend", finding
    assert isinstance(finding.detail, Choice)
    return [pick.entry.id for pick in finding.detail.picks]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("推荐一个安静的园林", {"willow-garden"}),
        ("推薦一個安靜的園林", {"willow-garden"}),
        ("Can you recommend a quiet garden?", {"willow-garden"}),
        ("有没有免费的园林", {"stone-garden"}),
        ("推荐门票50元以下的园林", {"willow-garden", "stone-garden"}),
        ("下雨天去哪里玩好", {"boat-house"}),
        ("推荐一家能吃到阳春面的餐馆", {"spring-noodles", "lotus-hall"}),
        ("想给同事带点伴手礼", {"jade-comb"}),
    ],
)
def test_a_choice_meets_every_wish(city: Talk, question: str, ids: set[str]) -> None:
    assert set(picked(city, question)) == ids


@pytest.mark.parametrize(
    "question",
    [
        "第一次来扬州，有什么推荐",
        "头一回来扬州，推荐几个地方",
        "first time in Yangzhou, any recommendations?",
        "初めての揚州、おすすめは？",
        "처음인데 어디 가면 좋아요?",
    ],
)
def test_who_comes_for_the_first_time_is_shown_sights_and_no_dishes(city: Talk, question: str) -> None:
    sights = {each.id for each in PLACES if each.kind == "attraction"}
    assert set(picked(city, question)) <= sights


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Where should we take the kids?", "boat-house"),
        ("What can we do for free?", "stone-garden"),
        ("Somewhere quiet for two?", "willow-garden"),
    ],
)
def test_a_question_without_a_word_for_sights_is_a_choice_too(city: Talk, question: str, first: str) -> None:
    assert first in picked(city, question)


def test_a_bus_to_take_is_no_company_to_take_somewhere(city: Talk) -> None:
    assert city.find("Where can I take the bus?").skill != "recommend"


def test_each_pick_says_what_it_meets_with_its_source_or_the_editors_tag(city: Talk) -> None:
    reply = city.ask("推荐一个安静的园林，门票50元以下")
    assert "柳园" in reply.text and "清静" in reply.text and "30元" in reply.text


def test_one_honest_drawback_is_told(city: Talk) -> None:
    finding = city.find("推荐几个园林")
    warned = {pick.entry.id: pick.drawback.key for pick in finding.detail.picks if pick.drawback}
    assert warned["plum-garden"] == "stairs"


@pytest.mark.parametrize(
    ("questions", "ids"),
    [
        (("Is there a guesthouse?", "How about a hotel instead?"), {"crane-house"}),
        (("I am not a fan of this guesthouse trend, recommend a regular hotel",), {"crane-house"}),
        (("I need a guesthouse", "Just give me one of these hotels"), {"reed-inn"}),
        (("recommend a hotel with a wake-up call",), {"reed-inn"}),
        (("recommend a Sichuan or Cantonese restaurant",), {"pepper-room", "rice-bowl"}),
        (
            ("I need a cheap hotel", "now find me a restaurant in the same price range as the hotel"),
            {"rice-bowl"},
        ),
        (("After dinner I will visit a free attraction, any recommendations?",), {"stone-garden"}),
    ],
)  # fmt: skip
def test_english_wishes_are_heard_as_they_are_meant(city: Talk, questions: tuple[str, ...], ids: set[str]) -> None:
    assert set(picked(city, *questions)) == ids


@pytest.mark.parametrize(
    ("questions", "ids"),
    [
        (("推荐一个园林", "要安静的"), ["willow-garden"]),
        (("推荐一个安静的地方玩", "要寺庙"), ["old-pagoda"]),
        (("推荐一个安静的园林", "除了柳园呢"), []),
        (("推荐一家餐馆", "要能吃到狮子头的"), ["lotus-hall"]),
    ],
)
def test_wishes_are_kept_and_revised(city: Talk, questions: tuple[str, ...], ids: list[str]) -> None:
    found = picked(city, *questions)
    assert found == ids if ids else "willow-garden" not in found


def test_another_one_is_another_one(city: Talk) -> None:
    first = picked(city, "推荐一个园林", "要安静的")
    finding = city.find("推荐一个园林", "要安静的", "换一个")
    assert finding.skill == "recommend" and not {pick.entry.id for pick in finding.detail.picks} & set(first)


def test_nothing_fits_says_what_is_in_the_way_and_what_there_is_without(city: Talk) -> None:
    finding = city.find("推荐一个免费又安静的园林")
    assert finding.intent == "blocked" and len(finding.detail.blocked) == 1
    assert finding.detail.picks and finding.detail.total >= 1
    assert "卡在" in city.ask("推荐一个免费又安静的园林").text


@pytest.mark.parametrize(
    ("question", "said", "offered"),
    [
        ("recommend a restaurant with ox tongue", "ox tongue", None),
        ("I want tripe rolls at a restaurant, any recommendations?", "tripe rolls", None),
        ("推荐一家能吃到佛跳墙的餐馆", "佛跳墙", None),
        ("推荐一家能吃到红烧狮子的餐馆", "红烧狮子", "lotus-hall"),
    ],
)
def test_a_dish_that_nobody_has_is_said_and_the_likest_offered(
    city: Talk, question: str, said: str, offered: str | None
) -> None:
    finding = city.find(question)
    assert finding.intent == "blocked" and [wish.said for wish in finding.detail.blocked] == [said]
    assert len(finding.detail.picks) == 1 and said in city.ask(question).text
    assert offered is None or finding.detail.picks[0].entry.id == offered


def test_a_dish_named_in_part_is_one_that_has_the_words(city: Talk) -> None:
    assert picked(city, "推荐一家能吃到馄饨的餐馆") == ["spring-noodles"]


def test_places_of_other_cities_wait_to_be_asked_for(city: Talk) -> None:
    assert "far-garden" not in picked(city, "推荐几个园林")
    assert picked(city, "推荐一个常州的园林") == ["far-garden"]


def test_two_places_are_held_against_each_other_with_sources(city: Talk) -> None:
    reply = city.ask("柳园和梅圃比较一下")
    assert reply.skill == "recommend" and "30元" in reply.text and "80元" in reply.text


def test_why_a_place_was_not_offered_is_said(city: Talk) -> None:
    reply = city.ask("推荐一个50元以下的园林", "为什么不推荐梅圃")
    assert reply.skill == "recommend" and "80元" in reply.text


@pytest.mark.parametrize("question", ["梅圃的门票多少钱", "柳园几点开门", "梅圃贵吗"])
def test_a_question_about_one_place_is_no_choice(city: Talk, question: str) -> None:
    assert city.ask(question).skill != "recommend"


def test_the_same_conversation_gets_the_same_picks_and_others_are_spread(city: Talk) -> None:
    def first(conversation: str) -> str:
        talk = replace(city, context=Context(now=NOW, conversation=conversation))
        return picked(talk, "推荐一个景点")[0]

    assert first("a") == first("a")
    assert len({first(f"visitor {n}") for n in range(60)}) > 1


def test_not_too_cheap_is_not_cheap(city: Talk) -> None:
    assert "rice-bowl" not in picked(city, "find me a restaurant that is not too cheap")


def at(talk: Talk, clock: str, **context: Any) -> Talk:
    return replace(talk, context=Context(now=datetime.fromisoformat(f"{clock}+08:00"), **context))


SATURDAY, NIGHT = "2026-11-21T10:00", "2026-11-21T22:00"
TIMED = (
    place("day-garden", "昼园", Fact("price", 0), HOURS, tags=("garden", "quiet")),
    place("week-garden", "周园", Fact("price", 20), Fact("hours", "Tu-Su 09:00-17:00; Mo off"), tags=("garden",)),
    place("moon-garden", "夜园", Fact("price", 40), Fact("hours", "Mo-Su 09:00-23:00"), tags=("garden", "quiet")),
    place("mute-garden", "默园", Fact("price", 60), tags=("garden", "quiet")),
    place("far-temple", "远光寺", Fact("price", 0), HOURS, tags=("temple", "quiet")),
)


@pytest.fixture(scope="module")
def timed(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[Talk]:
    with guides.guide(tmp_path_factory.mktemp("timed"), small_embedder, TIMED) as made:
        yield made


@pytest.mark.parametrize(
    ("clock", "question", "ids"),
    [
        (SATURDAY, "推荐一个现在开着的园林", {"day-garden", "week-garden", "moon-garden"}),
        (SATURDAY, "Recommend a garden open on Monday morning", {"day-garden", "moon-garden"}),
        (SATURDAY, "推荐一个周一也开的园林", {"day-garden", "moon-garden"}),
        (NIGHT, "推荐一个现在开着的园林", {"moon-garden"}),
        (SATURDAY, "Recommend a garden that is open late", {"moon-garden"}),
    ],
)
def test_open_then_is_a_wish_and_what_nobody_knows_is_counted(
    timed: Talk, clock: str, question: str, ids: set[str]
) -> None:
    finding = at(timed, clock).find(question)
    assert {pick.entry.id for pick in finding.detail.picks} == ids
    assert finding.detail.unknown == 1 and "mute-garden" not in ids
    assert all(reason.found for pick in finding.detail.picks for reason in pick.reasons if reason.wish.moment)


def test_unknown_hours_are_said_where_nothing_else_is_left(timed: Talk) -> None:
    reply = at(timed, NIGHT).ask("推荐一个安静的园林，现在开着的", "换一个")
    assert "默园" in reply.text and "没有查到" in reply.text


def test_what_is_closed_then_says_when_it_opens(timed: Talk) -> None:
    reply = at(timed, NIGHT).ask("推荐一座现在开着的寺庙")
    assert "卡在" in reply.text and "11月22日（周日）9:00" in reply.text


@pytest.mark.parametrize(("questions", "said"), [(("推荐一个园林",), "周园"), (("Recommend a garden",), "Week Garden")])
def test_closed_today_is_a_drawback(timed: Talk, questions: tuple[str, ...], said: str) -> None:
    finding = at(timed, "2026-11-23T10:00").find(*questions)
    keys = {pick.entry.id: pick.drawback.key for pick in finding.detail.picks if pick.drawback}
    assert keys.get("week-garden", "closed_today") == "closed_today", said


@pytest.mark.parametrize("question", ["推荐昼园附近的寺庙", "Recommend a temple near Day Garden"])
def test_near_says_about_how_many_minutes(timed: Talk, question: str) -> None:
    reply = at(timed, SATURDAY).ask(question)
    assert "大约" in reply.text or "about" in reply.text
    assert {"远光寺", "Far Temple"} & {each.title for each in reply.citations}


def test_closer_needs_a_place_and_then_takes_it(timed: Talk) -> None:
    talk = at(timed, SATURDAY)
    assert "离哪儿近" in talk.ask("推荐一个安静的园林", "近一点的").text
    here = at(timed, SATURDAY, location=(32.41, 119.44))
    assert "离您步行大约" in here.ask("推荐附近一个安静的园林").text
    assert "卡在“近一点”" in here.ask("推荐附近一个安静的园林", "近一点的").text


def test_nothing_is_cheaper_than_free(timed: Talk) -> None:
    reply = at(timed, SATURDAY).ask("推荐一个免费的园林", "再便宜一点的")
    assert "再便宜就没有了" in reply.text and "昼园" in reply.text


def test_more_of_a_wish_is_another_that_has_it(timed: Talk) -> None:
    first = {pick.entry.id for pick in at(timed, SATURDAY).find("推荐一个安静的寺庙").detail.picks}
    assert first == {"far-temple"}
    reply = at(timed, SATURDAY).ask("Recommend a quiet garden", "something quieter")
    assert reply.skill == "recommend" and "cannot tell" in reply.text or "Nothing fits" in reply.text


def test_what_no_entry_tells_is_named_and_not_dropped(timed: Talk) -> None:
    assert "温泉" in at(timed, SATURDAY).ask("推荐一个能泡温泉的园林").text


@pytest.mark.parametrize("tastes", [["quiet"], "安静", ["安静的地方"]])
def test_tastes_of_the_visitor_come_first_and_are_told_as_such(timed: Talk, tastes: object) -> None:
    finding = at(timed, SATURDAY, profile={"tastes": tastes}).find("推荐一个园林")
    assert "week-garden" not in {pick.entry.id for pick in finding.detail.picks}
    assert "合您的喜好" in at(timed, SATURDAY, profile={"tastes": tastes}).ask("推荐一个园林").text


@pytest.mark.parametrize("profile", [{"tastes": 7}, {"tastes": [None, "x" * 9_999]}, {"other": "安静"}, {}])
def test_a_profile_without_tastes_changes_nothing(timed: Talk, profile: dict[str, Any]) -> None:
    assert "喜好" not in at(timed, SATURDAY, profile=profile).ask("推荐一个园林").text


def test_two_places_are_compared_by_the_wish_that_is_named(timed: Talk) -> None:
    assert "昼园；别处没有这样写" in at(timed, SATURDAY).ask("昼园和周园哪个更安静").text
    talk = at(timed, SATURDAY).ask("compare Day Garden and Week Garden", "which of the two is quieter?")
    assert "Quiet: Day Garden" in talk.text


def test_why_not_works_in_english_too(timed: Talk) -> None:
    reply = at(timed, SATURDAY).ask("Recommend a quiet garden", "Why not Week Garden?")
    assert reply.skill == "recommend" and "left out Week Garden" in reply.text
