"""The morning desk: what waits for whom, what is quiet, and that older addresses of the list still lead to it."""

from __future__ import annotations

from guide.desk.complaints import Letter
from guide.editing.accounts import ROLES
from guide.types import Change
from tests.server import town
from tests.server.studio.editors import Editor
from tests.server.studio.test_drafts import keep
from tests.server.studio.test_gaps import ask
from tests.server.studio.test_notices import give
from tests.server.studio.workshop import Workshop


def test_what_waits_stands_with_its_first_lines(shop: Workshop, editor: Editor) -> None:
    receipt = shop.complaints.take(Letter("<b>No taxi</b> would take us", "service"))
    ask(shop, "灯屋哪里停车", about="lamp-house#parking")
    keep(editor, **{"facts.0.value": "41"})
    page = editor.get("/studio").text
    for told in ("Letters to answer", f"/studio/complaints/{receipt}", "&lt;b&gt;No taxi", "灯屋哪里停车", "/drafts/1",
                 "Drafts you have not finished", "Facts to re-check", "Lamp House · "):  # fmt: skip
        assert told in page, told
    assert "All is well with:" in page and "There is no notice now" in page


def test_who_publishes_is_told_while_no_saved_question_guards_what_they_do(shop: Workshop, editor: Editor) -> None:
    page = editor.get("/studio").text
    assert "No saved question guards your edits" in page and ">saved questions</a>" not in page
    viewer = Editor(shop)
    viewer.enter("viewer")
    assert "No saved question guards" not in viewer.get("/studio").text
    shop.questions.take_in_shipped("editor")
    page = editor.get("/studio").text
    assert "No saved question guards" not in page and ">saved questions</a>" in page


def test_a_letter_past_its_time_presses(shop: Workshop) -> None:
    shop.complaints.take(Letter("Still waiting", "service"))
    shop.clock.forward(days=6)
    shop.settings = shop.settings.__class__(data=shop.settings.data, clock=shop.clock())
    late = Editor(shop)
    late.enter()
    assert "1 past their time" in late.get("/studio").text


def test_a_draft_for_review_waits_for_those_who_publish(shop: Workshop, editor: Editor) -> None:
    editor.publish(do="review", **{"facts.0.value": "41"})
    told = {}
    for role in ROLES:
        person = Editor(shop)
        person.enter(role)
        told[role] = "/studio/drafts/1" in person.get("/studio").text
    assert told == {"viewer": False, "editor": True, "reviewer": True, "administrator": True}


def test_notices_that_visitors_see_now_are_told(shop: Workshop, editor: Editor) -> None:
    give(editor)
    page = editor.get("/studio").text
    assert "until 2026-05-03 06:00" in page and "Lamp House" in page


def test_with_nothing_to_do_it_says_so(shop: Workshop, editor: Editor) -> None:
    numbers = {each.entry_id: each.number for each in shop.revisions.all_current()}
    shop.publisher.publish([Change(each, None, number) for each, number in numbers.items()], "seed", "gone")
    assert "Nothing is waiting" in editor.get("/studio").text


def test_older_addresses_of_the_list_lead_to_it(editor: Editor) -> None:
    assert editor.get("/studio?q=lamp&page=2").headers["location"] == "/studio/entries?q=lamp&page=2"
    assert editor.get("/studio?lang=en").status_code == 200
    assert town.HOUSE.names["en"] in editor.get("/studio/entries?q=lamp").text
