"""Editing one entry without a script: nothing typed is lost, and nothing overwritten unseen."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from guide.safety.wordlist import WordList
from guide.settings import Settings
from guide.types import Change, Fact
from tests.server import town
from tests.server.studio import workshop
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import Workshop


def test_a_changed_price_is_published_with_its_reason(shop: Workshop, editor: Editor) -> None:
    response = editor.publish(**{"facts.0.value": "45"})
    assert response.headers["location"] == f"{HOUSE}?done=saved&about=price"
    revision = shop.revisions.current("lamp-house")
    assert revision is not None and revision.entry is not None
    assert (revision.number, revision.base, revision.author, revision.comment) == (2, 1, "editor", "because")
    assert revision.entry == replace(town.HOUSE, facts=(replace(town.HOUSE.facts[0], value=45), *town.HOUSE.facts[1:]))
    page = editor.get(response.headers["location"]).text
    assert 'value="45"' in page and "Revision 2" in page and "/?q=Tell+me+the+admission+of+Lamp+House" in page


def test_an_untouched_form_publishes_nothing(shop: Workshop, editor: Editor) -> None:
    response = editor.publish()
    assert response.status_code == 200 and "nothing was published" in response.text
    assert shop.revisions.content_version() == 1


def test_a_tick_confirms_by_the_clock_of_the_city(shop: Workshop, editor: Editor) -> None:
    editor.publish(**{"facts.0.confirmed": "yes"})
    fact = shop.entry().facts[0]
    assert (fact.value, fact.checked_on, fact.checked_by) == (40, "2026-05-03", "editor"), "in UTC it is still the 2nd"
    editor.publish(**{"facts.0.value": "50"})
    assert shop.entry().facts[0].checked_on is None, "what was confirmed is no longer what it says"


def test_faults_stand_at_their_cells_and_nothing_is_lost(shop: Workshop, editor: Editor) -> None:
    typed = {
        "facts.0.value": "-4",
        "facts.1.as_of": "last <spring>",
        "text:en": "A & B </textarea><script>x</script>",
        "lat": "",
        "comment": "",
    }
    response = editor.publish(**typed)
    assert response.status_code == 422
    for place, sentence in (
        ("facts.0.value", "It cannot be below zero"), ("facts.1.as_of", "“last &lt;spring&gt;” is no date"),
        ("lat", "Give latitude and longitude both"), ("comment", "Say in a few words why"),
    ):  # fmt: skip
        assert f'href="#{place}"' in response.text and f'aria-describedby="fault:{place}"' in response.text
        assert sentence in response.text
    assert "<script>x" not in response.text
    sent = with_cell(response.text, "base")
    assert {name: sent[name] for name in typed} == typed
    assert shop.revisions.content_version() == 1
    in_chinese = editor.post(f"{HOUSE}?lang=zh-Hans", {**sent, "do": "publish"})
    assert "不能小于零" in in_chinese.text and with_cell(in_chinese.text, "base")["facts.0.value"] == "-4"


def test_a_new_fault_stops_the_edit_and_an_old_one_is_only_told(shop: Workshop, editor: Editor) -> None:
    stopped = editor.publish(**{"facts.1.value": "Mo-Su 25:00-26:99"})
    assert stopped.status_code == 422 and "Opening hours: “Mo-Su 25:00-26:99” cannot be read" in stopped.text
    unreadable = tuple(
        replace(each, value="Mo-Su 25:00-26:99") if each.field == "hours" else each for each in town.HOUSE.facts
    )
    shop.publisher.publish([Change("lamp-house", replace(town.HOUSE, facts=unreadable), 1)], "seed", "as it came")
    page = editor.get(HOUSE).text
    assert "Could be better" in page and "cannot be read as opening hours" in page
    assert editor.publish(**{"facts.0.value": "45"}).status_code == 303


def test_rows_come_and_go_without_a_script(shop: Workshop, editor: Editor) -> None:
    form = {**editor.form(), "facts.0.value": "44"}
    form = with_cell(editor.post(HOUSE, {**form, "do": "add:fact", "new_field": "parking"}).text, "base")
    form = with_cell(
        editor.post(HOUSE, {**form, "do": "add:fact", "new_field": "", "new_heading": "宠物"}).text, "base"
    )
    form = with_cell(editor.post(HOUSE, {**form, "do": "add:fact:price"}).text, "base")
    form = with_cell(editor.post(HOUSE, {**form, "do": "add:source"}).text, "base")
    form = with_cell(editor.post(HOUSE, {**form, "do": "add:language", "new_lang": "ko"}).text, "base")
    form = with_cell(editor.post(HOUSE, {**form, "do": "add:link"}).text, "base")
    phone = next(name for name, text in form.items() if text == "phone").split(".")[1]
    form |= {
        "facts.1.value": "0", "facts.1.label:zh-Hans": "儿童", "facts.1.source": "s3", "sources.2.title": "新告示",
        "name:ko": "등불의 집", "links.0.relation": "near", "links.0.target": "moon-bridge",
    }  # fmt: skip
    for name, text in list(form.items()):
        if text in ("parking", "宠物") and name.endswith(".field"):
            form[name.replace("field", "value:zh-Hans")] = "可以"
    form = with_cell(editor.post(HOUSE, {**form, "do": f"remove:facts:{phone}"}).text, "base")
    assert editor.post(HOUSE, {**form, "comment": "rows", "do": "publish"}).status_code == 303
    entry = shop.entry()
    assert entry.of("price") == (
        replace(town.HOUSE.facts[0], value=44),
        Fact("price", 0, {"zh-Hans": "儿童"}, source="s3"),
    )
    assert entry.of("parking") == (Fact("parking", "可以"),) and entry.of("宠物") == (Fact("宠物", "可以"),)
    assert not entry.of("phone") and entry.sources["s3"].title == "新告示"
    assert entry.names["ko"] == "등불의 집" and entry.links[0].target == "moon-bridge"


def test_a_heading_is_asked_for_when_none_was_typed(editor: Editor) -> None:
    page = editor.post(HOUSE, {**editor.form(), "do": "add:fact", "new_field": "", "new_heading": " "}).text
    assert "Give it a heading first" in page


def test_a_stale_save_shows_both_and_lets_the_editor_choose(shop: Workshop, editor: Editor) -> None:
    mine = {**editor.form(), "facts.0.value": "50", "facts.2.value": "000-9999", "comment": "mine", "do": "publish"}
    other = Editor(shop)
    other.enter("reviewer")
    other.publish(**{"facts.0.value": "60", "text:en": "Theirs."})
    page = editor.post(HOUSE, mine)
    assert page.status_code == 409
    for part in ("Somebody published first", "Both changed it", "Only you changed it", "Only reviewer changed it"):
        assert part in page.text
    form = with_cell(page.text, "onto")
    assert form["take:fact:phone"] == "yours" and form["take:text:en"] == "theirs" and "take:fact:price" not in form
    unchosen = editor.post(HOUSE, {**form, "do": "join"})
    assert unchosen.status_code == 422 and "please choose" in unchosen.text
    assert shop.revisions.content_version() == 2
    form = with_cell(unchosen.text, "onto")
    assert editor.post(HOUSE, {**form, "take:fact:price": "yours", "do": "join"}).status_code == 303
    entry = shop.entry()
    assert (entry.facts[0].value, entry.of("phone")[0].value, entry.texts["en"]) == (50, "000-9999", "Theirs.")
    revision = shop.revisions.current("lamp-house")
    assert revision is not None and (revision.number, revision.base, revision.comment) == (3, 2, "mine")


def test_whoever_is_overtaken_twice_chooses_on_the_newest(shop: Workshop, editor: Editor) -> None:
    mine = {**editor.form(), "facts.0.value": "50", "comment": "mine", "do": "publish"}
    other = Editor(shop)
    other.enter("reviewer")
    other.publish(**{"facts.0.value": "60"})
    form = with_cell(editor.post(HOUSE, mine).text, "onto")
    other.publish(**{"facts.0.value": "70"})
    second = editor.post(HOUSE, {**form, "take:fact:price": "yours", "do": "join"})
    assert second.status_code == 409
    form = with_cell(second.text, "onto")
    assert (form["onto"], form["take:fact:price"]) == ("3", "yours")
    assert editor.post(HOUSE, {**form, "do": "join"}).status_code == 303
    assert shop.entry().facts[0].value == 50


def test_two_who_wrote_the_same_publish_once(shop: Workshop, editor: Editor) -> None:
    mine = {**editor.form(), "facts.0.value": "50", "comment": "mine", "do": "publish"}
    other = Editor(shop)
    other.enter("reviewer")
    other.publish(**{"facts.0.value": "50"})
    page = editor.post(HOUSE, mine)
    assert "nothing to choose" in page.text
    response = editor.post(HOUSE, {**with_cell(page.text, "onto"), "do": "join"})
    assert response.headers["location"] == f"{HOUSE}?done=same" and shop.revisions.content_version() == 2


def test_an_entry_taken_down_meanwhile_can_come_back(shop: Workshop, editor: Editor) -> None:
    mine = {**editor.form(), "facts.0.value": "50", "comment": "mine", "do": "publish"}
    shop.publisher.withdraw("lamp-house", 1, "reviewer", "closed")
    page = editor.post(HOUSE, mine)
    assert page.status_code == 409 and "taken this entry down" in page.text
    assert editor.get(HOUSE).headers["location"] == f"{HOUSE}/history"
    assert editor.post(HOUSE, {**with_cell(page.text, "onto"), "do": "join"}).status_code == 303
    assert shop.entry().facts[0].value == 50


def test_too_much_is_refused_with_a_page(shop: Workshop, editor: Editor) -> None:
    large = editor.post(HOUSE, {**editor.form(), "text:en": "x" * 2_100_000})
    assert large.status_code == 413 and "too much at once" in large.text
    many = "&".join(f"facts.{n}.value=1" for n in range(30_000))
    assert editor.client.post(HOUSE, content=many).status_code == 400
    assert editor.client.post(HOUSE, content=b"\xff\xfe").status_code in (200, 400)


def test_forged_rows_are_faults_not_crashes(shop: Workshop, editor: Editor) -> None:
    form = editor.form()
    for forged in (
        {"facts.99999.value": "1"},
        {"facts.0.shape": "none"},
        {"facts.0.field": ""},
        {"sources.7.title": "no key"},
        {"links.3.target": "x"},
        {"base": "0"},
        {"base": "nine"},
        {"do": "remove:facts:99999"},
        {"do": "remove:cells:0"},
        {"do": "add:language", "new_lang": "xx"},
        {"do": "join", "onto": "77"},
    ):
        response = editor.post(HOUSE, {**form, "comment": "x", "do": "publish", **forged})
        assert response.status_code in (200, 404, 422), forged
    assert shop.revisions.content_version() == 1


def test_what_the_clock_setting_says_is_today(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, clock=datetime(2030, 1, 1, 12, tzinfo=UTC) + timedelta(days=1))
    shop = workshop.build(tmp_path, settings)
    with shop.closing:
        person = Editor(shop)
        person.enter()
        person.publish(**{"facts.0.confirmed": "yes"})
        assert shop.entry().facts[0].checked_on == "2030-01-02"


def test_a_listed_word_stands_at_its_cell_and_is_not_published(shop: Workshop, editor: Editor, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("forbidden\n", encoding="utf-8")
    shop.word_list = WordList(path)
    response = editor.publish(**{"name:en": "The forbidden house"})
    assert response.status_code == 422 and "word of the operator" in response.text
    assert "The forbidden house" in response.text
    assert shop.revisions.content_version() == 1
    assert editor.publish(**{"name:en": "The house"}).status_code == 303


def test_what_follows_is_worked_out_from_the_form_and_nothing_is_published(shop: Workshop, editor: Editor) -> None:
    form = {**editor.form(), "facts.0.value": "50", "party.adult": "3", "party.ages": ""}
    page = editor.post(HOUSE, {**form, "do": "look"}).text
    assert "3 × adult: 50 = 150" in page and shop.entry() == town.HOUSE
    broken = editor.post(HOUSE, {**form, "lat": "north", "do": "look"})
    assert broken.status_code == 200 and "What follows" in broken.text


def test_the_other_end_of_a_link_is_found_by_name(shop: Workshop, editor: Editor) -> None:
    form = {**editor.form(), "links.0.relation": "near", "links.0.target": "bridge"}
    page = editor.post(HOUSE, {**form, "do": "find:links:0"}).text
    assert f'value="pick:links:0:{town.BRIDGE.id}"' in page and "Which one is meant?" in page
    picked = with_cell(editor.post(HOUSE, {**form, "do": f"pick:links:0:{town.BRIDGE.id}"}).text, "base")
    assert picked["links.0.target"] == town.BRIDGE.id
    nothing = editor.post(HOUSE, {**form, "links.0.target": "zzzzz", "do": "find:links:0"})
    assert nothing.status_code == 200 and "Nothing found" in nothing.text


def test_of_many_facts_only_those_at_work_stand_open(shop: Workshop, editor: Editor) -> None:
    def opened(page: str) -> list[str]:
        return re.findall(r'<details class="fact" open>.*?name="facts\.(\d+)\.', page, re.DOTALL)

    facts = tuple(Fact("note", {"en": f"Remark {number}"}) for number in range(9))
    shop.publisher.publish(
        [Change(town.HOUSE.id, replace(town.HOUSE, facts=(*town.HOUSE.facts, *facts)), 1)], "lin", "many"
    )
    assert opened(editor.get(HOUSE).text) == []
    assert opened(editor.publish(**{"facts.0.value": "-4"}).text) == ["0"]
    changed = {**editor.form(), "facts.2.value": "7", "do": "add:fact:price"}
    assert opened(editor.post(HOUSE, changed).text) == ["1", "3"]
    assert opened(editor.get(f"{HOUSE}?add=hours").text) == ["1"]
