"""The copy desk's room: a draft at once, kept, edited, checked, taken along with its labels, and its facts watched."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from guide.models import remote
from guide.safety.wordlist import WordList
from guide.types import Change
from tests.models.servers import Handler, serving
from tests.server import town
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop, copy_desk

HOUSE = "/studio/copy/new?e=lamp-house&form=post&tone=warm&in=zh-Hans"


def keep(editor: Editor, **changed: str) -> str:
    """Keep the house's draft; returns the address of the text."""
    response = editor.post("/studio/copy", {**editor.form(HOUSE, "entries"), **changed})
    assert response.status_code == 303
    return response.headers["location"].partition("?")[0]


def change_price(shop: Workshop, value: int) -> None:
    current = shop.revisions.current("lamp-house")
    assert current and current.entry
    facts = (replace(current.entry.facts[0], value=value), *current.entry.facts[1:])
    shop.publisher.publish([Change("lamp-house", replace(current.entry, facts=facts), current.number)], "seed", "price")


def test_a_draft_shows_each_sentence_with_its_facts(editor: Editor) -> None:
    page = editor.get(HOUSE).text
    assert "灯屋收着三百盏灯。" in page and "门票：成人40元" in page
    assert "灯城公告" in page and "as of 2018" in page and "Old; check before printing" in page
    assert "Only names; it claims nothing" in page and "<script>" not in page.split("<main")[1]


def test_places_are_found_by_the_guides_own_search_and_stay_chosen(editor: Editor) -> None:
    page = editor.get("/studio/copy/new?q=石桥&e=lamp-house").text
    assert 'value="moon-bridge"' in page and 'value="lamp-house" checked' in page
    assert "Nothing of that name" in editor.get("/studio/copy/new?q=zzzz").text


def test_a_language_in_which_nothing_is_written_is_told(editor: Editor) -> None:
    assert "Nothing is written in this language about Lamp House" in editor.get(f"{HOUSE}&in=ja").text
    assert "Nothing is written" not in editor.get(HOUSE).text


def test_a_text_is_kept_with_its_maker_and_listed(editor: Editor) -> None:
    address = keep(editor)
    assert "灯屋" in editor.get(address).text
    listed = editor.get("/studio/copy").text
    assert address in listed and "editor" in listed and "as they were" in listed


def test_a_fact_that_changed_since_is_pointed_out_with_its_day(shop: Workshop, editor: Editor) -> None:
    address = keep(editor)
    shop.clock.forward(minutes=10)
    change_price(shop, 50)
    page = editor.get(address).text
    assert "Changed since this was written" in page and "成人40元" in page and "成人50元" in page
    assert re.search(r"changed on .*2026", page)
    assert "changed" in editor.get("/studio/copy").text


def test_sentences_left_alone_keep_their_facts_and_new_ones_are_marked(shop: Workshop, editor: Editor) -> None:
    address = keep(editor)
    form = editor.form(f"{address}/edit", "base")
    body = next(name for name, text in form.items() if "三百盏" in text)
    assert editor.post(address, {**form, body: form[body] + "夜里的风很软。"}).status_code == 303
    page = editor.get(address).text
    assert "By hand, not traced" in page and "夜里的风很软。" in page and "条目" not in page.split("夜里的风")[0][-200:]
    lines = {line.text: line for _, line in shop.copydesk.get(1).lines()}
    assert lines["灯屋收着三百盏灯。"].traces and not lines["夜里的风很软。"].traces


def test_a_sentence_by_hand_that_the_facts_bear_out_gets_them(shop: Workshop, editor: Editor) -> None:
    address = keep(editor)
    form = editor.form(f"{address}/edit", "base")
    body = next(name for name, text in form.items() if "三百盏" in text)
    editor.post(address, {**form, body: "灯屋里收着三百盏灯。"})
    line = next(line for _, line in shop.copydesk.get(1).lines() if "三百盏" in line.text)
    assert line.origin == "hand" and line.traces and not line.fault


def test_what_the_facts_speak_against_may_not_go_out_until_somebody_answers_for_it(editor: Editor) -> None:
    address = keep(editor)
    form = editor.form(f"{address}/edit", "base")
    body = next(name for name, text in form.items() if "三百盏" in text)
    editor.post(address, {**form, body: "灯屋收着三百盏灯。成人票99元。"})
    assert "The facts say otherwise" in editor.get(address).text
    assert editor.get(f"{address}/export/text").status_code == 409
    vouch = editor.form(address, "reason")
    assert editor.post(f"{address}/vouch", {**vouch, "reason": ""}).status_code == 422
    assert editor.post(f"{address}/vouch", {**vouch, "reason": "印出来的票上是这样"}).status_code == 303
    assert editor.get(f"{address}/export/text").status_code == 200
    assert "印出来的票上是这样" in editor.get(address).text


def test_a_boast_is_held_back_and_only_a_reviewer_lets_it_stand(shop: Workshop, editor: Editor) -> None:
    address = keep(editor)
    form = editor.form(f"{address}/edit", "base")
    editor.post(address, {**form, "block-0": "全国最佳的灯屋"})
    page = editor.get(address).text
    assert "Not in an advertisement: 最佳" in page and "2023" in page
    assert editor.get(f"{address}/export/html").status_code == 409
    token = editor.form(address, "csrf")["csrf"]
    assert editor.post(f"{address}/vouch", {"csrf": token, "line": "0-0", "reason": "x"}).status_code == 403
    reviewer = Editor(shop)
    reviewer.enter("reviewer")
    vouch = {**reviewer.form(address, "reason"), "reason": "牌匾原文"}
    assert reviewer.post(f"{address}/vouch", vouch).status_code == 303
    assert editor.get(f"{address}/export/html").status_code == 200


def test_a_listed_word_never_goes_out(shop: Workshop, tmp_path: Path) -> None:
    listed = tmp_path / "words.txt"
    listed.write_text("三百盏\n", encoding="utf-8")
    shop.copydesk = copy_desk(shop.database, shop.revisions, shop.clock, listed=WordList(listed))
    reviewer = Editor(shop)
    reviewer.enter("reviewer")
    address = keep(reviewer)
    assert "三百盏" not in reviewer.get(address).text, "the templates leave such a sentence out"
    form = reviewer.form(f"{address}/edit", "base")
    reviewer.post(address, {**form, "block-0": "三 百盏灯"})
    assert "On the word list" in reviewer.get(address).text
    assert reviewer.get(f"{address}/export/text").status_code == 409
    token = reviewer.form(address, "csrf")["csrf"]
    assert reviewer.post(f"{address}/vouch", {"csrf": token, "line": "0-0", "reason": "x"}).status_code == 400


def test_two_editors_never_overwrite_each_other(shop: Workshop, editor: Editor) -> None:
    address = keep(editor)
    mine, theirs = (editor.form(f"{address}/edit", "base") for _ in range(2))
    assert editor.post(address, {**theirs, "block-0": "灯屋见"}).status_code == 303
    clash = editor.post(address, {**mine, "block-0": "去灯屋坐坐"})
    assert clash.status_code == 409 and "灯屋见" in clash.text and "去灯屋坐坐" in clash.text
    apart = editor.post(address, {**mine, "block-0": "去灯屋坐坐", "do": "apart"}).headers["location"]
    assert "灯屋见" in editor.get(address).text and "去灯屋坐坐" in editor.get(apart).text


@pytest.mark.parametrize(
    ("lang", "label"), [("zh-Hans", "人工智能"), ("en", "AI-generated"), ("ja", "AI"), ("ko", "AI")]
)
def test_every_export_carries_the_visible_label_and_the_hidden_one(editor: Editor, lang: str, label: str) -> None:
    address = keep(editor, **{"in": lang})
    page = editor.get(f"{address}/export/html")
    assert label in page.text and page.headers["content-disposition"].startswith("attachment")
    assert "<script" not in page.text and "http-equiv" not in page.text and "src=" not in page.text
    found = re.search(r'<meta name="AIGC" content="([^"]*)">', page.text)
    assert found and _hidden(json.loads(found[1].replace("&#34;", '"'))["AIGC"])
    text = editor.get(f"{address}/export/text").text
    assert label in text and _hidden(json.loads(text.strip().splitlines()[-1])["AIGC"])
    markdown = editor.get(f"{address}/export/markdown").text
    front = yaml.safe_load(markdown.split("---\n")[1])
    assert label in markdown and _hidden(front["AIGC"]) and front["lang"] == lang
    assert editor.get(f"{address}/export/word").status_code == 404


def _hidden(found: dict[str, str]) -> bool:
    assert found["Label"] == "1" and found["ContentProducer"] == found["ContentPropagator"] == "灯城文旅"
    assert found["ProduceID"] == found["PropagateID"] == "copy-1-1"
    return {"ReservedCode1", "ReservedCode2"} <= found.keys()


def test_what_is_thrown_away_is_gone(editor: Editor) -> None:
    address = keep(editor)
    assert editor.post(f"{address}/remove", editor.form(address, "csrf")).status_code == 303
    assert editor.get(address).status_code == 404 and "No text is kept" in editor.get("/studio/copy").text


def test_without_a_model_nothing_can_be_phrased(editor: Editor) -> None:
    address = keep(editor)
    assert "No model is set up" in editor.get(address).text
    assert editor.post(f"{address}/phrase", editor.form(address, "csrf")).status_code == 400


def test_a_viewer_reads_and_changes_nothing(shop: Workshop, editor: Editor) -> None:
    address = keep(editor)
    viewer = Editor(shop)
    viewer.enter("viewer")
    page = viewer.get(address).text
    assert town.HOUSE.names["zh-Hans"] in page and "Throw this text away" not in page and "/export/" not in page


def test_a_model_phrases_in_the_background_and_its_words_are_marked(shop: Workshop) -> None:
    def answer(handler: Handler, body: dict[str, object]) -> None:
        handler.begin()
        handler.event("1. 三百盏灯，灯屋都收着。\n")
        handler.event(None, "stop")

    with serving(answer) as server:
        client = remote.connect(server.url, "brush")
        shop.copydesk = copy_desk(shop.database, shop.revisions, shop.clock, client)
        person = Editor(shop)
        person.enter("editor")
        address = keep(person)
        there = person.post(f"{address}/phrase", person.form(address, "csrf")).headers["location"]
        shop.copydesk.close()
        client.close()
    page = person.get(there).text
    assert "The model is done" in page and "三百盏灯，灯屋都收着。" in page
    assert "The model&#39;s words" in page and "灯屋收着三百盏灯。" in page
