"""The saved questions in the studio, the edit gate before publishing, and the guide heard over a draft."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from guide.dialogue.evaluate import UNANSWERED
from guide.editing.questions import until_night
from guide.server.studio import saved_form, trend
from guide.storage.saved import Asked, Checks, Run
from tests.server import town
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import Workshop

SAVED = "/studio/saved"


@pytest.fixture
def guarded(shop: Workshop) -> Workshop:
    """A workshop that has taken in what ships."""
    shop.questions.take_in_shipped("lin")
    return shop


def person(shop: Workshop, name: str) -> Editor:
    made = Editor(shop)
    made.enter(name)
    return made


def test_a_question_is_asked_then_saved_with_what_its_answer_holds(shop: Workshop, editor: Editor) -> None:
    asked = editor.post(f"{SAVED}/new", {**editor.form(f"{SAVED}/new", "question"), "question": "Lamp House price?",
                                         "do": "ask"})  # fmt: skip
    assert "Lamp House: 40 yuan." in asked.text and "Save" in asked.text
    form = with_cell(asked.text, "question")
    assert form["must"].strip() == "40"
    saved = editor.post(f"{SAVED}/new", {**form, "do": "save"})
    assert saved.headers["location"] == f"{SAVED}?done=added"
    (kept,) = shop.questions.kept.all()
    assert (kept.asked.checks.need, kept.last.outcome, kept.author) == ((("40",),), "right", "editor")
    assert editor.post(f"{SAVED}/new", {**form, "do": "save"}).status_code == 409


def test_a_question_is_changed_tried_again_and_taken_away(guarded: Workshop) -> None:
    editor = person(guarded, "editor")
    number = next(each.id for each in guarded.questions.kept.all() if "Lamp" in each.asked.question)
    form = editor.form(f"{SAVED}/{number}", "must")
    assert editor.post(f"{SAVED}/{number}", {**form, "must": "41", "do": "save"}).status_code == 303
    changed = guarded.questions.kept.get(number)
    assert changed and (changed.asked.checks.need, changed.last.outcome) == ((("41",),), "wrong")
    assert "wrong" in editor.get(SAVED).text
    assert editor.post(f"{SAVED}/{number}/remove", {"csrf": form["csrf"]}).status_code == 303
    assert guarded.questions.kept.count() == 1


def test_a_run_is_followed_and_its_share_is_drawn(guarded: Workshop) -> None:
    editor = person(guarded, "editor")
    csrf = editor.form(SAVED, "csrf")["csrf"]
    for _ in range(2):
        page = editor.post(f"{SAVED}/run", {"csrf": csrf}).headers["location"]
        guarded.questions.wait()
    assert "2 right, 0 wrong" in editor.get(page).text
    assert "<polyline" in editor.get(SAVED).text and "100.0%" in editor.get(SAVED).text
    assert editor.get(f"{SAVED}?outcome=wrong").text.count("No saved question") == 1


def test_what_visitors_ask_is_there_to_be_chosen(shop: Workshop, editor: Editor) -> None:
    assert "Nobody has asked" in editor.get(f"{SAVED}/journal").text
    page = editor.get(f"{SAVED}/new?question=Moon+Bridge+price%3F&origin=journal").text
    assert "Moon Bridge: 0 yuan." in page and with_cell(page, "question")["origin"] == "journal"


def test_an_edit_that_spoils_a_saved_question_is_refused_with_before_and_after(guarded: Workshop) -> None:
    editor = person(guarded, "editor")
    refused = editor.publish(**{"facts.0.value": "60"})
    assert refused.status_code == 422 and guarded.entry() == town.HOUSE
    assert "What is a ticket to the Lamp House?" in refused.text
    assert "<del>40</del>" in refused.text and "<ins>60</ins>" in refused.text
    assert 'name="override"' not in refused.text and with_cell(refused.text, "base")["facts.0.value"] == "60"
    assert editor.publish(**{"facts.0.value": "40", "facts.2.value": "000-9"}).status_code == 303


def test_once_the_question_is_set_right_the_edit_passes(guarded: Workshop) -> None:
    editor = person(guarded, "editor")
    number = next(each.id for each in guarded.questions.kept.all() if "Lamp" in each.asked.question)
    editor.post(f"{SAVED}/{number}", {**editor.form(f"{SAVED}/{number}", "must"), "must": "60", "do": "save"})
    assert editor.publish(**{"facts.0.value": "60"}).status_code == 303 and guarded.entry().facts[0].value == 60


def test_a_reviewer_overrides_with_a_reason_that_is_kept(guarded: Workshop) -> None:
    reviewer, editor = person(guarded, "reviewer"), person(guarded, "editor")
    assert 'name="override"' in reviewer.publish(**{"facts.0.value": "60"}).text
    assert editor.publish(**{"facts.0.value": "60", "override": "I say so"}).status_code == 422
    assert reviewer.publish(**{"facts.0.value": "60", "override": "new tariff from June"}).status_code == 303
    newest = guarded.revisions.current("lamp-house")
    assert newest and newest.comment == "because ⚑ new tariff from June"
    guarded.aftermath.wait()
    (red,) = [each for each in guarded.questions.kept.all() if each.last.outcome == "wrong"]
    assert red.last.answer == "Lamp House: 60 yuan." and red.asked.question in reviewer.get("/studio").text
    assert any("new tariff from June" in each.about for each in guarded.audit.latest(5))


def test_restoring_what_would_spoil_a_question_keeps_a_draft(guarded: Workshop) -> None:
    editor, reviewer = person(guarded, "editor"), person(guarded, "reviewer")
    reviewer.publish(**{"facts.0.value": "60", "override": "tariff"})
    number = next(each.id for each in guarded.questions.kept.all() if "Lamp" in each.asked.question)
    editor.post(f"{SAVED}/{number}", {**editor.form(f"{SAVED}/{number}", "must"), "must": "60", "do": "save"})
    csrf = editor.form(f"{HOUSE}/history", "number")
    draft = editor.post(f"{HOUSE}/restore", {**csrf, "number": "1", "base": "2", "comment": "back"})
    assert re.fullmatch(r"/studio/drafts/\d+\?done=held", draft.headers["location"])
    page = editor.get(draft.headers["location"])
    form = with_cell(page.text, "seen")
    held = editor.post(draft.headers["location"].partition("?")[0], {**form, "do": "publish"})
    assert held.status_code == 422 and "What is a ticket to the Lamp House?" in held.text
    assert guarded.entry().facts[0].value == 60


def test_the_guide_answers_from_the_draft_and_nothing_is_published(shop: Workshop, editor: Editor) -> None:
    form = {**editor.form(), "facts.0.value": "47", "ask": "Lamp House price?", "do": "ask"}
    page = editor.post(HOUSE, form)
    assert page.status_code == 200 and "Lamp House: 47 yuan." in page.text and "Lamp House: 40 yuan." in page.text
    assert with_cell(page.text, "base")["facts.0.value"] == "47" and shop.entry() == town.HOUSE


def test_a_forged_row_is_no_crash_for_the_draft_nor_for_whoever_asks_it(shop: Workshop, editor: Editor) -> None:
    for do in ("ask", "draft"):
        form = {**editor.form(), "links.3.target": "x", "ask": "Lamp House price?", "comment": "x", "do": do}
        assert editor.post(HOUSE, form).status_code in (200, 303, 422)


def test_the_enter_key_asks_a_new_question_and_publishes_elsewhere(shop: Workshop, editor: Editor) -> None:
    form = {**editor.form(), "facts.0.value": "47", "comment": "because", "do": "enter"}
    assert "Lamp House: 47 yuan." in editor.post(HOUSE, {**form, "ask": "Lamp House price?"}).text
    assert shop.entry() == town.HOUSE
    assert editor.post(HOUSE, form).status_code == 303 and shop.entry().facts[0].value == 47


def test_the_first_button_of_the_form_is_the_one_that_the_enter_key_means(shop: Workshop, editor: Editor) -> None:
    buttons = re.findall(r'<button[^>]*name="do"[^>]*value="([^"]*)"', editor.get(HOUSE).text)
    assert buttons[0] == "enter" and buttons[1] == "keep"


def test_a_form_is_read_and_filled_without_loss() -> None:
    asked = Asked("多少钱", "zh-Hans", Checks((UNANSWERED,), (("45", "四十五"), ("元",)), ("60",), ("ge-garden",)),
                  (("user", "个园"),))  # fmt: skip
    cells = saved_form.of(asked)
    assert cells.must == "45 | 四十五\n元" and cells.declines
    assert saved_form.asked(cells, asked) == asked
    sent = {"question": "多少钱", "lang": "zh-Hans", "must": "45｜四十五\r\n\r\n元", "never": "60", "declines": "yes",
            "cite:ge-garden": "on"}  # fmt: skip
    assert saved_form.asked(saved_form.typed(sent), asked) == asked


def test_the_night_is_always_ahead() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    for hour in range(24):
        wait = until_night(datetime(2026, 5, 2, hour, 30, tzinfo=UTC), zone)
        assert timedelta() < wait <= timedelta(days=1)
    assert until_night(datetime(2026, 5, 2, 19, 0, tzinfo=UTC), zone) == timedelta(minutes=30)


def test_a_drawing_goes_from_none_right_below_to_all_right_above() -> None:
    at = datetime(2026, 5, 2, tzinfo=UTC)
    runs = [Run(n, "hand", "", at, at, 2, {"right": n, "wrong": 2 - n}) for n in (0, 1, 2)]
    drawing = trend.drawn(runs)
    assert drawing and [each.y for each in drawing.dots] == [drawing.bottom, 66.0, drawing.top]
    assert trend.drawn(runs[:1]) is None
