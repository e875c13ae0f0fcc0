"""Tables keep the rules of the house: cities, reviews, and the saved questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from guide.editing.signed import Signed
from guide.settings import Settings
from guide.storage.gap_decisions import Decision
from guide.storage.saved import Asked, Checks
from guide.types import Change
from tests.server import town
from tests.server.studio import workshop
from tests.server.studio.editors import Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.test_bulk import apply, look, send, settle
from tests.server.studio.test_gaps import ask
from tests.server.studio.test_translations import TRANSLATION, looked, packed, row, rows
from tests.server.studio.workshop import PASSWORD, Workshop

DEARER = "编号,名称,门票\nlamp-house,灯屋,41\nmoon-bridge,月桥,3\n"


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Workshop]:
    """Where editors hand in and reviewers publish."""
    made = workshop.build(tmp_path, Settings(data=tmp_path, review=True))
    with made.closing:
        yield made


def entered(shop: Workshop, name: str) -> Editor:
    person = Editor(shop)
    assert person.enter(name).status_code == 303
    return person


def of_city(shop: Workshop, city: str, role: str = "editor") -> Editor:
    shop.door.sign_up("mei", PASSWORD, role, (city,))
    return entered(shop, "mei")


def test_rows_of_another_city_are_left_out(shop: Workshop) -> None:
    far = replace(town.BRIDGE, id="far-bridge", city="elsewhere")
    shop.publisher.publish([Change(far.id, far, None)], "x", "far")
    mei = of_city(shop, "elsewhere")
    address = send(mei, DEARER + "far-bridge,月桥,4\n")
    page = look(mei, address)
    assert "changes 1" in page and "2 errors" in page
    assert "you may change nothing" in mei.get(f"{address}/preview?show=problems").text
    apply(mei, address)
    assert shop.entry() == town.HOUSE and shop.entry("far-bridge").of("price")[0].value == 4


def test_texts_of_another_city_are_left_out(shop: Workshop) -> None:
    mei = of_city(shop, "elsewhere")
    found = rows(mei)
    row(found, "moon-bridge#text")[TRANSLATION] = "A stone bridge."
    assert "you may change nothing" in looked(mei, found, "problems") and "puts 0 texts" in looked(mei, found)


def test_nobody_takes_back_what_is_of_another_city(shop: Workshop, editor: Editor) -> None:
    address = send(editor, DEARER)
    look(editor, address)
    apply(editor, address)
    mei = of_city(shop, "elsewhere")
    csrf = mei.form("/studio/bulk", "csrf")["csrf"]
    assert mei.post("/studio/bulk/batches/2", {"csrf": csrf, "comment": "x"}).status_code == 403
    assert shop.entry().of("price")[0].value == 41


def test_with_review_on_a_table_waits_for_a_reviewer(strict: Workshop) -> None:
    editor, reviewer = entered(strict, "editor"), entered(strict, "reviewer")
    address = send(editor, DEARER)
    form = with_cell(look(editor, address), "seen")
    assert editor.post(f"{address}/apply", {**form, "do": "publish"}).status_code == 403
    assert reviewer.get(f"{address}/preview").status_code == 404
    assert editor.post(f"{address}/apply", {**form, "do": "hand", "comment": "new prices"}).status_code == 303
    assert "waits for a reviewer" in editor.get(f"{address}/preview").text
    assert "new prices" in reviewer.get("/studio/bulk").text and strict.revisions.content_version() == 1
    assert "asks you to look" in reviewer.get(f"{address}/preview").text
    assert "2 entries published" in apply(reviewer, address)
    assert strict.revisions.of_version(2)[0].author == "editor · reviewer"


def test_a_reviewer_gives_a_table_back_with_a_note(strict: Workshop) -> None:
    editor, reviewer = entered(strict, "editor"), entered(strict, "reviewer")
    address = send(editor, DEARER)
    form = with_cell(look(editor, address), "seen")
    editor.post(f"{address}/apply", {**form, "do": "hand", "comment": "new prices"})
    theirs = with_cell(reviewer.get(f"{address}/preview").text, "seen")
    assert reviewer.post(f"{address}/apply", {**theirs, "do": "return", "comment": "from when?"}).status_code == 303
    assert "from when?" in editor.get(f"{address}/preview").text and "given back" in editor.get("/studio/bulk").text
    assert reviewer.get(f"{address}/preview").status_code == 404


def test_a_table_that_spoils_saved_questions_is_held(shop: Workshop, editor: Editor) -> None:
    shop.questions.take_in_shipped("editor")
    address = send(editor, DEARER)
    page = look(editor, address)
    assert "spoil saved questions" in page and "Moon Bridge price?" in page
    form = {**with_cell(page, "seen"), "comment": "x", "do": "publish", "override": "because"}
    assert editor.post(f"{address}/apply", form).status_code == 422 and shop.revisions.content_version() == 1


def test_a_reviewer_lets_it_through_with_a_reason(shop: Workshop) -> None:
    reviewer = entered(shop, "reviewer")
    shop.questions.take_in_shipped("reviewer")
    address = send(reviewer, DEARER)
    form = {**with_cell(look(reviewer, address), "seen"), "comment": "prices", "do": "publish"}
    assert reviewer.post(f"{address}/apply", form).status_code == 422
    assert reviewer.post(f"{address}/apply", {**form, "override": "new board"}).status_code == 303
    assert "2 entries published" in settle(reviewer, f"{address}/progress")
    assert "new board" in shop.revisions.of_version(2)[0].comment


def test_a_translation_passes_the_gate_too(shop: Workshop, editor: Editor) -> None:
    shop.questions.take_in_shipped("editor")
    found = rows(editor)
    row(found, "moon-bridge#name")[TRANSLATION] = "Bridge of the Moon"
    page = editor.get(send(editor, packed(found), "en.csv")).text
    assert "puts 1 texts" in page


def applied(shop: Workshop, text: str = DEARER) -> str:
    """Have a reviewer let a table through; the address of its batch."""
    reviewer = entered(shop, "reviewer")
    address = send(reviewer, text)
    form = {**with_cell(look(reviewer, address), "seen"), "comment": "prices", "do": "publish", "override": "new board"}
    assert reviewer.post(f"{address}/apply", form).status_code == 303
    assert "entries published" in settle(reviewer, f"{address}/progress")
    return f"/studio/bulk/batches/{shop.revisions.content_version()}"


def test_what_the_gate_left_is_asked_after_a_table(shop: Workshop) -> None:
    shop.questions.take_in_shipped("reviewer")
    assert {each.last.outcome for each in shop.questions.kept.all()} == {""}
    applied(shop)
    shop.aftermath.wait()
    assert [each.last.outcome for each in shop.questions.kept.all()] == ["wrong", "wrong"]


def test_taking_back_passes_the_gate(shop: Workshop, editor: Editor) -> None:
    batch = applied(shop)
    shop.questions.kept.add((Asked("Moon Bridge price?", "en", Checks(("3",))),), "hand", "lin", shop.clock())
    page = editor.post(batch, {**editor.form(batch, "comment"), "override": "because"})
    assert page.status_code == 422 and "Moon Bridge price?" in page.text and "reviewer" in page.text
    assert shop.entry().of("price")[0].value == 41
    reviewer = entered(shop, "reviewer")
    assert reviewer.post(batch, reviewer.form(batch, "comment")).status_code == 422
    sent = {**reviewer.form(batch, "comment"), "override": "old board again"}
    assert reviewer.post(batch, sent).status_code == 303
    assert "taken back" in settle(reviewer, batch) and shop.entry() == town.HOUSE
    assert "old board again" in shop.revisions.of_version(3)[0].comment
    shop.aftermath.wait()
    assert [each.last.outcome for each in shop.questions.kept.all()] == ["wrong"]


def test_a_taking_back_that_is_held_later_says_by_what(shop: Workshop, editor: Editor) -> None:
    batch, version = applied(shop), shop.revisions.content_version()
    shop.questions.kept.add((Asked("Moon Bridge price?", "en", Checks(("3",))),), "hand", "lin", shop.clock())
    shop.bulk.undo(version, Signed("editor", "back"))
    page = settle(editor, batch)
    assert "would spoil saved questions" in page and "Moon Bridge price?" in page
    assert shop.revisions.content_version() == version


def test_a_table_closes_the_gaps_it_answers(shop: Workshop, editor: Editor) -> None:
    ask(shop, "灯屋停车多少钱", about="lamp-house#parking")
    ask(shop, "月桥好看吗", about="moon-bridge#views", answered=True, thumb="down")
    ask(shop, "钟楼停车多少钱", about="bell-tower#parking")
    ask(shop, "灯屋能带狗吗", about="lamp-house#pets")
    shop.gaps.decide(next(each for each in shop.gaps.clusters() if "pets" in each.about).units,
                     Decision("dismissed", "lin", shop.clock()))  # fmt: skip
    applied(shop)
    shop.aftermath.wait()
    states = {each.about: each.state for each in shop.gaps.clusters()}
    assert states == {"lamp-house#parking": "answered", "moon-bridge#views": "open", "bell-tower#parking": "open",
                      "lamp-house#pets": "dismissed"}  # fmt: skip


def test_a_table_that_answers_nothing_closes_nothing(shop: Workshop, editor: Editor) -> None:
    ask(shop, "灯屋停车多少钱", about="lamp-house#parking")
    shop.guide.ignorant = True
    applied(shop)
    shop.aftermath.wait()
    assert [each.state for each in shop.gaps.clusters()] == ["open"]
