"""Wrong premises: a question that ties a person to a place, where the knowledge names others and never this one."""

from __future__ import annotations

from dataclasses import replace

from guide.retrieval import people
from guide.retrieval.index import Snapshot
from guide.skills import quoting
from guide.text.script import has_han
from guide.types import Entry, Finding, FoundFact, Question

CORRECTION = "correction.people"


def corrected(question: Question, snapshot: Snapshot, blank: Finding) -> Finding | None:
    """Whom the knowledge names instead, first of all that is said; None when the question supposes nothing wrong."""
    place = next((entry for entry in blank.entries if entry.of(people.FIELD)), None)
    given = snapshot.people.named(question.text) if place and question.ties_person else None
    if place is None or given is None or _knows(place, given):
        return None
    written = given if has_han(given) else given.title()
    facts = (FoundFact(place, people.FIELD, place.of(people.FIELD)),)
    return replace(blank, facts=facts, intent=CORRECTION, corrections={"given": written})


def _knows(place: Entry, given: str) -> bool:
    """Whether the person is tied to the place, or at least spoken of in what is known about it."""
    of_place = people.forms(place)
    return any(given in form or form in given for form in of_place) or quoting.speaks_of(place, given)
