"""Insight: what visitors asked and how it went, in figures that tell of nobody; and what published changes did."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.responses import Response

from guide.insight.effect import FEW, Effect
from guide.insight.usage import OTHER, SMALL, Tally, Usage
from guide.server.refusals import Refusal
from guide.server.sheets import sheet
from guide.server.studio.auth import Visit
from guide.server.studio.desk import Desk, Rule

SPANS = (7, 30, 90, 180)
"""Days to choose from; the journal keeps no turn longer than the last."""
DEFAULT = 30
TALLIED = ("questions", "answered", "answered_rate", "up", "down")
BOTH = tuple(f"{side}_{each}" for side in ("before", "after") for each in TALLIED)
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "days": ("day", *TALLIED, "p50_ms", "p95_ms"),
    "hours": ("hour", "questions"),
    "langs": ("language", *TALLIED),
    "skills": ("skill", *TALLIED),
    "places": ("place", "questions"),
    "wishes": ("wish", "questions"),
    "effects": ("entry", "revision", "published", "days", *BOTH),
}
"""The tables that can be saved, by name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page shows: so many days, of one city or of all."""

    days: int
    city: str


def rules(desk: Desk) -> tuple[Rule, ...]:
    """The room's routes."""
    room = Insight(desk)
    return (Rule("GET", "/insight", "viewer", room.read), Rule("GET", "/insight.csv", "viewer", room.export))


class Insight:
    """The page of figures, and its tables as files."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, visit: Visit) -> Response:
        """All figures of a span."""
        asked = self._asked(visit)
        listed = self._desk.entries.listed()
        return self._desk.render(
            visit, "insight.html", room="insight", asked=asked, spans=SPANS, offered=self._offered(visit),
            usage=self._usage(asked), few=FEW,
            effects=self._effects(asked), names={id: each.names for id, each in listed.items()}, other=OTHER,
            small=SMALL,
        )  # fmt: skip

    def export(self, visit: Visit) -> Response:
        """One of the tables. Raises Refusal 400 for a table that there is not."""
        asked, table = self._asked(visit), visit.request.query_params.get("table", "days")
        if table not in COLUMNS:
            raise Refusal(400, "bad_request")
        if table == "effects":
            return sheet(f"insight-{table}", COLUMNS[table], map(_effect, self._effects(asked)))
        return sheet(f"insight-{table}", COLUMNS[table], ROWS[table](self._usage(asked)))

    def _asked(self, visit: Visit) -> Asked:
        query = visit.request.query_params
        days, city, offered = query.get("days", ""), query.get("city", ""), self._offered(visit)
        city = city if city in offered else "" if not visit.cities else offered[0]
        return Asked(int(days) if days in map(str, SPANS) else DEFAULT, city)

    def _offered(self, visit: Visit) -> tuple[str, ...]:
        """The cities to choose from: all, or those this person's role holds for, whether or not they are loaded."""
        return visit.cities or tuple(self._desk.app.cities)

    def _usage(self, asked: Asked) -> Usage:
        return self._desk.app.insights.usage(asked.days, asked.city, self._desk.zone(asked.city))

    def _effects(self, asked: Asked) -> list[Effect]:
        """Of the entries of the city that is asked for."""
        found, listed = self._desk.app.insights.effects(asked.days), self._desk.entries.listed()
        known = (each for each in found if each.change.entry_id in listed)
        return [each for each in known if asked.city in ("", listed[each.change.entry_id].city)]


def _rate(share: float | None) -> object:
    return "" if share is None else round(share, 3)


def _tallied(tally: Tally) -> list[object]:
    return [tally.asked, tally.answered, _rate(tally.rate), tally.up, tally.down]


def _days(usage: Usage) -> Iterable[Sequence[object]]:
    for day, tally in usage.days.items():
        taken = usage.daily_latency.get(day)
        yield [day.isoformat(), *_tallied(tally), *((taken.p50, taken.p95) if taken else ("", ""))]


def _effect(effect: Effect) -> Sequence[object]:
    change = effect.change
    stands = [
        change.entry_id,
        change.number,
        change.at.isoformat(timespec="minutes"),
        round(effect.span / timedelta(days=1), 1),
    ]
    return [*stands, *_tallied(effect.before), *_tallied(effect.after)]


ROWS: Mapping[str, Callable[[Usage], Iterable[Sequence[Any]]]] = {
    "days": _days,
    "hours": lambda usage: enumerate(usage.hours),
    "langs": lambda usage: ([name, *_tallied(each)] for name, each in usage.langs.items()),
    "skills": lambda usage: ([name, *_tallied(each)] for name, each in usage.skills.items()),
    "places": lambda usage: usage.places.items(),
    "wishes": lambda usage: usage.wishes.items(),
}
