"""Drafts in the studio: kept, reviewed, returned, published, scheduled; new entries and withdrawn ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from guide.settings import Settings
from guide.storage.drafts import DRAFT, RETURNED, REVIEW, SCHEDULED
from guide.types import Change
from tests.server import town
from tests.server.studio import workshop
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import Workshop


@pytest.fixture
def strict(tmp_path: Path) -> Workshop:
    """A house where only reviewers publish."""
    return workshop.build(tmp_path, Settings(data=tmp_path, review=True))


def person(shop: Workshop, name: str) -> Editor:
    made = Editor(shop)
    made.enter(name)
    return made


def press(who: Editor, page: str, do: str, **cells: str) -> str:
    """Press a button of a draft's page; returns where it leads."""
    form = with_cell(who.get(page).text, "seen")
    return who.post(page, {**form, "do": do, **cells}).headers.get("location", "")


def keep(who: Editor, **cells: str) -> str:
    response = who.publish(do="draft", **cells)
    assert response.status_code == 303, response.text
    return str(response.headers["location"].partition("?")[0])


def test_a_kept_draft_is_there_again_and_visitors_see_nothing(shop: Workshop, editor: Editor) -> None:
    page = keep(editor, **{"facts.0.value": "41"})
    assert shop.entry() == town.HOUSE
    assert "41" in editor.get(page).text and "Lamp" in editor.get("/studio/drafts").text
    form = editor.form(f"{HOUSE}?draft=1")
    assert form["facts.0.value"] == "41"
    assert editor.post(HOUSE, {**form, "do": "publish"}).status_code == 303
    assert shop.entry().facts[0].value == 41 and shop.workflow.all() == []


def test_half_written_may_be_kept_but_not_handed_in(shop: Workshop, editor: Editor) -> None:
    page = keep(editor, **{"facts.0.value": "", "comment": ""})
    form = with_cell(editor.get(page).text, "seen")
    answer = editor.post(page, {**form, "do": "send"})
    assert answer.status_code == 422 and "to look at" in answer.text
    assert shop.workflow.all()[0].state == DRAFT


def test_with_review_on_an_editor_hands_in_and_a_reviewer_publishes(strict: Workshop) -> None:
    with strict.closing:
        author, reviewer = person(strict, "editor"), person(strict, "reviewer")
        assert author.publish(**{"facts.0.value": "41"}).status_code == 403
        sent = author.publish(do="review", note="look at the price", **{"facts.0.value": "41"})
        page = sent.headers["location"].partition("?")[0]
        assert strict.workflow.all()[0].state == REVIEW
        assert "look at the price" in reviewer.get(page).text
        form = with_cell(author.get(page).text, "seen")
        assert author.post(page, {**form, "do": "publish"}).status_code == 403
        assert strict.entry() == town.HOUSE
        assert press(reviewer, page, "publish").endswith("done=saved")
        assert strict.entry().facts[0].value == 41
        assert strict.revisions.history("lamp-house")[-1].author == "editor · reviewer"


def test_a_draft_comes_back_with_a_note(strict: Workshop) -> None:
    with strict.closing:
        author, reviewer = person(strict, "editor"), person(strict, "reviewer")
        page = author.publish(do="review", **{"facts.0.value": "41"}).headers["location"].partition("?")[0]
        assert press(reviewer, page, "return", note="") == ""
        press(reviewer, page, "return", note="Which source?")
        assert strict.workflow.all()[0].state == RETURNED and "Which source?" in author.get(page).text


def test_with_review_on_an_old_revision_comes_back_as_a_draft(strict: Workshop) -> None:
    with strict.closing:
        strict.workflow.entries.save(replace(town.HOUSE, aliases=("x",)), 1, "lin", "alias")
        author = person(strict, "editor")
        form = with_cell(author.get(f"{HOUSE}/history").text, "number")
        assert "/studio/drafts/" in author.post(f"{HOUSE}/restore", {**form, "comment": "back"}).headers["location"]
        assert strict.entry().aliases == ("x",)


def test_what_a_reviewer_looked_at_is_what_is_published(shop: Workshop, editor: Editor) -> None:
    page = keep(editor, **{"facts.0.value": "41"})
    seen = with_cell(editor.get(page).text, "seen")
    editor.post(HOUSE, {**editor.form(f"{HOUSE}?draft=1"), "facts.0.value": "42", "do": "draft"})
    answer = editor.post(page, {**seen, "do": "publish"})
    assert answer.status_code == 409 and "42" in answer.text and shop.entry() == town.HOUSE


def test_a_draft_that_was_overtaken_is_joined_part_by_part(shop: Workshop, editor: Editor) -> None:
    page = keep(editor, **{"facts.0.value": "41"})
    shop.workflow.entries.save(replace(town.HOUSE, aliases=("x",)), 1, "lin", "alias")
    assert "lin" in editor.get(page).text
    form = editor.form(press(editor, page, "publish"))
    assert shop.audit.latest(1)[0].outcome == "failed"
    choose = editor.post(HOUSE, {**form, "do": "publish"})
    assert choose.status_code == 409
    joined = with_cell(choose.text, "onto")
    taken = {"take:fact:price": "yours", "take:aliases": "theirs", "do": "join"}
    assert editor.post(HOUSE, {**joined, **taken}).status_code == 303
    assert (shop.entry().facts[0].value, shop.entry().aliases) == (41, ("x",)) and shop.workflow.all() == []


def test_a_confirmation_in_a_draft_stays_that_of_its_day(shop: Workshop, editor: Editor) -> None:
    keep(editor, **{"facts.0.confirmed": "yes"})
    shop.clock.forward(days=9)
    editor.enter()
    editor.post(HOUSE, {**editor.form(f"{HOUSE}?draft=1"), "comment": "seen", "do": "publish"})
    assert (shop.entry().facts[0].checked_on, shop.entry().facts[0].checked_by) == ("2026-05-03", "editor")


def test_publishing_and_ending_at_a_moment(shop: Workshop, editor: Editor) -> None:
    page = keep(editor, **{"facts.0.value": "41"})
    assert press(editor, page, "plan", publish_at="2020-01-01T09:00") == ""
    assert press(editor, page, "plan", publish_at="2026-05-04T09:00", end_at="2026-05-04T08:00") == ""
    assert press(editor, page, "plan", publish_at="2026-05-04T09:00", end_at="2026-05-05T09:00").endswith("planned")
    assert shop.workflow.all()[0].state == SCHEDULED and shop.entry() == town.HOUSE
    assert "2026-05-04 09:00" in editor.get(page).text
    shop.clock.forward(days=2)
    shop.workflow.publish_due()
    assert shop.entry().facts[0].value == 41
    shop.clock.forward(days=2)
    shop.workflow.publish_due()
    found = shop.revisions.current("lamp-house")
    assert found is not None and found.entry is None


def test_an_entry_is_taken_down_and_brought_back(shop: Workshop, editor: Editor) -> None:
    form = with_cell(editor.get(HOUSE).text, "base")
    page = editor.post(f"{HOUSE}/withdraw", {**form, "comment": "closed for good"}).headers["location"]
    assert shop.entry() == town.HOUSE
    assert press(editor, page.partition("?")[0], "publish") == f"{HOUSE}/history"
    found = shop.revisions.current("lamp-house")
    assert found is not None and (found.entry, found.comment) == (None, "closed for good")


@pytest.mark.parametrize("name", ["灯塔茶馆", "Lamp House", "x"])
def test_a_new_entry(shop: Workshop, editor: Editor, name: str) -> None:
    form = with_cell(editor.get("/studio/new").text, "name")
    sent = {**form, "name": name, "kind": "museum", "city": "lampton"}
    page = editor.post("/studio/new", sent).headers["location"]
    again = editor.post("/studio/new", sent).headers["location"]
    assert page.partition("?")[0] != again.partition("?")[0]
    entry_page = page.partition("?")[0]
    form = editor.form(page)
    assert form["name:zh-Hans"] == name
    done = editor.post(entry_page, {**form, "text:zh-Hans": "一家茶馆。", "comment": "opened today", "do": "publish"})
    assert done.status_code == 303, done.text
    made = shop.entry(entry_page.removeprefix("/studio/entries/"))
    assert (made.kind, made.city, made.names["zh-Hans"]) == ("museum", "lampton", name)


def test_a_new_entry_without_a_name_is_asked_again(shop: Workshop, editor: Editor) -> None:
    form = with_cell(editor.get("/studio/new").text, "name")
    assert editor.post("/studio/new", {**form, "kind": "museum", "city": "lampton"}).status_code == 422
    assert editor.post("/studio/new", {**form, "name": "x", "kind": "none", "city": "lampton"}).status_code == 422
    assert shop.workflow.all() == []


def test_a_draft_thrown_away_leaves_what_is_published(shop: Workshop, editor: Editor) -> None:
    page = keep(editor, **{"facts.0.value": "41"})
    assert press(editor, page, "discard") == "/studio/drafts?done=discarded"
    assert shop.entry() == town.HOUSE and editor.get(page).status_code == 404


def test_a_draft_made_elsewhere_opens_in_the_form(shop: Workshop, editor: Editor) -> None:
    shop.workflow.keep(Change("lamp-house", replace(town.HOUSE, aliases=("灯",)), 1), "gaps", "an answer")
    assert editor.form(f"{HOUSE}?draft=1")["aliases"] == "灯"
