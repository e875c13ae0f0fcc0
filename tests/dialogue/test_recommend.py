"""Choosing, with a receipt: wishes kept and revised over turns, proofs, drawbacks, and what to give up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

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
