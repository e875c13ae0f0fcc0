"""The gap desk: what stands on it, what its buttons do, and that the guide is asked again."""

from __future__ import annotations

import re

from guide.storage.journal_rows import Turn
from guide.types import Touched
from tests.server import town
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.workshop import Workshop

DOGS = "灯屋能带狗吗？"


def ask(
    shop: Workshop, *questions: str, about: str = "", answered: bool = False, thumb: str = "", said: str = ""
) -> None:
    """Visitors ask, each in a conversation of their own."""
    for question in questions:
        number = len(shop.journal.rows("SELECT id FROM turns"))
        held, touched = ("moon-bridge",), Touched(asked=about)
        told = Turn(
            f"t{number}", shop.clock(), f"v{number}", question, "zh-Hans", "explain", answered, "templates",
            held, 1.0, "", touched, said,
        )  # fmt: skip
        shop.journal.record(told)
        if thumb:
            shop.journal.feedback(told.id, "down", thumb)
    shop.journal.flush()


def keys(page: str) -> list[str]:
    return re.findall(r"/studio/gaps/([0-9a-f]{32})", page)


def opened(editor: Editor) -> str:
    return f"/studio/gaps/{keys(editor.get('/studio/gaps').text)[0]}"


def press(editor: Editor, path: str, do: str, **cells: str) -> str:
    """Press a button, and return where it leads."""
    form = {"csrf": editor.form(path, "csrf")["csrf"], "do": do, **cells}
    return editor.post(path, form).headers["location"]


def test_the_older_list_leads_here_and_an_empty_desk_says_so(editor: Editor) -> None:
    assert editor.get("/studio/questions").headers["location"] == "/studio/gaps"
    assert "cup of tea" in editor.get("/studio/gaps").text


def test_what_asks_for_the_same_is_one_row_and_says_why(shop: Workshop, editor: Editor) -> None:
    ask(shop, DOGS, "狗能进灯屋吗", about="lamp-house#pets")
    ask(shop, "<b>哪里有充电宝</b>")
    ask(shop, "灯屋票价", about="lamp-house#price", answered=True, thumb="早就涨价了")
    page = editor.get("/studio/gaps").text
    assert len(keys(page)) == 3 and "2 wordings" in page and "&lt;b&gt;" in page and "Lamp House · pets" in page
    assert len(keys(editor.get("/studio/gaps?why=disliked").text)) == 1
    assert len(keys(editor.get("/studio/gaps?why=unanswered").text)) == 2
    assert keys(editor.get("/studio/gaps?lang=en").text) == []
    disliked = editor.get(f"/studio/gaps/{keys(editor.get('/studio/gaps?why=disliked').text)[0]}").text
    assert "早就涨价了" in disliked and "Moon Bridge (1×)" in disliked
    assert not re.search(r"\bv\d\b", page + disliked), "no page tells one conversation from another"


def test_put_away_and_taken_back(shop: Workshop, editor: Editor) -> None:
    ask(shop, DOGS)
    away = press(editor, opened(editor), "dismiss")
    page = editor.get(away).text
    assert "Put away" in page and keys(page) == []
    assert len(keys(editor.get("/studio/gaps?state=dismissed").text)) == 1
    form = editor.form(away, "batch")
    assert editor.post("/studio/gaps/undo", form).status_code == 303
    assert len(keys(editor.get("/studio/gaps").text)) == 1


def test_answered_elsewhere_names_an_entry_that_exists(shop: Workshop, editor: Editor) -> None:
    ask(shop, DOGS)
    path = opened(editor)
    form = {"csrf": editor.form(path, "csrf")["csrf"], "do": "elsewhere", "named": "no such thing"}
    assert editor.post(path, form).status_code == 422
    press(editor, path, "elsewhere", named="月桥")
    assert "/studio/entries/moon-bridge" in editor.get(path).text and "answered elsewhere" in editor.get(path).text


def test_two_are_put_together_and_taken_apart(shop: Workshop, editor: Editor) -> None:
    ask(shop, DOGS, about="lamp-house#pets")
    ask(shop, "灯屋宠物政策", about="lamp-house#")
    one, other = keys(editor.get("/studio/gaps").text)
    there = press(editor, f"/studio/gaps/{one}", "merge", other=other)
    page = editor.get(there).text
    assert "Merged by editor" in page and DOGS in page and "灯屋宠物政策" in page
    assert len(keys(editor.get("/studio/gaps").text)) == 1
    editor.post("/studio/gaps/undo", editor.form(there, "batch"))
    assert len(keys(editor.get("/studio/gaps").text)) == 2


def test_writing_opens_a_begun_draft_and_what_is_published_is_asked_again_and_closes_the_gap(
    shop: Workshop, editor: Editor
) -> None:
    ask(shop, "灯屋停车多少钱", about="lamp-house#parking", said="我不知道灯屋停车多少钱。")
    path = opened(editor)
    assert "In Lamp House: Parking" in editor.get(path).text
    there = press(editor, path, "write", entry="lamp-house")
    form = editor.form(there)
    row = next(name.split(".")[1] for name, text in form.items() if text == "parking")
    assert form[f"facts.{row}.value:zh-Hans"] == "____" and "Parking" in form["comment"]
    assert "灯屋停车多少钱" in editor.get("/studio/drafts/1").text and shop.entry() == town.HOUSE
    assert "being written" in editor.get("/studio/gaps?state=writing").text.lower()
    assert press(editor, path, "write", entry="lamp-house").startswith(f"{HOUSE}?draft=1&"), "no second draft"
    blank = editor.post(HOUSE, {**form, "do": "publish"})
    assert blank.status_code == 422 and "still a blank" in blank.text
    published = editor.post(HOUSE, {**form, f"facts.{row}.value:zh-Hans": "门口有车位", "do": "publish"})
    assert published.status_code == 303
    shown = editor.get(published.headers["location"]).text
    assert "1 of 1 answered" in shown and "<del>我不知道" in shown
    assert shown.count(f'href="{path}"') == 1, "what is told as answered does not wait any more"
    assert "/studio/saved/new?question=" in shown
    asked = shop.guide.seen[-1][0]
    assert [each.text for each in asked] == ["灯屋停车多少钱"]
    shop.aftermath.wait()
    assert len(keys(editor.get("/studio/gaps?state=answered").text)) == 1
    assert "1 of 1 answered now" in editor.get(path).text
    shop.clock.forward(minutes=5)
    ask(shop, "灯屋停车多少钱", about="lamp-house#parking")
    assert "asked in vain again" in editor.get("/studio/gaps").text


def test_where_no_field_is_asked_the_blank_at_the_end_of_the_prose_has_the_focus(
    shop: Workshop, editor: Editor
) -> None:
    ask(shop, "灯屋能飞无人机吗", about="lamp-house")
    there = press(editor, opened(editor), "write", entry="lamp-house")
    assert editor.form(there)["text:zh-Hans"].endswith("____")
    focused = re.findall(r'name="([^"]+)"[^>]* autofocus', editor.get(there).text)
    assert focused == ["text:zh-Hans"]


def test_a_gap_opens_again_when_a_later_change_takes_its_answer_away(shop: Workshop, editor: Editor) -> None:
    ask(shop, "灯屋票价", about="lamp-house#price")
    path = opened(editor)
    press(editor, path, "again")
    assert len(keys(editor.get("/studio/gaps?state=answered").text)) == 1
    shop.guide.ignorant = True
    assert editor.publish(**{"facts.0.value": "41"}).status_code == 303
    shop.aftermath.wait()
    assert "took the answer away" in editor.get(path).text
    shop.guide.ignorant = False
    editor.publish(**{"facts.0.value": "42"})
    shop.aftermath.wait()
    assert len(keys(editor.get("/studio/gaps?state=answered").text)) == 1


def test_a_new_entry_begins_with_what_the_question_says(shop: Workshop, editor: Editor) -> None:
    ask(shop, "雪楼：能停车吗")
    path = opened(editor)
    begin = re.search(r'href="(/studio/new\?gap=[^"]+)"', editor.get(path).text)
    assert begin
    form = editor.form(begin[1], "name")
    assert (form["name"], form["lang"], form["gap"]) == ("雪楼", "zh-Hans", path.rpartition("/")[2])
    page = editor.get(begin[1]).text
    assert '<option value="museum" selected>' in page and '<option value="lampton" selected>' in page
    there = editor.post("/studio/new", {**form, "kind": "museum", "city": "lampton"}).headers["location"]
    cells = editor.form(there)
    assert [cells[f"facts.0.{each}"] for each in ("field", "value:zh-Hans")] == ["parking", "____"]
    assert len(keys(editor.get("/studio/gaps?state=writing").text)) == 1


def test_what_is_decided_about_a_place_of_another_city_is_taken_back_by_nobody_else(
    shop: Workshop, editor: Editor
) -> None:
    ask(shop, DOGS, about="lamp-house#pets")
    path = opened(editor)
    form = editor.form(press(editor, path, "dismiss"), "batch")
    shop.people.give("editor", "editor", ("elsewhere",))
    assert editor.post("/studio/gaps/undo", form).status_code == 403
    assert editor.post(path, {**form, "do": "dismiss"}).status_code == 403
    assert len(keys(editor.get("/studio/gaps?state=dismissed").text)) == 1


def test_a_question_that_leaves_its_place_out_is_asked_after_the_place(shop: Workshop, editor: Editor) -> None:
    ask(shop, "那里停车多少钱 unknown", about="lamp-house#parking")
    page = editor.get(f"{opened(editor)}?again=1").text
    assert "Still no answer" in page
    assert [each.text for each in shop.guide.seen[-1][0]] == ["灯屋", "那里停车多少钱 unknown"]


def test_what_a_visitor_takes_back_is_off_the_desk(shop: Workshop, editor: Editor) -> None:
    shop.journal.record(
        Turn("t", shop.clock(), shop.journal.pseudonym("mine"), DOGS, "zh-Hans", "explain", False, "templates", (), 1.0)
    )
    path = opened(editor)
    shop.journal.forget("mine")
    assert keys(editor.get("/studio/gaps").text) == [] and editor.get(path).status_code == 404


def test_a_viewer_looks_and_hears_but_decides_nothing(shop: Workshop) -> None:
    ask(shop, DOGS)
    viewer = Editor(shop)
    viewer.enter("viewer")
    page = viewer.get(opened(viewer)).text
    assert "editors decide" in page and 'value="dismiss"' not in page and "again=1" in page


def test_the_house_is_not_changed_by_looking(shop: Workshop, editor: Editor) -> None:
    ask(shop, DOGS, about="lamp-house#pets")
    editor.get(f"{opened(editor)}?again=1")
    editor.get(f"{HOUSE}?add=parking")
    assert shop.entry() == town.HOUSE
