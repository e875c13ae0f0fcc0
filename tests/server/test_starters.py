"""What the first screen offers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from guide.server.locales import Locales
from guide.server.pages import Pages
from guide.server.shell import Shell
from guide.server.starters import starters
from guide.shipped import folder
from guide.types import City
from tests.server.town import BRIDGE, HOUSE, OTHERS, Town

LOCALES = Locales(folder("web") / "locales")


def test_each_question_is_about_another_place_and_can_be_answered(town: Town) -> None:
    offered = starters((BRIDGE, *OTHERS, HOUSE), town.wording, LOCALES.choose("en", None))
    assert [each.question for each in offered][:2] == ["How much is Lamp House?", "When is Fog Market open?"]
    assert len({each.question for each in offered}) == 6 and len({each.topic for each in offered}) == 5
    assert offered[-1].question == "How much is Moon Bridge?"
    assert "Tell me about" not in str(offered), "no English text, no promise of one"


def test_a_base_without_entries_offers_nothing(town: Town) -> None:
    assert starters((), town.wording, LOCALES.choose("en", None)) == ()


def test_only_the_guides_own_city_is_offered(town: Town, tmp_path: Path) -> None:
    elsewhere = replace(HOUSE, id="far-house", city="elsewhere", facts=HOUSE.facts * 3)
    entries = town.index.entries
    town.index.entries = lambda: (elsewhere, *entries())  # type: ignore[method-assign]
    offered = Shell(town, Pages(folder("web"), LOCALES)).starters(LOCALES.choose("zh-Hans", None))
    assert len(offered) == 6 and offered[0].question == "灯屋门票多少钱？"


def test_a_city_known_by_its_id_alone_is_written_as_a_name(town: Town) -> None:
    town.city = City("new-haven", {"en": "new-haven"})
    shell = Shell(town, Pages(folder("web"), LOCALES))
    assert shell.city(LOCALES.choose("en", None)) == "New Haven"
    town.city = None
    assert Shell(town, Pages(folder("web"), LOCALES)).city(LOCALES.choose("zh-Hans", None)) == "本地"
