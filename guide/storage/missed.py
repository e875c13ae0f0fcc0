"""The turns in which visitors got no answer, or none they liked, as the gap desk reads them from the journal."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from guide.storage.journal import Journal
from guide.storage.journal_file import MISSED
from guide.storage.rows import chunks

_TOLD = "answered AND NOT lacked"
_LEAN = f"SELECT question_key, lang, asked, conversation, at, {_TOLD} FROM turns WHERE {MISSED}"
_FULL = f"SELECT question_key, lang, asked, question, entries, {_TOLD}, reason, at, said FROM turns WHERE {MISSED}"


class Missed(NamedTuple):
    """One turn without its words; a tuple, because there may be a hundred thousand. `at` is an ISO time in UTC."""

    question_key: str
    lang: str
    about: str
    conversation: str | None
    at: str
    answered: int
    """1 where there was a whole answer, and a thumb down for it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One turn with its words, what the answer held, and why the thumb went down."""

    question_key: str
    lang: str
    about: str
    question: str
    entries: tuple[str, ...]
    answered: bool
    reason: str
    at: datetime
    said: str = ""
    """The words of the answer; empty in turns from before they were kept, or where a position was used."""


def all_missed(journal: Journal) -> list[Missed]:
    """Every such turn, by question."""
    return [Missed(*row) for row in journal.rows(_LEAN)]


def told(journal: Journal, keys: Collection[str]) -> Iterator[Told]:
    """The turns of some questions, with their words."""
    for some in chunks(sorted(keys)):
        query = f"{_FULL} AND question_key IN ({', '.join('?' * len(some))}) ORDER BY at"
        for key, lang, about, question, entries, answered, reason, at, said in journal.rows(query, *some):
            held, moment = tuple(json.loads(entries)), datetime.fromisoformat(at)
            yield Told(key, lang, about, question, held, bool(answered), reason or "", moment, said)
