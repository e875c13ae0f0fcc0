"""The editors' rooms and what they look after, wired over a base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from guide.background import Rounds
from guide.desk.complaints import ComplaintDesk
from guide.dialogue.hearing.assist import Assisting
from guide.editing.aftermath import Aftermath, Step
from guide.editing.album import Album
from guide.editing.bulk import Bulk, House
from guide.editing.copydesk.desk import CopyDesk
from guide.editing.copydesk.desk import Parts as CopyParts
from guide.editing.copydesk.proof import Evidence
from guide.editing.entries import Entries, Published
from guide.editing.foresight import Foresight
from guide.editing.overview import Known
from guide.editing.questions import Questions
from guide.editing.trail import Trail
from guide.editing.translations import Translations
from guide.editing.uploads import Uploads
from guide.editing.workflow import Workflow
from guide.feeds.fetch import Fetcher
from guide.feeds.poller import Poller
from guide.insight.gap_desk import GapDesk
from guide.insight.settling import Settled, settle
from guide.knowledge_base import Base, now
from guide.opendata.offer import Ground, Offer
from guide.ports import LanguageModel
from guide.retrieval.index import LiveIndex
from guide.safety.lexicon import lexicons
from guide.safety.names import Names
from guide.settings import LANGUAGES
from guide.storage.complaints import Complaints
from guide.storage.copies import Copies
from guide.storage.gap_decisions import ANSWERED, Decision
from guide.storage.mentions import Mentions
from guide.storage.pairs import Pairs
from guide.storage.publications import Publications
from guide.storage.uses import Uses
from guide.visiting.tariff import collect
from guide.visiting.tickets import Tickets

UPLOADS = "uploads"
"""Folder of spreadsheets that wait in the data folder."""


def following(entries: Entries, steps: Sequence[Step]) -> Aftermath:
    """What is done after each publication from the studio."""
    made = Aftermath(steps)
    entries.on_published = made.follow
    return made


def settling(gaps: GapDesk, clock: Callable[[], datetime]) -> Callable[[Published], None]:
    """After a publication, what visitors could not get is asked again."""

    def follow(done: Published) -> None:
        at = clock()
        settle(gaps, {
            each.entry_id: Settled(
                each.entry.names if each.entry else {}, Decision(ANSWERED, done.author, at, number=(each.base or 0) + 1)
            )
            for each in done.changes
        })  # fmt: skip

    return follow


def asking_the_rest(questions: Questions) -> Callable[[Published], None]:
    """After a publication, the saved questions that there was no time for."""
    return lambda done: questions.follow(done.checked.rest)


def bulk(base: Base, index: LiveIndex, entries: Entries) -> Bulk:
    """Spreadsheets into the base from the studio, held against the saved questions as the entries' forms are."""
    house = House(Translations(entries, Pairs(base.database), base.fields), entries)
    known = Known(
        base.fields, lambda: base.cities, base.add_cities, base.words.found,
        lambda: index.current().entries(), base.pictures.give,
    )  # fmt: skip
    return Bulk(base.revisions, Uploads(base.settings.data / UPLOADS, now), known, house)


def album(base: Base) -> Rounds:
    """What throws pictures away that nothing names."""
    return Rounds("album", Album(base.pictures, Mentions(base.database), base.clock).look)


def trail(base: Base, workflow: Workflow) -> Trail:
    """What completes the audit log, and is told what a workflow publishes at its moment."""
    made = Trail(base.audit, Publications(base.database), base.accounts, base.clock)
    workflow.on_due = made.due
    return made


def letters(base: Base) -> ComplaintDesk:
    """What visitors sent."""
    return ComplaintDesk(Complaints(base.database), now, Assisting(base.prompts).classified)


def offer(base: Base, index: LiveIndex) -> Offer:
    """Open data over what is published."""
    prompts, uses = base.prompts, Uses(base.database)
    return Offer(Ground(
        index.current, base.revisions, base.meta, base.fields, prompts.classes, base.clock, base.settings.data, uses,
        base.passages.columns,
    ))  # fmt: skip


def feeds(base: Base, index: LiveIndex) -> Poller:
    """Live data from outside, of entries that are there."""
    fetcher = Fetcher(base.settings.feeds_private)
    return Poller(base.meta, base.board, fetcher, now, lambda each: index.current().entry(each) is not None)


def copy_desk(base: Base, index: LiveIndex, model: LanguageModel | None) -> CopyDesk:
    """Texts that go out of the house."""
    evidence = Evidence(lexicons(base.prompts.words, LANGUAGES), known_names(index))
    parts = CopyParts(
        base.prompts, base.wording, evidence, base.words.found, lambda: base.cities, base.settings.producer, model,
        base.pictures,
    )  # fmt: skip
    return CopyDesk(parts, Copies(base.database), base.revisions, now)


def foresight(base: Base, index: LiveIndex) -> Foresight:
    """What follows from a draft's facts, with the general rules of the base as it is now."""
    tickets = Tickets(base.prompts.common("tickets"))
    made = lru_cache(1)(lambda version: collect(index.current().entries(), tickets))
    return Foresight(base.calendar, tickets, lambda entry: made(index.current().version).of(entry))


def known_names(index: LiveIndex) -> Callable[[], Names]:
    """The names of the base as it is now, made anew only when it changed."""
    made = lru_cache(1)(lambda version: Names(index.current().entries()))
    return lambda: made(index.current().version)
