"""The room of events, from the editor's cells to what visitors read: added, moved, called off, taken from a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from httpx2 import Response

from guide.skills import events
from guide.types import Entry
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop

ROOM = "/studio/events"
SHOW = {
    "name:zh-Hans": "灯光秀", "name:en": "Light Show", "repeat": "once", "first": "2026-06-05", "last": "2026-06-06",
    "begins": "19:30", "ends": "21:00", "place": "Lamp House", "cost": "paid", "amount": "20",
    "source": "Tourism bureau", "as_of": "2026-05-01", "do": "publish",
}  # fmt: skip
FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VEVENT
UID:one@x
DTSTART;VALUE=DATE:20260701
DTEND;VALUE=DATE:20260704
SUMMARY:荷花节
LOCATION:Lamp House
END:VEVENT
BEGIN:VEVENT
UID:two@x
DTSTART:20260710T113000Z
DTEND:20260710T130000Z
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:Summer Concert
LOCATION:Somewhere else
END:VEVENT
END:VCALENDAR
"""
TODAY = date(2026, 5, 3)


def add(person: Editor, **cells: str) -> Response:
    form = person.form(f"{ROOM}/new", "first")
    return person.post(f"{ROOM}/new", {**form, **SHOW, **{key.replace("_", ":"): it for key, it in cells.items()}})


def made(shop: Workshop) -> Entry:
    (found,) = [each.entry for each in shop.revisions.all_current() if each.entry and each.entry.kind == "event"]
    return found


def turn(person: Editor, entry: Entry, **cells: str) -> Response:
    path = f"{ROOM}/{entry.id}"
    form = person.form(path, "why:en")
    return person.post(path, {**form, "do": "turn", "source": "Bureau", "as_of": "2026-05-03", **cells})


def test_a_few_cells_make_an_event_that_programs_understand(shop: Workshop, editor: Editor) -> None:
    response = add(editor)
    assert response.status_code == 303, response.text
    entry = made(shop)
    (time,) = events.upcoming((entry,), TODAY)
    assert (time.when.first, time.when.last, time.confirmed) == (date(2026, 6, 5), date(2026, 6, 6), True)
    assert {each.field: each.value for each in entry.facts} == {
        "date_rule": "2026-06-05/2026-06-06", "event_time": "19:30-21:00", "price": 20,
    }  # fmt: skip
    assert [(each.relation, each.target) for each in entry.links] == [("place", "lamp-house")]
    page = editor.get(response.headers["location"]).text
    assert "It is published" in page and "Light Show" in page and "Tourism bureau" in page


@pytest.mark.parametrize(
    ("repeat", "first", "last", "rule"),
    [("yearly", "2026-06-05", "", "06-05"), ("yearly", "2026-12-30", "2027-01-02", "12-30/01-02"),
     ("lunar", "2026-09-25", "", "lunar 08-15"), ("lunar", "2027-02-18", "2027-02-23", "lunar 01-13/01-18"),
     ("months", "2026-06-01", "2026-07-31", "06/07")],
)  # fmt: skip
def test_an_event_comes_round_as_the_editor_says(
    shop: Workshop, editor: Editor, repeat: str, first: str, last: str, rule: str
) -> None:
    assert add(editor, repeat=repeat, first=first, last=last).status_code == 303
    assert made(shop).of("date_rule")[0].value == rule


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"name_en": ""}, "needs a name in Chinese and in English"),
        ({"first": ""}, "Say the first day"),
        ({"first": "2026-06-07"}, "must not lie before"),
        ({"first": "2025-07-26", "last": "", "repeat": "lunar"}, "leap month"),
        ({"place": "Nowhere Hall"}, "not the name of one place"),
        ({"amount": ""}, "whole number"),
        ({"begins": "", "ends": "21:00"}, "an end needs a beginning"),
        ({"source": ""}, "Say who says so"),
        ({"words_en": "A show."}, "in Chinese and in English"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_said_and_what_was_typed_is_kept(
    shop: Workshop, editor: Editor, cells: dict[str, str], said: str
) -> None:
    response = add(editor, **cells)
    assert response.status_code == 422 and said in response.text and "灯光秀" in response.text
    assert shop.revisions.content_version() == 1


def test_what_is_called_off_is_told_and_can_take_place_after_all(shop: Workshop, editor: Editor) -> None:
    add(editor)
    why = {"why:zh-Hans": "因台风", "why:en": "because of the typhoon"}
    response = turn(editor, made(shop), verb="cancelled", **why)
    assert response.status_code == 303, response.text
    (off,) = events.called_off((made(shop),), TODAY)
    assert (
        off.state == "cancelled"
        and off.change
        and off.change.note == {"zh-Hans": "因台风", "en": "because of the typhoon"}
    )
    page = editor.get(ROOM).text
    assert "Cancelled or put off" in page and "To come" not in page.partition('<table class="list">')[2]
    path = f"{ROOM}/{made(shop).id}"
    editor.post(path, {**editor.form(path, "at"), "do": "plain"})
    assert not made(shop).of("date_change") and events.upcoming((made(shop),), TODAY)[0].state == ""
    assert len(shop.revisions.history(made(shop).id)) == 3


def test_an_event_is_moved_to_other_days_and_another_place(shop: Workshop, editor: Editor) -> None:
    add(editor)
    assert "Say the first day" in turn(editor, made(shop), verb="moved").text
    assert turn(editor, made(shop), verb="moved", to="2026-06-12", place="Moon Bridge").status_code == 303
    (time,) = events.upcoming((made(shop),), TODAY)
    assert time.is_moved and time.when.first == date(2026, 6, 12)
    assert time.change and time.change.label and time.change.label["en"] == "Moon Bridge"
    page = editor.get(f"{ROOM}?month=2026-06").text
    assert "planned for 2026-06-05" in page and 'class="moved"' in page
    assert turn(editor, made(shop), verb="moved", to="2026-06-19").status_code == 303
    assert [str(each.value) for each in made(shop).of("date_change")] == ["moved 2026-06-05/2026-06-06 to 2026-06-19"]


def test_only_the_place_of_an_event_is_changed(shop: Workshop, editor: Editor) -> None:
    add(editor)
    assert turn(editor, made(shop), verb="moved", to="", to_last="", place="Moon Bridge").status_code == 303
    (time,) = events.upcoming((made(shop),), TODAY)
    assert not time.is_moved and time.state == "moved" and time.when.first == date(2026, 6, 5)


def test_an_event_held_once_is_made_to_come_round(shop: Workshop, editor: Editor) -> None:
    add(editor)
    path = f"{ROOM}/{made(shop).id}"
    form = {
        **editor.form(path, "repeat"),
        "do": "redate",
        "repeat": "yearly",
        "source": "Bureau",
        "as_of": "2026-05-03",
    }
    assert editor.post(path, form).status_code == 303
    assert made(shop).of("date_rule")[0].value == "06-05/06-06"
    assert made(shop).of("event_time")[0].value == "19:30-21:00"


def test_two_editors_at_once_overwrite_nothing(shop: Workshop, editor: Editor) -> None:
    add(editor)
    path = f"{ROOM}/{made(shop).id}"
    mine = {**editor.form(path, "why:en"), "do": "turn", "verb": "cancelled", "source": "Bureau", "as_of": "2026-05-03"}
    assert turn(editor, made(shop), verb="postponed").status_code == 303
    response = editor.post(path, mine)
    assert response.status_code == 409 and "Somebody changed this event meanwhile" in response.text
    assert events.called_off((made(shop),), TODAY)[0].state == "postponed"


def test_with_review_on_an_editor_hands_in(shop: Workshop) -> None:
    shop.settings = replace(shop.settings, review=True)
    person = Editor(shop)
    person.enter()
    response = add(person)
    assert response.headers["location"].startswith("/studio/drafts/")
    assert shop.revisions.content_version() == 1 and [each.state for each in shop.workflow.all()] == ["review"]


def test_a_word_of_the_list_stops_an_event_as_any_entry(shop: Workshop) -> None:
    viewer = Editor(shop)
    viewer.enter("viewer")
    page = viewer.get(ROOM).text
    assert "Add an event" not in page and viewer.get(f"{ROOM}/new").status_code == 403


def test_events_are_found_by_name_and_state(shop: Workshop, editor: Editor) -> None:
    add(editor)
    assert "Light Show" in editor.get(f"{ROOM}?q=灯光").text
    assert "No event bears this name" in editor.get(f"{ROOM}?q=nothing").text
    assert "No event bears this name" in editor.get(f"{ROOM}?state=past").text
    assert "Light Show" in editor.get(f"{ROOM}?month=2026-06&state=past").text  # In the month.
    assert editor.get(f"{ROOM}?month=soon&city=nowhere").status_code == 200
    assert editor.get(f"{ROOM}/lamp-house").status_code == 404


def take(person: Editor, text: str = FILE, **cells: str) -> Response:
    form = person.form(f"{ROOM}/file", "text")
    return person.post(f"{ROOM}/file", {**form, "text": text, "source": "Bureau", "as_of": "2026-05-01", **cells})


def test_a_calendar_file_is_looked_at_and_taken_over(shop: Workshop, editor: Editor) -> None:
    looked = take(editor)
    assert looked.status_code == 200 and "2 events in the file" in looked.text
    assert "2026-07-01" in looked.text and "2026-07-03" in looked.text and "and 1 more times" in looked.text
    assert "the guide knows no place of this name" in looked.text and shop.revisions.content_version() == 1
    ticked = {"do": "add", "pick.0": "1", "pick.1": "1"}
    named = {
        "name.0.zh-Hans": "荷花节",
        "name.0.en": "Lotus Festival",
        "name.1.zh-Hans": "夏夜音乐会",
        "name.1.en": "Summer Concert",
    }
    told = take(editor, **ticked, **named)
    assert told.text.count("live for visitors") == 2, told.text
    found = {
        each.entry.names["en"]: each.entry
        for each in shop.revisions.all_current()
        if each.entry and each.entry.kind == "event"
    }
    assert found["Summer Concert"].of("date_rule")[0].value == "2026-07-10, 2026-07-17, 2026-07-24"
    assert found["Summer Concert"].of("event_time")[0].value == "19:30-21:00"
    assert take(editor).text.count("Already so here") == 2


def test_the_same_file_again_moves_and_calls_off(shop: Workshop, editor: Editor) -> None:
    named = {"name.0.zh-Hans": "荷花节", "name.0.en": "Lotus Festival"}
    take(editor, do="add", **{"pick.0": "1"}, **named)
    later = FILE.replace("20260701", "20260708").replace("20260704", "20260711")
    assert "Other days" in take(editor, later).text
    take(editor, later, do="add", **{"pick.0": "1"})
    (time,) = events.upcoming((made(shop),), TODAY)
    assert time.is_moved and time.when.first == date(2026, 7, 8)
    off = later.replace("SUMMARY:荷花节", "STATUS:CANCELLED\nSUMMARY:荷花节")
    take(editor, off, do="add", **{"pick.0": "1"})
    assert events.called_off((made(shop),), TODAY)


NAMED = {
    "do": "add", "pick.0": "1", "pick.1": "1", "name.0.zh-Hans": "荷花节", "name.0.en": "Lotus Festival",
    "name.1.zh-Hans": "夏夜音乐会", "name.1.en": "Summer Concert",
}  # fmt: skip


def entries(shop: Workshop) -> dict[str, Entry]:
    """The events that visitors see, by their English names."""
    found = (each.entry for each in shop.revisions.all_current() if each.entry and each.entry.kind == "event")
    return {each.names["en"]: each for each in found}


def test_a_calendar_file_is_one_publication_and_taken_back_as_one(shop: Workshop, editor: Editor) -> None:
    batch = "/studio/bulk/batches/2"
    assert f'href="{batch}"' in take(editor, **NAMED).text
    assert shop.revisions.content_version() == 2 and len(entries(shop)) == 2
    assert f'href="{batch}"' in editor.get("/studio/bulk").text
    assert editor.post(batch, editor.form(batch, "comment")).status_code == 303
    shop.bulk.close()
    assert entries(shop) == {} and shop.revisions.content_version() == 3


def test_several_times_of_one_event_in_a_file_are_one_change(shop: Workshop, editor: Editor) -> None:
    take(editor, **NAMED)
    concert = entries(shop)["Summer Concert"].id
    off = "".join(
        f"BEGIN:VEVENT\nUID:{concert}-{day}@city-guide\nDTSTART;VALUE=DATE:{day}\nSTATUS:CANCELLED\n"
        "SUMMARY:Summer Concert\nEND:VEVENT\n" for day in ("20260710", "20260717")
    )  # fmt: skip
    take(editor, f"BEGIN:VCALENDAR\n{off}END:VCALENDAR\n", do="add", **{"pick.0": "1", "pick.1": "1"})
    assert len(events.called_off((entries(shop)["Summer Concert"],), TODAY)) == 2
    assert shop.revisions.content_version() == 3


def test_what_of_a_calendar_spoils_a_saved_question_becomes_a_draft(shop: Workshop, editor: Editor) -> None:
    shop.questions.take_in_shipped("lin")
    told = take(editor, **{**NAMED, "name.1.zh-Hans": "月桥", "name.1.en": "Moon Bridge"}).text
    assert told.count("live for visitors") == 1 and "?done=held" in told, "the bridge itself is not found any more"
    assert list(entries(shop)) == ["Lotus Festival"] and len(shop.workflow.all()) == 1


@pytest.mark.parametrize("text", ["", "hello", "BEGIN:VCALENDAR", "BEGIN:VEVENT\nEND:VEVENT"])
def test_what_is_no_calendar_is_said(editor: Editor, text: str) -> None:
    assert take(editor, text).status_code == 422
