"""What the server asks of the application it serves. `guide.app.App` gives it; the tests serve a smaller one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from guide.desk.complaints import ComplaintDesk
from guide.dialogue.saying.glance import Almanac
from guide.dialogue.starters import Starter
from guide.dialogue.wording import Wording
from guide.editing.signs import Signs
from guide.models.speech.voice import Voice
from guide.opendata.offer import Offer
from guide.pictures import Pictures
from guide.settings import Settings
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.result import Itinerary
from guide.skills.surroundings import Around
from guide.skills.surroundings import Request as Asked
from guide.storage.journal import Journal
from guide.types import City, Context, Entry, FoundNotice, Lang, Message, Reply, Sentence


class Answerer(Protocol):
    """The only entrance to the core. Synchronous: the server iterates it in a thread."""

    def answer(self, messages: Sequence[Message], context: Context) -> Iterator[Sentence | Reply]:
        """Sentences, then exactly one Reply."""
        ...


class Snapshot(Protocol):
    """The published entries at one moment."""

    def entry(self, entry_id: str) -> Entry | None:
        """A published entry."""
        ...

    def entries(self) -> Iterable[Entry]:
        """All of them."""
        ...


class Index(Protocol):
    """Hands out the newest snapshot."""

    def current(self) -> Snapshot:
        """The newest snapshot. Raises StorageError when the database cannot be read."""
        ...


class Served(Protocol):
    """The application as the server sees it."""

    @property
    def settings(self) -> Settings:
        """What start-up read."""
        ...

    @property
    def guide(self) -> Answerer:
        """Who answers."""
        ...

    @property
    def journal(self) -> Journal:
        """Where finished answers go."""
        ...

    @property
    def complaints(self) -> ComplaintDesk:
        """Where complaints are taken."""
        ...

    @property
    def index(self) -> Index:
        """What is published."""
        ...

    @property
    def model(self) -> str:
        """Who puts answers into words: "templates" or a language model's name."""
        ...

    @property
    def wording(self) -> Wording:
        """Says facts in a language."""
        ...

    @property
    def pictures(self) -> Pictures:
        """The pictures of entries."""
        ...

    @property
    def voice(self) -> Voice:
        """Who reads aloud and listens."""
        ...

    @property
    def almanac(self) -> Almanac:
        """What the state of a place is read by."""
        ...

    @property
    def signs(self) -> Signs:
        """What the short addresses of questions stand for."""
        ...

    @property
    def offer(self) -> Offer:
        """What of it is open data."""
        ...

    def noticed(self, entry: Entry, now: datetime) -> Sequence[FoundNotice]:
        """What goes on at a place at a moment."""
        ...

    def emergencies(self, city: str, now: datetime) -> Sequence[FoundNotice]:
        """What every visitor of a city must know at a moment."""
        ...

    def plan(self, asked: Request) -> Itinerary:
        """The plan of a request."""
        ...

    def around(self, asked: Asked, most: int) -> Around | None:
        """What lies around a position or a place; None where it is not known where that is."""
        ...

    def starters(self, lang: Lang, context: Context) -> tuple[Starter, ...]:
        """Questions for a first screen, chosen by the moment and, where it was sent, the position."""
        ...

    def named(self, text: str) -> Entry | None:
        """The entry an id or a name means."""
        ...

    def city_of(self, city_id: str) -> City:
        """A city by its id."""
        ...

    @property
    def city(self) -> City | None:
        """The one the guide is about, for its name on the pages."""
        ...
