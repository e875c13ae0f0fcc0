"""What this guide can do beside explaining, in the order in which a question is offered to each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from guide import documents
from guide.dialogue import noticed
from guide.dialogue.ability import Ability
from guide.dialogue.dressing import Dresser
from guide.dialogue.hearing.assist import Assisting
from guide.dialogue.hearing.events import Events
from guide.dialogue.hearing.holidays import Holidays
from guide.dialogue.hearing.links import Linking
from guide.dialogue.hearing.live import Live
from guide.dialogue.hearing.nearby import Nearby
from guide.dialogue.hearing.notices import Noticing
from guide.dialogue.hearing.opening import Opening
from guide.dialogue.hearing.plan import Plans
from guide.dialogue.hearing.recommend import Recommending
from guide.dialogue.hearing.safety import Guarding
from guide.dialogue.hearing.story import Telling
from guide.dialogue.hearing.survey import Surveying
from guide.dialogue.hearing.tickets import TicketQuestions
from guide.dialogue.hearing.tour import Touring
from guide.dialogue.saying import assist as saying_assist
from guide.dialogue.saying import events as saying_events
from guide.dialogue.saying import holidays as saying_holidays
from guide.dialogue.saying import links as saying_links
from guide.dialogue.saying import live as saying_live
from guide.dialogue.saying import nearby as saying_nearby
from guide.dialogue.saying import opening as saying_opening
from guide.dialogue.saying import plan as saying_plan
from guide.dialogue.saying import recommend as saying_recommend
from guide.dialogue.saying import safety as saying_safety
from guide.dialogue.saying import story as saying_story
from guide.dialogue.saying import survey as saying_survey
from guide.dialogue.saying import tickets as saying_tickets
from guide.dialogue.saying import tour as saying_tour
from guide.dialogue.saying.glance import Almanac
from guide.editing import frontmatter
from guide.knowledge_base import Base
from guide.retrieval.index import Snapshot
from guide.shipped import folder
from guide.skills import (
    assist,
    declining,
    events,
    explain,
    holidays,
    hotlines,
    links,
    live,
    nearby,
    notices,
    opening,
    recommend,
    smalltalk,
    story,
    survey,
    tickets,
    tour,
)
from guide.skills.itinerary import planning
from guide.types import Entry, Finding, FoundFact, Question
from guide.visiting.tickets import Tickets

NUMBERS = "yangzhou/emergency-numbers.md"
"""The entry with the numbers to ring, in knowledge/."""


def of(base: Base) -> tuple[Ability, ...]:
    """The abilities over a base. A question goes to the first that hears itself asked; to explain, when none does."""
    return (
        *_guarding(base),
        _tour(base),
        _survey(base),
        _live(base),
        _plan(base),
        _tickets(base),
        _holidays(base),
        _notices(base),
        _opening(base),
        _opening_words(base),
        _events(base),
        _links(base),
        _story(base),
        _recommend(base),
        _nearby(base),
        _elsewhere(base),
    )


def _story(base: Base) -> Ability:
    telling = Telling(base.prompts)
    return Ability(
        story.SKILL, telling.hear, story.find, saying_story.say, in_english=True, hear_rest=telling.hear_rest
    )


def _recommend(base: Base) -> Ability:
    recommending = Recommending(base.prompts, base.calendar, lambda: base.cities)
    chooser = recommend.Chooser(base.calendar, notices.Watch(lambda: base.cities, base.board))
    return Ability(
        recommend.NAME, recommending.hear, chooser.find, saying_recommend.say, saying_recommend.cards,
        hear_rest=recommending.hear_rest,
    )  # fmt: skip


def _guarding(base: Base) -> tuple[Ability, Ability]:
    """What is asked before all else: what to leave aside, and who needs help. A cry for help is never declined."""
    helping = Assisting(base.prompts)
    guard = Guarding(base.prompts, helping.need, base.words.found)
    shipped = _shipped_numbers()

    def numbers(question: Question, snapshot: Snapshot) -> Mapping[str, FoundFact]:
        of_china = all(city.zone in hotlines.MAINLAND for city in base.cities.values())
        return hotlines.found(snapshot, question.home, shipped if of_china else None)

    def decline(topic: str, question: Question, snapshot: Snapshot) -> Finding:
        city = base.cities.get(question.home)
        return declining.find(topic, question, city.names if city else {}, numbers(question, snapshot))

    def assisted(asked: assist.Asked, question: Question, snapshot: Snapshot) -> Finding:
        return assist.find(asked, question, snapshot, numbers(question, snapshot))

    return (
        Ability(
            declining.NAME, guard.hear, decline, saying_safety.say, saying_safety.cards, saying_safety.suggest, True
        ),  # fmt: skip
        Ability(
            assist.NAME,
            helping.hear,
            assisted,
            saying_assist.say,
            saying_assist.cards,
            saying_assist.suggest,
            True,
            beside=helping.angry,
        ),  # fmt: skip
    )


def _elsewhere(base: Base) -> Ability:
    """Asked last: what has nothing to do with a visit, and nothing in the knowledge answers."""
    guard = Guarding(base.prompts, Assisting(base.prompts).need, base.words.found)

    def decline(topic: str, question: Question, snapshot: Snapshot) -> Finding | None:
        if smalltalk.find(question) or explain.find(question, snapshot).answered:
            return None
        city = base.cities.get(question.home)
        return declining.find(topic, question, city.names if city else {}, {})

    return Ability(
        "elsewhere", guard.hear_elsewhere, decline, saying_safety.say, suggest=saying_safety.suggest, in_english=True
    )


def _shipped_numbers() -> Entry:
    """The numbers that ship with the guide, for a base of the same country that has none of its own."""
    path = folder("knowledge") / NUMBERS
    return documents.read(frontmatter.parse(path.read_text(encoding="utf-8")).document or {})


def _tour(base: Base) -> Ability:
    return Ability(
        tour.SKILL, Touring(base.prompts).hear, tour.find, saying_tour.say, saying_tour.cards, saying_tour.suggest
    )  # fmt: skip


def _survey(base: Base) -> Ability:
    surveyor = survey.Surveyor(base.prompts.common("groups"), base.prompts.common("eras"), lambda: base.cities)
    hear = Surveying(base.prompts, lambda: base.cities).hear
    return Ability(
        survey.SKILL, hear, surveyor.find, saying_survey.say, saying_survey.cards, saying_survey.suggest
    )  # fmt: skip


def _links(base: Base) -> Ability:
    return Ability(
        links.SKILL, Linking(base.prompts).hear, links.find_first, saying_links.say, saying_links.cards,
        saying_links.suggest,
    )  # fmt: skip


def _live(base: Base) -> Ability:
    """Before a plan and a ticket: seats left tonight are no price, and trains a day no day's plan."""
    find = partial(live.find, watch=notices.Watch(lambda: base.cities, base.board))
    return Ability(live.NAME, Live(base.prompts).hear, find, saying_live.say)


def _notices(base: Base) -> Ability:
    watch = notices.Watch(lambda: base.cities, base.board)
    return Ability(notices.NAME, Noticing(base.prompts).hear, watch.find, noticed.say)


def _opening(base: Base) -> Ability:
    find = partial(opening.find, calendar=base.calendar)
    return Ability(
        opening.NAME, Opening(base.prompts, base.calendar, lambda: base.cities).hear, find, saying_opening.say
    )


def _opening_words(base: Base) -> Ability:
    """Asked last: of a place whose hours nobody wrote down it is said so, rather than nothing."""
    hear = Opening(base.prompts, base.calendar, lambda: base.cities).hear
    return Ability("opening.words", lambda _: None, opening.find_words, saying_opening.say, hear_rest=hear)


def _holidays(base: Base) -> Ability:
    hear = Holidays(base.prompts, base.calendar, lambda: base.cities).hear
    find = partial(holidays.find, calendar=base.calendar)
    return Ability(holidays.NAME, hear, find, saying_holidays.say, in_english=True)


def _tickets(base: Base) -> Ability:
    office = tickets.Office(Tickets(base.prompts.common("tickets")))
    hear = TicketQuestions(base.prompts, base.calendar, lambda: base.cities).hear
    return Ability(
        tickets.NAME, hear, office.find, saying_tickets.say, saying_tickets.cards, saying_tickets.suggest
    )  # fmt: skip


def planner(base: Base) -> planning.Planner:
    """Makes plans over a base: for the chat, and for the pages of plans."""
    concepts = base.prompts.common("concepts")
    meanings = {name: frozenset(about.get("tags") or ()) for name, about in concepts.items()}
    watch = notices.Watch(lambda: base.cities, base.board)
    return planning.Planner(base.calendar, Tickets(base.prompts.common("tickets")), meanings, watch)


def dresser(base: Base) -> Dresser:
    """Dresses the cards of answers over a base."""
    almanac = Almanac(base.calendar, Tickets(base.prompts.common("tickets")))
    return Dresser(base.pictures, almanac, lambda: base.cities, base.wording, base.settings.review_months)


def _plan(base: Base) -> Ability:
    hear = Plans(base.prompts, base.calendar, lambda: base.cities).hear
    return Ability(
        planning.NAME, hear, planner(base).find, saying_plan.say, saying_plan.cards, saying_plan.suggest
    )  # fmt: skip


def _nearby(base: Base) -> Ability:
    return Ability(
        nearby.NAME, Nearby(base.prompts).hear, nearby.find, saying_nearby.say, saying_nearby.cards,
        saying_nearby.suggest,
    )  # fmt: skip


def _events(base: Base) -> Ability:
    hear = Events(base.prompts, base.calendar, lambda: base.cities).hear
    teller = saying_events.Teller({city.id: city.names for city in base.cities.values()})
    return Ability(
        events.NAME, hear, events.find, teller.say, saying_events.cards, saying_events.suggest
    )  # fmt: skip
