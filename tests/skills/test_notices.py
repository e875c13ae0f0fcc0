"""Notices: a crowd or a closure of some days or hours, told with its place while it holds, and gone after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from guide.ports import Level
from guide.retrieval import notices as notation
from guide.types import Context, Entry, Fact, Finding, Link, Position, Reply, Source
from tests import guides
from tests.guides import Talk

MORNING, EVENING, NEXT_DAY = "2026-11-21T10:00", "2026-11-21T19:00", "2026-11-22T10:00"
OFFICE = {"office": Source("湖区管理处", "https://example.org/lake", "A")}


def place(entry_id: str, name: str, english: str, *facts: Fact, tags: tuple[str, ...] = ("garden", "quiet")) -> Entry:
    hours = Fact("hours", "Mo-Su 09:00-17:00", as_of="2026-04")
    return Entry(
        entry_id, "attraction", "yangzhou", names={"zh-Hans": name, "en": english}, facts=(hours, *facts), tags=tags,
        position=Position(32.4, 119.44), as_of="2026-04",
    )  # fmt: skip


CROWD = Entry(
    "crowd-today", "notice", "yangzhou", names={"zh-Hans": "柳湖客流提示", "en": "Willow Lake crowd"},
    facts=(
        Fact(
            "notice", "crowded", note={"zh-Hans": "建议下午再来", "en": "better come in the afternoon"},
            source="office", as_of="2026-11-21", valid_from="2026-11-21T08:00", valid_until="2026-11-21T18:00",
        ),
    ), links=(Link("about", "willow-lake"),), sources=OFFICE,
)  # fmt: skip
WORKS = Entry(
    "works", "notice", "yangzhou", names={"zh-Hans": "梅圃修缮", "en": "Plum Nursery repairs"},
    facts=(
        Fact("notice", "closed: plum-nursery", note={"zh-Hans": "修缮", "en": "repairs"}, source="office",
             as_of="2026-11-18", valid_from="2026-11-20", valid_until="2026-11-25"),
    ), sources=OFFICE,
)  # fmt: skip
STORM = Entry(
    "storm", "notice", "yangzhou", names={"zh-Hans": "台风", "en": "Typhoon"},
    facts=(
        Fact("notice", "advice weather emergency: *", note={"zh-Hans": "台风今晚到", "en": "a typhoon comes tonight"},
             as_of="2026-12-01", valid_from="2026-12-01T12:00", valid_until="2026-12-01T23:59"),
    ),
)  # fmt: skip
EVENING_SHUT = Entry(
    "shut-early", "notice", "yangzhou", names={"zh-Hans": "芦塘提前关门", "en": "Reed Pond shuts early"},
    facts=(Fact("notice", "closed: reed-pond", valid_from="2026-12-02T15:00", valid_until="2026-12-02T17:00"),),
)  # fmt: skip
FORGOTTEN = place("stone-court", "石庭", "Stone Court", Fact("notice", "crowded", as_of="2026-10-01"))
PLACES = (
    place("willow-lake", "柳湖", "Willow Lake"), place("plum-nursery", "梅圃", "Plum Nursery"),
    place("reed-pond", "芦塘", "Reed Pond"), FORGOTTEN, CROWD, WORKS, STORM,
    EVENING_SHUT,
)  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, small_embedder: Path) -> Iterator[Talk]:
    with guides.guide(tmp_path_factory.mktemp("notices"), small_embedder, PLACES) as made:
        yield made


def at(talk: Talk, clock: str) -> Talk:
    return replace(talk, context=Context(now=datetime.fromisoformat(f"{clock}+08:00")))


def asked(talk: Talk, clock: str, *questions: str) -> Reply:
    return at(talk, clock).ask(*questions)


def found(talk: Talk, clock: str, *questions: str) -> Finding:
    return at(talk, clock).find(*questions)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("柳湖几点开门", ("柳湖今天18:00以前人多", "建议下午再来", "湖区管理处", "2026年11月21日")),
        ("柳湖几點開門？", ("人多",)),
        ("When does Willow Lake open?", ("Willow Lake is crowded today (until 18:00)", "21 November 2026")),
    ],
)
def test_a_question_about_a_place_tells_what_goes_on_there(town: Talk, question: str, words: tuple[str, ...]) -> None:
    reply = asked(town, MORNING, question)
    assert all(word in reply.text for word in words), reply.text
    assert [(each["entry"], each["effect"]) for each in reply.notices] == [("willow-lake", "crowded")]
    assert ("crowd-today", "2026-11-21") in {(each.entry, each.as_of) for each in reply.citations}


@pytest.mark.parametrize("clock", [EVENING, NEXT_DAY, "2026-11-21T07:30"])
def test_a_notice_ends_by_itself(town: Talk, clock: str) -> None:
    assert "人多" not in asked(town, clock, "柳湖几点开门").text


def test_a_notice_without_an_end_is_of_its_day(town: Talk) -> None:
    assert "人多" in asked(town, "2026-10-01T10:00", "石庭几点开门").text
    assert "人多" not in asked(town, MORNING, "石庭几点开门").text


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("柳湖今天人多吗", "柳湖今天18:00以前人多"), ("Is Willow Lake busy today?", "is crowded today"),
        ("今天哪里人多", "柳湖"), ("柳湖混んでいますか", "混雑"),
    ],
)  # fmt: skip
def test_it_is_answered_whether_a_place_is_crowded(town: Talk, question: str, answered: str) -> None:
    reply = asked(town, MORNING, question)
    assert reply.skill == "notices" and answered in reply.text


def test_a_closure_is_known_to_whatever_reads_opening_hours(town: Talk) -> None:
    reply = asked(town, MORNING, "梅圃现在开门吗")
    assert reply.skill == "opening" and "修缮" in reply.text and "11月26日" in reply.text
    assert "9:00–17:00" in asked(town, "2026-11-26T10:00", "梅圃今天开门吗").text


def test_a_crowd_moves_visitors_elsewhere_and_the_receipt_says_so(town: Talk) -> None:
    finding = found(town, MORNING, "推荐一个安静的园林")
    picks = [pick.entry.id for pick in finding.detail.picks]
    assert picks[0] in ("reed-pond", "stone-court") and picks.index("willow-lake") > picks.index("reed-pond")
    assert "plum-nursery" not in picks[:2]
    assert "人多" in asked(town, MORNING, "推荐一个安静的园林").text
    assert "is crowded" in asked(town, MORNING, "Recommend a quiet garden").text


def test_what_is_crowded_or_closed_is_named_when_others_take_its_place(town: Talk) -> None:
    told = {each.place.id for each in found(town, MORNING, "推荐一个安静的园林").notices}
    assert told == {"willow-lake", "plum-nursery"}
    later = found(town, "2026-12-01T10:00", "推荐一个安静的园林")
    assert not later.notices and len(later.detail.picks) == 3


def test_a_notice_is_never_found_by_its_words_once_it_is_over(town: Talk) -> None:
    assert "修缮" not in asked(town, "2026-12-01T10:00", "梅圃修缮").text


@pytest.mark.parametrize(
    "question",
    ["柳湖几点开门", "When does Willow Lake open?", "推荐一个安静的园林", "ウィローレイクは何時に開きますか"],
)
def test_an_emergency_of_the_whole_city_is_told_whatever_is_asked(town: Talk, question: str) -> None:
    (told, *_) = asked(town, "2026-12-01T13:00", question).notices
    assert (told["severity"], told["page"]) == ("emergency", "")
    assert not asked(town, "2026-12-02T09:00", question).notices


def test_an_emergency_says_so_and_in_a_language_it_is_not_written_in_what_it_is_about(town: Talk) -> None:
    at = "2026-12-01T13:00"
    assert "紧急提醒：扬州：台风今晚到" in asked(town, at, "柳湖几点开门").text
    assert "Emergency, Yangzhou: a typhoon comes tonight (as of" in asked(town, at, "When does Willow Lake open?").text
    said = asked(town, at, "Wann öffnet Willow Lake?").text
    assert "Dringender Hinweis" in said and "Unwetter" in said and "(a typhoon comes tonight)" in said


def test_a_closure_of_some_hours_is_told_and_leaves_the_other_hours(town: Talk) -> None:
    assert "17:00以前不开放" in asked(town, "2026-12-02T15:30", "芦塘几点开门").text
    assert "9:00–17:00" in asked(town, "2026-12-02T10:00", "芦塘今天开门吗").text
    assert not asked(town, "2026-12-02T10:00", "芦塘今天开门吗").notices


@pytest.mark.parametrize(
    "rule", ["crowded", "closed: a, b-c", "advice weather emergency: *", "advice construction", "closed warning: a"]
)
def test_the_notation_is_read_and_written(rule: str) -> None:
    found = notation.read(rule)
    assert found is not None and notation.read(str(found)) == found


@pytest.mark.parametrize("wrong", ["", "loud", "advice storm", "closed emergency weather", "closed: *, a"])
def test_what_is_no_notice_is_not_read(wrong: str) -> None:
    assert notation.read(wrong) is None


@pytest.fixture
def full(town: Talk) -> Iterator[Talk]:
    """The lake is full and the court jammed, as feeds measured at nine."""
    nine = datetime.fromisoformat("2026-11-30T09:00+08:00")
    board = town.app.base.board
    board.put("f", "湖区客流", timedelta(minutes=30), (Level("willow-lake", "crowding", 0.95, nine),
                                                    Level("stone-court", "traffic", 0.9, nine)))  # fmt: skip
    yield town
    board.drop("f")


def test_what_a_feed_measured_moves_visitors_elsewhere_and_says_when_that_was(full: Talk) -> None:
    finding = found(full, "2026-11-30T09:10", "推荐一个安静的园林")
    picks = [pick.entry.id for pick in finding.detail.picks]
    assert picks.index("reed-pond") < picks.index("willow-lake")
    said = asked(full, "2026-11-30T09:10", "推荐一个安静的园林").text
    assert "柳湖09:00的客流已达95%（湖区客流）" in said
    assert "Willow Lake was 95 % full at 09:00" in asked(full, "2026-11-30T09:10", "When does Willow Lake open?").text
    assert "09:00" in asked(full, "2026-11-30T09:10", "柳湖今天人多吗").text


@pytest.mark.parametrize("clock", ["2026-11-30T09:31", "2026-11-30T08:00", "2026-12-03T09:10"])
def test_a_level_that_is_not_fresh_says_nothing(full: Talk, clock: str) -> None:
    assert "95" not in asked(full, clock, "柳湖几点开门").text
    picks = [pick.entry.id for pick in found(full, clock, "推荐一个安静的园林").detail.picks]
    assert set(picks) == {"willow-lake", "plum-nursery", "reed-pond"} or "willow-lake" in picks


def test_a_plan_of_this_day_prefers_other_places(full: Talk) -> None:
    before = found(full, "2026-12-03T09:10", "安排今天一小时的行程")
    now = found(full, "2026-11-30T09:10", "安排今天一小时的行程")
    assert before.skill == now.skill == "plan"
    assert "willow-lake" not in {each.entry.id for each in now.detail.stops if each.entry}
