"""Whether an answer is right: whole numbers, what must be there too, what must not, and honest noes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from guide.dialogue import evaluate
from guide.dialogue.evaluate import Case
from guide.errors import KnowledgeError
from guide.types import Reply
from tests.guides import Talk

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def _judge(case: Case, text: str, answered: bool = True) -> str:
    return evaluate.judge(case, Reply("r", text, "zh-Hans", "explain", answered, "zh-Hans"))


@pytest.mark.parametrize("text", ["门票145元", "45.5元", "10:45开门", "第一条[45]", "45,300人", "45:10"])
def test_a_number_is_not_found_in_part_of_another(text: str) -> None:
    assert _judge(Case("?", ("45",)), text) == "wrong"


@pytest.mark.parametrize("text", ["成人45元[1]", "旺季是45。", "45, 30", "30 45 60", "30、45", "￥45"])
def test_a_number_is_found_whole(text: str) -> None:
    assert _judge(Case("?", ("45",)), text) == "right"


def test_traditional_is_found_by_its_simplified_form_but_rejected_as_written() -> None:
    assert _judge(Case("?", ("得胜桥",), reject=("桥",)), "在得勝橋") == "right"
    assert _judge(Case("?", ("得胜桥",), reject=("桥",)), "在得胜桥") == "wrong"


def test_what_is_needed_is_needed_of_an_honest_no_too() -> None:
    case = Case("?", (evaluate.UNANSWERED, "免费"), need=(("120", "医院"), ("45",)))
    assert _judge(case, "请拨120，45元", answered=False) == "right"
    assert _judge(case, "请拨120", answered=False) == "wrong"
    assert _judge(case, "免费，医院，45元") == "right"


def test_an_answer_is_not_right_by_needs_alone() -> None:
    assert _judge(Case("?", (evaluate.UNANSWERED,), need=(("45",),)), "45元") == "wrong"


def _read(folder: Path, **case: Any) -> Case:
    file = folder / "cases.jsonl"
    file.write_text("\n" + json.dumps({"question": "?", "accept": ["a"], **case}), "utf-8")
    (read,) = evaluate.read(file)
    return read


def test_keys_that_may_be_left_out(tmp_path: Path) -> None:
    assert _read(tmp_path) == Case("?", ("a",), line=2, id="2")
    read = _read(tmp_path, id="x", now="2026-11-21T17:00+08:00", location="32.4, 119.4", need=[["b", "c"]], skill="now")
    assert (read.id, read.now, read.location) == ("x", NOW, (32.4, 119.4))
    assert (read.need, read.skill) == ((("b", "c"),), "now")


@pytest.mark.parametrize(
    "case",
    [{"accept": "a"}, {"history": "a"}, {"need": "a"}, {"need": ["a"]}, {"now": "2026-11-21T17:00"}, {"now": "soon"},
     {"location": "here"}, {"location": "1,2,3"}, {"reject": 1}],
)  # fmt: skip
def test_a_case_that_cannot_be_read_says_where(tmp_path: Path, case: dict[str, Any]) -> None:
    with pytest.raises(KnowledgeError) as caught:
        _read(tmp_path, **case)
    assert [(each.line, each.code) for each in caught.value.problems] == [(2, "bad-case")]


def test_a_question_is_asked_in_its_own_moment(talk: Talk) -> None:
    cases = [Case("个园门票多少钱", ("45",)), Case("何园在哪", ("徐凝门",), now=NOW, location=(32.4, 119.4))]
    assert [each.outcome for each in evaluate.run(talk.app.guide, cases, NOW)] == ["right", "right"]
