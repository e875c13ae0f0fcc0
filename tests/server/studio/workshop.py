"""A studio with real parts: two entries in a real database, four people, a real journal, behind the real server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path

from fastapi import FastAPI
from pwdlib.hashers.argon2 import Argon2Hasher

from guide import server
from guide.desk.complaints import ComplaintDesk
from guide.desk.replies import Replies
from guide.desk.samples import samples
from guide.dialogue.asking import asking
from guide.dialogue.wording import Wording
from guide.editing.accounts import ROLES, Door
from guide.editing.aftermath import Aftermath
from guide.editing.asking import Rehearse, Stage, Told
from guide.editing.bulk import Bulk, House
from guide.editing.copydesk.desk import CopyDesk, Parts
from guide.editing.copydesk.proof import Evidence
from guide.editing.entries import Entries
from guide.editing.foresight import Foresight
from guide.editing.gate import Gate
from guide.editing.overview import Known
from guide.editing.people import People
from guide.editing.prefill import Guess
from guide.editing.publish import Publisher
from guide.editing.questions import Questions
from guide.editing.scribe import Scribe
from guide.editing.signs import Signs
from guide.editing.translations import Translations
from guide.editing.uploads import Uploads
from guide.editing.workflow import Workflow
from guide.feeds.fetch import Fetcher
from guide.feeds.levels import Board
from guide.feeds.poller import Poller
from guide.insight.gap_desk import GapDesk
from guide.insight.insights import Insights
from guide.opendata.offer import Ground, Offer
from guide.pictures import Pictures
from guide.ports import LanguageModel
from guide.safety.lexicon import Lexicon, lexicons
from guide.safety.names import Names
from guide.safety.wordlist import WordList
from guide.server import studio
from guide.settings import LANGUAGES, Settings
from guide.storage.accounts import Accounts
from guide.storage.audit import Audit
from guide.storage.complaints import Complaints
from guide.storage.copies import Copies
from guide.storage.database import Database
from guide.storage.drafts import Drafts
from guide.storage.gap_decisions import GapDecisions
from guide.storage.journal import Journal
from guide.storage.journal_figures import JournalFigures
from guide.storage.meta import Meta
from guide.storage.pairs import Pairs
from guide.storage.passages import Passages
from guide.storage.publications import Publications
from guide.storage.reply_templates import ReplyTemplates
from guide.storage.revisions import Revisions
from guide.storage.saved import Asked, Checks, SavedQuestions
from guide.storage.uses import Uses
from guide.types import Change, City, Entry, Lang, Passage
from guide.visiting.calendar import Calendar
from guide.visiting.tickets import Tickets
from guide.workrooms import asking_the_rest, following, settling
from tests import databases
from tests.clock import Clock
from tests.server import town

PASSWORD = "correct horse battery"
QUICK = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
FIELDS = {
    "price": "money",
    "hours": "hours",
    "phone": "data",
    "facilities": "list",
    "parking": "text",
    "address": "text",
}


@dataclass(frozen=True)
class Written:
    """What is published, read anew each time."""

    revisions: Revisions

    @property
    def version(self) -> int:
        return self.revisions.content_version()

    def as_written(self) -> Mapping[str, Entry]:
        return {each.entry_id: each.entry for each in self.revisions.all_current() if each.entry}


@dataclass
class Workshop:
    """What the studio asks of the application, and the way to close it."""

    settings: Settings
    clock: Clock
    revisions: Revisions
    publisher: Publisher
    door: Door
    accounts: Accounts
    journal: Journal
    complaints: ComplaintDesk
    replies: Replies
    insights: Insights
    signs: Signs
    audit: Audit
    workflow: Workflow
    questions: Questions
    rehearse: Rehearse
    bulk: Bulk
    translations: Translations
    gaps: GapDesk
    scribe: Scribe
    guide: town.TownGuide
    aftermath: Aftermath
    feeds: Poller
    copydesk: CopyDesk
    database: Database
    fields: Mapping[str, str] = field(default_factory=lambda: FIELDS)
    cities: Mapping[str, City] = field(default_factory=lambda: {town.CITY.id: town.CITY})
    city: City | None = town.CITY
    word_list: WordList = field(default_factory=WordList)
    closing: ExitStack = field(default_factory=ExitStack)

    @property
    def people(self) -> People:
        return People(self.accounts, self.door.passwords, self.clock)

    @cached_property
    def site(self) -> FastAPI:
        """The whole server with the studio in it: one for all who come."""
        served = town.Town(self.settings, self.journal, self.complaints, self.signs, closing=self.closing)
        made = server.visitors(served)
        made.include_router(studio.router(self))
        return made

    @cached_property
    def offer(self) -> Offer:
        prompts, values, uses = town.prompts(), Meta(self.database), Uses(self.database)
        return Offer(Ground(lambda: Written(self.revisions), self.revisions, values, prompts.fields, prompts.classes,
                            self.clock, self.settings.data, uses))  # fmt: skip

    @property
    def foresight(self) -> Foresight:
        return Foresight(Calendar(), Tickets({}))

    def look_up(self, text: str, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A search of its own: whatever an entry's prose holds."""
        held = (each for each in self.revisions.all_current() if each.entry and text in str(each.entry.texts))
        return (), tuple(each.entry_id for each in held)[:most]

    @cached_property
    def pictures(self) -> Pictures:
        return Pictures(self.settings.data)

    def guess(self, text: str, lang: Lang) -> Guess:
        """The name is what stands before the colon."""
        return Guess(text.partition("：")[0], "museum", "parking", town.CITY.id, lang)

    def published(self) -> Iterable[Entry]:
        return [each.entry for each in self.revisions.all_current() if each.entry]

    def entry(self, entry_id: str = "lamp-house") -> Entry:
        found = self.revisions.current(entry_id)
        assert found is not None and found.entry is not None
        return found.entry


def build(folder: Path, settings: Settings | None = None, people: bool = True) -> Workshop:
    """A workshop in a folder. Each role has a person of that name."""
    clock = Clock(datetime(2026, 5, 2, 20, 0, tzinfo=UTC))
    database = Database.open(databases.address(folder))
    revisions, passages = Revisions(database), Passages(database)
    publisher = Publisher(revisions, passages, lambda: None, passages_of, clock)
    accounts = Accounts(database)
    journal = Journal.open(folder / "journal.db", clock)
    settings = settings or Settings(data=folder, clock=clock.now)
    complaints = ComplaintDesk(Complaints(database), clock)
    guide = town.TownGuide()
    gaps = GapDesk(journal, GapDecisions(database), asking(guide, clock))
    kept = SavedQuestions(database)
    questions = Questions(kept, lambda: stage(revisions), lambda: SHIPPED, clock)

    def rehearse(*drafts: Entry) -> Stage:
        return stage(revisions, *drafts)

    edit_gate = Gate(kept.all, lambda: stage(revisions), rehearse)
    entries = Entries(revisions, publisher, edit_gate)
    workflow = Workflow(entries, Drafts(database), clock)
    translations = Translations(entries, Pairs(database), FIELDS)
    aftermath = following(workflow.entries, (settling(gaps, clock), asking_the_rest(questions)))
    prompts = town.prompts()
    made = Workshop(settings, clock, revisions, publisher, Door(accounts, clock, QUICK), accounts, journal, complaints,
                    Replies(ReplyTemplates(database), clock, lambda: samples(prompts)),
                    Insights(JournalFigures(folder / "journal.db"), Publications(database), clock),
                    Signs(Meta(database)), Audit(database),
                    workflow, questions, rehearse,
                    _bulk(Uploads(folder / "uploads", clock), revisions, House(translations, entries)),
                    translations, gaps, Scribe(None, prompts), guide, aftermath,
                    Poller(Meta(database), Board(), Fetcher(), clock, lambda entry: entry == "lamp-house"),
                    copy_desk(database, revisions, clock), database)  # fmt: skip
    made.closing.callback(made.bulk.close)
    made.closing.callback(made.copydesk.close)
    made.closing.callback(database.close)
    made.closing.callback(journal.close)
    made.closing.callback(questions.close)
    made.closing.callback(aftermath.close)
    publisher.publish(
        (Change(town.HOUSE.id, town.HOUSE, None), Change(town.BRIDGE.id, town.BRIDGE, None)), "seed", "first"
    )
    for role in ROLES if people else ():
        made.door.sign_up(role, PASSWORD, role)
    return made


SHIPPED = (
    Asked("What is a ticket to the Lamp House?", "en", Checks(("40",))),
    Asked("Moon Bridge price?", "en", Checks(("0",))),
)


def stage(revisions: Revisions, *drafts: Entry) -> Stage:
    """A guide that knows prices: of the entry a question names, as it is published or drafted."""
    published = {each.entry_id: each.entry for each in revisions.all_current() if each.entry}
    known = {**published, **{each.id: each for each in drafts}}

    def named(text: str) -> frozenset[str]:
        return frozenset(id for id, each in known.items() if any(name in text for name in each.names.values()))

    def ask(asked: Asked) -> Told:
        about = next(iter(sorted(named(asked.question))), "")
        prices = [str(fact.value) for fact in known[about].of("price")] if about else []
        text = f"{known[about].names['en']}: {', '.join(prices)} yuan." if prices else "I do not know."
        lines = [group for group in (asked.checks.accept, *asked.checks.need) if group]
        right = all(any(each in text for each in group) for group in lines)
        cited = (about,) if prices else ()
        return Told(text, "en", bool(prices), "right" if right else "wrong" if prices else "unanswered", (), cited)

    return Stage(ask, named)


@cache
def _lexicons() -> Mapping[str, Lexicon]:
    return lexicons(town.prompts().words, LANGUAGES)


def copy_desk(
    database: Database,
    revisions: Revisions,
    clock: Clock,
    model: LanguageModel | None = None,
    listed: WordList | None = None,
) -> CopyDesk:
    """A copy desk over what is published."""
    prompts = town.prompts()
    evidence = Evidence(_lexicons(), lambda: Names(each.entry for each in revisions.all_current() if each.entry))
    cities = {town.CITY.id: town.CITY}
    parts = Parts(prompts, Wording(prompts), evidence, (listed or WordList()).found, lambda: cities, "灯城文旅", model)
    return CopyDesk(parts, Copies(database), revisions, clock)


def _bulk(uploads: Uploads, revisions: Revisions, house: House) -> Bulk:
    known = Known(
        FIELDS, lambda: {town.CITY.id: town.CITY}, lambda cities: None, WordList().found,
        lambda: [each.entry for each in revisions.all_current() if each.entry], Pictures(uploads.folder).give,
    )  # fmt: skip
    return Bulk(revisions, uploads, known, house)


def passages_of(entry: Entry) -> tuple[Passage, ...]:
    return tuple(Passage(entry.id, entry.city, lang, "", "", text) for lang, text in entry.texts.items())
