"""The list, the history and the questions of the studio, in its two languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from guide.editing import faults
from guide.editing.accounts import ROLES
from guide.prompts import Prompts
from guide.shipped import folder
from guide.types import Change
from tests.server import town
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import Workshop


def test_history_compares_and_restores(shop: Workshop, editor: Editor) -> None:
    editor.publish(**{"facts.0.value": "45", "text:en": "A house of *four hundred* lamps."})
    editor.publish(**{"aliases": "灯塔屋\r\n老灯屋"})
    page = editor.get(f"{HOUSE}/history").text
    assert "Revision 2 → 3" in page and "<ins>老灯屋</ins>" in page
    both = editor.get(f"{HOUSE}/history?from=3&to=1").text
    assert "Revision 1 → 3" in both and "<del>three</del><ins>four</ins>" in both
    assert "<del>40</del>" in both and "<ins>45</ins>" in both
    form = with_cell(page, "number")
    assert editor.post(f"{HOUSE}/restore", {**form, "number": "1", "comment": " "}).status_code == 422
    assert editor.post(f"{HOUSE}/restore", {**form, "number": "1"}).headers["location"] == f"{HOUSE}?done=restored"
    assert shop.entry() == town.HOUSE
    stale = editor.post(f"{HOUSE}/restore", {**form, "number": "2"})
    assert stale.status_code == 409 and "newer revision just now" in stale.text
    assert shop.revisions.content_version() == 4


def test_a_first_revision_shows_all_it_says(editor: Editor) -> None:
    page = editor.get(f"{HOUSE}/history").text
    assert "What the first revision says" in page and "<ins>40</ins>" in page and "<script>alert" not in page


@pytest.mark.parametrize("path", [
    "/studio/entries/nowhere", "/studio/entries/nowhere/history", "/studio/entries/%3Cb%3E", "/studio/entries/..%2Fetc",
    "/studio/entries/lamp-house/history?from=1&to=9", "/studio/entries/" + "a" * 300,
])  # fmt: skip
def test_what_is_not_there_is_a_page(editor: Editor, path: str) -> None:
    response = editor.get(path)
    assert response.status_code == 404 and "Traceback" not in response.text


@pytest.mark.parametrize("path", ["/audit?account=%00", "/complaints?category=a%00b", "/entries/%00", "/copy/a%00b"])
def test_an_address_that_no_database_server_could_look_for_is_refused(shop: Workshop, path: str) -> None:
    chief = Editor(shop)
    chief.enter("administrator")
    answers = [chief.get(f"/studio{path}"), chief.post(f"/studio{path}", {})]
    assert [each.status_code for each in answers if each.status_code != 405] in ([400], [400, 400])
    assert all("\0" not in each.about for each in shop.audit.all())


def test_the_list_finds_filters_and_pages(shop: Workshop, editor: Editor) -> None:
    several = (replace(town.BRIDGE, id=f"b-{n:03}", names={"zh-Hans": f"第{n}桥"}, kind="bridge") for n in range(120))
    shop.publisher.publish([Change(each.id, each, None) for each in several], "seed", "bridges")
    assert "122 entries" in editor.get("/studio/entries").text
    found = editor.get("/studio/entries?q=lamp").text
    assert "1 found" in found and "/studio/entries/lamp-house" in found and "moon-bridge" not in found
    assert "120 found" in editor.get("/studio/entries?kind=bridge&city=lampton").text
    third = editor.get("/studio/entries?kind=bridge&page=3").text
    assert third.count('scope="row"') == 20 and "Page 3 of 3" in third and "page=2" in third
    assert editor.get("/studio/entries?page=-1&q=" + "x" * 5000).status_code == 200
    assert "Try another name" in editor.get("/studio/entries?q=zzz").text
    assert "&lt;b&gt;" in editor.get("/studio/entries?q=<b>").text


def test_a_viewer_sees_but_gets_no_buttons(shop: Workshop) -> None:
    viewer = Editor(shop)
    viewer.enter("viewer")
    page = viewer.get(HOUSE).text
    assert "You can look, but not change" in page and 'value="publish"' not in page and "add:fact" not in page
    assert "restore" not in viewer.get(f"{HOUSE}/history").text


def test_the_language_is_remembered(editor: Editor) -> None:
    assert "Last change" in editor.get("/studio/entries").text
    assert 'lang="zh-Hans"' in editor.get("/studio/entries?lang=zh-Hans").text
    page = editor.get("/studio/gaps")
    assert "没答好的问题" in page.text and page.headers["content-language"] == "zh-Hans"


def _table(folder: Path) -> dict[str, str]:
    return {key: text for path in folder.glob("*.json") for key, text in json.loads(path.read_text("utf-8")).items()}


def test_both_languages_have_every_word_the_pages_use() -> None:
    web = folder("web")
    tables = [_table(web / "locales/studio" / lang) for lang in ("en", "zh-Hans")]
    assert set(tables[0]) == set(tables[1])
    for key in tables[0]:
        blanks = [set(re.findall(r"{(\w+)}", table[key])) for table in tables]
        assert blanks[0] == blanks[1], key
    templates = "".join(path.read_text("utf-8") for path in (web / "templates/studio").glob("*.html"))
    used = set(re.findall(r"""words\(["']([\w.-]+)["'][,)]""", templates))
    made = {f"field.{each}" for each in Prompts(folder("prompts")).fields} | {f"role.{each}" for each in ROLES}
    made |= {f"relation.{each}" for each in faults.RELATIONS} | {f"tier.{each}" for each in faults.TIERS}
    assert used | made <= set(tables[0]), sorted((used | made) - set(tables[0]))
