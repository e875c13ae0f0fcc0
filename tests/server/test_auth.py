"""Coming in: every route for every role, cookies, forged forms, and text that outlives a session."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide.editing.accounts import ROLES
from guide.server import studio
from guide.server.desk import Desk
from guide.server.limits import Proxies
from guide.settings import Settings
from guide.shipped import folder
from tests.server import town, workshop
from tests.server.editors import HOUSE, Editor
from tests.server.forms import with_cell
from tests.server.workshop import PASSWORD, Workshop

IN, OUT = 200, 303
TABLE: dict[tuple[str, str], tuple[int, int, int]] = {
    # (method, path): status for nobody, for a viewer, for those who publish
    ("GET", ""): (OUT, IN, IN),
    ("GET", "/login"): (IN, OUT, OUT),
    ("POST", "/login"): (401, 401, 401),
    ("POST", "/logout"): (OUT, OUT, OUT),
    ("GET", "/questions"): (OUT, IN, IN),
    ("GET", "/complaints"): (OUT, IN, IN),
    ("POST", "/complaints/{receipt}"): (OUT, 403, 400),
    ("GET", "/entries/{entry_id}"): (OUT, IN, IN),
    ("POST", "/entries/{entry_id}"): (401, 403, IN),
    ("GET", "/entries/{entry_id}/history"): (OUT, IN, IN),
    ("POST", "/entries/{entry_id}/restore"): (OUT, 403, 404),
}
"""The form asks for no change ("keep") and the restore for a revision that is not there, so that nothing moves."""


def test_the_table_has_every_route(shop: Workshop) -> None:
    desk = Desk(shop, Proxies(()), folder("web"))
    assert {(rule.method, rule.path) for rule in studio.rules(desk)} == set(TABLE)


@pytest.mark.parametrize("person", ["", *ROLES])
@pytest.mark.parametrize("route", TABLE)
def test_every_route_for_every_role(shop: Workshop, route: tuple[str, str], person: str) -> None:
    visitor = Editor(shop)
    if person:
        assert visitor.enter(person).headers["location"] == "/studio"
    method, path = route
    address = "/studio" + path.format(entry_id="lamp-house", receipt="2222-2222-2222")
    if method == "GET":
        response = visitor.get(address)
    else:
        csrf = visitor.form("/studio" if person else "/studio/login", "csrf")["csrf"]
        sent = {
            "csrf": csrf,
            "do": "keep",
            "base": "1",
            "number": "99",
            "comment": "x",
            "account": "x",
            "password": "x",
        }
        response = visitor.post(address, sent)
    expected = TABLE[route][0 if not person else 1 if person == "viewer" else 2]
    assert response.status_code == expected
    if expected == OUT and not person:
        assert response.headers["location"].startswith("/studio/login")
    if expected == 403:
        assert "This step is for editors" in response.text
    assert response.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert shop.revisions.content_version() == 1


def test_the_log_in_leads_back_to_where_one_was(shop: Workshop) -> None:
    person = Editor(shop)
    asked = person.get("/studio?q=%E7%81%AF&kind=museum").headers["location"]
    form = with_cell(person.get(asked).text, "password")
    response = person.post("/studio/login", {**form, "account": "editor", "password": PASSWORD})
    assert response.headers["location"] == "/studio?q=%E7%81%AF&kind=museum"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example/studio", "/studio\\..", "/studiox", "/studio/login"]
)
def test_the_log_in_leads_nowhere_else(shop: Workshop, elsewhere: str) -> None:
    assert Editor(shop).enter(next=elsewhere).headers["location"] == "/studio"


def test_the_cookie_is_bound_to_the_host_where_there_is_https(tmp_path: Path) -> None:
    shop = workshop.build(tmp_path, Settings(data=tmp_path, public_url="https://guide.example"))
    with shop.closing:
        person = Editor(shop, "https://guide.example")
        cookies = person.enter().headers.get_list("set-cookie")
        session = next(each for each in cookies if each.startswith("__Host-guide="))
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(re.split("; ?", session))
        assert all(each.startswith("__Host-guide") for each in cookies)
        assert person.get("/studio").status_code == 200


def test_without_https_the_cookie_still_hides_from_scripts(shop: Workshop) -> None:
    cookies = Editor(shop).enter().headers.get_list("set-cookie")
    session = next(each for each in cookies if each.startswith("guide_session="))
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(re.split("; ?", session)) and "Secure" not in session


def test_a_log_out_ends_the_session_on_the_server(shop: Workshop, editor: Editor) -> None:
    token = editor.client.cookies["guide_session"]
    assert editor.post("/studio/logout", {"csrf": editor.form("/studio", "csrf")["csrf"]}).status_code == 303
    editor.client.cookies.set("guide_session", token)
    assert editor.get("/studio").headers["location"].startswith("/studio/login")


def test_a_wrong_password_is_told_kindly_and_keeps_the_name(shop: Workshop) -> None:
    response = Editor(shop).enter("editor", "wrong wrong")
    assert response.status_code == 401
    assert (
        "Have another look?" in response.text
        and 'value="editor"' in response.text
        and "wrong wrong" not in response.text
    )


def test_whoever_guesses_has_to_wait(shop: Workshop) -> None:
    person = Editor(shop, lang="zh-CN")
    statuses = [person.enter("editor", f"guess {n}").status_code for n in range(8)]
    assert statuses[0] == 401 and statuses[-1] == 429
    throttled = person.enter("editor")
    assert throttled.status_code == 429 and "歇一会儿" in throttled.text and int(throttled.headers["retry-after"]) > 0
    shop.clock.forward(hours=1)
    assert person.enter("editor").status_code == 303


def test_an_empty_studio_says_how_to_begin(tmp_path: Path) -> None:
    shop = workshop.build(tmp_path, people=False)
    with shop.closing:
        page = Editor(shop).get("/studio/login").text
        assert "guide users add" in page and 'type="password"' not in page


@pytest.mark.parametrize("headers", [
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "", "origin": "https://evil.example"},
])  # fmt: skip
def test_a_form_of_another_site_is_refused(shop: Workshop, editor: Editor, headers: dict[str, str]) -> None:
    if not headers["sec-fetch-site"]:
        del editor.client.headers["sec-fetch-site"]
        headers = {"origin": headers["origin"]}
    response = editor.post(HOUSE, {**editor.form(), "facts.0.value": "1", "comment": "x"}, **headers)
    assert response.status_code == 403 and "did not come from here" in response.text
    assert shop.entry() == town.HOUSE


def test_an_older_browser_is_known_by_its_origin(shop: Workshop, editor: Editor) -> None:
    form = {**editor.form(), "facts.0.value": "41", "comment": "x", "do": "publish"}
    del editor.client.headers["sec-fetch-site"]
    assert editor.post(HOUSE, form, origin="null").status_code == 403
    assert editor.post(HOUSE, form, origin="http://testserver").status_code == 303


def test_a_form_without_its_token_changes_nothing(shop: Workshop, editor: Editor) -> None:
    response = editor.post(f"{HOUSE}/restore", {"number": "1", "base": "1", "comment": "x", "csrf": "0" * 64})
    assert response.status_code == 403 and "too old" in response.text
    typed = {**editor.form(), "csrf": "", "facts.0.value": "77", "comment": "typed", "do": "publish"}
    kept = editor.post(HOUSE, typed)
    assert kept.status_code == 200 and "Welcome back" in kept.text
    again = with_cell(kept.text, "base")
    assert (again["facts.0.value"], again["comment"]) == ("77", "typed")
    assert shop.revisions.content_version() == 1
    assert editor.post(HOUSE, {**again, "do": "publish"}).status_code == 303


def test_what_was_typed_survives_the_end_of_a_session(shop: Workshop, editor: Editor) -> None:
    form = {
        **editor.form(),
        "facts.0.value": "48",
        "text:en": "Line one\r\nline two",
        "comment": "late",
        "do": "publish",
    }
    shop.clock.forward(minutes=31)
    door = editor.post(HOUSE, form)
    assert door.status_code == 401 and "waits for you" in door.text
    login = with_cell(door.text, "password")
    wrong = editor.post("/studio/login", {**login, "account": "editor", "password": "no such password"})
    login = with_cell(wrong.text, "password")
    back = editor.post("/studio/login", {**login, "account": "editor", "password": PASSWORD})
    assert back.status_code == 200 and "Welcome back" in back.text
    again = with_cell(back.text, "base")
    assert (again["facts.0.value"], again["comment"]) == ("48", "late")
    assert PASSWORD not in back.text
    assert editor.post(HOUSE, {**again, "do": "publish"}).status_code == 303
    assert shop.entry().facts[0].value == 48 and shop.entry().texts["en"] == "Line one\nline two"


def test_a_disabled_account_is_out_at_once(shop: Workshop, editor: Editor) -> None:
    shop.accounts.disable("editor")
    assert editor.get("/studio").status_code == 303
    assert editor.post(HOUSE, {"base": "1"}).status_code == 401
