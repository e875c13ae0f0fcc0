"""What this guide can do beside explaining, in the order in which a question is offered to each."""

from __future__ import annotations

from guide.dialogue.ability import Ability
from guide.knowledge_base import Base


def of(base: Base) -> tuple[Ability, ...]:
    """The abilities over a base. A question goes to the first that hears itself asked; to explain, when none does."""
    return ()
