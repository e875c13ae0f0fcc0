"""People and accounts as the browser sees them: invited, changed, logged in with a code, written down."""

from __future__ import annotations

import re
from pathlib import Path

import pyotp
import pytest

from tests.server import town
from tests.server.studio import workshop
from tests.server.studio.editors import Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import PASSWORD, Workshop

CITY = town.CITY.id
NEW = "four small words more"


@pytest.fixture
def chief(shop: Workshop) -> Editor:
    made = Editor(shop)
    made.enter("administrator")
    return made


def logged(shop: Workshop) -> list[tuple[str, str, str, str]]:
    return [(each.account, each.action, each.about, each.outcome) for each in shop.audit.latest(50)][::-1]


def test_the_first_administrator_begins_at_the_printed_address(tmp_path: Path) -> None:
    shop = workshop.build(tmp_path, people=False)
    with shop.closing:
        address = f"/studio/setup?key={shop.people.open_first()}"
        person = Editor(shop)
        form = {**with_cell(person.get(address).text, "new"), "account": "Lin", "new": NEW}
        assert "differ" in person.post("/studio/setup", {**form, "again": "something else"}).text
        assert person.post("/studio/setup", {**form, "again": NEW}).headers["location"] == "/studio/login?done=welcome"
        assert person.enter("lin", NEW).headers["location"] == "/studio"
        assert Editor(shop).get(address).status_code == 404
        assert logged(shop)[1][:2] == ("lin", "setup") and NEW not in str(logged(shop))


def test_an_administrator_invites_and_the_invited_chooses_a_password(shop: Workshop, chief: Editor) -> None:
    form = chief.form("/studio/people", "role")
    page = chief.post(
        "/studio/people", {**form, "name": "Mei", "role": "editor", "scope": "some", f"city:{CITY}": "on"}
    )
    address = re.search(r'value="(http://testserver/studio/join\?key=[^"]+)"', page.text)
    assert address and page.status_code == 200
    mei = Editor(shop)
    join = {**with_cell(mei.get(address[1]).text, "new"), "new": NEW, "again": NEW}
    assert mei.post("/studio/join", {**join, "csrf": "0" * 64}).status_code == 422
    assert mei.post("/studio/join", join).status_code == 303
    assert mei.get(address[1]).status_code == 404
    assert mei.enter("mei", NEW).status_code == 303
    assert mei.get("/studio/people").status_code == 403
    assert ("administrator", "people.add", f"mei: editor ({CITY})", "done") in logged(shop)
    assert ("mei", "join", "", "done") in logged(shop)
    assert ("mei", "GET /people", "/people", "refused") in logged(shop)
    key = address[1].partition("key=")[2]
    assert key not in str(logged(shop))


def test_a_role_is_changed_and_written_down(shop: Workshop, chief: Editor) -> None:
    page = chief.get("/studio/people/one?name=editor").text
    form = with_cell(page, "role")
    assert "Tick at least one" in chief.post("/studio/people/change", {**form, "role": "viewer", "scope": "some"}).text
    changed = chief.post("/studio/people/change", {**form, "role": "reviewer", "scope": "some", f"city:{CITY}": "on"})
    assert changed.headers["location"] == "/studio/people?done=changed&about=editor"
    assert ("administrator", "people.change", f"editor: editor → reviewer ({CITY})", "done") in logged(shop)
    again = chief.get("/studio/people/one?name=editor").text
    assert re.search(rf'name="city:{CITY}" checked', again) and re.search(r'value="some" checked', again)


@pytest.mark.parametrize("step", ["change", "disable"])
def test_nobody_takes_the_keys_out_of_their_own_hand(shop: Workshop, chief: Editor, step: str) -> None:
    form = {**chief.form("/studio/people", "role"), "name": "administrator", "role": "viewer", "scope": "all"}
    assert chief.post(f"/studio/people/{step}", form).status_code == 422
    assert chief.get("/studio/people").status_code == 200


def test_somebody_is_disabled_and_enabled(shop: Workshop, chief: Editor) -> None:
    editor = Editor(shop)
    editor.enter()
    form = {**chief.form("/studio/people", "role"), "name": "editor"}
    assert chief.post("/studio/people/disable", form).status_code == 303
    assert editor.get("/studio").status_code == 303 and editor.enter().status_code == 401
    assert chief.post("/studio/people/invite", form).status_code == 422
    assert chief.post("/studio/people/enable", form).status_code == 303
    assert editor.enter().status_code == 303


def switched_on(shop: Workshop, person: Editor) -> tuple[pyotp.TOTP, list[str]]:
    form = person.form("/studio/account/factor", "secret")
    maker = pyotp.TOTP(form["secret"])
    wrong = person.post("/studio/account/factor", {**form, "code": "000000", "password": PASSWORD})
    assert wrong.status_code == 422 and form["secret"] == with_cell(wrong.text, "secret")["secret"]
    code = maker.at(shop.clock())
    assert person.post("/studio/account/factor", {**form, "code": code, "password": "not this one"}).status_code == 422
    page = person.post("/studio/account/factor", {**form, "code": code, "password": PASSWORD})
    shop.clock.forward(minutes=1)
    return maker, re.findall(r"<li><code>([^<]+)</code>", page.text)


def test_the_second_factor_from_the_first_scan_to_the_lost_phone(shop: Workshop, chief: Editor) -> None:
    person = Editor(shop)
    person.enter()
    maker, codes = switched_on(shop, person)
    assert len(codes) == 10
    asked = Editor(shop)
    step = asked.enter(next="/studio/codes")
    assert step.status_code == 200 and asked.get("/studio").status_code == 303
    form = with_cell(step.text, "code")
    wrong = asked.post("/studio/login/code", {**form, "code": "123456"})
    assert wrong.status_code == 401 and "does not fit" in wrong.text
    entered = asked.post("/studio/login/code", {**form, "code": maker.at(shop.clock())})
    assert entered.headers["location"] == "/studio/codes"
    lost = Editor(shop)
    form = with_cell(lost.enter().text, "code")
    assert lost.post("/studio/login/code", {**form, "code": codes[0]}).status_code == 303
    dropped = {**chief.form("/studio/people", "role"), "name": "editor"}
    assert chief.post("/studio/people/factor", dropped).status_code == 303
    assert Editor(shop).enter().status_code == 303
    actions = [(action, outcome) for _, action, _, outcome in logged(shop)]
    for each in ("account.factor_on", "login.password", "login.code", "people.factor"):
        assert (each, "done") in actions
    assert ("login.code", "refused") in actions


def test_ones_own_password_and_sessions(shop: Workshop) -> None:
    here, there = Editor(shop), Editor(shop)
    here.enter()
    there.enter()
    form = {**here.form("/studio/account", "new"), "new": NEW, "again": NEW}
    assert "present password is not right" in here.post("/studio/account/password", {**form, "password": "x"}).text
    changed = here.post("/studio/account/password", {**form, "password": PASSWORD})
    assert changed.headers["location"] == "/studio/account?done=password"
    assert there.get("/studio").status_code == 303 and here.get("/studio").status_code == 200
    there.enter(password=NEW)
    here.post("/studio/account/sessions", {"csrf": here.form("/studio/account", "csrf")["csrf"]})
    assert here.get("/studio").status_code == 303 and there.get("/studio").status_code == 303
    assert ("editor", "account.sessions", "2", "done") in logged(shop)


def test_staying_prolongs_a_session_and_twelve_hours_are_the_end(shop: Workshop, editor: Editor) -> None:
    shop.clock.forward(minutes=20)
    assert editor.get("/studio/session").json() == {"idle": 1800, "most": 12 * 3600 - 1200}
    for _ in range(27):
        shop.clock.forward(minutes=25)
        last = editor.get("/studio/session")
    assert last.json() == {"idle": 1500, "most": 1500}
    shop.clock.forward(minutes=25)
    assert editor.get("/studio/session").status_code == 303
