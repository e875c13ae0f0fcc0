"""Under whose name, and for what reason, something is published."""

from __future__ import annotations

from dataclasses import dataclass

OVERRIDDEN = "⚑"
"""Stands in a comment before the reason for which saved questions were overridden."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who publishes and why. `override` is the reason for which saved questions may be spoilt."""

    author: str
    comment: str
    override: str = ""

    @property
    def reason(self) -> str:
        """What the history says."""
        return f"{self.comment} {OVERRIDDEN} {self.override}" if self.override else self.comment
