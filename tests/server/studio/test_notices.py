"""Notices from the studio to the visitor: given out, seen, prolonged, ended, and over by themselves."""

from __future__ import annotations

from datetime import datetime

import pytest
from httpx2 import Response

from guide.editing import notices
from guide.types import Entry
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop

ROOM = "/studio/notices"
GATE = {"subject": "crowding", "place": "Lamp House", "ends": "2h"}
NOW = datetime(2026, 5, 3, 4, 0)
"""The workshop's moment on the clock of the town."""


def give(person: Editor, **cells: str) -> Response:
    words = {key.replace("words_", "words:"): text for key, text in cells.items()}
    return person.post(ROOM, {"csrf": person.form(ROOM, "subject")["csrf"], **GATE, **words})


def given(shop: Workshop) -> Entry:
    found = [each.entry for each in shop.revisions.all_current() if each.entry and each.entry.kind == "notice"]
    return found[-1]


def test_three_taps_give_out_a_notice(shop: Workshop, editor: Editor) -> None:
    response = give(editor)
    assert response.status_code == 303 and "done=given" in response.headers["location"]
    entry = given(shop)
    (fact,) = entry.facts
    assert (fact.value, fact.note) == ("crowded crowding info: lamp-house", None)
    assert (fact.valid_from, fact.valid_until) == ("2026-05-03T04:00", "2026-05-03T06:00")
    assert entry.names["en"] == "Lamp House: Crowded (2026-05-03 04:00)" and "灯屋" in entry.names["zh-Hans"]
    page = editor.get(response.headers["location"]).text
    assert "Going on now" in page and "Lamp House" in page and "It is out" in page


def test_a_notice_of_the_whole_city_names_it(shop: Workshop, editor: Editor) -> None:
    give(editor, place="", everywhere="1", subject="weather", severity="emergency", ends="day",
         words_en="Typhoon, stay inside", **{"words_zh-Hans": "台风，请留在室内"})  # fmt: skip
    entry = given(shop)
    assert entry.facts[0].value == "advice weather emergency: *"
    assert entry.facts[0].valid_until == "2026-05-03T23:59" and "Lampton" in entry.names["en"]
    assert "All of Lampton" in editor.get(ROOM).text


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"place": ""}, "Say which place"),
        ({"place": "Nowhere Hall"}, "Nowhere Hall"),
        ({"subject": "party"}, "Choose what it is about"),
        ({"subject": "other"}, "in Chinese and in English"),
        ({"words_en": "only English"}, "in Chinese and in English"),
        ({"ends": "other", "until": "2026-05-02T10:00"}, "The end must be"),
        ({"since": "soon"}, "not a time"),
        ({"words_en": "x" * 301, "words_zh-Hans": "字"}, "too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_given_out_says_why_and_keeps_what_was_typed(
    shop: Workshop, editor: Editor, cells: dict[str, str], said: str
) -> None:
    response = give(editor, **cells)
    assert response.status_code == 200 and said in response.text
    assert shop.revisions.content_version() == 1
    assert cells.get("words_en", "") in response.text


def test_a_notice_is_ended_early_and_prolonged(shop: Workshop, editor: Editor) -> None:
    give(editor, since="2026-05-03T03:00")
    entry = given(shop)
    csrf = editor.form(ROOM, "subject")["csrf"]
    path = f"{ROOM}/{entry.id}"
    assert "The end must" in editor.post(path, {"csrf": csrf, "do": "until", "until": "2026-05-03T02:00"}).text
    assert editor.post(path, {"csrf": csrf, "do": "until", "until": "2026-05-03T22:00"}).status_code == 303
    assert given(shop).facts[0].valid_until == "2026-05-03T22:00"
    assert editor.post(path, {"csrf": csrf, "do": "end"}).status_code == 303
    assert given(shop).facts[0].valid_until == "2026-05-03T03:59"
    assert "Nothing is going on" in editor.get(ROOM).text and "Over" in editor.get(ROOM).text


def test_what_has_not_begun_is_taken_back(shop: Workshop, editor: Editor) -> None:
    give(editor, since="2026-05-04T09:00")
    entry = given(shop)
    assert "To come" in editor.get(ROOM).text
    editor.post(f"{ROOM}/{entry.id}", {"csrf": editor.form(ROOM, "subject")["csrf"], "do": "end"})
    current = shop.revisions.current(entry.id)
    assert current is not None and current.entry is None


def test_it_ends_by_itself(shop: Workshop, editor: Editor) -> None:
    give(editor)
    post = notices.posted(given(shop), 1, NOW)
    assert post is not None and post.state == notices.RUNNING
    later = notices.posted(given(shop), 1, NOW.replace(hour=6, minute=1))
    assert later is not None and later.state == notices.OVER


def test_a_viewer_sees_the_list_and_no_form(shop: Workshop) -> None:
    viewer = Editor(shop)
    viewer.enter("viewer")
    assert "Give it out" not in viewer.get(ROOM).text
