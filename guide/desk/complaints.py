"""The complaints desk: takes what a visitor explicitly sends, gives a receipt, lets editors move it on.

Privacy: a contact is optional, whatever names a person is taken out of the words, nothing ties a complaint to a
conversation, and 90 days after it was closed it is gone.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guide.storage.complaints import CLOSED, Complaint, Complaints
from guide.text.redact import redact

RETENTION = timedelta(days=90)
"""How long a complaint is kept after it was closed."""
CATEGORIES = (
    "safety", "food", "price", "ticket", "transport", "lodging", "shopping", "crowd", "hygiene", "accessible",
    "information", "service", "lost", "other",
)  # fmt: skip
RECEIVED, WORKING = "received", "working"
STATUSES = (RECEIVED, WORKING, CLOSED)
SHORTEST, LONGEST, LINE = 4, 2000, 200
"""Characters: least and most of what happened, and most of any other part."""
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without signs that are mistaken for each other when a receipt is read out."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a visitor sends."""

    what: str
    category: str = "other"
    urgent: bool = False
    place: str = ""
    moment: str = ""
    contact: str = ""
    entry_id: str = ""
    lang: str = "en"


def faults(letter: Letter) -> tuple[str, ...]:
    """The parts of a letter that cannot be taken, by name; empty when it can be sent."""
    lines = {"where": letter.place, "when": letter.moment, "contact": letter.contact, "entry": letter.entry_id}
    wrong = [name for name, text in lines.items() if len(text) > LINE]
    if not SHORTEST <= len(letter.what.strip()) <= LONGEST:
        wrong.insert(0, "what")
    if letter.category not in CATEGORIES:
        wrong.append("category")
    return tuple(wrong)


class ComplaintDesk:
    """Takes complaints and keeps them no longer than promised."""

    def __init__(self, complaints: Complaints, clock: Callable[[], datetime]) -> None:
        self._complaints, self._clock = complaints, clock

    def take(self, letter: Letter) -> str:
        """Store a letter without faults; returns its receipt, which nobody can guess."""
        now = self._clock()
        receipt = new_receipt()
        self._complaints.add(
            Complaint(
                receipt, now, letter.category, letter.urgent, redact(letter.what.strip()), redact(letter.place.strip()),
                letter.moment.strip(), letter.contact.strip(), letter.entry_id, letter.lang, RECEIVED, now,
            )
        )  # fmt: skip
        self.forget()
        return receipt

    def find(self, receipt: str) -> Complaint | None:
        """The complaint of a receipt, however it was typed; None when there is none or it is gone."""
        self.forget()
        return self._complaints.find(tidy(receipt))

    def newest(self, limit: int = 200) -> list[Complaint]:
        """What editors see, open and urgent ones first."""
        self.forget()
        return self._complaints.newest(limit)

    def move(self, receipt: str, status: str) -> None:
        """Give a complaint another status. Raises NotFound; ValueError for a status that is none."""
        if status not in STATUSES:
            raise ValueError(f"{status} is no status of a complaint")
        self._complaints.move(tidy(receipt), status, self._clock())

    def forget(self) -> int:
        """Delete what was closed more than 90 days ago; returns how many."""
        return self._complaints.forget(self._clock() - RETENTION)


def new_receipt() -> str:
    """Three groups of four signs: 58 bits, readable over a telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def tidy(receipt: str) -> str:
    """A receipt as it was given, from one that was typed."""
    letters = "".join(each for each in receipt.upper() if each in _LETTERS)[:12]
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
