"""The room of open data: what is open, on what terms, what may not be told any more."""

from __future__ import annotations

from typing import Any

import pytest

from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop

ROOM = "/studio/open"


@pytest.fixture
def chief(shop: Workshop) -> Editor:
    person = Editor(shop)
    assert person.enter("administrator").status_code == 303
    return person


def test_the_room_says_what_stays_in_the_house(chief: Editor) -> None:
    text = chief.get(ROOM).text
    first = text.split('<h2 id="fields">')[1].split("</tr>")[1]
    assert "keeper" in text and "stays here" in first
    assert "店主" not in text.split('<h2 id="fields">')[1]


def test_own_columns_are_decided_on(shop: Workshop, chief: Editor) -> None:
    page = chief.get(ROOM).text
    row = page.split('<h2 id="columns">')[1].split("<tbody>")[1].split("</tr>")[0]
    assert ">店主</th>" in row and ">1</td>" in row and "阿灯" in row and "not decided yet" in row
    assert _told(shop) == []
    form = chief.form(ROOM, "class:店主")
    assert form["class:店主"] == ""
    assert "Saved, and true at once" in chief.get(_sent(chief, {**form, "class:店主": "public"})).text
    assert [each["field"] for each in _told(shop)] == ["店主"]
    old = shop.offer.make()
    assert old and shop.offer.dump() == old
    version = shop.revisions.content_version()
    _sent(chief, {**chief.form(ROOM, "class:店主"), "class:店主": "personal", "class:new ": "public", "class:x": "odd"})
    assert _told(shop) == [] and shop.offer.dump() is None, "old files hold what is closed now"
    assert shop.revisions.content_version() == version + 1, "answers are made anew without it"
    assert shop.offer.terms().own == {"店主": "personal", "new": "public"}
    assert "Nothing was changed" in chief.get(_sent(chief, chief.form(ROOM, "class:店主"))).text
    assert "said who may read columns" in chief.get("/studio/audit").text
    _sent(chief, {**chief.form(ROOM, "class:店主"), "class:店主": ""})
    assert shop.offer.terms().own == {"new": "public"}, "a decision can be taken back"


def _sent(chief: Editor, form: dict[str, str]) -> str:
    answer = chief.post(f"{ROOM}/columns", form)
    assert answer.status_code == 303
    return answer.headers["location"]


def _told(shop: Workshop) -> list[Any]:
    """The facts of the house under a heading of the city's own, as the interface tells them."""
    register = shop.offer.register()
    row = register.rows["lamp-house"]
    facts = shop.offer.scribe(register, shop.offer.terms()).record(row.entry, row.stand)["facts"]
    return [each for each in facts if each["field"] == "店主"]


def test_terms_are_set_and_hold_at_once(shop: Workshop, chief: Editor) -> None:
    form = chief.form(ROOM, "licence")
    sent = {**form, "licence": "ODbL-1.0", "attribution": " Lampton  Bureau ", "by_source": "example.org = CC0-1.0",
            "sealed": "lamp-house = 3"}  # fmt: skip
    assert chief.post(ROOM, sent).status_code == 303
    terms = shop.offer.terms()
    assert (terms.licence, terms.attribution, terms.is_on) == ("ODbL-1.0", "Lampton Bureau", True)
    assert terms.by_source == {"example.org": "CC0-1.0"} and terms.sealed == {"lamp-house": 3}
    off = {key: each for key, each in chief.form(ROOM, "licence").items() if key != "is_on"}
    chief.post(ROOM, off)
    assert not shop.offer.terms().is_on and "Nothing leaves" in chief.get(ROOM).text


@pytest.mark.parametrize(
    ("name", "line"),
    [("by_source", "example.org = mine"), ("by_source", "example.org"), ("sealed", "lamp-house"),
     ("sealed", "../x = 2"), ("licence", "none")],
)  # fmt: skip
def test_a_line_that_cannot_be_read_changes_nothing(shop: Workshop, chief: Editor, name: str, line: str) -> None:
    answer = chief.post(ROOM, {**chief.form(ROOM, "licence"), name: line})
    assert answer.status_code == 422 and shop.offer.terms().changed == ""


def test_downloads_are_shown_as_numbers(shop: Workshop, chief: Editor) -> None:
    shop.offer.make()
    for _ in range(7):
        shop.offer.count("facts.csv")
    assert ">7</td>" in chief.get(ROOM).text
    shop.offer.close()
