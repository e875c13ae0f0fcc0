"""A data folder as it is after a kill: opened beside nobody, read whole, and held against itself."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from guide.editing.trail import Trail
from guide.errors import NotFound
from guide.knowledge_base import DATABASE, INDEX, JOURNAL, Base
from guide.settings import Settings
from guide.storage.drafts import Drafts
from guide.storage.publications import Publications
from guide.types import NOTICE, Passage, Revision
from tests.crash.ledger import Told, content_of
from tests.retrieval.indexes import opened

_SAMPLE, _MANY = 100, 200


@contextmanager
def at(folder: Path) -> Iterator[Base]:
    """The base of a folder, closed afterwards."""
    base = Base(Settings(data=folder))
    try:
        yield base
    finally:
        base.close()


def intact(folder: Path) -> None:
    """Both databases are whole, as SQLite itself checks them."""
    for name in (DATABASE, JOURNAL):
        if (folder / name).is_file():
            with closing(sqlite3.connect(folder / name)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], name
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], name


def histories(base: Base, entries: Iterable[str]) -> dict[str, list[Revision]]:
    """The revisions of entries; one that never was has none."""
    return {each: _history(base, each) for each in entries}


def drafts(base: Base, entries: Iterable[str]) -> dict[int, Told]:
    """The drafts of some entries by id."""
    wanted = set(entries)
    kept = (each for each in Drafts(base.database).all() if each.entry_id in wanted)
    return {each.id: Told(each.entry_id, content_of(each.entry), each.state) for each in kept}


def log(base: Base) -> Counter[tuple[str, str]]:
    """How often each account did what, of what ended well."""
    return Counter((each.account, each.action) for each in base.audit.all() if each.outcome == "done")


def log_is_whole(base: Base) -> None:
    """The log has a line for all that went live, as soon as the scheduler has written those of what just came due."""
    trail, until = Trail(base.audit, Publications(base.database), base.accounts, base.clock), time.monotonic() + 10
    while (missing := trail.missing()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not missing, "something went live without a line in the audit log"


def notices(base: Base) -> set[str]:
    """The notices there are."""
    return {each.entry_id for each in base.revisions.all_current() if each.entry and each.entry.kind == NOTICE}


def passages_agree(base: Base) -> None:
    """What is searched is what is published, each passage with its vector."""
    stored = list(base.passages.all())
    entries = [each.entry for each in base.revisions.all_current() if each.entry]
    assert Counter(map(_words, stored)) == Counter(_words(each) for entry in entries for each in base.cut(entry))
    assert len(base.passages.vectors_of(base.embedder().key, [each.id for each in stored])) == len(stored)


def index_heals(base: Base, aside: Path) -> None:
    """Whatever the killed server left of its index files, opening them gives what the database says."""
    shutil.rmtree(aside, ignore_errors=True)
    if (left := base.settings.data / INDEX).is_dir():
        shutil.copytree(left, aside)
    healed, made = opened(base, aside).current(), opened(base).current()
    assert (healed.by_id, healed.passages, healed.of_entry) == (made.by_id, made.passages, made.of_entry)
    assert set(healed.vectors.ids.tolist()) == set(made.passages)
    assert healed.lexical.rarest == made.lexical.rarest, "more or fewer passages than there are"
    for entry, ids in list(made.of_entry.items())[:: max(1, len(made.of_entry) // _SAMPLE)]:
        found = [
            {each for each, _ in index.lexical.search(made.passages[ids[-1]].text, _MANY, entry)}
            for index in (healed, made)
        ]
        assert found[0] == found[1], f"{entry} is found by other passages"


def _history(base: Base, entry_id: str) -> list[Revision]:
    try:
        return base.revisions.history(entry_id)
    except NotFound:
        return []


def _words(passage: Passage) -> tuple[str, ...]:
    return passage.entry_id, passage.lang, passage.field, passage.heading, passage.text
