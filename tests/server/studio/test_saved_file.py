"""Saved questions out as a file and in from one: what comes back is what went, and wrong rows are told by line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.dialogue import evaluate
from guide.server.studio import saved_rows
from guide.settings import LANGUAGES
from guide.storage.saved import Asked, Checks
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop

SAVED = "/studio/saved"
FILE = f"{SAVED}/file"
HEADS = {each: each for each in saved_rows.COLUMNS}
_PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="|｜'"), min_size=1,
                 max_size=8)  # fmt: skip
_GROUP = st.lists(_PLAIN, min_size=1, max_size=3).map(tuple)
_CHECKS = st.builds(
    Checks, st.just(()) | st.just((evaluate.UNANSWERED,)), st.lists(_GROUP, max_size=3).map(tuple),
    st.lists(_PLAIN, max_size=3).map(tuple), st.lists(st.sampled_from(("ge-garden", "he")), unique=True).map(tuple),
)  # fmt: skip
_ASKED = st.builds(
    Asked, _PLAIN, st.sampled_from(("", *LANGUAGES)), _CHECKS,
    st.lists(st.tuples(st.sampled_from(("user", "assistant")), _PLAIN), max_size=2).map(tuple),
    st.sampled_from(("", "2026-05-02T20:00:00+08:00")), st.none() | st.just((32.4, 119.44)),
)  # fmt: skip


@given(st.lists(_ASKED, max_size=4))
def test_a_file_comes_back_as_it_went(every: list[Asked]) -> None:
    lines = "".join(map(saved_rows.written, every))
    assert [each.asked for each in saved_rows.read(lines, HEADS)] == (every if lines else [None])
    made = io.StringIO()
    csv.writer(made).writerows([saved_rows.COLUMNS, *map(saved_rows.cells, every)])
    assert [each.asked for each in saved_rows.read(made.getvalue(), HEADS)] == every


@given(st.text(max_size=200) | st.lists(st.text(max_size=20), max_size=9).map(json.dumps))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    for told in (text, f"question,now\n{text}", f'{{"question": {json.dumps(text)}, "accept": {text[:9]}}}'):
        assert all(each.asked or each.fault for each in saved_rows.read(told, HEADS))


def test_what_leaves_is_an_eval_file(shop: Workshop, editor: Editor, tmp_path: Path) -> None:
    shop.questions.take_in_shipped("lin")
    answer = editor.get(f"{SAVED}/questions.jsonl")
    assert 'filename="questions.jsonl"' in answer.headers["content-disposition"]
    path = tmp_path / "questions.jsonl"
    path.write_text(answer.text)
    assert [(each.question, each.accept) for each in evaluate.read(path)] == [
        ("What is a ticket to the Lamp House?", ("40",)), ("Moon Bridge price?", ("0",))]  # fmt: skip
    table = editor.get(f"{SAVED}/questions.csv").text
    assert table.startswith("\ufeffQuestion,Language,Must be in it") and "Moon Bridge price?,en,0" in table
    again = looked(editor, table)
    assert "0 new, 0 with other checks, 2 as they are" in again and "nothing new" in again


def looked(editor: Editor, text: str) -> str:
    return editor.post(FILE, {**editor.form(FILE, "text"), "text": text, "do": "look"}).text


def test_a_file_is_looked_at_then_saved(shop: Workshop, editor: Editor) -> None:
    shop.questions.take_in_shipped("lin")
    text = (
        "问题,语言,必须有,必须依据\n"
        "灯屋几点开？,zh-Hans,9:00 | 九点,lamp-house\n"
        "Moon Bridge price?,en,free | 0,\n"
        ",en,x,\n"
        "Where?,xx,,\n"
        "How long?,en,,no-such-house\n"
        "灯屋几点开？,zh-Hans,8:00,\n"
    )
    page = looked(editor, text)
    assert "1 new, 1 with other checks, 0 as they are" in page and "4 rows cannot be taken in" in page
    assert all(each in page for each in ("Line 4", "Line 5", "Line 6", "no-such-house", "stands in line 2 already"))
    assert shop.questions.kept.count() == 2, "nothing is saved by looking"
    done = editor.post(FILE, {**editor.form(FILE, "text"), "text": text, "do": "add"})
    assert done.headers["location"] == f"{SAVED}?done=file&new=2"
    kept = {each.asked.question: each for each in shop.questions.kept.all()}
    assert kept["灯屋几点开？"].asked.checks == Checks((), (("9:00", "九点"),), (), ("lamp-house",))
    assert kept["Moon Bridge price?"].asked.checks.need == (("free", "0"),)
    assert (
        kept["灯屋几点开？"].author == "editor"
        and "2 questions were saved" in editor.get(done.headers["location"]).text
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_may_come_from_any_spreadsheet_program(shop: Workshop, editor: Editor, encoding: str) -> None:
    csrf = editor.form(FILE, "text")["csrf"]
    content = "问题;必须有\n灯屋几点开？;九点\n".encode(encoding)
    page = editor.client.post(FILE, data={"csrf": csrf, "do": "look"}, files={"file": ("q.csv", content)})
    assert page.status_code == 200 and "1 new" in page.text and "灯屋几点开？" in page.text


def test_what_is_no_file_of_questions_is_told(shop: Workshop, editor: Editor) -> None:
    assert editor.post(FILE, {**editor.form(FILE, "text"), "text": " ", "do": "look"}).status_code == 422
    assert "not a table of questions" in looked(editor, "a,b\n1,2\n")
    assert "Line 2" in looked(editor, '{"question": "Price?", "accept": []}\n{"question": "x"}\n')
