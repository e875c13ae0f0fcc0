"""The numbers to ring, as facts: an entry with the tag `emergency` holds one `phone` for each service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from guide.text.script import fold
from guide.types import Entry, FoundFact

TAG = "emergency"
SERVICES = ("police", "fire", "ambulance", "traffic", "crisis", "city")
"""What the English label of a phone calls its service by."""
MAINLAND = frozenset({"Asia/Shanghai", "Asia/Urumqi", "Asia/Chongqing", "Asia/Harbin", "Asia/Kashgar"})
"""Time zones in which the numbers that ship with the guide are right."""


class Published(Protocol):
    """What is published at one moment."""

    def entries(self) -> Iterable[Entry]:
        """All of it."""
        ...


def found(snapshot: Published, city: str, shipped: Entry | None = None) -> Mapping[str, FoundFact]:
    """The number of each service that is known: the city's own entry first, another of the base, else the shipped."""
    tagged = [entry for entry in snapshot.entries() if TAG in entry.tags]
    tagged.sort(key=lambda entry: entry.city != city)
    numbers: dict[str, FoundFact] = {}
    for entry in (*tagged, *((shipped,) if shipped else ())):
        for service, fact in _of(entry).items():
            numbers.setdefault(service, fact)
    return numbers


def of_place(entry: Entry) -> FoundFact | None:
    """The place's own telephone; of several the first."""
    phones = tuple(fact for fact in entry.of("phone") if isinstance(fact.value, str))[:1]
    return FoundFact(entry, "phone", phones) if phones and TAG not in entry.tags else None


def _of(entry: Entry) -> dict[str, FoundFact]:
    labelled = ((fold((fact.label or {}).get("en", "")), fact) for fact in entry.of("phone"))
    return {service: FoundFact(entry, "phone", (fact,)) for service, fact in labelled if service in SERVICES}
