"""Which models are suggested for which machine, and why: data of prompts/models.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One model for one kind of machine. `setting` is GUIDE_LLM or GUIDE_EMBEDDER, `through` how it is run."""

    name: str
    setting: str
    machine: str
    through: str
    licence: str
    why: str


def suggestions(listed: Mapping[str, Any]) -> tuple[Suggestion, ...]:
    """The list as it stands in the file, smaller machines first. Raises TypeError on an entry of another shape."""
    return tuple(Suggestion(**each) for each in listed.get("suggested", ()))
