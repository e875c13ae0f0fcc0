"""What the server asks of the application it serves. `guide.app.App` gives it; the tests serve a smaller one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from guide.desk.complaints import ComplaintDesk
from guide.dialogue.wording import Wording
from guide.pictures import Pictures
from guide.settings import Settings
from guide.skills.itinerary.request import Request
from guide.skills.itinerary.result import Itinerary
from guide.skills.surroundings import Around
from guide.skills.surroundings import Request as Asked
from guide.storage.journal import Journal
from guide.types import City, Context, Entry, Message, Reply, Sentence


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

    def plan(self, asked: Request) -> Itinerary:
        """The plan of a request."""
        ...

    def around(self, asked: Asked, most: int) -> Around | None:
        """What lies around a position or a place; None where it is not known where that is."""
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
