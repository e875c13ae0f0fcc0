"""Two at one draft: whoever saves second is told, sees both texts, and joins them or keeps a draft of their own."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from httpx2 import Response

from guide.storage.drafts import DRAFT, REVIEW
from guide.types import Entry
from tests.server import town
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import Workshop

OPENED = f"{HOUSE}?draft=1"


def begin(editor: Editor) -> None:
    """A draft with a price of its own."""
    assert editor.publish(do="draft", **{"facts.0.value": "41"}).status_code == 303


def kept(shop: Workshop) -> list[Entry]:
    return [each.entry for each in shop.workflow.all() if each.entry]


def stale(editor: Editor, theirs: dict[str, str], yours: dict[str, str], do: str = "draft") -> Response:
    """Two forms of one draft, saved one after the other; returns what the second is told."""
    one, other = editor.form(OPENED), editor.form(OPENED)
    assert editor.post(HOUSE, {**one, **theirs, "do": "draft"}).status_code == 303
    return editor.post(HOUSE, {**other, **yours, "do": do})


def test_the_second_save_is_told_and_shown_both_texts(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    told = stale(editor, {"facts.0.value": "42"}, {"facts.0.value": "43"})
    assert told.status_code == 409
    assert all(price in told.text for price in ("41", "42", "43"))
    assert [each.facts[0].value for each in kept(shop)] == [42]


def test_what_only_one_of_them_changed_is_chosen_already(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    told = stale(editor, {"facts.0.value": "42"}, {"aliases": "灯"})
    joined = with_cell(told.text, "onto_draft")
    assert (joined["take:fact:price"], joined["take:aliases"]) == ("theirs", "yours")
    assert editor.post(HOUSE, {**joined, "do": "join_draft"}).status_code == 303
    assert [(each.facts[0].value, each.aliases) for each in kept(shop)] == [(42, ("灯",))]


def test_a_part_taken_back_to_the_published_text_is_a_change_too(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    told = stale(editor, {"facts.0.value": "40"}, {"aliases": "灯"})
    assert with_cell(told.text, "onto_draft")["take:fact:price"] == "theirs"


def test_nothing_is_joined_before_all_is_chosen(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    told = stale(editor, {"facts.0.value": "42"}, {"facts.0.value": "43"})
    form = with_cell(told.text, "onto_draft")
    again = editor.post(HOUSE, {**form, "do": "join_draft"})
    assert again.status_code == 422 and [each.facts[0].value for each in kept(shop)] == [42]
    taken = {**with_cell(again.text, "onto_draft"), "take:fact:price": "yours", "do": "join_draft"}
    assert editor.post(HOUSE, taken).status_code == 303
    assert [each.facts[0].value for each in kept(shop)] == [43]


def test_it_may_be_kept_beside_the_other(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    told = stale(editor, {"facts.0.value": "42"}, {"facts.0.value": "43"})
    form = with_cell(told.text, "onto_draft")
    assert editor.post(HOUSE, {**form, "do": "own_draft"}).status_code == 303
    assert sorted(str(each.facts[0].value) for each in kept(shop)) == ["42", "43"]


def test_a_third_save_between_is_told_again(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    told = stale(editor, {"facts.0.value": "42"}, {"facts.0.value": "43"})
    editor.post(HOUSE, {**editor.form(OPENED), "facts.0.value": "44", "do": "draft"})
    form = {**with_cell(told.text, "onto_draft"), "take:fact:price": "yours", "do": "join_draft"}
    again = editor.post(HOUSE, form)
    assert again.status_code == 409 and "44" in again.text
    assert [each.facts[0].value for each in kept(shop)] == [44]


def test_a_row_more_does_not_make_a_second_draft_of_it(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    one, other = editor.form(OPENED), editor.form(OPENED)
    editor.post(HOUSE, {**one, "facts.0.value": "42", "do": "draft"})
    page = editor.post(HOUSE, {**other, "facts.0.value": "43", "do": "add:source"})
    assert editor.post(HOUSE, {**with_cell(page.text, "base"), "do": "draft"}).status_code == 409
    assert len(kept(shop)) == 1


def test_handed_in_after_joining(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    told = stale(editor, {"facts.0.value": "42"}, {"aliases": "灯", "comment": "because"}, "review")
    assert editor.post(HOUSE, {**with_cell(told.text, "onto_draft"), "do": "join_draft"}).status_code == 303
    assert [each.state for each in shop.workflow.all()] == [REVIEW]


def test_a_draft_that_is_gone_is_told_and_nothing_typed_is_lost(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    form = editor.form(OPENED)
    shop.workflow.discard(shop.workflow.find(1))
    told = editor.post(HOUSE, {**form, "facts.0.value": "43", "do": "draft"})
    assert told.status_code == 409 and "thrown away" in told.text and kept(shop) == []
    assert editor.post(HOUSE, {**with_cell(told.text, "base"), "do": "draft"}).status_code == 303
    assert [each.facts[0].value for each in kept(shop)] == [43]


def test_a_save_that_only_moved_on_in_review_is_told(shop: Workshop, editor: Editor) -> None:
    begin(editor)
    form = editor.form(OPENED)
    shop.workflow.send(shop.workflow.find(1), "look")
    told = editor.post(HOUSE, {**form, "facts.0.value": "43", "do": "draft"})
    assert told.status_code == 409 and "Waiting for review" in told.text
    editor.post(HOUSE, {**with_cell(told.text, "onto_draft"), "do": "join_draft"})
    assert [(each.state, each.entry and each.entry.facts[0].value) for each in shop.workflow.all()] == [(DRAFT, 43)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_racing_saves_lose_nothing(shop: Workshop, lang: str) -> None:
    people = [Editor(shop, lang=lang) for _ in range(4)]
    for each in people:
        each.enter()
    begin(people[0])
    forms = [each.form(OPENED) for each in people]

    def save(at: int) -> int:
        sent = {**forms[at], "facts.0.value": str(50 + at), "do": "draft"}
        return people[at].post(HOUSE, sent).status_code

    with ThreadPoolExecutor(4) as pool:
        told = Counter(pool.map(save, range(4)))
    assert told == Counter({303: 1, 409: 3}) and len(kept(shop)) == 1
    assert shop.entry() == town.HOUSE
