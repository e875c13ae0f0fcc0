"""The room of figures: charts with their tables, files of every table, and what a change did on the entry's history."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest

from guide.server.studio.insight import COLUMNS
from guide.storage.journal_rows import Turn
from guide.types import Change, Touched
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.workshop import Workshop


@pytest.fixture
def asked(shop: Workshop) -> Workshop:
    """Five days: 25 questions about the house in vain, a change, 25 that were answered."""
    start = shop.clock()
    for number in range(50):
        at = start + timedelta(hours=number if number < 25 else number + 24)
        wished = Touched(("lamp-house",), ("moon-bridge",), ("quiet",))
        shop.journal.record(
            Turn(f"t{number}", at, "who", f"secret {number}", "en" if number else "ru", "recommend", number >= 25,
                 "templates", (), 40.0, "lampton", wished)
        )  # fmt: skip
    shop.clock.forward(hours=36)
    entry = replace(shop.entry(), aliases=("x",))
    shop.publisher.publish((Change(entry.id, entry, 1),), "editor", "an alias")
    shop.clock.forward(hours=40)
    shop.settings = replace(shop.settings, clock=shop.clock())
    shop.journal.flush()
    return shop


@pytest.fixture
def person(asked: Workshop) -> Editor:
    entered = Editor(asked)
    entered.enter("viewer")
    return entered


def test_the_figures_are_there_without_a_script_and_nobody_is_in_them(person: Editor) -> None:
    page = person.get("/studio/insight").text
    for told in ("Lamp House", "quiet", "recommending", "English", "Answered rate", "50%"):
        assert told in page
    assert "secret" not in page and "Russian" not in page


def test_what_a_change_did_is_told_in_the_list_and_on_the_entrys_history(person: Editor) -> None:
    for path in ("/studio/insight", f"{HOUSE}/history"):
        page = person.get(path).text
        assert "answered 0% → 100%" in page and "of 25 and 25 questions" in page


@pytest.mark.parametrize("table", COLUMNS)
def test_every_table_is_a_file(person: Editor, table: str) -> None:
    text = person.get(f"/studio/insight.csv?table={table}&days=7").text.removeprefix("﻿")
    first, *rows = csv.reader(StringIO(text))
    assert tuple(first) == COLUMNS[table] and rows and all(len(row) == len(first) for row in rows)
    assert "secret" not in text and "who" not in text


def test_a_table_that_there_is_not_and_choices_that_there_are_not(person: Editor) -> None:
    assert person.get("/studio/insight.csv?table=turns").status_code == 400
    assert person.get("/studio/insight?days=9999&city=nowhere").status_code == 200
