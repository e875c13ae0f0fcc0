"""Figures of what visitors asked: nothing is lost in counting, and what is rare has no name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.insight.usage import OTHER, SMALL, Latency, Tally, Usage, joined, rare_joined, tail, usage
from guide.storage.journal import Journal
from guide.storage.journal_figures import JournalFigures, Span
from guide.storage.journal_rows import Turn
from guide.types import Touched

NOW = datetime(2026, 5, 3, 4, tzinfo=UTC)
THERE = ZoneInfo("Asia/Shanghai")
TURN = Turn("", NOW, None, "q", "en", "explain", True, "templates", ("house",), 40.0, "lampton", Touched(("house",)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    opened = Journal.open(path, lambda: NOW)
    yield opened
    opened.close()


def figures(journal: Journal, path: Path, days: int = 2, city: str = "") -> Usage:
    journal.flush()
    return usage(JournalFigures(path), Span(NOW - timedelta(days=days), NOW, city), THERE)


def test_days_and_hours_are_those_of_the_city(journal: Journal, path: Path) -> None:
    late = datetime(2026, 5, 1, 16, 30, tzinfo=UTC)  # half past midnight there, the next day
    journal.record(replace(TURN, id="a", at=late))
    journal.record(replace(TURN, id="b", at=late - timedelta(minutes=31), answered=False))
    journal.feedback("a", "up")
    found = figures(journal, path)
    assert found.days == {date(2026, 5, 1): Tally(1), date(2026, 5, 2): Tally(1, 1, 1), date(2026, 5, 3): Tally()}
    assert (found.hours[0], found.hours[23], sum(found.hours)) == (1, 1, 2)
    assert found.total == Tally(2, 1, 1) and found.total.rate == 0.5


def test_only_the_span_and_the_city_count(journal: Journal, path: Path) -> None:
    for number, (days, city) in enumerate(((0.5, "lampton"), (0.5, "fogton"), (9, "lampton"))):
        journal.record(replace(TURN, id=str(number), at=NOW - timedelta(days=days), city=city))
    assert figures(journal, path).total.asked == 2
    assert figures(journal, path, city="fogton").total.asked == 1
    assert figures(journal, path, days=30).total.asked == 3


def test_a_place_asked_about_in_vain_counts_once_and_a_rare_one_has_no_name(journal: Journal, path: Path) -> None:
    for number in range(3):
        journal.record(replace(TURN, id=f"a{number}", at=NOW - timedelta(hours=1)))
    vain = replace(TURN, id="v", at=NOW - timedelta(hours=1), answered=False, entries=(), touched=Touched(("secret",)))
    journal.record(vain)
    assert figures(journal, path).places == {"house": 3, OTHER: 1}


def test_how_long_answers_took(journal: Journal, path: Path) -> None:
    for number in range(100):
        journal.record(replace(TURN, id=str(number), at=NOW - timedelta(hours=1), milliseconds=10.0 * (number + 1)))
    found = figures(journal, path)
    assert found.latency == Latency(500, 950) and list(found.daily_latency.values()) == [Latency(500, 950)]


def test_an_empty_journal_is_no_fault(journal: Journal, path: Path) -> None:
    found = figures(journal, path)
    assert (found.total, found.latency, found.tail, found.places, found.langs) == (Tally(), None, None, {}, {})


def test_the_long_tail_is_what_lies_beyond_ten_places() -> None:
    assert tail(Counter({f"p{n}": 9 for n in range(10)} | {f"q{n}": 1 for n in range(10)})) == 0.1
    assert tail(Counter({"p": 5})) == 0.0 and tail(Counter()) is None


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 9), max_size=40), st.integers(1, 30))
def test_nothing_is_lost_and_nothing_rare_is_named(counts: dict[str, int], most: int) -> None:
    told = rare_joined(Counter({name: count for name, count in counts.items() if name != OTHER}), most)
    assert sum(told.values()) == sum(count for name, count in counts.items() if name != OTHER)
    assert all(count >= SMALL for name, count in told.items() if name != OTHER)
    tallies = joined({name: Tally(count, count) for name, count in counts.items() if name != OTHER})
    assert sum(each.asked for each in tallies.values()) == sum(told.values())
    assert all(each.asked >= SMALL for name, each in tallies.items() if name != OTHER)
