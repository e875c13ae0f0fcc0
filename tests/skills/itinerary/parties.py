"""Parties as they come: hours or days, where from and where to, who comes along, what they wish for and can pay."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from guide.skills.itinerary.request import PACES, Frame, Point, Request
from guide.types import Entry
from guide.visiting.party import Party, Person

SIGHTS = ("attraction", "museum", "venue")
_HOURS = ((540, 1080), (540, 1080), (570, 1260), (810, 1050), (480, 720), (450, 1080), (600, 780), (540, 1290))
_WISHES = ("garden", "museum", "temple", "canal", "photo", "quiet", "history", "park", "free", "night", "house")

_HOURS_FOR_ONE = 3
"""Who has three hours names one place, and not three."""


def make(seed: int, entries: Mapping[str, Entry], city: str) -> Request:
    """The request of a seed in a city."""
    chance = random.Random(seed)
    sights = sorted(entry.id for entry in entries.values() if entry.city == city and entry.kind in SIGHTS)
    frames, party = _frames(chance), _party(chance)
    hours = sum(frame.end - frame.begin for frame in frames) // 60
    must = chance.sample(sights, min(len(sights), hours // _HOURS_FOR_ONE, chance.choice((0, 0, 0, 1, 1, 2, 3))))
    avoid = chance.sample(("museum", "temple", "park"), chance.random() < 0.15)
    wishes = [each for each in chance.sample(_WISHES, chance.choice((0, 1, 1, 2))) if each not in avoid]
    if max(frame.end for frame in frames) < 1260:
        wishes = [each for each in wishes if each != "night"]
    anywhere = [*sights, *(entry.id for entry in entries.values() if entry.city == city and "railway" in entry.tags)]
    return Request(
        city, frames, start=Point(chance.choice(anywhere)) if chance.random() < 0.5 else None,
        end=Point(chance.choice(anywhere)) if chance.random() < 0.3 else None, party=party,
        pace=chance.choice(PACES), wishes=tuple(wishes), must=tuple(must),
        avoid=tuple(avoid),
        without=tuple(chance.sample(sights, 1)) if sights and not must else (),
        budget=chance.choice((60, 100, 150)) * len(party.people) if chance.random() < 0.4 else None,
        rain=chance.random() < 0.15, step_free=chance.random() < 0.05,
    )  # fmt: skip


def _frames(chance: random.Random) -> tuple[Frame, ...]:
    first = date(2026, 11, 21) + timedelta(chance.randrange(300))
    begin, end = chance.choice(_HOURS)
    return tuple(Frame(first + timedelta(at), begin, end) for at in range(chance.choice((1, 1, 1, 2, 3))))


def _party(chance: random.Random) -> Party:
    others = [
        Person(age=chance.randint(3, 12)) if chance.random() < 0.5 else Person(age=chance.randint(60, 85))
        for _ in range(chance.choice((0, 0, 1, 2)))
    ]
    return Party.of(chance.randint(1, 3), others)
