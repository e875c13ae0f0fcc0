"""A role may hold for some cities only: everything is read, theirs is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.desk.complaints import Letter
from guide.types import Change, City
from tests.server import town
from tests.server.studio.editors import HOUSE, Editor
from tests.server.studio.forms import with_cell
from tests.server.studio.test_gaps import ask
from tests.server.studio.workshop import PASSWORD, Workshop


def person(shop: Workshop, *cities: str, role: str = "editor") -> Editor:
    shop.door.sign_up("mei", PASSWORD, role, cities)
    made = Editor(shop)
    assert made.enter("mei").status_code == 303
    return made


def test_an_editor_of_one_city_changes_it(shop: Workshop) -> None:
    mei = person(shop, "suzhou", town.HOUSE.city)
    assert mei.publish(**{"facts.0.value": "45"}).status_code == 303
    assert shop.entry().facts[0].value == 45


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_an_editor_of_another_city_reads_and_cannot_change(shop: Workshop, role: str) -> None:
    shop.publisher.publish((Change(town.HOUSE.id, town.HOUSE, 1),), "seed", "again")
    mei = person(shop, "suzhou", role=role)
    page = mei.get(HOUSE).text
    assert "holds for suzhou" in page and 'value="publish"' not in page
    assert "Restore" not in mei.get(f"{HOUSE}/history").text
    sent = {**with_cell(page, "base"), "facts.0.value": "45", "comment": "x", "do": "publish"}
    refused = mei.post(HOUSE, sent)
    assert refused.status_code == 403 and "not change it" in refused.text and "holds for suzhou" in refused.text
    again = mei.post(f"{HOUSE}/restore", {"csrf": sent["csrf"], "number": "1", "base": "2", "comment": "x"})
    assert again.status_code == 403
    assert shop.revisions.content_version() == 2
    assert [each.outcome for each in shop.audit.latest(2)] == ["refused", "refused"]


def test_an_entry_that_left_ones_city_is_no_longer_ones_own(shop: Workshop) -> None:
    mei = person(shop, town.HOUSE.city)
    form = mei.form()
    gone = replace(town.HOUSE, city="suzhou")
    shop.publisher.publish((Change(gone.id, gone, 1),), "seed", "moved")
    assert mei.post(HOUSE, {**form, "facts.0.value": "45", "comment": "x", "do": "publish"}).status_code == 403
    restored = mei.post(f"{HOUSE}/restore", {"csrf": form["csrf"], "number": "1", "base": "2", "comment": "x"})
    assert restored.status_code == 403


def test_letters_of_other_cities_are_neither_listed_nor_counted_nor_saved_nor_opened(shop: Workshop) -> None:
    own = shop.complaints.take(Letter("The lamp was out.", entry_id=town.HOUSE.id))
    other = shop.complaints.take(Letter("The bridge is closed.", entry_id=town.BRIDGE.id))
    nowhere = shop.complaints.take(Letter("Nobody smiles here.", city="suzhou"))
    moved = replace(town.BRIDGE, city="suzhou")
    shop.publisher.publish((Change(moved.id, moved, 1),), "seed", "moved")
    shop.publisher.publish((Change(moved.id, None, 2),), "seed", "withdrawn")
    mei = person(shop, town.HOUSE.city)
    for page in ("/studio", "/studio/complaints", "/studio/complaints.csv"):
        text = mei.get(page).text
        assert own in text and other not in text and nowhere not in text
    for receipt in (other, nowhere):
        address = f"/studio/complaints/{receipt}"
        assert mei.get(address).status_code == 403 and "another city" in mei.get(address).text
        step = {"csrf": mei.form("/studio", "csrf")["csrf"], "do": "note", "text": "seen"}
        assert mei.post(address, step).status_code == 403 and not shop.complaints.casework.steps(receipt)
    assert mei.get(f"/studio/complaints/{own}").status_code == 200


def test_who_is_there_for_all_cities_and_administrators_read_letters_about_none(shop: Workshop) -> None:
    nowhere = shop.complaints.take(Letter("Nobody smiles here.", city="wuxi"))
    everywhere, chief = Editor(shop), person(shop, "suzhou", role="administrator")
    everywhere.enter("viewer")
    for each in (everywhere, chief):
        assert nowhere in each.get("/studio/complaints").text


def test_figures_are_of_ones_own_cities_only(shop: Workshop) -> None:
    mei = person(shop, "suzhou", "wuxi", role="viewer")
    page = mei.get("/studio/insight?city=" + town.CITY.id).text
    assert 'value="suzhou" selected' in page and f'value="{town.CITY.id}"' not in page and "all cities" not in page
    assert 'value="wuxi" selected' in mei.get("/studio/insight?city=wuxi").text


@pytest.mark.parametrize("city, home, is_read", [
    ("", town.CITY, True), ("lampton", town.CITY, True), ("suzhou", town.CITY, False), ("", None, True),
    ("", City("suzhou", {"en": "Suzhou"}), False),
])  # fmt: skip
def test_a_letter_about_no_place_is_of_the_city_it_was_sent_in(
    shop: Workshop, city: str, home: City | None, is_read: bool
) -> None:
    shop.city = home
    letter = shop.complaints.take(Letter("Nobody smiles here.", city=city))
    mei = person(shop, town.HOUSE.city)
    for page in ("/studio", "/studio/complaints", "/studio/complaints.csv"):
        assert (letter in mei.get(page).text) is is_read
    assert mei.get(f"/studio/complaints/{letter}").status_code == (200 if is_read else 403)


def test_gaps_and_facts_of_other_cities_do_not_wait_for_one(shop: Workshop) -> None:
    moved = replace(town.BRIDGE, city="suzhou")
    shop.publisher.publish((Change(moved.id, moved, 1),), "seed", "moved")
    ask(shop, "How old is it?", about=f"{town.HOUSE.id}#built")
    ask(shop, "Are dogs let onto it?", about=f"{moved.id}#pets")
    ask(shop, "Any lockers?")
    mei = person(shop, "suzhou")
    page = mei.get("/studio").text
    assert "Are dogs let onto it?" in page and "Any lockers?" in page and "How old is it?" not in page
    listed = mei.get("/studio/gaps?city=suzhou").text
    assert "Are dogs let onto it?" in listed and "Any lockers?" in listed and "How old is it?" not in listed
    assert "How old is it?" in mei.get("/studio/gaps").text
