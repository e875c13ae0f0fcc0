"""What an answer touched, for whoever counts: the places asked about, those put forward, what was wished for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from guide.skills import recommend
from guide.skills.itinerary.result import Itinerary
from guide.skills.surroundings import Around
from guide.types import Finding, Question, Touched

NEAR = "near:"
"""Before what was looked for around a place, where else the field stands."""
Cards = Iterable[Mapping[str, Any]]


def touched(question: Question, found: Sequence[Finding], cards: Cards) -> Touched:
    """What a question and its answer touched; each name once, in the order it came."""
    picked = _picked(cards, any(each.skill == recommend.NAME for each in found))
    lacked = any(map(_lacks, found))
    return Touched(_once(question.entries), _once(picked), _once(_wished(found)), _asked(question, found), lacked)


def _lacks(finding: Finding) -> bool:
    """Whether a field that was asked has no fact, or there is nothing of what was looked for around a place."""
    around = finding.detail
    if isinstance(around, Around):
        return bool(around.point) and not (around.steps or around.trip) and bool(around.staffed or not finding.facts)
    return any(not each.facts for each in finding.facts)


def _asked(question: Question, found: Sequence[Finding]) -> str:
    """The place and the field asked for: of what is not known, where something of it is not."""
    finding = next((each for each in found if not each.answered or _lacks(each)), found[0])
    if isinstance(finding.detail, Around):
        return f"{finding.detail.request.place or ''}#{NEAR}{finding.detail.request.what}"
    lacking = sorted(finding.facts, key=lambda each: bool(each.facts))
    if lacking:
        return f"{lacking[0].entry.id}#{lacking[0].field}"
    entry = next(iter(question.entries), "")
    field = next((each for fields in question.fields for each in fields), "")
    return f"{entry}#{field}" if entry or field else ""


def _picked(cards: Cards, is_choice: bool) -> Iterator[str]:
    """The places on cards that put them forward; the card of a place that is merely explained does not."""
    for card in cards:
        if is_choice and card["kind"] == "place":
            yield card["entry"]
        if card["kind"] == "itinerary":
            yield from (stop["entry"] for day in card["days"] for stop in day["stops"])


def _wished(found: Iterable[Finding]) -> Iterator[str]:
    for finding in found:
        if isinstance(finding.detail, recommend.Choice):
            request = finding.detail.request
            yield request.kind
            yield from (wish.meaning or wish.field for wish in request.wishes if not wish.taste)
        if isinstance(finding.detail, Itinerary):
            yield from finding.detail.request.wishes


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in names if each))
