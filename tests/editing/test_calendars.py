"""A calendar that cannot be used is named by `guide check`, each fault with where it stands."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.editing import validate
from guide.shipped import folder
from guide.visiting.calendar import BadCalendar, made

SHIPPED = (folder("knowledge") / "calendar" / "cn.yaml").read_text(encoding="utf-8")


def check(tmp_path: Path, text: str) -> list[str]:
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "cn.yaml").write_text(text, encoding="utf-8")
    return [f"{each.file} {each.code} {each.values['where']} {each.values['what']}"
            for each in validate.check_folder(tmp_path)]  # fmt: skip


def test_the_shipped_calendar_has_no_faults(tmp_path: Path) -> None:
    assert check(tmp_path, SHIPPED) == []


@pytest.mark.parametrize("old,new,fault", [
    ("first: 2026-02-15", "first: 2026-02-25", "years.2026.days_off out-of-order 2026-02-25"),
    ("first: 2026-05-01", "first: 2026-04-06", "years.2026.days_off out-of-order 2026-04-06"),
    ("last: 2026-10-07", "last: 2026-10-77", "years.2026.days_off no-date 2026-10-77"),
    ("2026-02-14: spring-festival", "2026-02-13: spring-festival", "years.2026.working_days not-worked 2026-02-13"),
    ("2026-02-14: spring-festival", "2026-02-15: spring-festival", "years.2026.working_days off-and-worked 2026-02-15"),
    ("holiday: labour-day, first: 2026", "holiday: may-day, first: 2026", "years.2026.days_off unknown-holiday"),
    ("holiday: labour-day, first: 2026", "holiday: new-year, first: 2026", "years.2026.days_off left-out labour-day"),
    ("url: https://politics", "url: politics", "years.2026.source no-source"),
    ("usual: 10-01/10-07", "usual: golden week", "holidays.national-day.usual no-days"),
    ("  2026:\n", "  next:\n", "years.next not-a-year"),
])  # fmt: skip
def test_each_fault_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in SHIPPED
    assert f"calendar/cn.yaml bad-calendar {fault}" in check(tmp_path, SHIPPED.replace(old, new, 1))


@pytest.mark.parametrize(
    "text", ["", "- a", "years: {2026: 3}\nholidays: {}", "a: [", "\x00", "holidays: {new-year: 1}"]
)
def test_what_is_no_calendar_at_all_is_a_fault_and_no_crash(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text)


def test_a_folder_without_calendar_is_fine(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "calendar", ignore_errors=True)
    assert validate.check_folder(tmp_path) == []


_DEEP = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8) | st.sampled_from(["2026-02-30", "Mo off", "new-year"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["holidays", "years", "2026", "days_off", "working_days", "source", "names",
                                       "new-year", "holiday", "first"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(_DEEP)
def test_any_document_is_a_calendar_or_named_faults(document: object) -> None:
    with contextlib.suppress(BadCalendar):
        made(document)
