"""Assist: the number to ring, and the draft of a complaint. Facts only; what was heard comes in as a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from guide.retrieval.index import Snapshot
from guide.skills import hotlines
from guide.types import TOPIC, Finding, FoundFact, Question

NAME = "assist"
SERVICES: Mapping[str, tuple[str, ...]] = {
    "self_harm": ("crisis", "ambulance", "police"),
    "emergency.fire": ("fire",),
    "emergency.medical": ("ambulance",),
    "emergency.police": ("police",),
    "emergency.traffic": ("traffic", "ambulance"),
    "emergency.unknown": ("ambulance", "police", "fire"),
    "missing": ("police",),
    "passport": ("police",),
    "lost": ("city",),
    "complaint": ("city",),
    "status": ("city",),
    "person": ("city",),
    "handoff": ("city",),
    "upset": ("city",),
    "number": ("police", "fire", "ambulance", "city"),
}
"""Whose number is said for what was heard, the first one first."""
_AT_A_PLACE = frozenset({"missing", "lost", "complaint", "person", "number"})
"""Where the place's own telephone helps too."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A complaint, or a report of something lost, as the visitor's own words have it so far."""

    kind: str
    category: str
    urgent: bool
    what: str
    where: str = ""
    when: str = ""
    reach: str = ""
    entry: str = ""
    """The place it is about, where a known one was named."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor needs: `kind` is a key of SERVICES, `service` the one number asked for."""

    kind: str
    service: str = ""
    draft: Draft | None = None
    sending: bool = False
    """Told to send the draft: only the page can."""
    more: bool = False
    """Goes on with a draft: the numbers were said before."""
    about: str = ""
    """The question that a person is to answer, in the visitor's words."""


@dataclass(frozen=True, slots=True)
class Helped:
    """The need with the numbers that were found, as words of data; `site` names whose own phone is among them."""

    asked: Asked
    numbers: Mapping[str, str]
    site: str = ""
    city: str = ""
    """The other city that was spoken of, where one was."""


def find(asked: Asked, question: Question, snapshot: Snapshot, numbers: Mapping[str, FoundFact]) -> Finding:
    """The numbers of a need with their facts, the most needed first."""
    wanted = () if asked.more else (asked.service,) if asked.service in numbers else SERVICES[asked.kind]
    found = {service: numbers[service] for service in wanted if service in numbers}
    site = _site(asked, question, snapshot)
    draft = asked.draft and replace(
        asked.draft, entry=site[0].entry.id if site and not asked.draft.entry else asked.draft.entry
    )
    said = {service: str(fact.facts[0].value) for service, fact in found.items()}
    return Finding(
        NAME, question.lang, question.standalone, facts=(*found.values(), *site),
        entries=tuple(each.entry for each in site), intent=f"assist.{asked.kind}",
        detail=Helped(
            replace(asked, draft=draft), said, str(site[0].facts[0].value) if site else "", question.away
        ),
    )  # fmt: skip


def _site(asked: Asked, question: Question, snapshot: Snapshot) -> tuple[FoundFact, ...]:
    """The own telephone of the place it happened at."""
    if asked.more or asked.kind not in _AT_A_PLACE:
        return ()
    return tuple(_phones((asked.draft.entry if asked.draft else "", *question.entries), snapshot))[:1]


def _phones(ids: tuple[str, ...], snapshot: Snapshot) -> Iterator[FoundFact]:
    for entry_id in ids:
        entry = snapshot.entry(entry_id) if entry_id else None
        phone = hotlines.of_place(entry) if entry and entry.kind != TOPIC else None
        if phone:
            yield phone
