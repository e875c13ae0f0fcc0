"""The hours of a day: sessions, seasons, disagreeing sources, exceptions, limits and what is not known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.shipped import folder
from guide.types import Entry, Fact, Value
from guide.visiting import calendar
from guide.visiting.moment import Moment
from guide.visiting.opening import Day, limit_of, windows
from guide.visiting.status import AWAY, EARLY, LATE, OPEN, OVER, SHUT, UNKNOWN, next_opening, status, statuses

CHINA = calendar.read(folder("knowledge") / "calendar" / "cn.yaml")
NIGHT = {"zh-Hans": "夜场", "en": "night"}
MUSEUM = (Fact("hours", "Tu-Su 09:00-17:00; Mo off"), Fact("last_entry", "16:00"))


def place(*facts: Fact) -> Entry:
    return Entry("place", "museum", "c", facts=facts)


def on(day: str, *facts: Fact) -> Day:
    return windows(place(*facts), date.fromisoformat(day), CHINA)


def spans(found: Day) -> list[tuple[int, int]]:
    return [(each.opens, each.closes) for each in found.windows]


def at(day: str, minute: int, *facts: Fact) -> str:
    when = date.fromisoformat(day)
    return status(place(*facts), Moment(when, when, (minute, minute)), CHINA).verdict


def test_sessions_have_their_labels_and_their_own_last_entry() -> None:
    found = on("2026-11-24", *MUSEUM, Fact("hours", "18:30-22:00", NIGHT), Fact("last_entry", 30, NIGHT))
    assert spans(found) == [(540, 1020), (1110, 1320)]
    assert [each.latest for each in found.windows] == [960, 1290]
    assert [each.label for each in found.windows] == [None, NIGHT]
    assert {fact.field for fact in found.facts} == {"hours", "last_entry"}


def test_a_clock_time_is_for_the_session_it_lies_in() -> None:
    found = on("2026-11-24", Fact("hours", "08:00-11:30,13:30-17:00"), Fact("last_entry", "16:30"))
    assert [each.latest for each in found.windows] == [690, 990]


def test_the_earlier_of_last_entry_and_last_ticket_counts() -> None:
    found = on("2026-11-24", *MUSEUM, Fact("last_ticket", "15:30"))
    assert (found.windows[0].last_entry, found.windows[0].last_ticket, found.windows[0].latest) == (960, 930, 930)


def test_seasons_and_validity_choose_the_facts() -> None:
    facts = (Fact("hours", "08:00-18:00", when="Mar-Nov"), Fact("hours", "09:00-17:00", when="Dec-Feb"),
             Fact("hours", "07:00-23:00", NIGHT, valid_from="2026-07", valid_until="2026-08-15"))  # fmt: skip
    assert spans(on("2026-11-30", *facts)) == [(480, 1080)]
    assert spans(on("2026-12-01", *facts)) == [(540, 1020)]
    assert spans(on("2026-07-01", *facts)) == [(420, 1380), (480, 1080)]
    assert spans(on("2026-08-16", *facts)) == [(480, 1080)]


def test_sources_that_disagree_are_both_told() -> None:
    found = on("2026-11-24", Fact("hours", "07:30-17:30"), Fact("hours", "07:30-18:00"))
    assert spans(found) == [(450, 1050)] and [(each.opens, each.closes) for each in found.others] == [(450, 1080)]
    assert on("2026-11-24", Fact("hours", "07:30-17:30"), Fact("hours", "Mo-Su 07:30-17:30")).others == ()


def test_a_rule_names_the_day_it_made_different() -> None:
    rule = Fact("exceptions", "holidays Mo open")
    found = on("2026-10-05", *MUSEUM, rule)
    assert spans(found) == [(540, 1020)] and found.exception == rule
    assert on("2026-10-06", *MUSEUM, rule).exception is None
    assert on("2026-10-12", *MUSEUM, rule).windows == ()


def test_the_last_rule_counts_and_also_adds() -> None:
    rules = (Fact("exceptions", "10-01/10-07 08:00-20:00"), Fact("exceptions", "2026-10-03 off"),
             Fact("exceptions", "10-03/10-04 also 21:00-22:00"))  # fmt: skip
    assert spans(on("2026-10-02", *MUSEUM, *rules)) == [(480, 1200)]
    assert spans(on("2026-10-03", *MUSEUM, *rules)) == [(1260, 1320)]
    assert spans(on("2026-10-04", *MUSEUM, *rules)) == [(480, 1200), (1260, 1320)]


def test_a_closure_is_known_without_hours() -> None:
    closed = Fact("exceptions", "2026-11-01/2026-11-30 off")
    assert on("2026-11-24", closed).known and on("2026-11-24", closed).windows == ()
    assert not on("2026-12-01", closed).known


def test_words_are_kept_and_compute_nothing() -> None:
    found = on("2026-11-24", Fact("hours", "8:00-17:00，周一闭馆"))
    assert not found.known and len(found.words) == 1


def test_a_year_without_notice_leaves_the_day_unsettled() -> None:
    rule = Fact("exceptions", "holidays Mo open")
    found = on("2027-10-04", *MUSEUM, rule)
    assert found.windows == () and found.unsettled == rule
    assert on("2027-02-08", *MUSEUM, rule).unsettled is None  # by law it is a holiday, whatever the notice says


def test_an_evening_that_runs_on_belongs_to_the_day_it_began() -> None:
    bar = Fact("hours", "Fr-Sa 18:00-02:00")
    assert spans(on("2026-11-20", bar)) == [(1080, 1560)] and spans(on("2026-11-22", bar)) == []
    assert at("2026-11-22", 60, bar) == OPEN and at("2026-11-22", 120, bar) == SHUT
    assert spans(on("2026-11-22", Fact("hours", "24/7"))) == [(0, 1440)]


@pytest.mark.parametrize(
    ("minute", "verdict"), [(0, EARLY), (539, EARLY), (540, OPEN), (960, OPEN), (961, LATE), (1019, LATE), (1020, OVER)]
)
def test_each_minute_has_its_verdict(minute: int, verdict: str) -> None:
    assert at("2026-11-24", minute, *MUSEUM) == verdict


def test_a_closed_day_says_when_next() -> None:
    monday = date(2026, 11, 23)
    found = status(place(*MUSEUM), Moment(monday, monday), CHINA)
    assert found.verdict == SHUT and found.next and found.next[0] == date(2026, 11, 24)
    assert next_opening(place(Fact("exceptions", "Mo off")), monday, CHINA) is None


def test_a_part_of_the_day_is_open_when_one_can_come_in_during_it() -> None:
    day, evening = date(2026, 11, 24), (1080, 1320)
    assert status(place(*MUSEUM), Moment(day, day, evening), CHINA).verdict == AWAY
    assert status(place(*MUSEUM, Fact("hours", "18:30-22:00", NIGHT)), Moment(day, day, evening), CHINA).is_open
    assert status(place(Fact("phone", "1")), Moment(day, day), CHINA).verdict == UNKNOWN


def test_another_source_is_told_only_where_it_decides() -> None:
    facts = (Fact("hours", "07:30-17:30"), Fact("hours", "07:30-18:00"))
    day = date(2026, 11, 24)
    said = [status(place(*facts), Moment(day, day, (minute, minute)), CHINA).disputed for minute in (600, 1060, 1200)]
    assert [each is not None for each in said] == [False, True, False]


def test_all_days_of_a_holiday_have_a_status() -> None:
    found = list(statuses(place(*MUSEUM), Moment(date(2026, 10, 1), date(2026, 10, 7)), CHINA))
    assert [each.verdict for each in found] == [OPEN] * 4 + [SHUT] + [OPEN] * 2


@pytest.mark.parametrize(("value", "said"), [
    ("16:00", (960, True)), (30, (30, False)), ("45", (45, False)), ("24:00", (1440, True)), ("4pm", None), (-5, None),
    (True, None), (("16:00",), None), (1.5, None), ({"en": "half an hour before"}, None),
])  # fmt: skip
def test_limits_are_clock_times_or_minutes_before_closing(value: Value, said: tuple[int, bool] | None) -> None:
    found = limit_of(value)
    assert ((found.minutes, found.is_clock) if found else None) == said


_FIELDS = st.sampled_from(["hours", "exceptions", "last_entry", "last_ticket"])
_VALUES = st.sampled_from(["24/7", "Mo off", "holidays open", "16:00", "09:00-17:00", "18:00-02:00"])
_FACTS = st.builds(
    Fact, _FIELDS, st.text(max_size=12) | _VALUES | st.integers(-10, 2000), when=st.none() | st.text(max_size=6)
)


@given(st.lists(_FACTS, max_size=6), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_any_facts_have_a_day(facts: list[Fact], day: date) -> None:
    found = windows(place(*facts), day, CHINA)
    assert found.known or not found.windows
    for each in found.windows:
        assert 0 <= each.opens < 1440 and each.opens < each.closes <= 2880 and each.opens < each.latest <= each.closes
