"""The complaints desk: takes what a visitor explicitly sends, gives a receipt, lets editors move it on.

Privacy: a contact is optional, whatever names a person is taken out of the words, nothing ties a complaint to a
conversation, and 90 days after it was closed it is gone.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from guide.desk.casework import RECEIVED, STATUSES, Casework, Handling
from guide.desk.transcript import Line, written
from guide.storage.complaints import ALL, Complaint, Complaints, Sieve
from guide.text.redact import redact

RETENTION = timedelta(days=90)
"""How long a complaint is kept after it was closed."""
CATEGORIES = (
    "safety", "food", "price", "ticket", "transport", "lodging", "shopping", "crowd", "hygiene", "accessible",
    "information", "service", "lost", "other",
)  # fmt: skip
COMPLAINT, HANDOFF = "complaint", "handoff"
SORTS = (COMPLAINT, HANDOFF)
"""A complaint or report, or a question that a person is to answer."""
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
    sort: str = COMPLAINT
    transcript: tuple[Line, ...] = ()
    """What the visitor ticked to send along."""
    city: str = ""
    """The city it is for: of the place, else the one that was spoken of, else the guide's own."""


Classify = Callable[[str, str], tuple[str, bool]]
"""Text and language of a letter -> category and whether it is urgent."""


def faults(letter: Letter) -> tuple[str, ...]:
    """The parts of a letter that cannot be taken, by name; empty when it can be sent."""
    lines = {"where": letter.place, "when": letter.moment, "contact": letter.contact, "entry": letter.entry_id}
    wrong = [name for name, text in lines.items() if len(text) > LINE]
    if not SHORTEST <= len(letter.what.strip()) <= LONGEST:
        wrong.insert(0, "what")
    wrong += [
        name
        for name, known in (("category", letter.category in CATEGORIES), ("sort", letter.sort in SORTS))
        if not known
    ]
    return tuple(wrong)


class ComplaintDesk:
    """Takes complaints and keeps them no longer than promised."""

    def __init__(
        self,
        complaints: Complaints,
        clock: Callable[[], datetime],
        classify: Classify = lambda _text, _lang: ("other", False),
    ) -> None:
        self._complaints, self._clock, self._classify = complaints, clock, classify
        self.casework = Casework(complaints, clock)

    def take(self, letter: Letter) -> str:
        """Store a letter without faults; returns its receipt, which nobody can guess.

        The type a visitor left at "other" is read from the words; urgent is what the visitor or the words say so.
        """
        now, receipt = self._clock(), new_receipt()
        category, urgent = self._classify(letter.what, letter.lang)
        chosen = category if letter.category == "other" else letter.category
        self._complaints.add(
            Complaint(
                receipt, now, chosen, letter.urgent or urgent, redact(letter.what.strip()),
                redact(letter.place.strip()), letter.moment.strip(), letter.contact.strip(), letter.entry_id,
                letter.lang, RECEIVED, now, letter.sort, written(letter.transcript), city=letter.city,
            )
        )  # fmt: skip
        self.forget()
        return receipt

    def find(self, receipt: str) -> Complaint | None:
        """The complaint of a receipt, however it was typed; None when there is none or it is gone."""
        self.forget()
        return self._complaints.find(tidy(receipt))

    def newest(self, limit: int = 200, sieve: Sieve = ALL) -> list[Complaint]:
        """What editors see, open and urgent ones first."""
        self.forget()
        return self._complaints.newest(limit, sieve)

    def move(self, receipt: str, status: str, account: str = "") -> None:
        """Give a complaint another status. Raises NotFound; ValueError for a status that is none."""
        if status not in STATUSES:
            raise ValueError(f"{status} is no status of a complaint")
        self.casework.handle(tidy(receipt), account, Handling(status=status))

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
