"""Tables for translators: taken away, filled in, taken in again; and a translation that is still right."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from guide.storage.pairs import Agreed
from guide.types import Change, Entry
from tests.server import town
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.test_bulk import apply, send, settle
from tests.server.studio.workshop import Workshop

TABLE = "/studio/bulk/translations/table?form=csv"
KEY, REVISION, SOURCE, TRANSLATION, STATE, NOTE = "Key", "Based on revision", "Source", "Translation", "State", "Note"
Rows = list[dict[str, str]]


def rows(editor: Editor, query: str = "&state=") -> Rows:
    text = editor.get(TABLE + query).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def packed(some: Sequence[dict[str, str]]) -> bytes:
    made = StringIO()
    writer = csv.DictWriter(made, some[0].keys())
    writer.writeheader()
    writer.writerows(some)
    return made.getvalue().encode("utf-8-sig")


def row(some: Rows, key: str) -> dict[str, str]:
    return next(each for each in some if each[KEY].startswith(f"{key}#"))


def looked(editor: Editor, some: Sequence[dict[str, str]], show: str = "") -> str:
    address = send(editor, packed(some), "en.csv")
    assert address.endswith("/preview")
    return editor.get(f"{address}?show={show}" if show else address).text


def taken_in(editor: Editor, some: Sequence[dict[str, str]]) -> str:
    return apply(editor, send(editor, packed(some), "en.csv").removesuffix("/preview"))


def test_a_table_has_a_row_for_each_text(editor: Editor) -> None:
    found = rows(editor)
    assert [each[KEY].partition("#")[2] for each in found if each[KEY].startswith("lamp-house#")] == [
        "name#zh-Hans>en", "text#zh-Hans>en", "price.label.1#zh-Hans>en", "店主.value.1#zh-Hans>en",
    ]  # fmt: skip
    bridge = row(found, "moon-bridge#text")
    assert bridge == {
        KEY: "moon-bridge#text#zh-Hans>en", REVISION: "1", "Entry": "Moon Bridge", "Text": "Prose",
        SOURCE: "一座石桥。", TRANSLATION: "", STATE: "missing", NOTE: "", "Characters": "5",
    }  # fmt: skip


def test_only_what_is_wanted_is_in_it(editor: Editor) -> None:
    assert {each[STATE] for each in rows(editor, "")} == {"missing"}
    assert len(rows(editor, "&kind=museum")) == 1 and not rows(editor, "&state=stale")
    assert not rows(editor, "&source=en&target=en") and len({e["Entry"] for e in rows(editor, "&state=&most=1")}) == 1


def test_the_page_counts_before_the_table_is_taken_away(editor: Editor) -> None:
    page = editor.get("/studio/bulk/translations").text
    assert "2 texts of 2 entries" in page and "missing 2" in page and "form=xlsx" in page


def test_a_filled_in_table_is_shown_and_applied_as_one_and_taken_back(shop: Workshop, editor: Editor) -> None:
    found = rows(editor)
    row(found, "moon-bridge#text")[TRANSLATION] = "A stone bridge."
    row(found, "lamp-house#店主.value.1")[TRANSLATION] = "A-Deng"
    row(found, "lamp-house#name")[NOTE] = "as on the sign?"
    page = looked(editor, found)
    assert "puts 2 texts into 2 entries" in page and "A-Deng" in page and "4 rows say nothing new" in page
    assert shop.revisions.content_version() == 1
    assert "2 entries published" in taken_in(editor, found)
    assert shop.entry("moon-bridge").texts["en"] == "A stone bridge."
    assert shop.entry().of("店主")[0].value == {"zh-Hans": "阿灯", "en": "A-Deng"}
    batch = "/studio/bulk/batches/2"
    assert editor.post(batch, editor.form(batch, "comment")).status_code == 303
    settle(editor, batch)
    assert shop.entry() == town.HOUSE and shop.entry("moon-bridge") == town.BRIDGE


def test_a_workbook_comes_back_too_and_untouched_changes_nothing(editor: Editor) -> None:
    made = editor.get("/studio/bulk/translations/table?state=").content
    page = editor.get(send(editor, made, "en.xlsx")).text
    assert "puts 0 texts into 0 entries" in page and "no change to publish" in page and "Conflicts <b>0</b>" in page
    book = load_workbook(BytesIO(made))
    book.active["F2"] = "Lamp House Museum"
    changed = BytesIO()
    book.save(changed)
    assert "puts 1 texts into 1 entries" in editor.get(send(editor, changed.getvalue(), "en.xlsx")).text


def test_a_table_headed_in_chinese_is_read_by_anybody(shop: Workshop, editor: Editor) -> None:
    chinese = Editor(shop, lang="zh-CN")
    chinese.enter("editor")
    found = rows(chinese)
    found[0]["译文"] = "House of Lamps"
    assert "puts 1 texts into 1 entries" in looked(editor, found)


def test_no_cell_is_a_formula(shop: Workshop, editor: Editor) -> None:
    dear = replace(town.BRIDGE, texts={"zh-Hans": "=1+1 是二"})
    shop.publisher.publish([Change(dear.id, dear, 1)], "x", "formula")
    found = rows(editor)
    assert row(found, "moon-bridge#text")[SOURCE] == "'=1+1 是二"
    row(found, "moon-bridge#text")[TRANSLATION] = "'=1+1 is two"
    taken_in(editor, found)
    assert shop.entry("moon-bridge").texts["en"] == "=1+1 is two"


def test_a_source_that_changed_meanwhile_is_a_conflict(shop: Workshop, editor: Editor) -> None:
    found = rows(editor)
    row(found, "lamp-house#text")[TRANSLATION] = "Three hundred lamps, says the translator."
    row(found, "lamp-house#name")[TRANSLATION] = "House of Lamps"
    editor.publish(**{"text:zh-Hans": "灯屋收着四百盏灯。"})
    page = looked(editor, found, "clashes")
    assert "puts 1 texts" in page and "1 rows were made from texts" in page
    assert "its source text has changed since" in page and "says the translator" in page
    taken_in(editor, found)
    assert shop.entry().texts["en"] == town.HOUSE.texts["en"] and shop.entry().names["en"] == "House of Lamps"


def test_a_translation_that_another_wrote_meanwhile_is_not_overwritten(shop: Workshop, editor: Editor) -> None:
    found = rows(editor)
    row(found, "lamp-house#text")[TRANSLATION] = "Mine."
    editor.publish(**{"text:en": "Theirs."})
    assert "another translation since" in looked(editor, found, "clashes")
    taken_in_nothing = editor.get(send(editor, packed(found), "en.csv")).text
    assert "no change to publish" in taken_in_nothing and shop.entry().texts["en"] == "Theirs."


def test_rows_that_are_wrong_are_named_in_the_language_of_the_editor(shop: Workshop) -> None:
    editor = Editor(shop, lang="zh-CN")
    editor.enter("editor")
    found = [{KEY: key, REVISION: number, TRANSLATION: text, STATE: ""} for key, number, text in (
        ("lamp-house#name#zh-Hans>en", "1", "1 Lamp House"), ("nonsense", "1", "x"),
        ("no-such#name#zh-Hans>en", "1", "x"),
        ("lamp-house#name#zh-Hans>en", "99", "x"), ("lamp-house#text.7#zh-Hans>en", "1", "x"),
        ("moon-bridge#name#zh-Hans>en", "1", "A"), ("moon-bridge#name#zh-Hans>en", "1", "B"),
    )]  # fmt: skip
    page = looked(editor, found, "problems")
    for told in ("键认不出来", "已经撤下", "没有修订 99", "没有 text.7", "第 7, 8 行", "数字不一样"):
        assert told in page
    assert "1 段译文变动" in page


def test_headings_of_a_section_have_to_stay(shop: Workshop, editor: Editor) -> None:
    two = replace(town.BRIDGE, texts={"zh-Hans": "## 来历\n\n石头的。\n\n## 看什么\n\n月亮。"})
    shop.publisher.publish([Change(two.id, two, 1)], "x", "sections")
    found = rows(editor)
    assert [each[KEY].split("#")[1] for each in found if each[KEY].startswith("moon-bridge#text")] == [
        "text.1",
        "text.2",
    ]
    row(found, "moon-bridge#text.2")[TRANSLATION] = "The moon."
    assert "the source has 1 headings" in looked(editor, found, "problems")


def test_half_a_prose_is_taken_in_and_the_other_half_later(shop: Workshop, editor: Editor) -> None:
    two = replace(town.BRIDGE, texts={"zh-Hans": "## 来历\n\n石头的。\n\n## 看什么\n\n月亮。"})
    shop.publisher.publish([Change(two.id, two, 1)], "x", "sections")
    found = rows(editor)
    row(found, "moon-bridge#text.2")[TRANSLATION] = "## What to see\n\nThe moon."
    taken_in(editor, found)
    assert shop.entry("moon-bridge").texts["en"] == "## What to see\n\nThe moon."
    later = rows(editor, "")
    assert row(later, "moon-bridge#text.1")[STATE] == "missing" and not any("text.2" in each[KEY] for each in later)
    row(later, "moon-bridge#text.1")[TRANSLATION] = "## Where from\n\nStone."
    taken_in(editor, later)
    assert shop.entry("moon-bridge").texts["en"] == "## Where from\n\nStone.\n\n## What to see\n\nThe moon."


def behind(editor: Editor) -> None:
    assert editor.publish(**{"text:zh-Hans": "灯屋收着三百盏灯，仍然。"}).status_code == 303


def test_still_right_is_one_tap_on_the_page_of_the_entry(shop: Workshop, editor: Editor) -> None:
    behind(editor)
    page = editor.get(HOUSE).text
    assert "English is behind" in page and "English is still right" in page
    assert row(rows(editor, "&state=stale"), "lamp-house#text")[STATE] == "source changed since"
    form = {**editor.form(HOUSE, "seen"), "language": "en"}
    done = editor.post(f"{HOUSE}/translations", form)
    assert done.headers["location"].endswith("done=agreed")
    assert "is behind" not in editor.get(HOUSE).text and "badge behind" not in editor.get("/studio").text
    assert not rows(editor, "&state=stale") and shop.revisions.content_version() == 2
    editor.publish(**{"text:zh-Hans": "灯屋收着五百盏灯。"})
    assert "English is behind" in editor.get(HOUSE).text


def test_what_changed_under_the_tap_is_not_called_right(editor: Editor) -> None:
    behind(editor)
    form = {**editor.form(HOUSE, "seen"), "language": "en"}
    editor.publish(**{"text:zh-Hans": "灯屋收着五百盏灯。"})
    assert editor.post(f"{HOUSE}/translations", form).headers["location"].endswith("done=moved")
    assert "English is behind" in editor.get(HOUSE).text


def test_still_right_is_a_word_in_the_table(shop: Workshop, editor: Editor) -> None:
    behind(editor)
    found = rows(editor, "&state=stale")
    row(found, "lamp-house#text")[STATE] = "仍然对"
    assert "Still right <b>1</b>" in looked(editor, found)
    assert "these translations are still right" in taken_in(editor, found)
    assert "is behind" not in editor.get(HOUSE).text and shop.revisions.content_version() == 2


@pytest.mark.parametrize("entry", [town.HOUSE, town.BRIDGE])
def test_a_translation_of_a_fact_keeps_what_is_known_of_it(shop: Workshop, editor: Editor, entry: Entry) -> None:
    found = rows(editor, "&state=&target=fr")
    for each in found:
        each[TRANSLATION] = "français"
    taken_in(editor, found)
    for before, after in zip(entry.facts, shop.entry(entry.id).facts, strict=True):
        assert (before.checked_on, before.as_of, before.source) == (after.checked_on, after.as_of, after.source)


def test_taking_a_table_back_takes_back_what_it_called_right(shop: Workshop, editor: Editor) -> None:
    marks = shop.translations.pairs
    one, other = Agreed("lamp-house", "en", "a" * 16), Agreed("moon-bridge", "en", "b" * 16)
    shop.translations.remember([one], "lin", shop.clock())
    found = rows(editor)
    row(found, "moon-bridge#text")[TRANSLATION] = "A stone bridge."
    row(found, "lamp-house#店主.value.1")[TRANSLATION] = "A-Deng"
    assert "2 entries published" in taken_in(editor, found)
    shop.translations.remember([one, other], "editor", shop.clock(), 2)
    assert len(marks.one("lamp-house", "en")) > 1 and len(marks.one("moon-bridge", "en")) > 1
    batch = "/studio/bulk/batches/2"
    editor.post(batch, editor.form(batch, "comment"))
    settle(editor, batch)
    assert marks.one("lamp-house", "en") == {one.mark}, "what was said before stays"
    assert marks.one("moon-bridge", "en") == frozenset()


def test_what_stays_of_a_table_keeps_its_marks(shop: Workshop) -> None:
    one, other = Agreed("lamp-house", "en", "a" * 16), Agreed("moon-bridge", "en", "b" * 16)
    shop.translations.remember([one, other], "lin", shop.clock(), 7)
    shop.translations.forget(7, ("lamp-house",))
    pairs = shop.translations.pairs
    assert pairs.one("lamp-house", "en") == {one.mark} and not pairs.one("moon-bridge", "en")
    shop.translations.remember([one], "mei", shop.clock())
    shop.translations.forget(7)
    assert pairs.one("lamp-house", "en") == {one.mark}, "said again by hand"
