"""The room of letters: sifted, worked on step by step, answered by receipt, saved as a file without the contact."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from guide.desk.complaints import Letter
from guide.desk.replies import filled
from guide.desk.transcript import Line
from guide.storage.complaints import CLOSED
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop

LETTER = Letter(
    "The guard shouted at us", "service", place="gate", contact="me@example.org", entry_id="lamp-house",
    transcript=(Line("user", "Is the gate open?"), Line("assistant", "Until five. [1]")),
)  # fmt: skip


@pytest.fixture
def receipt(shop: Workshop) -> str:
    return shop.complaints.take(LETTER)


def act(person: Editor, receipt: str, **form: str) -> int:
    path = f"/studio/complaints/{receipt}"
    return person.post(path, {"csrf": person.form(path, "csrf")["csrf"], **form}).status_code


def test_a_letter_shows_what_was_sent_and_its_contact_to_editors_only(
    shop: Workshop, editor: Editor, receipt: str
) -> None:
    page = editor.get(f"/studio/complaints/{receipt}").text
    assert "The guard shouted" in page and "Until five." in page and "me@example.org" in page
    assert "me@example.org" not in editor.get("/studio/complaints").text
    viewer = Editor(shop)
    viewer.enter("viewer")
    page = viewer.get(f"/studio/complaints/{receipt}").text
    assert "The guard shouted" in page and "me@example.org" not in page and 'name="do"' not in page


def test_every_step_is_told_with_who_and_the_visitor_reads_the_answer_alone(
    shop: Workshop, editor: Editor, receipt: str
) -> None:
    assert (
        act(editor, receipt, do="handle", status="working", assignee="editor", category="crowd", urgent="high") == 303
    )
    assert act(editor, receipt, do="note", text="rang the gate") == 303
    assert act(editor, receipt, do="close", text="We are sorry.") == 303
    page = editor.get(f"/studio/complaints/{receipt}").text
    for told in (
        "Status: being dealt with",
        "Given to editor",
        "Type: Queues and crowds",
        "rang the gate",
        "We are sorry.",
    ):
        assert told in page
    seen = editor.get(f"/complaints?receipt={receipt}").text
    assert "We are sorry." in seen and "rang the gate" not in seen and "shouted" not in seen


@pytest.mark.parametrize("form, status", [
    ({"do": "note", "text": " "}, 422), ({"do": "close", "text": ""}, 422), ({"do": "reply", "text": "x" * 4001}, 422),
    ({"do": "burn"}, 400), ({"do": "handle", "status": "burnt"}, 400), ({"do": "handle", "assignee": "stranger"}, 400),
])  # fmt: skip
def test_what_cannot_be_done_changes_nothing(
    shop: Workshop, editor: Editor, receipt: str, form: dict[str, str], status: int
) -> None:
    assert act(editor, receipt, **form) == status
    assert shop.complaints.casework.steps(receipt) == []


def test_letters_are_sifted_and_late_ones_marked(shop: Workshop, editor: Editor, receipt: str) -> None:
    other = shop.complaints.take(Letter("Where is my hat?", "lost", urgent=True, sort="handoff"))
    page = editor.get("/studio/complaints?sort=handoff").text
    assert other in page and receipt not in page
    shop.complaints.move(other, CLOSED)
    page = editor.get("/studio/complaints?status=open").text
    assert receipt in page and other not in page
    assert receipt not in editor.get("/studio/complaints?age=7").text
    assert "No letter is like that" in editor.get("/studio/complaints?assignee=editor").text


def test_the_file_holds_what_is_shown_and_neither_contact_nor_talk_nor_note(
    shop: Workshop, editor: Editor, receipt: str
) -> None:
    shop.complaints.casework.note(receipt, "editor", "a secret")
    shop.complaints.take(Letter("=1+1 is a formula", "other"))
    text = editor.get("/studio/complaints.csv").text
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert {row["what"] for row in rows} == {"The guard shouted at us", "'=1+1 is a formula"}
    assert "example.org" not in text and "Until five" not in text and "secret" not in text
    assert len(list(csv.reader(StringIO(editor.get("/studio/complaints.csv?category=service").text)))) == 2


def test_a_reply_begins_from_a_template_in_the_visitors_language(shop: Workshop, editor: Editor, receipt: str) -> None:
    shop.replies.begin("reviewer")
    shop.replies.begin("reviewer")  # a second press adds nothing
    assert len({(each.lang, each.name) for each in shop.replies.all()}) == len(shop.replies.all())
    template = next(each for each in shop.replies.all() if each.name == "Received")
    page = editor.get(f"/studio/complaints/{receipt}?template={template.id}").text
    assert f"Your letter about Lamp House ({receipt})" in page and "접수" not in page


def test_reviewers_write_templates_and_editors_read_them(shop: Workshop, editor: Editor) -> None:
    reviewer = Editor(shop)
    reviewer.enter("reviewer")
    path = "/studio/reply-templates"
    csrf = reviewer.form(path, "csrf")["csrf"]
    made = {"csrf": csrf, "do": "save", "lang": "ja", "name": "礼", "text": "ありがとう {receipt}"}
    assert reviewer.post(path, made).status_code == 303
    (one,) = shop.replies.all()
    assert reviewer.post(path, {**made, "id": str(one.id), "text": "どうも"}).status_code == 303
    assert [each.text for each in shop.replies.all()] == ["どうも"] and "どうも" in editor.get(path).text
    lacking = reviewer.post(path, {**made, "name": " "})
    assert lacking.status_code == 422 and "ありがとう" in lacking.text
    assert (
        reviewer.post(
            path, {"csrf": csrf, "do": "save", "id": "99", "lang": "en", "name": "x", "text": "y"}
        ).status_code
        == 404
    )
    assert reviewer.post(path, {"csrf": csrf, "do": "remove", "id": str(one.id)}).status_code == 303
    assert shop.replies.all() == []


def test_only_known_placeholders_are_filled_and_no_value_is_a_template() -> None:
    values = {"place": "{receipt}", "receipt": "R"}
    assert filled("{place} {receipt} {x} {receipt", values) == "{receipt} R {x} {receipt"
