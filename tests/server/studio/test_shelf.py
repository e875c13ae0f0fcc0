"""The list of entries in the studio: filters kept in the address, words of the text, translations that are behind."""

from __future__ import annotations

from dataclasses import replace

from tests.server import town
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.workshop import Workshop


def test_filters_narrow_the_list_and_stay_in_the_form(shop: Workshop, editor: Editor) -> None:
    page = editor.get("/studio/entries?state=any").text
    assert "lamp-house" not in page and '<option value="any" selected>' in page
    editor.publish(do="draft", **{"facts.0.value": "41"})
    assert "lamp-house" in editor.get("/studio/entries?state=draft").text
    assert "lamp-house" not in editor.get("/studio/entries?state=no").text


def test_a_word_of_the_text_finds_the_entry(shop: Workshop, editor: Editor) -> None:
    word = town.HOUSE.texts["en"][:12]
    assert "in its text" in editor.get(f"/studio/entries?q={word}").text


def test_a_translation_that_is_behind_is_marked_and_shows_what_changed(shop: Workshop, editor: Editor) -> None:
    changed = {**town.HOUSE.texts, town.HOUSE.lang: town.HOUSE.texts[town.HOUSE.lang] + "\n\n新开了茶室。"}
    shop.workflow.entries.save(replace(town.HOUSE, texts=changed), 1, "lin", "tea room")
    page = editor.get(HOUSE).text
    assert "is behind" in page and "<ins>" in page
    assert "behind" in editor.get("/studio/entries").text


def test_what_was_withdrawn_is_listed_narrowed_and_brought_back_as_it_was(shop: Workshop, editor: Editor) -> None:
    assert "Nothing here is withdrawn" in editor.get("/studio/withdrawn").text
    shop.publisher.withdraw("moon-bridge", 1, "lin", "it fell down")
    page = editor.get("/studio/withdrawn").text
    assert "Moon Bridge" in page and "it fell down" in page and "Lamp House" not in page
    assert "Moon Bridge" not in editor.get("/studio/withdrawn?q=lamp").text
    assert "Moon Bridge" in editor.get("/studio/withdrawn?q=月桥&kind=attraction&city=lampton").text
    back = editor.post("/studio/entries/moon-bridge/restore", editor.form("/studio/withdrawn", "number"))
    assert back.headers["location"].startswith("/studio/entries/moon-bridge?done=restored")
    assert shop.entry("moon-bridge") == town.BRIDGE and "Nothing here" in editor.get("/studio/withdrawn").text


def test_an_entry_withdrawn_twice_comes_back_with_its_last_text(shop: Workshop) -> None:
    shop.publisher.withdraw("moon-bridge", 1, "lin", "gone")
    shop.publisher.restore("moon-bridge", 1, 2, "lin", "back")
    shop.publisher.withdraw("moon-bridge", 3, "lin", "gone again")
    (found,) = shop.workflow.entries.withdrawn()
    assert (found.number, found.gone.number, found.entry) == (3, 4, town.BRIDGE)
