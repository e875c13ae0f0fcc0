"""What plans rest on, over any entries: the shipped calendar, tariff words and meanings."""

from __future__ import annotations

from collections.abc import Mapping

from guide.prompts import Prompts
from guide.shipped import folder
from guide.skills.itinerary.places import Known
from guide.types import Entry
from guide.visiting import calendar, tariff
from guide.visiting.tickets import Tickets


def known(entries: Mapping[str, Entry]) -> Known:
    prompts = Prompts(folder("prompts"))
    collected = tariff.collect(entries.values(), Tickets(prompts.common("tickets")))
    return Known(entries, calendar.read(folder("knowledge") / "calendar/cn.yaml"), collected, meanings(prompts))


def meanings(prompts: Prompts) -> dict[str, frozenset[str]]:
    return {name: frozenset(about.get("tags") or ()) for name, about in prompts.common("concepts").items()}
