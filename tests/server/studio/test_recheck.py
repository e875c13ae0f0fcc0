"""The re-check list: why facts are due, one tap to confirm, and that only what was seen is confirmed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from guide.editing import confirming
from guide.insight import due_facts
from guide.types import Change, Fact
from tests.server import town
from tests.server.studio.editors import Editor
from tests.server.studio.workshop import Workshop

CELL = re.compile(r'name="(mark:lamp-house:[0-9a-f]{24})"')


def publish(shop: Workshop, *facts: Fact) -> None:
    current = shop.revisions.current("lamp-house")
    assert current and current.entry
    changed = replace(current.entry, facts=facts)
    shop.publisher.publish([Change("lamp-house", changed, current.number)], "seed", "facts")


def tap(editor: Editor, do: str, **cells: str) -> str:
    return editor.post("/studio/recheck", {**editor.form("/studio/recheck", "csrf"), "do": do, **cells}).headers[
        "location"
    ]


def test_the_list_tells_value_source_date_and_person(editor: Editor) -> None:
    page = editor.get("/studio/recheck").text
    assert "Lamp House · Tickets" in page or "Lamp House · Price" in page or "Lamp House ·" in page
    assert "灯城公告" in page and "https://example.org/lamps?a=1&amp;b=2" in page and "Nobody yet" in page
    assert "2018" in page and "Not confirmed for long" in page


def test_one_tap_confirms_the_fact_that_was_seen(shop: Workshop, editor: Editor) -> None:
    cell = f"mark:lamp-house:{confirming.mark(town.HOUSE.facts[0])}"
    assert "done=1" in tap(editor, cell)
    price = shop.entry().facts[0]
    assert (price.value, price.checked_on, price.checked_by) == (40, "2026-05-03", "editor")
    assert shop.entry().facts[1:] == town.HOUSE.facts[1:] and shop.revisions.content_version() == 2
    assert cell not in editor.get("/studio/recheck").text


def test_several_at_once_are_one_revision_of_an_entry(shop: Workshop, editor: Editor) -> None:
    cells = CELL.findall(editor.get("/studio/recheck").text)
    assert len(cells) == 2
    assert "done=2" in tap(editor, "ticked", **dict.fromkeys(cells, "yes"))
    assert shop.revisions.content_version() == 2


def test_what_was_changed_meanwhile_is_left_alone_and_told(shop: Workshop, editor: Editor) -> None:
    publish(shop, replace(town.HOUSE.facts[0], value=50), *town.HOUSE.facts[1:])
    before = shop.entry()
    there = tap(editor, f"mark:lamp-house:{confirming.mark(town.HOUSE.facts[0])}")
    assert "moved=1" in there and shop.entry() == before
    assert "changed meanwhile" in editor.get(there).text


def test_another_edit_beside_it_does_not_stop_it(shop: Workshop, editor: Editor) -> None:
    publish(shop, town.HOUSE.facts[0], replace(town.HOUSE.facts[2], value="000-9999"))
    assert "done=1" in tap(editor, f"mark:lamp-house:{confirming.mark(town.HOUSE.facts[0])}")
    assert [each.checked_by for each in shop.entry().facts] == ["editor", None]


def test_validity_season_and_contradiction_make_a_fact_due(shop: Workshop, editor: Editor) -> None:
    publish(
        shop,
        Fact("price", 10, valid_until="2026-05-01", checked_on="2026-05-01"),
        Fact("phone", "1", valid_until="2026-05-20", checked_on="2026-05-01"),
        Fact("hours", "08:00-20:00", when="Jun-Aug", as_of="2025-12"),
        Fact("hours", "08:00-17:00", when="Nov-Mar", as_of="2025-12"),
        Fact("spend", 50, as_of="2026-04"), Fact("spend", 60, as_of="2026-03"),
    )  # fmt: skip
    for reason, count in (("ended", 1), ("ends", 1), ("season", 1), ("conflict", 2)):
        assert len(CELL.findall(editor.get(f"/studio/recheck?reason={reason}").text)) == count, reason


@pytest.mark.parametrize(
    ("when", "today", "soon"),
    [("Mar-May,Sep-Nov", "2026-02-10", True), ("Mar-May", "2026-03-02", False), ("Jan-Feb", "2026-12-20", True),
     ("Sep 15-Nov", "2026-08-20", True), ("Sep 15-Nov", "2026-08-10", False), ("Mo-Fr", "2026-02-10", False),
     ("Feb 30", "2026-02-10", False)],
)  # fmt: skip
def test_a_season_begins_soon(when: str, today: str, soon: bool) -> None:
    assert due_facts.begins_soon(when, date.fromisoformat(today)) is soon


def test_the_digest_counts_the_week_and_goes_out_as_text(editor: Editor) -> None:
    tap(editor, f"mark:lamp-house:{confirming.mark(town.HOUSE.facts[0])}")
    assert "Confirmed in seven days" in editor.get("/studio/recheck/digest").text
    plain = editor.get("/studio/recheck/digest.txt")
    assert plain.headers["content-type"].startswith("text/plain")
    assert "Made 2026-05-0" in plain.text and "last seven days: 2" in plain.text and "/studio/entries/" in plain.text


def test_a_viewer_gets_no_button(shop: Workshop) -> None:
    viewer = Editor(shop)
    viewer.enter("viewer")
    page = viewer.get("/studio/recheck").text
    assert "Still true" not in page.replace("“Still true”", "") and "Lamp House" in page
