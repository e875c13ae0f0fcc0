"""What the journal writes: a turn, a thumb, and the rows they become."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from guide.storage.journal_file import question_key
from guide.types import Touched

_LONGEST = 2000

_INSERT = """
INSERT OR IGNORE INTO turns
(id, at, conversation, question, question_key, lang, skill, answered, composer, entries, milliseconds,
 city, about, recommended, wishes, asked, lacked, said)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_RATE = "UPDATE turns SET thumb = ?, reason = ? WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Turn:
    """One answered message. `question` is redacted and `conversation` a pseudonym before they come here."""

    id: str
    at: datetime
    conversation: str | None
    question: str
    lang: str
    skill: str
    answered: bool
    composer: str
    entries: tuple[str, ...]
    """The entries the answer was made from, as it cites them."""
    milliseconds: float
    city: str = ""
    """The city the answer is of; empty in turns from before it was kept."""
    touched: Touched = Touched()
    said: str = ""
    """The answer's words, redacted, so that an editor sees what a visitor was told; empty where a position was used."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A visitor's thumb for a turn."""

    turn_id: str
    thumb: str
    reason: str | None


def statement(item: Turn | Rating) -> tuple[str, tuple[Any, ...]]:
    """The SQL that writes a turn or a thumb, and its values."""
    if isinstance(item, Rating):
        return _RATE, (item.thumb, _well_formed(item.reason or ""), _well_formed(item.turn_id))
    return _INSERT, (
        item.id,
        stamp(item.at),
        item.conversation,
        _well_formed(item.question),
        question_key(_well_formed(item.question)),
        item.lang,
        item.skill,
        item.answered,
        item.composer,
        _listed(item.entries),
        item.milliseconds,
        item.city,
        *(_listed(each) for each in (item.touched.about, item.touched.recommended, item.touched.wishes)),
        item.touched.asked,
        item.touched.lacked,
        _well_formed(item.said),
    )


def _listed(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)


def _well_formed(text: str) -> str:
    """Of bounded length, and without half surrogate pairs: those are legal in JSON and in Python, not in a file."""
    return text[:_LONGEST].encode("utf-8", "replace").decode()


def stamp(moment: datetime) -> str:
    """UTC, of one width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
