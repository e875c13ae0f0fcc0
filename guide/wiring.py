"""The only place that chooses implementations: settings in, a whole guide out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from guide import abilities, rehearsal
from guide.app import App, main_city
from guide.desk.retention import Retention
from guide.dialogue.ability import Ability
from guide.dialogue.asking import asking
from guide.dialogue.compose import TemplateComposer
from guide.dialogue.guarded import GuardedComposer
from guide.dialogue.guide import Guide, Place
from guide.dialogue.saying.glance import Almanac
from guide.dialogue.spoken import Rules, SpokenComposer, systems
from guide.dialogue.starter_lines import slots_of
from guide.dialogue.starters import Chooser, Starters
from guide.dialogue.understand import Understanding
from guide.editing.accounts import Door
from guide.editing.entries import Entries
from guide.editing.gate import Gate
from guide.editing.questions import Questions
from guide.editing.scheduling import Scheduler
from guide.editing.scribe import Scribe
from guide.editing.workflow import Workflow
from guide.errors import SettingsError
from guide.insight.gap_desk import GapDesk
from guide.knowledge_base import INDEX, JOURNAL, MODELS, Base, Say, now, quiet, vocabulary
from guide.models import local, remote
from guide.ports import Composer, LanguageModel, Progress, unseen
from guide.rehearsal import Rehearsal
from guide.retrieval.index import LiveIndex
from guide.safety.lexicon import lexicons
from guide.settings import LANGUAGES, Settings
from guide.shipped import folder
from guide.skills.notices import Watch
from guide.speaking import voice
from guide.storage.drafts import Drafts
from guide.storage.gap_decisions import GapDecisions
from guide.storage.journal import Journal
from guide.storage.saved import SavedQuestions
from guide.types import City
from guide.workrooms import (
    album,
    asking_the_rest,
    bulk,
    copy_desk,
    feeds,
    following,
    foresight,
    known_names,
    letters,
    offer,
    settling,
    trail,
)


def build(settings: Settings, say: Say = quiet, keep_index: bool = False, progress: Progress = unseen) -> App:
    """Wire a guide over a data folder. `keep_index` keeps index files there: for the one process that serves.

    Raises SettingsError, StorageError, ModelUnavailable: start-up fails with the fix, not the first question.
    """
    base = _filled(Base(settings, say, progress), say)
    cache = settings.data / INDEX if keep_index else None
    index = LiveIndex(base.revisions, base.passages, base.embedder, vocabulary(base), cache, progress)
    talk = _talk(base, index)
    kept, journal = SavedQuestions(base.database), Journal.open(settings.data / JOURNAL, now)
    publisher, behind = base.publisher(), talk.behind
    entries = Entries(base.revisions, publisher, Gate(kept.all, behind.live, behind.drafted))
    workflow = Workflow(entries, Drafts(base.database), base.clock)
    questions = Questions(kept, behind.live, lambda: rehearsal.shipped(folder("knowledge")), now)
    mail = letters(base)
    gaps = GapDesk(journal, GapDecisions(base.database), asking(talk.guide, base.clock))
    return App(
        base=base, settings=settings, index=index, guide=talk.guide, first=talk.first, journal=journal,
        complaints=mail, retention=Retention(mail.forget), door=Door(base.accounts, now),
        album=album(base), trail=trail(base, workflow),
        publisher=publisher, workflow=workflow, foresight=foresight(base, index), revisions=base.revisions,
        aftermath=following(entries, (settling(gaps, now), asking_the_rest(questions))),
        scheduler=Scheduler(workflow, base.clock), fields=base.fields, model=talk.said_by,
        planner=abilities.planner(base), questions=questions, rehearse=behind.drafted, feeds=feeds(base, index),
        voice=voice(base), almanac=talk.almanac, watch=talk.watch, bulk=bulk(base, index, entries), gaps=gaps,
        behind=behind, scribe=Scribe(talk.model, base.prompts, base.hidden), offer=offer(base, index),
        copydesk=copy_desk(base, index, talk.model),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Talk:
    """What visitors talk with, and the same behind the curtain."""

    guide: Guide
    said_by: str
    """Who puts answers into words: "templates" or a language model's name."""
    model: LanguageModel | None
    almanac: Almanac
    watch: Watch
    first: Starters
    behind: Rehearsal


def _talk(base: Base, index: LiveIndex) -> _Talk:
    city = main_city(base, index)
    watch, dresser = Watch(lambda: base.cities, base.board), abilities.dresser(base)
    place = Place(city.names if city else {}, base.settings.review_months, watch, dresser)
    able, model = abilities.of(base), _model(base) if base.settings.llm else None
    composer = GuardedComposer(compose_with(base, index, able, model), base.words.found, base.wording)
    understanding = Understanding(base.prompts, LANGUAGES, city or City(""), lambda: base.cities)
    guide = Guide(index.current, understanding, composer, base.wording, place, able)
    chooser = Chooser(slots_of(base.prompts.common("starters")), base.wording, dresser.almanac, guide.find)
    first = Starters(chooser, index.current, lambda: main_city(base, index))
    cast = rehearsal.Cast(understanding, base.wording, replace(place, dresser=None))
    behind = Rehearsal(index, cast, lambda: abilities.of(base), base.cut, base.clock)
    return _Talk(guide, composer.name, model, dresser.almanac, watch, first, behind)


def compose_with(
    base: Base, index: LiveIndex, able: Sequence[Ability] = (), model: LanguageModel | None = None
) -> Composer:
    """The templates, or the model over them where there is one."""
    templates = TemplateComposer(base.wording, {ability.name: ability.say for ability in able})
    if model is None:
        return templates
    rules = Rules(lexicons(base.prompts.words, LANGUAGES), known_names(index))
    return SpokenComposer(templates, model, base.prompts, rules)


def model_folder(settings: Settings, name: str) -> Path:
    """Where `guide models pull` puts a model."""
    return settings.data / MODELS / name.replace("/", "--")


def _model(base: Base) -> LanguageModel:
    """The model the settings name. Raises SettingsError for one that is not there."""
    settings, name = base.settings, base.settings.llm or ""
    if name.startswith(("http://", "https://")):
        return remote.connect(name, settings.llm_model, settings.llm_key)
    pulled = model_folder(settings, name)
    return local.load(str(pulled) if pulled.is_dir() else name, systems(base.prompts, LANGUAGES))


def _filled(base: Base, say: Say) -> Base:
    """The base with what ships, where it is new. Raises SettingsError for a model that never saw it."""
    if base.revisions.content_version() == 0:
        say(f"{base.settings.data} is new: loading the knowledge that ships with the guide")
        say(f"{base.load_shipped()} entries loaded")
    _refuse_unembedded(base)
    return base


def _refuse_unembedded(base: Base) -> None:
    """A model that never saw this base cannot search it."""
    if base.settings.embedder:
        first = next(base.passages.all(), None)
        if first and not base.passages.vectors_of(base.embedder().key, [first.id]):
            raise SettingsError(f"{base.settings.data} is not embedded with {base.settings.embedder}: run guide index")
