"""A knowledge base on disk: its database, its embedder, and the one way to change it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from guide.dialogue.wording import Wording
from guide.editing import files
from guide.editing.publish import SHIPPED, Publisher, embed_missing
from guide.errors import SettingsError, StorageError
from guide.feeds.levels import Board
from guide.models import embed, fit
from guide.opendata.classes import Classes
from guide.opendata.terms import TermsBook
from guide.pictures import Pictures
from guide.ports import Embedder, Progress, unseen
from guide.prompts import Prompts
from guide.retrieval import passages as cutting
from guide.retrieval.openness import public
from guide.retrieval.surfaces import Vocabulary, plain
from guide.safety.wordlist import WordList
from guide.settings import Settings
from guide.shipped import folder
from guide.storage.accounts import Accounts
from guide.storage.audit import Audit
from guide.storage.database import Database
from guide.storage.meta import Meta
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from guide.text.script import fold
from guide.types import Change, City, Entry, Passage
from guide.visiting import calendar

SEED = 20_26
SMALL = 300
"""Passages under which a base cannot teach an embedder anything: it takes the shipped one."""
LATE_SHARE = 0.2
"""Share of passages that came after the fit from which `check` advises to fit anew."""
CALENDAR = Path("calendar") / "cn.yaml"
DATABASE, JOURNAL, EMBEDDERS, INDEX, MODELS = "guide.sqlite3", "journal.sqlite3", "embedder", "index", "models"

Say = Callable[[str], None]


def quiet(_: str) -> None:
    """Progress nobody wants to hear."""


def now() -> datetime:
    """Real time."""
    return datetime.now(UTC)


def _make(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{data} cannot be a data folder: {error.strerror}; choose another by --data") from error


class Base:
    """A knowledge base: its database, its embedder, and the one way to change it."""

    def __init__(self, settings: Settings, say: Say = quiet, progress: Progress = unseen) -> None:
        self.settings, self._say, self.progress = settings, say, progress
        self.prompts = Prompts(folder("prompts"))
        self.wording = Wording(self.prompts)
        self.fields: Mapping[str, str] = self.prompts.fields
        self.words = WordList(settings.words)
        _make(settings.data)
        self.database = Database.open(settings.database_url or f"sqlite:///{settings.data / DATABASE}")
        self.revisions, self.passages = Revisions(self.database), Passages(self.database)
        self.meta, self.accounts = Meta(self.database), Accounts(self.database)
        self.audit = Audit(self.database)
        self.board = Board()
        self._loaded: tuple[str, Embedder] | None = None

    def clock(self) -> datetime:
        """The visitors' now, or the fixed time of a rehearsal. Records and sessions keep to real time."""
        return self.settings.clock or now()

    def close(self) -> None:
        """Give the database back."""
        self.database.close()

    @property
    def cities(self) -> dict[str, City]:
        """The cities of the base, by id."""
        stored = self.meta.get("cities", {})
        return {key: _city(each) for key, each in stored.items()}

    @cached_property
    def pictures(self) -> Pictures:
        """The pictures of the data folder, and those that ship."""
        return Pictures(self.settings.data)

    @cached_property
    def calendar(self) -> calendar.Calendar:
        """Days off by the yearly notices: of the data folder's calendar/cn.yaml if it is there, else the shipped ones.

        Raises SettingsError for a file that cannot be used.
        """
        own = self.settings.data / CALENDAR
        path = own if own.is_file() else folder("knowledge") / CALENDAR
        try:
            return calendar.read(path)
        except calendar.BadCalendar as error:
            raise SettingsError(f"{path} is no calendar: {error}; guide check names each fault") from error

    def add_cities(self, cities: Iterable[City]) -> None:
        """Remember cities; one that is known with more than its name stays."""
        known = {each.id: each for each in cities} | {key: each for key, each in self.cities.items() if each.bounds}
        known = {**self.cities, **known}
        if known != self.cities:
            self.meta.put("cities", {key: asdict(each) for key, each in known.items()})

    def cut(self, entry: Entry) -> Sequence[Passage]:
        """The passages of an entry, those of all its own columns: which of them visitors are told, the index knows."""
        return cutting.of_entry(public(entry, self.prompts.closed), self.wording.label)

    def hidden(self) -> Container[str]:
        """The fields and columns of now that no visitor is told."""
        return Classes(self.prompts.classes, TermsBook(self.meta).current().own).hidden

    def embedder(self) -> Embedder:
        """The embedder in use: the setting's, the base's own, else the shipped one."""
        name = self.settings.embedder or self._own_embedder() or str(folder("knowledge") / "embedder")
        if self._loaded is None or self._loaded[0] != name:
            self._loaded = name, embed.load(name)
        return self._loaded[1]

    def publish(self, changes: Sequence[Change], author: str, comment: str) -> int:
        """Make changes live; a base that never had an embedder of its own gets one fitted first."""
        if not self.settings.embedder and not self.meta.get("embedder"):
            self._choose_embedder([change.entry for change in changes if change.entry])
        self._say(f"publishing {len(changes)} entries")
        return self.publisher().publish(changes, author, comment)

    def publisher(self) -> Publisher:
        """The one way in."""
        return Publisher(self.revisions, self.passages, self.embedder, self.cut, now, self.progress)

    def refit(self) -> str:
        """Fit anew on all that is published, embed it, and swap; returns the embedder's key."""
        if self.settings.embedder:
            key = self._embed_all(self.embedder())
            self.revisions.touch()
            return key
        entries = [each.entry for each in self.revisions.all_current() if each.entry]
        generation = int(self.meta.get("embedder", {}).get("generation", 0)) + 1
        path = self._fit(entries, generation)
        old = self.embedder().key
        fitted = embed.load(str(self.settings.data / path))
        key = self._embed_all(fitted)
        self._remember(path, generation)
        # Once more: what was published meanwhile was embedded with the old one.
        self._embed_all(fitted)
        self.revisions.touch()
        if old != key:
            self.passages.drop_vectors(old)
        for stale in (self.settings.data / EMBEDDERS).iterdir():
            if stale.name != str(generation):
                shutil.rmtree(stale, ignore_errors=True)
        return key

    def late_share(self) -> float:
        """The share of passages that came after the embedder was fitted."""
        last = self.meta.get("embedder", {}).get("last_passage")
        ids = [passage.id for passage in self.passages.all()] if last is not None else []
        return sum(each > last for each in ids) / len(ids) if ids else 0.0

    def load_shipped(self) -> int:
        """Fill a new base with the knowledge that ships; returns how many entries."""
        loaded = files.read_folder(folder("knowledge"))
        self.add_cities(loaded.cities.values())
        if (folder("knowledge") / "embedder").is_dir():
            self.meta.put("embedder", {"path": None, "generation": 0, "last_passage": None})
        self.publish([Change(entry.id, entry, None) for entry in loaded.entries], SHIPPED, "shipped knowledge")
        if self.meta.get("embedder", {}).get("generation") == 0:
            self._remember(None, 0)
        return len(loaded.entries)

    def _own_embedder(self) -> str | None:
        path = self.meta.get("embedder", {}).get("path")
        return str(self.settings.data / path) if path else None

    def _choose_embedder(self, new: Sequence[Entry]) -> None:
        """Fit on all there is as soon as it is enough; what was embedded with the shipped one is embedded anew."""
        published = (each.entry for each in self.revisions.all_current() if each.entry)
        entries = list({entry.id: entry for entry in (*published, *new)}.values())
        shipped = (folder("knowledge") / "embedder").is_dir()
        if not entries or shipped and sum(len(self.cut(entry)) for entry in entries) < SMALL:
            return
        self._remember(self._fit(entries, 1), 1)
        self._embed_all(self.embedder())

    def _fit(self, entries: Sequence[Entry], generation: int) -> str:
        self._say(f"fitting an embedder on {len(entries)} entries")
        hidden = self.hidden()
        seen = [public(each, hidden) for each in entries]
        pairs = cutting.training_pairs(seen, self.wording.label, self._cues, SEED)
        path = f"{EMBEDDERS}/{generation}"
        shutil.rmtree(self.settings.data / path, ignore_errors=True)
        fit.fit(pairs, self.settings.data / path, SEED, self.progress)
        return path

    def _cues(self, lang: str, field: str) -> Sequence[str]:
        """Plain words visitors use for a field: the asking patterns that are words."""
        asked = self.prompts.words(lang, "ask").get("fields", {})
        return [word for key, words in asked.items() if field in key.split() for word in words if word.isalnum()]

    def _remember(self, path: str | None, generation: int) -> None:
        last = max((passage.id for passage in self.passages.all()), default=0)
        self.meta.put("embedder", {"path": path, "generation": generation, "last_passage": last})

    def _embed_all(self, embedder: Embedder) -> str:
        self._say("embedding every passage")
        self.passages.put_vectors(
            embedder.key, embed_missing(embedder, self.passages, self.passages.all(), self.progress)
        )
        return embedder.key


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
        closed=base.hidden,
        free=frozenset(fold(str(word)) for word in base.prompts.common("values").get("free") or ()),
        elliptic=tuple(str(form) for talk in talks for form in talk.get("elliptic_names") or ()),
        calques=tuple(
            (str(kind), tuple(map(str, patterns)))
            for talk in talks
            for kind, patterns in (talk.get("calques") or {}).items()
        ),
    )


def _city(stored: Mapping[str, Any]) -> City:
    """A city as JSON kept it: its tuples became lists."""
    return City(**{key: _frozen(value) for key, value in stored.items()})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
