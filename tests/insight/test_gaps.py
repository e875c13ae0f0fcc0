"""Clusters of what visitors could not get: what stands together, what counts, what was decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from guide.insight import gaps
from guide.insight.gaps import Cluster
from guide.insight.wordings import Wordings
from guide.storage.gap_decisions import ANSWERED, DISMISSED, MERGED, Decision
from guide.storage.missed import Missed

NOW = datetime(2026, 5, 2, tzinfo=UTC)


def turn(question: str, about: str = "", visitor: str | None = "v1", lang: str = "zh-Hans", day: int = 1) -> Missed:
    return Missed(question, lang, about, visitor, f"2026-05-{day:02}T09:00:00.000+00:00", 0)


def found(*turns: Missed, decisions: tuple[tuple[str, Decision], ...] = ()) -> list[Cluster]:
    return gaps.decided(gaps.clusters(sorted(turns), Wordings()), decisions)


def test_the_same_place_and_field_are_one_in_any_words_and_language() -> None:
    (one,) = found(
        turn("个园停车多少钱", "ge#parking"), turn("里面能停车吗", "ge#parking", "v2"),
        turn("whereisparking", "ge#parking", "v3", "en"),
    )  # fmt: skip
    assert (one.entry, one.field, one.asked, one.visitors, one.langs) == ("ge", "parking", 3, 3, ("zh-Hans", "en"))


def test_what_was_not_understood_stands_together_by_its_words() -> None:
    several = found(turn("扬州哪里可以租汉服拍照呢"), turn("扬州哪里可以租汉服拍照"), turn("哪里有充电宝"))
    assert [each.asked for each in several] == [2, 1]


def test_like_words_about_two_places_are_two_questions() -> None:
    assert len(found(turn("这里哪里可以租汉服拍照", "ge#"), turn("这里哪里可以租汉服拍照呢", "he#"))) == 2


def test_about_one_place_what_is_spoken_of_counts() -> None:
    drones = ("个园里能飞无人机吗", "个园可以放无人机吗", "请问个园可以飞无人机拍照吗")
    others = ("个园有轮椅租吗", "个园里可以推轮椅吗")
    several = found(*(turn(each, "ge#") for each in (*drones, *others, "个园能带宠物吗", "个园卖明信片吗")))
    assert [each.asked for each in several] == [3, 2, 1, 1]


def test_visitors_weigh_more_than_insistence() -> None:
    stubborn = [turn("哪里有充电宝", visitor="v1", day=day) for day in range(1, 6)]
    asked = found(*stubborn, turn("能带狗进去吗", visitor="v2"), turn("能带狗进去吗", visitor="v3"))
    assert [(each.visitors, each.asked) for each in asked] == [(2, 2), (1, 5)]


def test_a_decision_holds_for_what_is_asked_later_and_an_answer_only_until_it_fails() -> None:
    (open_one,) = found(turn("能带狗吗", "ge#pets"))
    unit = next(iter(open_one.units))
    dismissed, answered = Decision(DISMISSED, "ed", NOW), Decision(ANSWERED, "ed", NOW)
    later = turn("狗可以进吗", "ge#pets", day=3)
    assert found(turn("能带狗吗", "ge#pets"), later, decisions=((unit, dismissed),))[0].state == "dismissed"
    assert found(turn("能带狗吗", "ge#pets"), decisions=((unit, answered),))[0].state == "answered"
    assert found(turn("能带狗吗", "ge#pets"), later, decisions=((unit, answered),))[0].state == "again"


def test_two_clusters_may_be_put_together_and_one_in_a_ring_is_still_one() -> None:
    turns = (turn("能带狗吗", "ge#pets"), turn("宠物友好的园子"), turn("猫猫能进园吗"))
    units = [next(iter(each.units)) for each in found(*turns)]
    ring = tuple(
        (unit, Decision(MERGED, "ed", NOW, target)) for unit, target in zip(units, [*units[1:], units[0]], strict=True)
    )
    (one,) = found(*turns, decisions=ring)
    assert one.asked == 3 and one.about == "ge#pets" and one.units == set(units)
    gone = tuple((unit, replace(each, target="0" * 32)) for unit, each in ring)
    assert len(found(*turns, decisions=gone)) == 3


def test_no_unit_holds_a_word() -> None:
    assert "狗" not in gaps.unit_of("能带狗吗", "zh-Hans", "") and len(gaps.unit_of("x" * 9000, "en", "ge#")) == 32


QUESTIONS = st.lists(st.text("有没充电宝汉服abc", min_size=1, max_size=14), unique=True, max_size=40)

WORDS = st.sampled_from(("个园", "能", "飞", "无人机", "轮椅", "拍照", "租", "吗"))
SPOKEN = st.lists(st.lists(WORDS, min_size=1, max_size=6).map("".join), unique=True, max_size=40)


@given(QUESTIONS)
def test_every_turn_is_in_one_cluster(questions: list[str]) -> None:
    several = found(*(turn(each) for each in questions))
    assert sum(each.asked for each in several) == len(questions)
    assert sorted(key for each in several for key in each.questions) == sorted(questions)


@given(QUESTIONS | SPOKEN, st.integers(0, 40), st.sampled_from(("", "ge#")))
def test_wordings_learned_in_two_goes_are_led_as_in_one(questions: list[str], cut: int, about: str) -> None:
    twice, once, scope = Wordings(), Wordings(), (about, "zh-Hans")
    twice.catch_up({scope: questions[:cut]})
    twice.catch_up({scope: questions})
    once.catch_up({scope: questions})
    assert [twice.leader(scope, each) for each in questions] == [once.leader(scope, each) for each in questions]


def test_a_forgotten_leader_is_forgotten() -> None:
    wordings, scope = Wordings(), ("", "zh-Hans")
    first, second = "扬州哪里可以租汉服拍照", "扬州哪里可以租汉服拍照呢"
    wordings.catch_up({scope: [first, second]})
    assert wordings.leader(scope, second) == first
    wordings.catch_up({scope: [second]})
    assert wordings.leader(scope, second) == second


def test_times_are_moments() -> None:
    (one,) = found(turn("能带狗吗"), turn("能带狗吗", day=4))
    assert one.until - one.since == timedelta(days=3)
