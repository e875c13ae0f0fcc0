"""What only those on the spot can tell: the queue now, the seats left, today's market price, a password.

No entry holds it, whatever else is known of the place: an honest no, with what is usual and whom to ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from guide.retrieval.index import Snapshot
from guide.skills import quoting
from guide.skills.notices import Watch
from guide.types import Finding, Question

NAME = "live"
CROWD, LEFT, MARKET, INSIDE, TIMETABLE = "crowd", "left", "market", "inside", "timetable"
"""How many wait, what is left, the price of the day, what only those in charge know, and how trains run."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, and how a sentence tells what it mostly is like."""

    what: str
    usual: re.Pattern[str]


def find(asked: Asked, question: Question, snapshot: Snapshot, watch: Watch) -> Finding | None:
    """No answer, the first place in talk, and its sentence on what is usual; None where a notice tells."""
    entry = snapshot.entry(question.entries[0]) if question.entries else None
    if entry and asked.what == CROWD and watch.of(entry, question.now, snapshot):
        return None
    usual = quoting.saying(entry, question.lang, asked.usual) if entry else None
    return Finding(
        NAME, question.lang, question.standalone, entries=(entry,) if entry else (), texts=(usual,) if usual else (),
        answered=False, detail=asked,
    )  # fmt: skip
