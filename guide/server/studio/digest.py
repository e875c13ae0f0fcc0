"""The week's digest of the re-check list, as words to mail: how much is due, what was confirmed, the most pressing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guide.insight.due_facts import REASONS, DueFact, DueFacts
from guide.server.locales import Words
from guide.text.worded import in_any

TOP = 20
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """What the digest says. `confirmed` counts facts by person over seven days."""

    today: str
    total: int
    reasons: Sequence[tuple[str, int]]
    confirmed: Mapping[str, int]
    top: Sequence[DueFact]


def week(facts: DueFacts, today: date) -> Week:
    """The digest of a day."""
    due = facts.due(today)
    counts = Counter(reason for each in due for reason in each.reasons)
    reasons = [(each, counts[each]) for each in REASONS if counts[each]]
    return Week(today.isoformat(), len(due), reasons, facts.confirmed(today - WEEK), due[:TOP])


def plain(told: Week, words: Words, made: str) -> str:
    """The digest as text. `made` is when, as clocks of the city show it."""
    lines = [words("recheck.digest.title", day=told.today), words("recheck.digest.made", time=made), ""]
    lines += [words("recheck.digest.due", count=told.total)]
    lines += [f"- {words(f'recheck.reason.{each}')}: {count}" for each, count in told.reasons]
    lines += [words("recheck.digest.confirmed", count=sum(told.confirmed.values())), ""]
    lines += [words("recheck.digest.top")]
    lines += [f"{n}. {_line(each, words)}" for n, each in enumerate(told.top, 1)]
    return "\n".join(lines) + "\n"


def _line(due: DueFact, words: Words) -> str:
    name = in_any(due.names, words.lang) or due.entry
    field = words(f"field.{due.fact.field}") if f"field.{due.fact.field}" in words else due.fact.field
    why = words("comma").join(words(f"recheck.reason.{each}") for each in due.reasons)
    return words("recheck.digest.line", name=name, field=field, since=due.since or "–", why=why, id=due.entry)
