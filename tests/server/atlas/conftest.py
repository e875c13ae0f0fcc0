"""The made-up town with positions, water and a walk, for every test of its maps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guide.types import FEATURED, UNNAMED, City, Entry, Fact, Link, Position
from tests.server.town import BRIDGE, FAIR, HOUSE, OTHERS, Town

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'


@pytest.fixture
def mapped(town: Town) -> Town:
    """Six places round the house, one far away, one of another city, and a stream past three of them."""
    market, lane, tower, landing = (
        replace(each, position=Position(32.411 + n / 500, 119.425 - n / 300)) for n, each in enumerate(OTHERS)
    )
    far = Entry("far-hill", "attraction", "lampton", names={"en": "Far Hill <b>"}, position=Position(32.9, 119.4))
    inn = Entry("inn", "hotel", "lampton", names={"en": "Inn"}, position=Position(32.412, 119.421))
    away = Entry("away", "attraction", "elsewhere", names={"en": "Away"}, position=Position(32.41, 119.42))
    toilet = replace(inn, id="toilet", kind="amenity", tags=(UNNAMED, "toilets"))
    bridge = replace(
        BRIDGE, position=Position(32.414, 119.424), tags=(FEATURED,), facts=(Fact("picture", "bridge.svg"),)
    )
    stops = tuple(Link("stop", each) for each in (FAIR.id, "moon-bridge", "lost", "nowhere", "lamp-house"))
    walk = Entry("walk", "route", "lampton", names={"en": "Walk <i>"}, links=stops)
    lost = Entry("lost", "attraction", "lampton", names={"en": "Lost Shrine"})
    fair = replace(FAIR, position=Position(32.409, 119.418))
    folder = town.settings.data / "pictures"
    folder.mkdir(parents=True)
    (folder / "bridge.svg").write_bytes(DRAWING)
    town.index.held = (HOUSE, bridge, market, lane, tower, landing, far, inn, away, toilet, walk, fair, lost)
    town.city = City("lampton", {"zh-Hans": "灯城", "en": "Lampton"}, water=(("fog-market", "moon-bridge", "no-such"),))
    return town
