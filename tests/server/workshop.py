"""A studio with real parts: two entries in a real database, four people, a real journal, behind the real server."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from pwdlib.hashers.argon2 import Argon2Hasher

from guide import server
from guide.desk.complaints import ComplaintDesk
from guide.editing.accounts import ROLES, Door
from guide.editing.publish import Publisher
from guide.safety.wordlist import WordList
from guide.server import studio
from guide.settings import Settings
from guide.storage.accounts import Accounts
from guide.storage.complaints import Complaints
from guide.storage.database import Database
from guide.storage.journal import Journal
from guide.storage.passages import Passages
from guide.storage.revisions import Revisions
from guide.types import Change, City, Entry, Passage
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


@dataclass
class Clock:
    """A clock that goes when told. It starts late in a Chinese day that is still yesterday in UTC."""

    now: datetime = datetime(2026, 5, 2, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


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
    fields: Mapping[str, str] = field(default_factory=lambda: FIELDS)
    cities: Mapping[str, City] = field(default_factory=lambda: {town.CITY.id: town.CITY})
    word_list: WordList = field(default_factory=WordList)
    closing: ExitStack = field(default_factory=ExitStack)

    def site(self) -> FastAPI:
        """The whole server with the studio in it."""
        made = server.visitors(town.Town(self.settings, self.journal, complaints=self.complaints))
        made.include_router(studio.router(self))
        return made

    def entry(self, entry_id: str = "lamp-house") -> Entry:
        found = self.revisions.current(entry_id)
        assert found is not None and found.entry is not None
        return found.entry


def build(folder: Path, settings: Settings | None = None, people: bool = True) -> Workshop:
    """A workshop in a folder. Each role has a person of that name."""
    clock = Clock()
    database = Database.open(f"sqlite:///{folder}/guide.db")
    revisions, passages = Revisions(database), Passages(database)
    publisher = Publisher(revisions, passages, lambda: None, passages_of, clock)
    accounts = Accounts(database)
    journal = Journal.open(folder / "journal.db", clock)
    settings = settings or Settings(data=folder, clock=clock.now)
    complaints = ComplaintDesk(Complaints(database), clock)
    made = Workshop(settings, clock, revisions, publisher, Door(accounts, clock, QUICK), accounts, journal, complaints)
    made.closing.callback(database.close)
    made.closing.callback(journal.close)
    publisher.publish(
        (Change(town.HOUSE.id, town.HOUSE, None), Change(town.BRIDGE.id, town.BRIDGE, None)), "seed", "first"
    )
    for role in ROLES if people else ():
        made.door.sign_up(role, PASSWORD, role)
    return made


def passages_of(entry: Entry) -> tuple[Passage, ...]:
    return tuple(Passage(entry.id, entry.city, lang, "", "", text) for lang, text in entry.texts.items())
