"""Declining: a finding that says what a question was about, with the number that helps where one does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from guide.types import Finding, FoundFact, Question, Text

NAME = "safety"
HELPED_BY = {"medical": "ambulance", "legal": "city"}
"""The service whose number belongs into the sentence of a topic."""


@dataclass(frozen=True, slots=True)
class Declined:
    """`topic` as safety.question names it, `city` what the guide would rather talk about."""

    topic: str
    city: Text


def find(topic: str, question: Question, city: Text, numbers: Mapping[str, FoundFact]) -> Finding:
    """The refusal as a finding."""
    helped = numbers.get(HELPED_BY.get(topic, ""))
    return Finding(
        NAME, question.lang, question.standalone, facts=(helped,) if helped else (), intent=f"safety.{topic}",
        answered=False, detail=Declined(topic, city),
    )  # fmt: skip
