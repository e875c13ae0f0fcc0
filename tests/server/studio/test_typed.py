"""Nothing typed is lost when a session ends while writing, whatever room it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.desk.complaints import Letter
from guide.server.studio.refill import refilled
from guide.server.studio.typed import SECRETS
from guide.shipped import folder
from tests.server.studio.editors import Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import PASSWORD, Workshop

TEXT = "Dear guest,\r\n\r\n“sorry” <b>&amp; thank you</b>"


def left(person: Editor, shop: Workshop, path: str, form: dict[str, str]) -> str:
    """Send a form after the session has ended, log in, and see the page again."""
    shop.clock.forward(minutes=31)
    door = person.post(path, form)
    assert door.status_code == 401
    login = with_cell(door.text, "password")
    wrong = person.post("/studio/login", {**login, "account": "administrator", "password": "not this one"})
    login = with_cell(wrong.text, "password")
    assert login["account"] == "administrator" and "not this one" not in wrong.text
    back = person.post("/studio/login", {**login, "password": PASSWORD})
    assert back.status_code == 200 and PASSWORD not in back.text
    return back.text


@pytest.fixture
def chief(shop: Workshop) -> Editor:
    person = Editor(shop)
    person.enter("administrator")
    return person


ROOMS = (
    ("/studio/notices", "severity", {"text:en": TEXT, "severity": "warning"}),
    ("/studio/people", "name", {"name": "mei", "role": "reviewer"}),
    ("/studio/saved/new", "question", {"question": "Where is the <Lamp> House?"}),
    ("/studio/feeds", "address", {"address": "https://example.com/?a=1&b=2"}),
    ("/studio/codes", "home", {"home": "灯在哪里？", "abroad": 'Where is "the lamp"?'}),
    ("/studio/reply-templates", "text", {"name": "Thanks", "text": TEXT}),
    ("/studio/new", "name", {"name": "Bell Tower"}),
)


@pytest.mark.parametrize(("room", "cell", "typed"), ROOMS)
def test_each_room_shows_its_form_again_as_it_was_typed(
    shop: Workshop, chief: Editor, room: str, cell: str, typed: dict[str, str]
) -> None:
    form = chief.form(room, cell)
    known = {name: text for name, text in typed.items() if name in form}
    assert known
    page = left(chief, shop, room, {**form, **known})
    again = with_cell(page, cell)
    assert {name: again[name] for name in known} == known
    assert again["csrf"] != form["csrf"] and "Welcome back" in page and "nothing was sent" in page


def test_a_reply_is_kept_in_its_own_form_and_sent_only_when_pressed(shop: Workshop, chief: Editor) -> None:
    receipt = shop.complaints.take(Letter("The lamp was out."))
    path = f"/studio/complaints/{receipt}"
    page = left(chief, shop, path, {**chief.form(path, "text"), "text": TEXT, "do": "note"})
    assert not shop.complaints.casework.steps(receipt)
    texts = re.findall(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert [bool(each) for each in texts] == [False, True]
    again = {**with_cell(page, "text"), "text": TEXT, "do": "note"}
    assert chief.post(path, again).status_code == 303
    assert [each.what for each in shop.complaints.casework.steps(receipt)] == ["note"]


def test_an_old_page_is_shown_again_with_its_cells_and_logged_as_refused(shop: Workshop, chief: Editor) -> None:
    form = chief.form("/studio/people", "name")
    page = chief.post("/studio/people", {**form, "name": "mei", "csrf": "0" * 64})
    assert page.status_code == 403 and with_cell(page.text, "name")["name"] == "mei"
    assert shop.audit.latest(1)[0].outcome == "refused"
    assert "mei" not in shop.door.staff("viewer")


def test_where_the_form_is_gone_the_texts_stay_to_be_copied(shop: Workshop, chief: Editor) -> None:
    path = "/studio/complaints/2222-2222-2222"
    form = {"csrf": "", "held_page": path, "text": TEXT, "do": "reply"}
    page = left(chief, shop, path, form)
    assert "What you had typed" in page and "&lt;b&gt;&amp;amp; thank you" in page


def test_a_role_that_may_no_more_gets_its_texts_and_no_form(shop: Workshop) -> None:
    person = Editor(shop)
    person.enter("administrator")
    form = {**person.form("/studio/people", "name"), "name": "mei"}
    shop.clock.forward(minutes=31)
    login = with_cell(person.post("/studio/people", form).text, "password")
    page = person.post("/studio/login", {**login, "account": "viewer", "password": PASSWORD}).text
    assert 'action="/studio/people"' not in page and "mei" in page


def test_no_secret_is_carried(shop: Workshop, chief: Editor) -> None:
    form = {**chief.form("/studio/account", "new"), "password": PASSWORD, "new": "a new one", "again": "a new one"}
    shop.clock.forward(minutes=31)
    door = chief.post("/studio/account/password", form)
    assert door.status_code == 401 and PASSWORD not in door.text and "a new one" not in door.text


def test_every_cell_for_a_secret_is_known() -> None:
    pages = "".join(each.read_text() for each in Path(folder("web") / "templates" / "studio").glob("*.html"))
    secret = re.findall(r"<input[^>]*(?:type=\"password\"|one-time-code)[^>]*>", pages)
    assert secret and all(re.search(r'name="([^"]*)"', each)[1] in SECRETS for each in secret)  # type: ignore[index]


def test_files_are_said_not_to_be_kept(shop: Workshop, chief: Editor) -> None:
    form = chief.form("/studio/bulk", "csrf")
    shop.clock.forward(minutes=31)
    sent = {"data": form, "files": {"file": ("a.csv", b"id,name\n")}}
    door = chief.client.post("/studio/bulk", **sent)  # type: ignore[arg-type]
    assert door.status_code == 401 and "choose your file again" in door.text


PAGE = """<form method="post" action="/a"><input type="hidden" name="id" value="1"><textarea name="text">
one</textarea><button name="do" value="x">x</button></form>
<form method="post" action="/a"><input type="hidden" name="id" value="2"><input name="text" value="o">
<input type="checkbox" name="box" checked><input type="radio" name="r" value="1"><input type="radio" name="r" value="2">
<select name="pick"><option value="" selected>-</option><option value="k">k</option></select>
<button name="do" value="x">x</button></form>"""


@given(st.text(), st.booleans(), st.sampled_from(["1", "2"]), st.sampled_from(["", "k"]))
def test_any_text_comes_back_where_it_was_typed(text: str, box: bool, ring: str, pick: str) -> None:
    clean = text.replace("\r", "").replace("\x00", "").replace("\n", " ")
    cells = {"id": "2", "text": clean, "r": ring, "pick": pick, "do": "x", **({"box": "on"} if box else {})}
    found = refilled(PAGE, "/a", cells)
    assert not found.rest
    form = with_cell(found.html, "r")
    assert form == {**{name: each for name, each in cells.items() if name != "do"}, **({"box": ""} if box else {})}
    assert "one</textarea>" in found.html
