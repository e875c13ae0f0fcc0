"""A made-up town of sixty places of which everything is known, a station, and houses to eat in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from guide.types import Entry, Fact, Position

CITY = "town"
_KINDS = {
    "garden": ("attraction", (60, 90, 120)), "museum": ("museum", (60, 90, 150)), "temple": ("attraction", (45, 60)),
    "park": ("attraction", (60, 90)), "street": ("attraction", (60, 120)), "house": ("attraction", (45, 60)),
    "canal": ("attraction", (60, 70)), "nature": ("attraction", (90, 120)),
}  # fmt: skip
_EXTRA = ("photo", "quiet", "family", "elderly-friendly", "history", "flowers", "craft", "view", "unesco", "stairs")
_DAYS = ("Mo-Su", "Mo-Su", "Mo-Su", "Tu-Su", "Mo,We-Su")
_OPENS, _CLOSES = ("07:30", "08:00", "08:30", "09:00"), ("16:30", "17:00", "17:30", "18:00")


def make(seed: int = 1, size: int = 60) -> dict[str, Entry]:
    """The town of a seed."""
    chance = random.Random(seed)
    places = [_place(chance, at) for at in range(size)]
    return {entry.id: entry for entry in (*places, *_houses(chance), _station())}


def _place(chance: random.Random, at: int) -> Entry:
    theme = chance.choice(list(_KINDS))
    kind, minutes = _KINDS[theme]
    entry = Entry(
        f"place-{at:02}", kind, CITY, names={"en": f"Place {at}", "zh-Hans": f"景点{at}"},
        tags=(theme, *chance.sample(_EXTRA, 3), *(("rainy-day",) if chance.random() < 0.2 else ())),
        position=_point(chance, 0.02), as_of="2026",
    )  # fmt: skip
    facts = tuple(_facts(chance, theme, chance.choice(minutes)))
    has_night = any(fact.value == "18:30-22:00" for fact in facts)
    return replace(entry, facts=facts, tags=(*entry.tags, *(("night-tour",) if has_night else ())))


def _facts(chance: random.Random, theme: str, minutes: int) -> Iterator[Fact]:
    yield Fact("duration", minutes)
    if theme == "street":
        yield Fact("hours", "24/7")
        yield Fact("price", 0)
        return
    opens, closes = chance.choice(_OPENS), chance.choice(_CLOSES)
    yield Fact("hours", f"{chance.choice(_DAYS)} {opens}-{closes}", {"en": "day session", "zh-Hans": "日场"})
    yield Fact("last_entry", chance.choice((30, 45)))
    yield Fact("price", chance.choice((0, 10, 20, 30, 45)), {"en": "adult", "zh-Hans": "成人"})
    if theme in ("canal", "garden") and chance.random() < 0.5:
        yield Fact("hours", "18:30-22:00", {"en": "night tour", "zh-Hans": "夜游"})
        yield Fact("price", 60, {"en": "night tour", "zh-Hans": "夜游"})
    yield Fact("level", {"en": chance.choice(("4A scenic area", "3A scenic area"))})


def _houses(chance: random.Random) -> Iterator[Entry]:
    for at in range(8):
        yield Entry(
            f"house-{at}", "restaurant", CITY, names={"en": f"House {at}"}, tags=("breakfast",) * (at < 4),
            position=_point(chance, 0.015), facts=(Fact("spend", 40 + 10 * at),),
        )  # fmt: skip


def _station() -> Entry:
    return Entry(
        "station", "practical", CITY, names={"en": "Town Station"}, tags=("railway",),
        position=Position(32.415, 119.40, 30),
    )  # fmt: skip


def _point(chance: random.Random, spread: float) -> Position:
    return Position(32.40 + chance.uniform(-spread, spread), 119.43 + chance.uniform(-spread, spread), 30)
