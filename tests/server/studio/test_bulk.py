"""Tables in the studio: sent, named, looked over, applied as one, taken back as one."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook

from guide.types import Change
from tests.server import town
from tests.server.studio.editors import Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.workshop import Workshop

TABLE = """名称,种类,城市,编号,门票,经手人,开放时间
灯屋,博物馆,yangzhou,lamp-house,41,老王,
新园,景点,yangzhou,new-garden,20,老李,Mo-Su 09:00-17:00
,景点,yangzhou,,5,老张,
坏园,景点,yangzhou,bad-garden,5,老赵,Mo-Fri 99:00
"""


def send(editor: Editor, content: bytes | str = TABLE, name: str = "places.csv") -> str:
    """The address of the columns of a table that was sent."""
    csrf = editor.form("/studio/bulk", "csrf")["csrf"]
    body = content.encode() if isinstance(content, str) else content
    response = editor.client.post("/studio/bulk", data={"csrf": csrf}, files={"file": (name, body)})
    assert response.status_code == 303, response.text
    return response.headers["location"]


def look(editor: Editor, address: str, **choices: str) -> str:
    """The preview after the columns were named."""
    form = {**editor.form(address, "c.0.meaning"), **{key.replace("_", "."): value for key, value in choices.items()}}
    assert editor.post(address, form).headers["location"] == f"{address}/preview"
    return editor.get(f"{address}/preview").text


def settle(editor: Editor, address: str) -> str:
    """The page of a piece of work once it is over."""
    for _ in range(200):
        page = editor.get(address).text
        if "data-watch" not in page:
            return page
        time.sleep(0.02)
    raise AssertionError("it never ended")


def apply(editor: Editor, address: str) -> str:
    form = with_cell(editor.get(f"{address}/preview").text, "seen")
    assert editor.post(f"{address}/apply", form).status_code == 303
    return settle(editor, f"{address}/progress")


def test_a_fault_names_the_field_as_the_form_does(shop: Workshop) -> None:
    chinese = Editor(shop, lang="zh-CN")
    chinese.enter("editor")
    told = look(chinese, send(chinese, "名称,种类,城市,门票\n坏园,景点,yangzhou,-5\n"))
    assert "门票 的 -5 小于零" in told and "price 的" not in told


def test_a_table_is_looked_over_before_anything_changes(shop: Workshop, editor: Editor) -> None:
    address = send(editor)
    columns = editor.get(address).text
    assert "经手人" in columns and "老王" in columns and "5 cells" not in columns
    page = look(editor, address)
    assert "adds 1 entries and changes 1" in page and "2 errors" in page
    problems = editor.get(f"{address}/preview?show=problems").text
    assert "Row 4" in problems and "Row 5" in problems and "99:00" in problems
    assert shop.revisions.content_version() == 1


def test_a_table_is_applied_as_one_and_taken_back_as_one(shop: Workshop, editor: Editor) -> None:
    address = send(editor)
    look(editor, address)
    done = apply(editor, address)
    assert "2 entries published" in done and shop.revisions.content_version() == 2
    assert shop.entry().of("price")[0].value == 41 and shop.entry("new-garden").names["zh-Hans"] == "新园"
    assert shop.revisions.current("bad-garden") is None
    batch = "/studio/bulk/batches/2"
    assert "2 go back" in editor.get(batch).text and "2" in editor.get("/studio/bulk").text
    assert editor.post(batch, editor.form(batch, "comment")).status_code == 303
    assert "is taken back" in settle(editor, batch)
    assert shop.entry() == town.HOUSE
    gone = shop.revisions.current("new-garden")
    assert gone is not None and gone.entry is None and shop.revisions.content_version() == 3


def test_columns_are_what_the_editor_says(shop: Workshop, editor: Editor) -> None:
    address = send(editor, "编号,名称,经手人,花费\nlamp-house,灯屋,老王,77\n")
    look(editor, address, c_2_meaning="leave", c_3_meaning="fact:price", c_3_label="学生")
    apply(editor, address)
    entry = shop.entry()
    assert [(fact.value, (fact.label or {}).get("zh-Hans")) for fact in entry.of("price")][-1] == (77, "学生")
    assert not entry.of("经手人")


def test_a_column_may_be_kept_as_it_is_called(shop: Workshop, editor: Editor) -> None:
    address = send(editor, "编号,名称,电话\nlamp-house,灯屋,123\n")
    look(editor, address, c_2_meaning="keep")
    apply(editor, address)
    assert shop.entry().of("电话")[0].value == "123" and shop.entry().of("phone") == town.HOUSE.of("phone")


def test_what_somebody_changed_after_the_preview_is_left_alone(shop: Workshop, editor: Editor) -> None:
    address = send(editor)
    form = with_cell(look(editor, address), "seen")
    other = Editor(shop)
    other.enter("reviewer")
    other.publish(**{"facts.0.value": "55"})
    assert editor.post(f"{address}/apply", form).status_code == 303
    page = settle(editor, f"{address}/progress")
    assert "1 were left alone" in page and "1 entries published" in page
    assert shop.entry().of("price")[0].value == 55


def test_undoing_spares_what_was_edited_since(shop: Workshop, editor: Editor) -> None:
    address = send(editor, "编号,名称,门票,停车\nlamp-house,灯屋,41,有\nmoon-bridge,月桥,3,无\n")
    look(editor, address)
    apply(editor, address)
    editor.publish(**{"text:en": "Edited since."})
    bridge = shop.entry("moon-bridge")
    dearer = town.BRIDGE.__class__(**{**{k: getattr(bridge, k) for k in bridge.__slots__}, "facts": ()})
    number = shop.revisions.current("moon-bridge")
    assert number is not None
    shop.publisher.publish([Change("moon-bridge", dearer, number.number)], "x", "since")
    batch = "/studio/bulk/batches/2"
    page = editor.get(batch).text
    assert "were edited since:" in page and "in the same place" in page
    editor.post(batch, editor.form(batch, "comment"))
    settle(editor, batch)
    assert shop.entry().texts["en"] == "Edited since." and shop.entry().facts == town.HOUSE.facts
    assert shop.entry("moon-bridge") == dearer


def test_wrong_rows_come_back_with_what_is_wrong_and_can_be_sent_again(shop: Workshop, editor: Editor) -> None:
    address = send(editor)
    look(editor, address)
    rows = editor.get(f"{address}/rows.csv").text
    assert "老张" in rows and "老王" not in rows and "fill in the name" in rows
    mended = rows.replace(",景点,yangzhou,,5,老张", "静园,景点,yangzhou,quiet-garden,5,老张")
    again = send(editor, mended)
    assert "left out" not in look(editor, again).split("<h1>")[0]
    apply(editor, again)
    entry = shop.entry("quiet-garden")
    assert {fact.field for fact in entry.facts} == {"price", "category", "经手人"}


def test_a_workbook_is_read_too(shop: Workshop, editor: Editor) -> None:
    book, made = Workbook(), BytesIO()
    for line in (["编号", "名称", "门票"], ["lamp-house", "灯屋", 42]):
        book.active.append(line)
    book.save(made)
    address = send(editor, made.getvalue(), "places.xlsx")
    assert "changes 1" in look(editor, address)


def test_a_file_is_only_its_senders(shop: Workshop, editor: Editor) -> None:
    address = send(editor)
    other = Editor(shop)
    other.enter("administrator")
    assert other.get(address).status_code == 404 and other.get(f"{address}/rows.csv").status_code == 404
    shop.clock.forward(hours=25)
    editor.enter()
    assert editor.get(address).status_code == 404
    send(editor)
    assert len(list((shop.settings.data / "uploads").glob("*.csv"))) == 1


def test_a_thrown_away_file_is_gone(shop: Workshop, editor: Editor) -> None:
    address = send(editor)
    form = editor.form(address, "c.0.meaning")
    assert editor.post(f"{address}/remove", form).status_code == 303
    assert not list((shop.settings.data / "uploads").glob("*")) and editor.get(address).status_code == 404


def test_too_large_or_no_file_is_refused_kindly(shop: Workshop, editor: Editor) -> None:
    csrf = editor.form("/studio/bulk", "csrf")["csrf"]
    none = editor.client.post("/studio/bulk", data={"csrf": csrf}, files={"file": ("", b"")})
    assert none.status_code == 422 and "No file was chosen" in none.text
    large = editor.client.post("/studio/bulk", data={"csrf": csrf}, files={"file": ("x.csv", b"x" * 33_000_000)})
    assert large.status_code == 413
    forged = editor.client.post("/studio/bulk", data={"csrf": "0" * 64}, files={"file": ("x.csv", b"a,b\n1,2\n")})
    assert forged.status_code == 403
    nobody = Editor(shop).client.post("/studio/bulk", files={"file": ("x.csv", b"x" * 3_000_000)})
    assert nobody.status_code == 413


def test_a_file_that_is_no_table_says_so(shop: Workshop, editor: Editor) -> None:
    address = send(editor, bytes(range(256)) * 20, "picture.png")
    assert 'class="problem"' in editor.get(address).text


def test_the_workbook_comes_back_and_changes_nothing(shop: Workshop, editor: Editor) -> None:
    made = editor.get("/studio/bulk/tables.xlsx")
    assert made.status_code == 200 and made.content.startswith(b"PK")
    address = send(editor, made.content, "knowledge.xlsx")
    page = look(editor, address)
    assert "adds 0 entries and changes 0" in page and "no change to publish" in page


def test_an_older_workbook_overwrites_nothing(shop: Workshop, editor: Editor) -> None:
    made = editor.get("/studio/bulk/tables.xlsx").content
    editor.publish(**{"facts.0.value": "66"})
    address = send(editor, made, "knowledge.xlsx")
    assert "1 entries were changed by somebody" in look(editor, address)


def test_the_folder_is_what_export_writes(shop: Workshop, editor: Editor) -> None:
    packed = ZipFile(BytesIO(editor.get("/studio/bulk/folder.zip").content))
    assert any(name.endswith("/lamp-house.md") for name in packed.namelist())


def test_a_file_of_a_process_that_died_while_it_came_in_goes_after_a_day(shop: Workshop) -> None:
    uploads = shop.bulk.uploads
    kept = uploads.keep("places.csv", TABLE.encode(), "editor")
    stray, late = uploads.path(replace(kept, token="a" * 22)), uploads.folder / f".{'b' * 22}.json.new"
    for path, days in ((stray, 2), (late, 0)):
        path.write_bytes(b"half")
        then = (uploads.now() - timedelta(days=days)).timestamp()
        os.utime(path, (then, then))
    uploads.sweep()
    assert not stray.exists() and late.exists() and uploads.path(kept).exists()
