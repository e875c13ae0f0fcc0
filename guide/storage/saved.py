"""Saved questions: what is asked, what an accepted answer holds, and how each run over them went.

The checks are those of a line of a `guide eval` file, with the entries that must be cited beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.engine import Connection

from guide.storage.database import Database
from guide.storage.rows import insert_missing
from guide.storage.tables import saved_questions, saved_results, saved_runs

Outcome: TypeAlias = Literal["", "right", "wrong", "unanswered"]
"""How a trial went; "" before the first one."""
ORIGINS = ("hand", "journal", "gap", "shipped")
KEPT_RUNS = 60
"""Runs whose answers are kept: two months of nights. The counts of older ones stay for the trend."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What makes an answer right; see guide.dialogue.evaluate.Case for the first three."""

    accept: tuple[str, ...] = ()
    need: tuple[tuple[str, ...], ...] = ()
    reject: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    """Ids of entries, each of which must be cited or shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the words, the turns before them as (role, text), and from where and when, where that matters."""

    question: str
    lang: str = ""
    """As the eval files have it, without "zh": a language of the guide, or "" to be found out."""
    checks: Checks = Checks()
    history: tuple[tuple[str, str], ...] = ()
    now: str = ""
    """ISO time with an offset, else the time of the trial."""
    location: tuple[float, float] | None = None

    @property
    def key(self) -> str:
        """The same for the same question in the same place of a talk, whatever its checks."""
        told = [self.question.strip(), self.lang, self.history, self.now, self.location]
        return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Trial:
    """How one question was answered: `entries` are those it cited or showed."""

    outcome: Outcome = ""
    answer: str = ""
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """One saved question, where it came from, who saved it last, and its last trial."""

    id: int
    asked: Asked
    origin: str
    author: str
    at: datetime
    last: Trial = Trial()
    tried: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `kind` is hand or night; `ended` is None while it goes on, or when it was cut off."""

    id: int
    kind: str
    author: str
    at: datetime
    ended: datetime | None
    total: int
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def done(self) -> int:
        """How many were asked as yet."""
        return sum(self.counts.values())

    @property
    def share(self) -> float:
        """The share of right answers among those asked, 0 to 1."""
        return self.counts.get("right", 0) / self.done if self.done else 0.0


class SavedQuestions:
    """The questions, their trials and runs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, asked: Iterable[Asked], origin: str, author: str, at: datetime) -> int:
        """Keep questions; those that are there already stay as they are. Returns how many were new."""
        made = [{**_row(each, author, at), "origin": origin, **_NEVER} for each in asked]
        before = self.count()
        with self._database.writing() as connection:
            for row in made:
                connection.execute(insert_missing(connection, saved_questions), row)
        return self.count() - before

    def change(self, number: int, asked: Asked, author: str, at: datetime) -> bool:
        """Put new words or checks in place of the old; False when another question says just that."""
        with self._database.writing() as connection:
            taken = select(saved_questions.c.id).where(saved_questions.c.key == asked.key)
            if connection.execute(taken).scalar() not in (None, number):
                return False
            changed = update(saved_questions).where(saved_questions.c.id == number)
            connection.execute(changed.values(**_row(asked, author, at), **_NEVER))
            return True

    def remove(self, number: int) -> None:
        """Take one away. Its results stay in the counts of the runs."""
        with self._database.writing() as connection:
            connection.execute(delete(saved_questions).where(saved_questions.c.id == number))

    def count(self) -> int:
        """How many there are."""
        return len(self._ids())

    def get(self, number: int) -> Saved | None:
        """One question."""
        with self._database.reading() as connection:
            row = connection.execute(select(saved_questions).where(saved_questions.c.id == number)).one_or_none()
        return _saved(row) if row else None

    def with_key(self, key: str) -> Saved | None:
        """The question with a digest."""
        with self._database.reading() as connection:
            row = connection.execute(select(saved_questions).where(saved_questions.c.key == key)).one_or_none()
        return _saved(row) if row else None

    def all(self) -> list[Saved]:
        """Every question, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(saved_questions).order_by(saved_questions.c.id.desc())).all()
        return [_saved(row) for row in rows]

    def tried(self, trials: Mapping[int, Trial], at: datetime) -> None:
        """Remember how questions were answered last."""
        with self._database.writing() as connection:
            _remember(connection, trials, at)

    def begin(self, kind: str, author: str, at: datetime, total: int) -> int:
        """Open a run and return its number; answers of runs long past are let go."""
        values = {"kind": kind, "author": author, "at": at, "total": total, "right": 0, "wrong": 0, "unanswered": 0}
        with self._database.writing() as connection:
            number = connection.execute(insert(saved_runs).values(**values).returning(saved_runs.c.id)).scalar_one()
            connection.execute(delete(saved_results).where(saved_results.c.run <= number - KEPT_RUNS))
        return int(number)

    def record(self, run: int, trials: Mapping[int, Trial], at: datetime) -> None:
        """Add the trials of a part of a run, and count them."""
        rows = [
            {"run": run, "question_id": number, "outcome": each.outcome, "answer": each.answer}
            for number, each in trials.items()
        ]
        outcomes: list[str] = [each.outcome for each in trials.values()]
        counted = {name: saved_runs.c[name] + outcomes.count(name) for name in COUNTED}
        with self._database.writing() as connection:
            if rows:
                connection.execute(insert(saved_results), rows)
            connection.execute(update(saved_runs).where(saved_runs.c.id == run).values(**counted))
            _remember(connection, trials, at)

    def end(self, run: int, at: datetime) -> None:
        """Close a run."""
        with self._database.writing() as connection:
            connection.execute(update(saved_runs).where(saved_runs.c.id == run).values(ended=at))

    def runs(self, most: int) -> list[Run]:
        """The runs, the latest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(saved_runs).order_by(saved_runs.c.id.desc()).limit(most)).all()
        return [_run(row) for row in rows]

    def run(self, number: int) -> Run | None:
        """One run."""
        with self._database.reading() as connection:
            row = connection.execute(select(saved_runs).where(saved_runs.c.id == number)).one_or_none()
        return _run(row) if row else None

    def results(self, run: int) -> dict[int, Trial]:
        """What each question was answered in a run, by the number of the question."""
        with self._database.reading() as connection:
            rows = connection.execute(select(saved_results).where(saved_results.c.run == run)).all()
        return {row.question_id: Trial(row.outcome, row.answer) for row in rows}

    def past(self, number: int, most: int) -> list[tuple[Run, Trial]]:
        """How one question went in the last runs, the latest first."""
        query = select(saved_runs, saved_results.c.outcome, saved_results.c.answer)
        query = query.join_from(saved_results, saved_runs, saved_results.c.run == saved_runs.c.id)
        query = query.where(saved_results.c.question_id == number).order_by(saved_runs.c.id.desc()).limit(most)
        with self._database.reading() as connection:
            return [(_run(row), Trial(row.outcome, row.answer)) for row in connection.execute(query).all()]

    def _ids(self) -> Sequence[int]:
        with self._database.reading() as connection:
            return connection.execute(select(saved_questions.c.id)).scalars().all()


COUNTED = ("right", "wrong", "unanswered")
_NEVER: Mapping[str, Any] = {"outcome": "", "answer": "", "entries": "[]", "tried": None}


def _remember(connection: Connection, trials: Mapping[int, Trial], at: datetime) -> None:
    for number, each in trials.items():
        told = {"outcome": each.outcome, "answer": each.answer, "entries": json.dumps(each.entries), "tried": at}
        connection.execute(update(saved_questions).where(saved_questions.c.id == number).values(**told))


def _row(asked: Asked, author: str, at: datetime) -> dict[str, Any]:
    kept = {**asdict(asked.checks), "history": asked.history, "now": asked.now, "location": asked.location}
    return {
        "key": asked.key, "question": asked.question.strip(), "lang": asked.lang,
        "checks": json.dumps(kept, ensure_ascii=False), "author": author, "at": at,
    }  # fmt: skip


def _saved(row: Row[Any]) -> Saved:
    kept = json.loads(row.checks)
    checks = Checks(*(_frozen(kept[name]) for name in ("accept", "need", "reject", "cites")))
    asked = Asked(row.question, row.lang, checks, _frozen(kept["history"]), kept["now"], _frozen(kept["location"]))
    last = Trial(row.outcome, row.answer, tuple(json.loads(row.entries)))
    return Saved(row.id, asked, row.origin, row.author, row.at, last, row.tried)


def _run(row: Row[Any]) -> Run:
    counts = {name: getattr(row, name) for name in COUNTED}
    return Run(row.id, row.kind, row.author, row.at, row.ended, row.total, counts)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
