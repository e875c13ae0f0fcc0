"""What a change did: the same time before and after, only questions that touched the entry, silence where few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from guide.insight.effect import FEW, Effects
from guide.insight.usage import Tally
from guide.storage.database import Database
from guide.storage.journal import Journal
from guide.storage.journal_figures import JournalFigures
from guide.storage.journal_rows import Turn
from guide.storage.publications import Publication, Publications
from guide.types import Touched

NOW = datetime(2026, 5, 20, tzinfo=UTC)
AT = NOW - timedelta(days=10)
CHANGE = Publication("house", 2, "li", AT, "new price")
TURN = Turn("", NOW, None, "q", "en", "explain", True, "templates", (), 40.0, "lampton", Touched(("house",)))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(tmp_path / "journal.db", lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def effects(tmp_path: Path, database: Database) -> Effects:
    return Effects(JournalFigures(tmp_path / "journal.db"), Publications(database), lambda: NOW)


def ask(journal: Journal, count: int, at: datetime, **more: object) -> None:
    for number in range(count):
        turn = replace(TURN, id=f"{at}{number}{more}", at=at + timedelta(seconds=number), **more)  # type: ignore[arg-type]
        journal.record(turn)
    journal.flush()


def test_equal_spans_and_only_what_touched_the_entry(journal: Journal, effects: Effects) -> None:
    ask(journal, FEW, AT - timedelta(days=9), answered=False)
    ask(journal, FEW, AT + timedelta(days=9), entries=("house",), touched=Touched())
    ask(journal, 5, AT - timedelta(days=11))  # further back than the change is old
    ask(journal, 5, AT, touched=Touched(("bridge",)))
    journal.feedback(f"{AT + timedelta(days=9)}0{{'entries': ('house',), 'touched': {Touched()!r}}}", "up")
    journal.flush()
    (effect,) = effects.of([CHANGE])
    assert (effect.span, effect.before, effect.after) == (timedelta(days=10), Tally(FEW, 0), Tally(FEW, FEW, 1))
    assert effect.is_told


def test_of_few_questions_nothing_is_said(journal: Journal, effects: Effects) -> None:
    ask(journal, FEW, AT - timedelta(days=1))
    ask(journal, FEW - 1, AT)
    (effect,) = effects.of([CHANGE])
    assert not effect.is_told and effect.after.asked == FEW - 1


def test_a_change_of_long_ago_is_compared_over_a_month_and_one_of_the_future_over_nothing(
    journal: Journal, effects: Effects
) -> None:
    journal.flush()
    old, coming = replace(CHANGE, at=NOW - timedelta(days=90)), replace(CHANGE, at=NOW + timedelta(days=1))
    assert [each.span for each in effects.of([old, coming])] == [timedelta(days=30), timedelta()]
    assert effects.of([]) == []
