"""Short addresses, QR codes, and the sheet of them that editors print."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.testclient import TestClient

from guide.editing.signs import ALPHABET, code_of, parts
from tests.server.studio.editors import Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import Workshop
from tests.server.town import HOUSE, Town

ROOMS = replace(
    HOUSE, texts={"zh-Hans": "## 一楼\n\n油灯。\n\n## 二楼\n\n纸灯。", "en": "## Below\n\nOil.\n\n## Above\n\nPaper."}
)
EN = {"accept": "text/html", "accept-language": "en"}


def test_a_code_is_short_stable_and_cannot_be_misread() -> None:
    assert code_of("lamp-house") == code_of("lamp-house") != code_of("lamp-houses")
    assert len(code_of("x")) == 7 and not set("01iloOIu") & set(ALPHABET)
    assert len({code_of(f"entry-{n}") for n in range(20_000)}) == 20_000


def test_a_code_leads_to_its_page_whatever_its_capitals(client: TestClient) -> None:
    for code in (code_of("lamp-house"), code_of("lamp-house").upper()):
        answer = client.get(f"/s/{code}?from=someone", follow_redirects=False)
        assert answer.status_code == 302 and answer.headers["location"] == "/places/lamp-house"
    assert (
        client.get(f"/s/{code_of('lantern-fair')}", follow_redirects=False).headers["location"].startswith("/events/")
    )
    assert client.get("/s/2222222", headers=EN).status_code == 404
    assert client.get("/qr/2222222.svg").status_code == 404


def test_an_exhibit_has_a_code_that_outlives_its_heading(client: TestClient, town: Town) -> None:
    town.index.put(ROOMS)
    (_, _), (code, heading) = parts(ROOMS)
    assert heading == "二楼"
    there = client.get(f"/s/{code}", follow_redirects=False).headers["location"]
    assert there == "/places/lamp-house#s2"
    assert '<h2 id="s2">Above</h2>' in client.get("/places/lamp-house", headers=EN).text
    town.index.put(HOUSE)
    assert client.get(f"/s/{code}", follow_redirects=False).headers["location"] == "/places/lamp-house"


def test_a_question_opens_the_chat_in_the_language_of_the_phone(client: TestClient, town: Town) -> None:
    code = town.signs.add({"zh-Hans": "灯屋有什么？", "en": "What is in Lamp House?"})
    assert town.signs.add({"zh-Hans": "灯屋有什么？", "en": "What is in Lamp House?"}) == code
    page = client.get(f"/s/{code}", headers=EN)
    assert page.status_code == 200 and "What is in Lamp House?</textarea>" in page.text
    assert "灯屋有什么？</textarea>" in client.get(f"/s/{code}", headers={"accept-language": "zh-CN"}).text


def test_a_qr_code_is_a_drawing_of_the_whole_address(client: TestClient) -> None:
    image = client.get(f"/qr/{code_of('lamp-house')}.svg")
    assert image.headers["content-type"] == "image/svg+xml" and image.text.startswith("<svg")
    assert "viewBox" in image.text and "http://testserver" not in image.text


def test_editors_choose_and_print(shop: Workshop, editor: Editor) -> None:
    assert "Find a place above" in editor.get("/studio/codes").text
    page = editor.get("/studio/codes?q=lamp").text
    code = code_of("lamp-house")
    assert f'value="{code}"' in page and "No public address is set" in page
    sheet = editor.get(f"/studio/codes/sheet?code={code}&code={code_of('moon-bridge')}&code=nonsense").text
    assert sheet.count('<figure class="code">') == 2 and f"/qr/{code}.svg" in sheet
    assert "灯屋" in sheet and "Lamp House" in sheet and not re.search(r"\sstyle=", sheet)


def test_editors_give_a_question_a_code_and_take_it_away(shop: Workshop, editor: Editor) -> None:
    form = with_cell(editor.get("/studio/codes").text, "home")
    assert "at least one language" in editor.post("/studio/codes", {**form, "home": " ", "abroad": ""}).text
    assert editor.post("/studio/codes", {**form, "home": "<b>灯</b>？", "abroad": "Lamps?"}).status_code == 303
    (sign,) = shop.signs.all()
    page = editor.get("/studio/codes").text
    assert "&lt;b&gt;灯&lt;/b&gt;？" in page and "<b>灯" not in page
    assert "Lamps?" in editor.get(f"/studio/codes/sheet?code={sign.code}").text
    assert editor.post(f"/studio/codes/{sign.code}/remove", form).status_code == 303
    assert shop.signs.all() == ()
