"""Feeds in the studio: shown before they are kept, refused with a reason, kept, changed and removed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guide.feeds.fetch import Fetcher
from tests.feeds.sources import Source, here, serving
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop

ROOM = "/studio/feeds"


@pytest.fixture
def source() -> Iterator[Source]:
    with serving() as made:
        made.body = b'{"data":{"parks":[{"n":"lamp-house","v":18,"max":20},{"n":"<b>far</b>","v":1,"max":2}]}}'
        yield made


@pytest.fixture
def chief(shop: Workshop) -> Editor:
    person = Editor(shop)
    person.enter("administrator")
    return person


def cells(chief: Editor, source: Source, **more: str) -> dict[str, str]:
    form = chief.form(ROOM, "address")
    return {**form, "name": "Park office", "address": source.address, "format": "json", "kind": "crowding",
            "items": "data.parks", "place": "n", "value": "v", "full": "max", **more}  # fmt: skip


def test_what_is_read_is_shown_before_it_is_kept(shop: Workshop, chief: Editor, source: Source) -> None:
    shop.feeds._fetcher = Fetcher(True, here)
    page = chief.post(ROOM, cells(chief, source, do="preview")).text
    assert "2 levels were read, 1 of them of our entries" in page and "90 %" in page
    assert "&lt;b&gt;far" in page and 'value="data.parks"' in page and not shop.feeds.all()
    assert chief.post(ROOM, cells(chief, source, do="save")).status_code == 303
    shop.feeds.look()
    assert "Park office" in chief.get(ROOM).text and "fresh" in chief.get(ROOM).text
    feed = shop.feeds.all()[0][0].id
    form = chief.form(f"{ROOM}?feed={feed}", "address")
    assert (form["id"], form["every"], form["items"]) == (feed, "5", "data.parks")
    chief.post(ROOM, {**form, "name": "Gate office", "do": "save"})
    assert [each.name for each, _ in shop.feeds.all()] == ["Gate office"]
    chief.post(f"{ROOM}/{feed}/remove", {"csrf": form["csrf"]})
    assert not shop.feeds.all()


def test_an_address_inside_is_refused_with_the_reason(shop: Workshop, chief: Editor, source: Source) -> None:
    address = f"http://127.0.0.1:{source.port}/"
    page = chief.post(ROOM, cells(chief, source, address=address, do="preview")).text
    assert "lies in a private network" in page and not source.asked


def test_a_form_that_cannot_be_says_which_cells(shop: Workshop, chief: Editor, source: Source) -> None:
    page = chief.post(ROOM, cells(chief, source, name="", every="0", address="x", do="save")).text
    assert page.count('aria-invalid="true"') == 3 and not shop.feeds.all()


def test_a_dead_feed_is_shown_as_one(shop: Workshop, chief: Editor, source: Source) -> None:
    shop.feeds._fetcher = Fetcher(True, here)
    source.status = 500
    chief.post(ROOM, cells(chief, source, do="save"))
    shop.feeds.look()
    assert "It answered with an error" in chief.get(ROOM).text


def test_an_editor_sees_feeds_and_changes_none(editor: Editor) -> None:
    page = editor.get(ROOM).text
    assert "No feed is read" in page and "Keep this feed" not in page
