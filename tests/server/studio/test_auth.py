"""Coming in: every route for every role, cookies, forged forms, and text that outlives a session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from guide.editing.accounts import ROLES
from guide.server import studio
from guide.server.limits import Proxies
from guide.server.locales import Locales
from guide.server.studio.desk import Desk
from guide.settings import Settings
from guide.shipped import folder
from tests.server import town
from tests.server.studio import workshop
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import PASSWORD, Workshop

IN, OUT = 200, 303


def least(role: str, inside: int) -> dict[str, int]:
    """The status for each role: 403 for those below the least that may. Nobody ("") is sent to the log-in."""
    allowed = ROLES[ROLES.index(role) :]
    return {each: inside if each in allowed else 403 for each in ROLES}


TABLE: dict[tuple[str, str], dict[str, int]] = {
    ("GET", ""): least("viewer", IN),
    ("GET", "/entries"): least("viewer", IN),
    ("GET", "/withdrawn"): least("viewer", IN),
    ("GET", "/login"): {"": IN, **dict.fromkeys(ROLES, OUT)},
    ("POST", "/login"): dict.fromkeys(("", *ROLES), 401),
    ("POST", "/login/code"): dict.fromkeys(("", *ROLES), 401),
    ("GET", "/setup"): dict.fromkeys(("", *ROLES), 404),
    ("POST", "/setup"): dict.fromkeys(("", *ROLES), 404),
    ("GET", "/join"): dict.fromkeys(("", *ROLES), 404),
    ("POST", "/join"): dict.fromkeys(("", *ROLES), 404),
    ("GET", "/account"): least("viewer", IN),
    ("POST", "/account/password"): least("viewer", 422),
    ("GET", "/account/factor"): least("viewer", IN),
    ("POST", "/account/factor"): least("viewer", 422),
    ("POST", "/account/factor/off"): least("viewer", 422),
    ("POST", "/account/codes"): least("viewer", 422),
    ("POST", "/account/sessions"): least("viewer", OUT),
    ("GET", "/session"): least("viewer", IN),
    ("GET", "/people"): least("administrator", IN),
    ("POST", "/people"): least("administrator", 422),
    ("GET", "/people/one"): least("administrator", 404),
    ("POST", "/people/change"): least("administrator", 404),
    ("POST", "/people/invite"): least("administrator", 404),
    ("POST", "/people/disable"): least("administrator", 404),
    ("POST", "/people/enable"): least("administrator", 404),
    ("POST", "/people/factor"): least("administrator", 404),
    ("POST", "/logout"): {"": OUT, **least("viewer", OUT)},
    ("GET", "/questions"): least("viewer", OUT),
    ("GET", "/gaps"): least("viewer", IN),
    ("GET", "/gaps/{key}"): least("viewer", 404),
    ("POST", "/gaps/{key}"): least("editor", 404),
    ("POST", "/gaps/undo"): least("editor", OUT),
    ("GET", "/recheck"): least("viewer", IN),
    ("POST", "/recheck"): least("editor", OUT),
    ("GET", "/recheck/digest"): least("viewer", IN),
    ("GET", "/recheck/digest.txt"): least("viewer", IN),
    ("GET", "/complaints"): least("viewer", IN),
    ("POST", "/complaints/{receipt}"): least("editor", 404),
    ("GET", "/complaints.csv"): least("editor", IN),
    ("GET", "/complaints/{receipt}"): least("viewer", 404),
    ("GET", "/insight"): least("viewer", IN),
    ("GET", "/insight.csv"): least("viewer", IN),
    ("GET", "/reply-templates"): least("viewer", IN),
    ("POST", "/reply-templates"): least("reviewer", 400),
    ("GET", "/codes"): least("viewer", IN),
    ("POST", "/codes"): least("editor", IN),
    ("GET", "/codes/sheet"): least("viewer", IN),
    ("POST", "/codes/{code}/remove"): least("editor", OUT),
    ("GET", "/entries/{entry_id}"): least("viewer", IN),
    ("POST", "/entries/{entry_id}"): least("editor", IN),
    ("GET", "/entries/{entry_id}/history"): least("viewer", IN),
    ("POST", "/entries/{entry_id}/restore"): least("editor", 404),
    ("GET", "/drafts"): least("viewer", IN),
    ("GET", "/drafts/{number}"): least("viewer", 404),
    ("POST", "/drafts/{number}"): least("editor", 404),
    ("GET", "/new"): least("editor", IN),
    ("POST", "/new"): least("editor", 422),
    ("POST", "/entries/{entry_id}/withdraw"): least("editor", OUT),
    ("GET", "/events"): least("viewer", IN),
    ("GET", "/events/new"): least("editor", IN),
    ("POST", "/events/new"): least("editor", 422),
    ("GET", "/events/file"): least("editor", IN),
    ("POST", "/events/file"): least("editor", 422),
    ("GET", "/events/{entry_id}"): least("viewer", 404),
    ("POST", "/events/{entry_id}"): least("editor", 404),
    ("GET", "/entries/{entry_id}/picture"): least("editor", IN),
    ("POST", "/entries/{entry_id}/picture"): least("editor", 422),
    ("GET", "/notices"): least("viewer", IN),
    ("POST", "/notices"): least("editor", IN),
    ("POST", "/notices/{entry_id}"): least("editor", 404),
    ("GET", "/saved"): least("viewer", IN),
    ("GET", "/saved/journal"): least("viewer", IN),
    ("POST", "/saved/shipped"): least("editor", OUT),
    ("POST", "/saved/run"): least("editor", OUT),
    ("GET", "/saved/runs/{number}"): least("viewer", 404),
    ("GET", "/saved/new"): least("editor", IN),
    ("POST", "/saved/new"): least("editor", IN),
    ("GET", "/saved/questions.jsonl"): least("editor", IN),
    ("GET", "/saved/questions.csv"): least("editor", IN),
    ("GET", "/saved/file"): least("editor", IN),
    ("POST", "/saved/file"): least("editor", 422),
    ("GET", "/saved/{number}"): least("viewer", 404),
    ("POST", "/saved/{number}"): least("editor", 404),
    ("POST", "/saved/{number}/remove"): least("editor", 404),
    ("GET", "/bulk"): least("viewer", IN),
    ("POST", "/bulk"): least("editor", 422),
    ("GET", "/bulk/tables.xlsx"): least("editor", IN),
    ("GET", "/bulk/folder.zip"): least("editor", IN),
    ("GET", "/bulk/translations"): least("viewer", IN),
    ("GET", "/bulk/translations/table"): least("editor", IN),
    ("POST", "/entries/{entry_id}/translations"): least("editor", 404),
    ("GET", "/bulk/{token}"): least("editor", 404),
    ("POST", "/bulk/{token}"): least("editor", 404),
    ("GET", "/bulk/{token}/preview"): least("editor", 404),
    ("GET", "/bulk/{token}/rows.csv"): least("editor", 404),
    ("POST", "/bulk/{token}/apply"): least("editor", 404),
    ("GET", "/bulk/{token}/progress"): least("editor", 404),
    ("POST", "/bulk/{token}/remove"): least("editor", 404),
    ("GET", "/bulk/batches/{version}"): least("viewer", 404),
    ("POST", "/bulk/batches/{version}"): least("editor", 404),
    ("GET", "/copy"): least("viewer", IN),
    ("GET", "/copy/new"): least("editor", IN),
    ("POST", "/copy"): least("editor", 404),
    ("GET", "/copy/{number}"): least("viewer", 404),
    ("GET", "/copy/{number}/edit"): least("editor", 404),
    ("POST", "/copy/{number}"): least("editor", 404),
    ("POST", "/copy/{number}/phrase"): least("editor", 404),
    ("POST", "/copy/{number}/vouch"): least("editor", 404),
    ("POST", "/copy/{number}/remove"): least("editor", 404),
    ("GET", "/copy/{number}/export/{kind}"): least("editor", 404),
    ("GET", "/feeds"): least("viewer", IN),
    ("POST", "/feeds"): least("administrator", IN),
    ("POST", "/feeds/{feed}/remove"): least("administrator", OUT),
    ("GET", "/open"): least("administrator", IN),
    ("POST", "/open"): least("administrator", 422),
    ("POST", "/open/columns"): least("administrator", OUT),
    ("GET", "/audit"): least("administrator", IN),
    ("GET", "/audit.csv"): least("administrator", IN),
}
"""Every route of the studio. The form asks for no change ("keep") and the restore for a revision that is not there, so
that nothing moves."""


def test_the_table_has_every_route(shop: Workshop) -> None:
    desk = Desk(shop, Proxies(()), folder("web"))
    assert {(rule.method, rule.path) for rule in studio.rules(desk)} == set(TABLE)


def test_the_log_has_words_for_whatever_can_be_sent_in() -> None:
    words = Locales(folder("web") / "locales" / "studio").choose("en", None)
    assert [path for method, path in TABLE if method == "POST" and f"act.POST {path}" not in words] == []


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One studio for all that look or are turned away; whoever may act has one of his own."""
    made = workshop.build(tmp_path_factory.mktemp("untouched"))
    with made.closing:
        yield made


@pytest.mark.parametrize("person", ["", *ROLES])
@pytest.mark.parametrize("route", TABLE)
def test_every_route_for_every_role(request: pytest.FixtureRequest, route: tuple[str, str], person: str) -> None:
    method, path = route
    expected = TABLE[route].get(person, OUT if method == "GET" else 401)
    looks = method == "GET" or expected == 403 or (expected == 401 and not path.startswith("/login"))
    shop: Workshop = request.getfixturevalue("untouched" if looks else "shop")
    visitor = Editor(shop)
    if person:
        assert visitor.enter(person).headers["location"] == "/studio"
    address = "/studio" + path.format(
        entry_id="lamp-house",
        receipt="2222-2222-2222",
        code="abcdefgh",
        number="99",
        token="x" * 22,
        version="99",
        key="none",
        feed="none",
        kind="text",
    )
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
            "secret": "A" * 32,
        }
        response = visitor.post(address, sent)
    assert response.status_code == expected
    if expected == OUT and not person:
        assert response.headers["location"].startswith("/studio/login")
    if expected == 403:
        needed = next(role for role in ROLES if TABLE[route][role] != 403)
        assert f"This step is for {needed}s" in response.text
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
    assert response.status_code == 403 and "Nothing was sent" in response.text
    typed = {**editor.form(), "csrf": "", "facts.0.value": "77", "comment": "typed", "do": "publish"}
    kept = editor.post(HOUSE, typed)
    assert kept.status_code == 403 and "Welcome back" in kept.text
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
