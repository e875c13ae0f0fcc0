"""Thousands of days held against readers that share no code with ours. docs/calendar-oracle.md tells of them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import pytest

from guide.editing import files
from guide.shipped import folder
from guide.types import Entry
from guide.visiting import calendar, hours, lunar
from guide.visiting.calendar import Calendar
from guide.visiting.exceptions import DAY
from guide.visiting.moment import Moment
from guide.visiting.opening import Day, windows
from guide.visiting.status import status
from tests.visiting import cases
from tests.visiting.oracle import Place, ask_node

SHIPPED_DAYS = [date(2026, 1, 1) + timedelta(31 * step) for step in range(12)]


KNOWN = [("Oct Sa[-1] 18:30-20:30; Jul,May 06:15-18:15; Th 18:30-24:30", "2026-05-01")]
"""Days on which the two disagree, each told in docs/calendar-oracle.md."""
ICU_IS_OFF = (("2027-02-06", "2027-03-07"), ("2030-02-02", "2030-03-03"))
"""Lunar months that ICU begins a day too late or too early: the new moon is minutes from midnight in Beijing."""


@cache
def china() -> Calendar:
    return calendar.read(folder("knowledge") / "calendar" / "cn.yaml")


def own_minutes(notation: str, day: date) -> set[int]:
    """The open minutes of a day by our reading, the evening before's among them."""
    today = {minute for first, last in hours.spans_on(notation, day) for minute in range(first, min(last, DAY))}
    before = hours.spans_on(notation, day - timedelta(1))
    return today | {minute for _, last in before for minute in range(0, last - DAY)}


def shipped_notations() -> list[tuple[str, date]]:
    facts = (fact for entry in files.read_folder(folder("knowledge")).entries for fact in entry.of("hours"))
    texts = {str(fact.value) for fact in facts if isinstance(fact.value, str) and hours.is_computable(fact.value)}
    texts = {text for text in texts if not hours.is_open_ended(text)}
    return [(text, day) for text in sorted(texts) for day in SHIPPED_DAYS]


def test_the_notation_is_read_as_opening_hours_js_reads_it() -> None:
    asked = [*cases.notations(), *shipped_notations()]
    assert len(asked) > 1_900
    assert all(hours.is_computable(text) for text, _ in asked)
    answers = ask_node([{"notation": text, "day": day.isoformat()} for text, day in asked])
    differing = []
    for (text, day), answer in zip(asked, answers, strict=True):
        theirs = {minute for first, last in answer for minute in range(first, min(last, DAY))}
        if own_minutes(text, day) != theirs:
            differing.append((text, day.isoformat()))
    assert differing == KNOWN


def test_exceptions_are_kept_as_the_reference_keeps_them_minute_by_minute() -> None:
    asked = list(cases.places())
    assert len(asked) > 1_100
    for place, day in asked:
        entry = Entry("place", "museum", "c", facts=place.facts)
        today, before = (windows(entry, each, china()) for each in (day, day - timedelta(1)))
        said = [fact.value for fact in entry.facts]
        assert _open(today, before) == place.open_minutes(day), (said, day)
        assert _entry(today, before) == place.entry_minutes(day), (said, day)
        _check_status(entry, place, day)


def _open(today: Day, before: Day) -> set[int]:
    own = {minute for each in today.windows for minute in range(each.opens, min(each.closes, DAY))}
    return own | {minute for each in before.windows for minute in range(0, each.closes - DAY)}


def _entry(today: Day, before: Day) -> set[int]:
    found = {at for each in today.windows for at in range(each.opens, min(each.closes, each.latest + 1, DAY))}
    return found | {at for each in before.windows for at in range(0, min(each.closes, each.latest + 1) - DAY)}


def _check_status(entry: Entry, place: Place, day: date) -> None:
    """At the edges, where a minute decides."""
    enters = place.entry_minutes(day)
    edges = {minute for minute in enters if not {minute - 1, minute + 1} <= enters}
    for minute in sorted({0, 720, DAY - 1} | edges | {edge + 1 for edge in edges if edge < DAY - 1}):
        assert status(entry, Moment(day, day, (minute, minute)), china()).is_open == (minute in enters), (day, minute)


def test_lunar_days_are_those_of_another_almanac() -> None:
    days = [date(2020, 1, 1) + timedelta(step) for step in range(365 * 20)]
    answers = ask_node([{"lunar": day.isoformat()} for day in days])
    months = [(day, *answer[:2]) for day, answer in zip(days, answers, strict=True) if not answer[2]]
    assert len(months) > 7_000
    for day, month, number in months:
        if not any(first <= day.isoformat() <= last for first, last in ICU_IS_OFF):
            assert day in (lunar.civil(year, month, number) for year in (day.year - 1, day.year))


@pytest.mark.parametrize("text", [
    "05:30-11:00; 14:00-17:00", "Mo-Fr 09:00-17:00; PH off", "SH 09:00-12:00", "sunrise-sunset", "Mo-Fr dawn-dusk",
    "Apr,Jan Mo[1] 07:45-18:00", "9-17", "8:00-17:00，周一闭馆", "Mo-Fr 25:00-27:00",
])  # fmt: skip
def test_what_others_read_and_we_refuse_is_never_computed(text: str) -> None:
    """docs/calendar-oracle.md lists them with the reasons."""
    assert not hours.is_computable(text)
