"""The only place that chooses implementations: settings in, a whole guide out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from guide import abilities
from guide.desk.complaints import ComplaintDesk
from guide.dialogue.ability import Ability
from guide.dialogue.compose import TemplateComposer
from guide.dialogue.guarded import GuardedComposer
from guide.dialogue.guide import Guide, Place
from guide.dialogue.spoken import Rules, SpokenComposer, systems
from guide.dialogue.understand import Understanding
from guide.dialogue.wording import Wording
from guide.editing.accounts import Door
from guide.editing.publish import Publisher
from guide.errors import SettingsError
from guide.knowledge_base import INDEX, JOURNAL, MODELS, Base, Say, now, quiet
from guide.models import local, remote
from guide.pictures import Pictures
from guide.ports import Composer, LanguageModel, Progress, unseen
from guide.retrieval.index import LiveIndex, Snapshot
from guide.retrieval.surfaces import Vocabulary, plain
from guide.safety.lexicon import lexicons
from guide.safety.names import Names
from guide.safety.wordlist import WordList
from guide.settings import LANGUAGES, Settings
from guide.skills import surroundings
from guide.skills.itinerary.planning import Planner
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.result import Itinerary
from guide.skills.notices import Watch
from guide.storage.complaints import Complaints
from guide.storage.journal import Journal
from guide.storage.revisions import Revisions
from guide.text.script import fold
from guide.types import City, Context, Entry, Message

WARMING = ("門票多少錢？", "Wo ist das?", "Quelque chose", "附近有厕所吗？")
"""Questions that touch every dictionary; nobody reads the answers."""


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
    revisions: Revisions
    fields: Mapping[str, str]
    model: str
    planner: Planner

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

    def plan(self, asked: Request) -> Itinerary:
        """The plan of a request, over what is published now."""
        return self.planner.plan(asked, self.index.current())

    def around(self, asked: surroundings.Request, most: int) -> surroundings.Around | None:
        """What lies around a position or a place; None where it is not known where that is."""
        return surroundings.seen(asked, self.index.current(), most)

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

    def close(self) -> None:
        """Save the index, drain the journal, give the database back."""
        self.index.close()
        self.journal.close()
        self.base.close()


def named(text: str, snapshot: Snapshot) -> Entry | None:
    """The entry that an id or a name means, one with a position first."""
    if entry := snapshot.entry(text):
        return entry
    found = [snapshot.by_id[each] for mention in snapshot.linker.link(text, True) for each in mention.entries]
    return next((entry for entry in found if entry.position), found[0] if found else None)


def build(settings: Settings, say: Say = quiet, keep_index: bool = False, progress: Progress = unseen) -> App:
    """Wire a guide over a data folder. `keep_index` keeps index files there: for the one process that serves.

    Raises SettingsError, StorageError, ModelUnavailable: start-up fails with the fix, not the first question.
    """
    base = Base(settings, say, progress)
    if base.revisions.content_version() == 0:
        say(f"{settings.data} is new: loading the knowledge that ships with the guide")
        say(f"{base.load_shipped()} entries loaded")
    _refuse_unembedded(base)
    cache = settings.data / INDEX if keep_index else None
    index = LiveIndex(base.revisions, base.passages, base.embedder, vocabulary(base), cache, progress)
    city = main_city(base, index)
    place = Place(city.names if city else {}, settings.review_months, Watch(lambda: base.cities))
    able = abilities.of(base)
    composer = GuardedComposer(compose_with(base, index, able), base.words.found, base.wording)
    understanding = Understanding(base.prompts, LANGUAGES, city or City(""), lambda: base.cities)
    return App(
        base=base, settings=settings, index=index,
        guide=Guide(index.current, understanding, composer, base.wording, place, able),
        journal=Journal.open(settings.data / JOURNAL, now),
        complaints=ComplaintDesk(Complaints(base.database), now),
        door=Door(base.accounts, now), publisher=base.publisher(), revisions=base.revisions,
        fields=base.fields, model=composer.name, planner=abilities.planner(base),
    )  # fmt: skip


def compose_with(base: Base, index: LiveIndex, able: Sequence[Ability] = ()) -> Composer:
    """The composer the settings ask for. Raises SettingsError for a model that is not there."""
    templates = TemplateComposer(base.wording, {ability.name: ability.say for ability in able})
    if not base.settings.llm:
        return templates
    rules = Rules(lexicons(base.prompts.words, LANGUAGES), _known_names(index))
    return SpokenComposer(templates, _model(base), base.prompts, rules)


def model_folder(settings: Settings, name: str) -> Path:
    """Where `guide models pull` puts a model."""
    return settings.data / MODELS / name.replace("/", "--")


def _model(base: Base) -> LanguageModel:
    settings, name = base.settings, base.settings.llm or ""
    if name.startswith(("http://", "https://")):
        return remote.connect(name, settings.llm_model, settings.llm_key)
    pulled = model_folder(settings, name)
    return local.load(str(pulled) if pulled.is_dir() else name, systems(base.prompts, LANGUAGES))


def _known_names(index: LiveIndex) -> Callable[[], Names]:
    """The names of the base as it is now, made anew only when it changed."""
    made = lru_cache(1)(lambda version: Names(index.current().entries()))
    return lambda: made(index.current().version)


def vocabulary(base: Base) -> Vocabulary:
    """Words that make no name by themselves, of all languages and of this base's cities."""
    talks = [base.prompts.words(lang, "talk") for lang in base.prompts.languages]
    places = {plain(name) for city in base.cities.values() for name in city.names.values()}
    return Vocabulary(
        places=tuple(sorted(places, key=lambda place: (-len(place), place))),
        endings=tuple(plain(str(word)) for talk in talks for word in talk.get("endings") or ()),
        common=frozenset(plain(str(word)) for talk in talks for word in talk.get("common") or ()),
        naming=frozenset(plain(str(word)) for talk in talks for word in talk.get("naming") or ()),
        fields=frozenset(base.prompts.fields),
        free=frozenset(fold(str(word)) for word in base.prompts.common("values").get("free") or ()),
        elliptic=tuple(str(form) for talk in talks for form in talk.get("elliptic_names") or ()),
        calques=tuple(
            (str(kind), tuple(map(str, patterns)))
            for talk in talks
            for kind, patterns in (talk.get("calques") or {}).items()
        ),
    )


def main_city(base: Base, index: LiveIndex) -> City | None:
    """The city the guide is about."""
    counts: dict[str, int] = {}
    for entry in index.current().entries():
        counts[entry.city] = counts.get(entry.city, 0) + 1
    if not counts:
        return None
    wanted = base.settings.city
    chosen = wanted if wanted in counts else max(counts, key=lambda key: counts[key])
    return base.cities.get(chosen) or City(chosen, {"en": chosen})


def _refuse_unembedded(base: Base) -> None:
    """A model that never saw this base cannot search it."""
    if base.settings.embedder:
        first = next(base.passages.all(), None)
        if first and not base.passages.vectors_of(base.embedder().key, [first.id]):
            raise SettingsError(f"{base.settings.data} is not embedded with {base.settings.embedder}: run guide index")
