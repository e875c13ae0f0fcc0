"""Notices: a crowd or a closure of some days or hours, told with its place while it holds, and gone after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

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
FORGOTTEN = place("stone-court", "石庭", "Stone Court", Fact("notice", "crowded", as_of="2026-10-01"))
PLACES = (
    place("willow-lake", "柳湖", "Willow Lake"), place("plum-nursery", "梅圃", "Plum Nursery"),
    place("reed-pond", "芦塘", "Reed Pond"), FORGOTTEN, CROWD, WORKS,
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
