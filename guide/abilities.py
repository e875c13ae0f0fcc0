"""What this guide can do beside explaining, in the order in which a question is offered to each."""

from __future__ import annotations

from guide.dialogue.ability import Ability
from guide.dialogue.hearing.recommend import Recommending
from guide.dialogue.saying import recommend as saying_recommend
from guide.knowledge_base import Base
from guide.skills import recommend


def of(base: Base) -> tuple[Ability, ...]:
    """The abilities over a base. A question goes to the first that hears itself asked; to explain, when none does."""
    return (
        Ability(
            recommend.NAME, Recommending(base.prompts).hear, recommend.find, saying_recommend.say,
            saying_recommend.cards,
        ),
    )  # fmt: skip
