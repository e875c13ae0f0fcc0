"""A picture is sent in with its words and rights, waits as a draft, and is shown with its history."""

from __future__ import annotations

from httpx2 import Response

from guide.types import PICTURE
from tests.editing.test_photographs import sent
from tests.server import town
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.workshop import Workshop

ROOM = f"{HOUSE}/picture"
SAID = {"alt:zh-Hans": "三百盏灯", "alt:en": "Three hundred lamps", "author": "阿灯", "licence": "CC BY 4.0"}


def send(editor: Editor, content: bytes, **cells: str) -> Response:
    form = {"csrf": editor.form(ROOM, "author")["csrf"], **SAID, **cells}
    return editor.client.post(ROOM, data=form, files={"file": ("../../x.php", content, "image/jpeg")})


def publish(editor: Editor, kept: Response) -> None:
    path = kept.headers["location"].partition("?")[0]
    published = editor.post(path, {**editor.form(path, "seen"), "do": "publish"})
    assert published.status_code == 303, published.text


def test_a_picture_becomes_a_draft_and_is_published_like_any_edit(shop: Workshop, editor: Editor) -> None:
    kept = send(editor, sent())
    assert kept.status_code == 303 and shop.entry() == town.HOUSE
    draft = editor.get(kept.headers["location"])
    small, name = sorted(each.name for each in (shop.settings.data / "pictures").iterdir())
    assert name in draft.text and name.startswith("lamp-house-") and name.endswith("-800x400.webp")
    publish(editor, kept)
    (fact,) = shop.entry().of(PICTURE)
    assert fact.value == name and fact.note == {"zh-Hans": "三百盏灯", "en": "Three hundred lamps"}
    assert shop.entry().sources[fact.source or ""].title == "图片：阿灯，CC BY 4.0"
    picture = shop.pictures.of(shop.entry())
    assert picture and picture.alt["en"] == "Three hundred lamps"
    assert picture.srcset == f"/pictures/{small} 480w, /pictures/{name} 800w" and picture.thumb == f"/pictures/{small}"
    assert picture.thumb in editor.get(ROOM).text
    assert "Three hundred lamps" in editor.get(ROOM).text


def test_a_second_picture_takes_the_place_of_the_first_whose_file_stays_for_its_history(
    shop: Workshop, editor: Editor
) -> None:
    for size in ((300, 300), (400, 300)):
        publish(editor, send(editor, sent(size)))
    assert len(shop.entry().of(PICTURE)) == 1 and len(list((shop.settings.data / "pictures").iterdir())) == 2


def test_what_is_missing_is_said_and_nothing_is_kept(shop: Workshop, editor: Editor) -> None:
    for cells, told in (
        ({"alt:en": ""}, "Say what the picture shows"),
        ({"author": " "}, "Name the author"),
        ({"licence": "mine"}, "Choose a licence"),
        ({"url": "javascript:x"}, "begins with https"),
    ):
        answer = send(editor, sent(), **cells)
        assert answer.status_code == 422 and told in answer.text, cells
    assert "no PNG" in send(editor, b"<svg/>").text
    form = {"csrf": editor.form(ROOM, "author")["csrf"], **SAID}
    assert "Choose a file" in editor.post(ROOM, form).text
    assert not (shop.settings.data / "pictures").exists() and not shop.workflow.all()


def test_a_file_over_the_limit_and_another_city_are_refused(shop: Workshop, editor: Editor) -> None:
    assert send(editor, b"x" * 12_000_001).status_code == 413
    shop.people.give("editor", "editor", ("elsewhere",))
    assert send(editor, sent()).status_code == 403
