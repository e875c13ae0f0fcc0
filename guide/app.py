"""A whole guide, as the server and the command line use it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from guide.background import Rounds
from guide.desk.complaints import ComplaintDesk
from guide.desk.replies import Replies
from guide.desk.retention import Retention
from guide.desk.samples import samples
from guide.dialogue.guide import Guide
from guide.dialogue.saying.glance import Almanac
from guide.dialogue.starters import Starter, Starters
from guide.dialogue.wording import Wording
from guide.editing.accounts import Door
from guide.editing.aftermath import Aftermath
from guide.editing.asking import Rehearse
from guide.editing.bulk import Bulk
from guide.editing.copydesk.desk import CopyDesk
from guide.editing.foresight import Foresight
from guide.editing.people import People
from guide.editing.prefill import Guess
from guide.editing.publish import Publisher
from guide.editing.questions import Questions
from guide.editing.scheduling import Scheduler
from guide.editing.scribe import Scribe
from guide.editing.signs import Signs
from guide.editing.trail import Trail
from guide.editing.translations import Translations
from guide.editing.workflow import Workflow
from guide.feeds.poller import Poller
from guide.insight.gap_desk import GapDesk
from guide.insight.insights import Insights
from guide.knowledge_base import JOURNAL, Base, now
from guide.models.speech.voice import Voice
from guide.opendata.offer import Offer
from guide.pictures import Pictures
from guide.rehearsal import Rehearsal
from guide.retrieval import lookup
from guide.retrieval.index import LiveIndex, Snapshot
from guide.safety.wordlist import WordList
from guide.settings import Settings
from guide.skills import surroundings
from guide.skills.itinerary.planning import Planner
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.result import Itinerary
from guide.skills.notices import Watch
from guide.storage.audit import Audit
from guide.storage.journal import Journal
from guide.storage.journal_figures import JournalFigures
from guide.storage.publications import Publications
from guide.storage.reply_templates import ReplyTemplates
from guide.storage.revisions import Revisions
from guide.types import City, Context, Entry, FoundNotice, Lang, Message

WARMING = ("門票多少錢？", "Wo ist das?", "Quelque chose", "附近有厕所吗？")
"""Questions that touch every dictionary; nobody reads the answers."""
_WARMED = "zh-Hans"
"""The language in which the first screen is asked for first."""


@dataclass(frozen=True)
class App:
    """A whole guide, as the server and the command line use it."""

    base: Base
    settings: Settings
    index: LiveIndex
    guide: Guide
    journal: Journal
    complaints: ComplaintDesk
    door: Door
    publisher: Publisher
    workflow: Workflow
    scheduler: Scheduler
    retention: Retention
    album: Rounds
    trail: Trail
    aftermath: Aftermath
    foresight: Foresight
    revisions: Revisions
    fields: Mapping[str, str]
    model: str
    planner: Planner
    voice: Voice
    almanac: Almanac
    watch: Watch
    first: Starters
    questions: Questions
    rehearse: Rehearse
    bulk: Bulk
    gaps: GapDesk
    behind: Rehearsal
    scribe: Scribe
    feeds: Poller
    offer: Offer
    copydesk: CopyDesk

    @property
    def cities(self) -> dict[str, City]:
        """The cities of the base, by id."""
        return self.base.cities

    @property
    def city(self) -> City | None:
        """The city the guide is about: the setting's, the only one, else the one with most entries."""
        return main_city(self.base, self.index)

    @property
    def word_list(self) -> WordList:
        """What neither questions nor answers nor entries may hold."""
        return self.base.words

    @property
    def wording(self) -> Wording:
        """Says facts in a language."""
        return self.base.wording

    @property
    def pictures(self) -> Pictures:
        """The pictures of entries."""
        return self.base.pictures

    @property
    def audit(self) -> Audit:
        """Who did what in the studio."""
        return self.base.audit

    @property
    def insights(self) -> Insights:
        """What visitors asked, in figures, and what changes did."""
        figures = JournalFigures(self.settings.data / JOURNAL)
        return Insights(figures, Publications(self.base.database), now)

    @property
    def replies(self) -> Replies:
        """What answers to complaints begin from."""
        return Replies(ReplyTemplates(self.base.database), now, lambda: samples(self.base.prompts))

    @property
    def people(self) -> People:
        """Who works in the studio, and as what."""
        return People(self.base.accounts, self.door.passwords, now)

    @property
    def translations(self) -> Translations:
        """Which of them are behind."""
        return self.bulk.house.translations

    @property
    def signs(self) -> Signs:
        """What the short addresses of questions stand for."""
        return Signs(self.base.meta)

    def published(self) -> Iterable[Entry]:
        """Every published entry."""
        return self.index.current().entries()

    def noticed(self, entry: Entry, now: datetime) -> tuple[FoundNotice, ...]:
        """What goes on at a place at a moment."""
        return self.watch.at(entry, now, self.index.current())

    def emergencies(self, city: str, now: datetime) -> tuple[FoundNotice, ...]:
        """What every visitor of a city must know at a moment."""
        return self.watch.emergencies(city, now, self.index.current())

    def plan(self, asked: Request) -> Itinerary:
        """The plan of a request, over what is published now."""
        return self.planner.plan(asked, self.index.current())

    def starters(self, lang: Lang, context: Context) -> tuple[Starter, ...]:
        """Questions for a first screen, chosen by the moment and, where it was sent, the position."""
        return self.first.of(lang, context)

    def around(self, asked: surroundings.Request, most: int) -> surroundings.Around | None:
        """What lies around a position or a place; None where it is not known where that is."""
        return surroundings.seen(asked, self.index.current(), most)

    def look_up(self, text: str, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of entries that a text names, and of others whose words it has."""
        return lookup.entries(self.index.current(), text, most)

    def guess(self, text: str, lang: Lang) -> Guess:
        """What the guide makes of a question that has no answer."""
        return replace(self.behind.guess(text, lang), city=self.city.id if self.city else "")

    def named(self, text: str) -> Entry | None:
        """The entry an id or a name means, the one with a position first; None when nobody bears it."""
        return named(text, self.index.current())

    def city_of(self, city_id: str) -> City:
        """A city by its id; one that is not known has nothing but that."""
        return self.cities.get(city_id, City(city_id, {"en": city_id}))

    def warm(self) -> None:
        """Load what the first question would have to wait for: dictionaries and language profiles."""
        for text in WARMING:
            self.guide.find([Message("user", text)], Context(now=now()))
        self.voice.warm()
        self.starters(_WARMED, Context(now=self.base.clock()))

    def close(self) -> None:
        """Save the index, drain the journal, give the database back."""
        self.scheduler.close()
        self.retention.close()
        self.album.close()
        self.aftermath.close()
        self.questions.close()
        self.copydesk.close()
        self.feeds.close()
        self.offer.close()
        self.voice.close()
        self.bulk.close()
        self.index.close()
        self.journal.close()
        self.base.close()


def named(text: str, snapshot: Snapshot) -> Entry | None:
    """The entry that an id or a name means, one with a position first."""
    if entry := snapshot.entry(text):
        return entry
    found = [snapshot.by_id[each] for mention in snapshot.linker.link(text, True) for each in mention.entries]
    return next((entry for entry in found if entry.position), found[0] if found else None)


def main_city(base: Base, index: LiveIndex) -> City | None:
    """The city the guide is about."""
    by_city = index.current().facets.by_city
    if not by_city:
        return None
    wanted = base.settings.city or ""
    chosen = wanted if wanted in by_city else max(sorted(by_city), key=lambda key: len(by_city[key]))
    return base.cities.get(chosen) or City(chosen, {"en": chosen})
