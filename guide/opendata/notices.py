"""Notices as records: what they do to which places, from when to when, in every language they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from guide.opendata.records import Record, Scribe
from guide.opendata.register import Register
from guide.retrieval import notices as written
from guide.retrieval.notices import Notice
from guide.retrieval.openness import public


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice with what is told of it."""

    notice: Notice
    record: Record

    @property
    def city(self) -> str:
        """The city whose clock it goes by."""
        return self.notice.entry.city

    def stands(self, clock: datetime) -> str:
        """Whether it holds "now", is "coming", or is "over", by the clock of its place."""
        if self.notice.holds(clock):
            return "now"
        since, _ = written.bounds(self.notice.fact, self.notice.entry)
        return "coming" if since > clock.strftime("%Y-%m-%dT%H:%M")[: len(since)] else "over"


def notices(register: Register, scribe: Scribe) -> Iterator[NoticeRecord]:
    """All that are published."""
    for row in register.noticed:
        for each in written.of_entry(public(row.entry, scribe.closed)):
            yield NoticeRecord(each, _record(each, scribe))


def _record(notice: Notice, scribe: Scribe) -> Record:
    since, until = written.bounds(notice.fact, notice.entry)
    fact = scribe.fact(notice.entry, notice.fact)
    told: Record = {
        "entry": notice.entry.id, "city": notice.entry.city, "effect": notice.effect, "subject": notice.rule.subject,
        "severity": notice.rule.severity or written.INFO, "whole_city": notice.rule.is_everywhere,
        "places": [each for each in notice.places if each in scribe.known], "from": since or None, "until": until,
        "words": fact.get("note"), "source": fact.get("source"), "licence": fact["licence"],
    }  # fmt: skip
    return {key: each for key, each in told.items() if each is not None}
