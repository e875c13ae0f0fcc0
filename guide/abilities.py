"""What this guide can do beside explaining, in the order in which a question is offered to each."""

from __future__ import annotations

from guide.dialogue.ability import Ability
from guide.dialogue.hearing.links import Linking
from guide.dialogue.hearing.recommend import Recommending
from guide.dialogue.hearing.tour import Touring
from guide.dialogue.saying import links as saying_links
from guide.dialogue.saying import recommend as saying_recommend
from guide.dialogue.saying import tour as saying_tour
from guide.knowledge_base import Base
from guide.skills import links, recommend, tour


def of(base: Base) -> tuple[Ability, ...]:
    """The abilities over a base. A question goes to the first that hears itself asked; to explain, when none does."""
    return (
        _tour(base),
        _links(base),
        Ability(
            recommend.NAME, Recommending(base.prompts).hear, recommend.find, saying_recommend.say,
            saying_recommend.cards,
        ),
    )  # fmt: skip


def _tour(base: Base) -> Ability:
    return Ability(
        tour.SKILL, Touring(base.prompts).hear, tour.find, saying_tour.say, saying_tour.cards, saying_tour.suggest
    )  # fmt: skip


def _links(base: Base) -> Ability:
    return Ability(
        links.SKILL, Linking(base.prompts).hear, links.find_first, saying_links.say, saying_links.cards,
        saying_links.suggest,
    )  # fmt: skip
