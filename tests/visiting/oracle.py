"""What our hours are held against: opening_hours.js in node, and a reference for exceptions, minute by minute.

Neither shares code with guide/visiting. The reference reads structures, never texts: `Place.facts` writes the texts
that the guide reads.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from guide.types import Fact

ORACLE = Path(__file__).parent.parent / "oracle"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = 24 * 60

# Days off typed a second time. 2026 is that of the notice of 4 November 2025; 2025 is that of chinesecalendar, so it
# catches a slip in our file and not one of theirs.
OFF = {
    "new-year": ["2025-01-01/2025-01-01", "2026-01-01/2026-01-03"],
    "spring-festival": ["2025-01-28/2025-02-04", "2026-02-15/2026-02-23"],
    "qingming": ["2025-04-04/2025-04-06", "2026-04-04/2026-04-06"],
    "labour-day": ["2025-05-01/2025-05-05", "2026-05-01/2026-05-05"],
    "dragon-boat": ["2025-05-31/2025-06-02", "2026-06-19/2026-06-21"],
    "mid-autumn": ["2025-10-01/2025-10-08", "2026-09-25/2026-09-27"],
    "national-day": ["2025-10-01/2025-10-08", "2026-10-01/2026-10-07"],
}  # fmt: skip
WORKED = frozenset(f"2025-{day}" for day in ["01-26", "02-08", "04-27", "09-28", "10-11"]) | frozenset(
    f"2026-{day}" for day in ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]
)
# Lunar days typed as they are generally known; test_against_oracles holds the calendar itself against ICU.
LUNAR = {
    "01-01": ["2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"],
    "01-15": ["2024-02-24", "2025-02-12", "2026-03-03", "2027-02-20"],
    "05-05": ["2024-06-10", "2025-05-31", "2026-06-19", "2027-06-09"],
    "08-15": ["2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15"],
    "09-09": ["2024-10-11", "2025-10-29", "2026-10-18", "2027-10-08"],
}
QINGMING = ["2024-04-04", "2025-04-04", "2026-04-05", "2027-04-05"]


def ask_node(questions: Sequence[dict[str, str]]) -> list[Any]:
    """The answers of tests/oracle/oracle.mjs. Skips without node; fails where opening_hours.js was not installed."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: opening_hours.js cannot be asked (sudo apt-get install nodejs npm)")
    if not (ORACLE / "node_modules").is_dir():
        pytest.fail("run scripts/test once, or: npm install --prefix tests/oracle --no-package-lock")
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([node, str(ORACLE / "oracle.mjs")], input=lines, capture_output=True, text=True, check=True,
                          env={"TZ": "UTC"}, timeout=300)  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass(frozen=True)
class Hours:
    """Base hours: rules of (months, weekdays, spans); a later rule replaces an earlier one on its days."""

    rules: tuple[tuple[tuple[int, ...], tuple[int, ...], tuple[tuple[int, int], ...]], ...]

    def on(self, day: date) -> tuple[tuple[int, int], ...]:
        spans: tuple[tuple[int, int], ...] = ()
        for months, weekdays, times in self.rules:
            if day.month in months and day.weekday() in weekdays:
                spans = times
        return spans

    @property
    def text(self) -> str:
        return "; ".join(_rule_text(*rule) for rule in self.rules)


@dataclass(frozen=True)
class Break:
    """An exception. `which` is one of the kinds that `_holds` knows; `state` is off, open, times or also."""

    which: str
    first: str = ""
    last: str = ""
    weekdays: tuple[int, ...] = ()
    shift: int = 0
    but: str = ""
    state: str = "off"
    times: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        dates = self.first if self.first == self.last else f"{self.first}/{self.last}"
        named = {"date": dates, "lunar": f"lunar {dates}", "weekday": ""}.get(self.which, self.which)
        days = ",".join(DAYS[each] for each in self.weekdays)
        shift = f"{self.shift:+d}d" if self.shift else ""
        text = " ".join(filter(None, (named, days, shift, f"except {self.but}" if self.but else "")))
        times = ",".join(f"{_clock(first)}-{_clock(last % DAY if last % DAY else DAY)}" for first, last in self.times)
        return f"{text} {({'times': times, 'also': f'also {times}'}).get(self.state, self.state)}"


@dataclass(frozen=True)
class Place:
    """A place as the reference sees it. `last_entry` is a minute of the day, or minus so many before closing."""

    hours: Hours
    breaks: tuple[Break, ...] = ()
    last_entry: int | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        found = [Fact("hours", self.hours.text), *(Fact("exceptions", each.text) for each in self.breaks)]
        if self.last_entry is not None:
            value = -self.last_entry if self.last_entry < 0 else _clock(self.last_entry)
            found.append(Fact("last_entry", value))
        return tuple(found)

    def spans(self, day: date) -> list[tuple[int, int]]:
        """The spans that begin on a day, by the rules in their order."""
        spans = list(self.hours.on(day))
        holding = [each for each in self.breaks if _holds(each, day)]
        deciding = [each for each in holding if each.state != "also"]
        if deciding:
            spans = list(self._decided(deciding[-1], day))
        return spans + [span for each in holding if each.state == "also" for span in each.times]

    def _decided(self, rule: Break, day: date) -> Iterable[tuple[int, int]]:
        if rule.state == "off":
            return ()
        if rule.state == "times":
            return rule.times
        days = (self.hours.on(day + timedelta(step)) for step in range(14))
        return next((spans for spans in days if spans), ())

    def open_minutes(self, day: date) -> set[int]:
        """The minutes of a day on which it is open, those of the evening before that ran on among them."""
        spans = self._around(day)
        return {minute for minute in range(DAY) if any(first <= minute < last for first, last, _ in spans)}

    def entry_minutes(self, day: date) -> set[int]:
        """The minutes of a day on which one gets in."""
        spans = self._around(day)
        return {minute for minute in range(DAY) if any(first <= minute < last and minute <= latest
                                                       for first, last, latest in spans)}  # fmt: skip

    def _around(self, day: date) -> list[tuple[int, int, int]]:
        """The spans of a day and of the evening before, in minutes of that day, each with its latest entry."""
        before = self.spans(day - timedelta(1))
        found = [(first, last, self._latest(first, last)) for first, last in self.spans(day)]
        return found + [(first - DAY, last - DAY, self._latest(first, last) - DAY) for first, last in before]

    def _latest(self, first: int, last: int) -> int:
        if self.last_entry is None:
            return last
        limit = last + self.last_entry if self.last_entry < 0 else self.last_entry
        return limit if first < limit <= last else last


def _holds(rule: Break, day: date) -> bool:
    at = day - timedelta(rule.shift)
    if rule.weekdays and at.weekday() not in rule.weekdays:
        return False
    if rule.but and _is_of(rule.but, at, rule) and not rule.shift:
        return False
    return _is_of(rule.which, at, rule)


def _is_of(which: str, day: date, rule: Break) -> bool:
    iso = day.isoformat()
    if which == "weekday":
        return True
    if which == "holidays":
        return any(_between(iso, span) for spans in OFF.values() for span in spans)
    if which in OFF:
        return any(_between(iso, span) for span in OFF[which])
    if which == "workdays":
        return iso in WORKED
    if which == "term qingming":
        return iso in QINGMING
    if which == "lunar":
        starts = zip(LUNAR[rule.first], LUNAR[rule.last], strict=True)
        return any(first <= iso <= last for first, last in starts)
    first, last = rule.first, rule.last
    if len(first) == 10:
        return first <= iso <= last
    return first <= iso[5:] <= last if first <= last else iso[5:] >= first or iso[5:] <= last


def _between(iso: str, span: str) -> bool:
    first, last = span.split("/")
    return first <= iso <= last


def _rule_text(months: tuple[int, ...], weekdays: tuple[int, ...], times: tuple[tuple[int, int], ...]) -> str:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    month = "" if len(months) == 12 else ",".join(names[each - 1] for each in months)
    days = ",".join(DAYS[each] for each in weekdays)
    spans = ",".join(f"{_clock(first)}-{_clock(last)}" for first, last in times) or "off"
    return " ".join(filter(None, (month, days, spans)))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
