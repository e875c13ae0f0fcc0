"""How to book, as data: the notation of the field `booking_rule`.

    required: real-name, timed; ahead 1; by online; document id-card; most 5
    advised: ; ahead 7; days holidays

`ahead` counts days, `by` names the channels, `document` what has to be shown, `most` how many people one booking may
have. What is left out is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from guide.types import Entry, Fact
from guide.visiting.concessions import DOCUMENTS

FIELD = "booking_rule"
CHANNELS = ("online", "wechat", "website", "phone", "counter")
MARKS = ("real-name", "timed")
_HEADS = ("required", "advised", "none")


@dataclass(frozen=True, slots=True)
class Booking:
    """What is known of booking a place."""

    need: str
    """required, advised or none."""
    marks: tuple[str, ...] = ()
    """real-name, timed."""
    ahead: int | None = None
    """Days before the visit."""
    by: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    most: int | None = None
    """People one booking may have."""
    days: str = ""
    """holidays, where it is for these alone."""


@lru_cache(1024)
def read(notation: str) -> Booking | None:
    """The booking that a text writes; None for what is no such notation."""
    head, _, rest = " ".join(notation.split()).partition(":")
    marks, *options = (part.strip() for part in rest.split(";"))
    told = dict(option.partition(" ")[::2] for option in options)
    counts = {key: told.pop(key) for key in ("ahead", "most") if key in told}
    lists = {key: _listed(told.pop(key, "")) for key in ("by", "document")}
    days = told.pop("days", "")
    known = (
        head.strip() in _HEADS and not told and days in ("", "holidays")
        and all(count.isdecimal() for count in counts.values())
        and set(_listed(marks)) <= set(MARKS) and set(lists["by"]) <= set(CHANNELS)
        and set(lists["document"]) <= set(DOCUMENTS)
    )  # fmt: skip
    if not known:
        return None
    ahead, most = (int(counts[key]) if key in counts else None for key in ("ahead", "most"))
    return Booking(head.strip(), _listed(marks), ahead, lists["by"], lists["document"], most, days)


def of_entry(entry: Entry) -> tuple[Fact, Booking] | None:
    """What is known of booking an entry, with the fact it stands in."""
    for fact in entry.of(FIELD):
        booking = read(fact.value) if isinstance(fact.value, str) else None
        if booking:
            return fact, booking
    return None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())
