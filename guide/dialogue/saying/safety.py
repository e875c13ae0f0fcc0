"""Says that a question is left aside: one courteous sentence, and back to the city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from guide.dialogue.cite import Citations, mark
from guide.dialogue.saying import phones
from guide.dialogue.wording import Wording
from guide.skills.declining import HELPED_BY, NAME
from guide.types import Finding


def say(finding: Finding, wording: Wording, citations: Citations) -> Iterator[str]:
    """The sentence of the topic; with the number that helps, where one was found."""
    city = wording.in_words(finding.detail.city, finding.lang)
    phone = next((str(fact.value) for found in finding.facts for fact in found.facts), "")
    sentence = wording.say(finding.lang, str(finding.intent), {"city": city, "phone": phone})
    numbers = tuple(number for found in finding.facts for number in citations.of_facts(found))
    yield mark(sentence, *numbers) if numbers else sentence


def cards(finding: Finding, wording: Wording) -> tuple[Mapping[str, Any], ...]:
    """Whom to ring, where that is what helps."""
    service = HELPED_BY.get(str(finding.intent).removeprefix(f"{NAME}."), "")
    if not service or not finding.facts:
        return ()
    title = wording.say(finding.lang, f"assist.service.{service}")
    return phones.card((title, str(found.facts[0].value)) for found in finding.facts)


def suggest(finding: Finding, wording: Wording) -> tuple[str, ...]:
    """Ways back to the city."""
    city = wording.in_words(finding.detail.city, finding.lang)
    keys = ("safety.see", "safety.eat")
    return tuple(wording.say(finding.lang, key, {"city": city}) for key in keys)
