"""The entries as editors meet them: found by any of their names, read, changed on a named base, and taken back.

The list is kept in memory and caught up by content_version, so that a search over thousands of entries needs no query.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from guide.editing.publish import Publisher
from guide.errors import NotFound
from guide.storage.revisions import Revisions
from guide.text.script import fold
from guide.types import Change, Entry, Revision, Text

LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """One published entry in the list. `needles` are its folded names, aliases and id."""

    id: str
    kind: str
    city: str
    names: Text
    number: int
    author: str
    at: datetime
    needles: tuple[str, ...]


class Entries:
    """Finding, reading and changing entries. Several threads may use one."""

    def __init__(self, revisions: Revisions, publisher: Publisher) -> None:
        self._revisions = revisions
        self._publisher = publisher
        self._lock = Lock()
        self._version = -1
        self._listed: Mapping[str, Listed] = {}

    def listed(self) -> Mapping[str, Listed]:
        """Every published entry by id, as of now."""
        with self._lock:
            version = self._revisions.content_version()
            if version != self._version:
                self._listed = self._caught_up()
                self._version = version
            return self._listed

    def current(self, entry_id: str) -> Revision:
        """The newest revision, withdrawn or not. Raises NotFound."""
        found = self._revisions.current(entry_id)
        if found is None:
            raise NotFound(f"{entry_id}: no such entry")
        return found

    def revision(self, entry_id: str, number: int) -> Revision:
        """One revision. Raises NotFound."""
        return self._revisions.revision(entry_id, number)

    def history(self, entry_id: str) -> list[Revision]:
        """All revisions, the newest first. Raises NotFound."""
        return self._revisions.history(entry_id)[::-1]

    def save(self, entry: Entry, base: int | None, author: str, comment: str) -> int:
        """Publish an entry on top of `base` and return its new revision. Raises Conflict when the base is stale."""
        self._publisher.publish((Change(entry.id, entry, base),), author, comment)
        return (base or 0) + 1

    def restore(self, entry_id: str, number: int, base: int, author: str, comment: str) -> int:
        """Publish an older revision again. Raises Conflict, and NotFound for a revision that was a withdrawal."""
        older = self._revisions.revision(entry_id, number)
        if older.entry is None:
            raise NotFound(f"{entry_id}: revision {number} withdrew the entry; there is nothing to restore")
        return self.save(older.entry, base, author, comment)

    def _caught_up(self) -> Mapping[str, Listed]:
        if self._version < 0:
            return {each.entry_id: _listed(each, each.entry) for each in self._revisions.all_current() if each.entry}
        listed = dict(self._listed)
        for each in self._revisions.changed_since(self._version):
            listed.pop(each.entry_id, None)
            if each.entry:
                listed[each.entry_id] = _listed(each, each.entry)
        return listed


def search(listed: Iterable[Listed], query: str = "", kind: str = "", city: str = "") -> list[Listed]:
    """Entries whose names hold the query, best match first; without a query, the latest change first."""
    chosen = [each for each in listed if kind in ("", each.kind) and city in ("", each.city)]
    wanted = fold(query[:LONGEST_QUERY]).strip()
    if not wanted:
        return sorted(sorted(chosen, key=lambda each: each.id), key=lambda each: each.at, reverse=True)
    ranked = [(rank, each) for each in chosen if (rank := _rank(each.needles, wanted)) is not None]
    return [each for _, each in sorted(ranked, key=lambda pair: (pair[0], pair[1].id))]


def mentioned(listed: Iterable[Listed], text: str, most: int = 3) -> list[Listed]:
    """Entries that a text names, the longest name first; too short a name is taken for chance."""
    folded = fold(text)
    found = [
        (max((len(needle) for needle in each.needles if _telling(needle) and needle in folded), default=0), each)
        for each in listed
    ]
    best = sorted((pair for pair in found if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
    return [each for _, each in best[:most]]


def _telling(needle: str) -> bool:
    return len(needle) > (3 if needle.isascii() else 1)


def _rank(needles: Collection[str], wanted: str) -> tuple[int, int] | None:
    """How well the best name fits: equal, starts, starts a word, contains, contains each word; then the shortest."""
    terms = wanted.split()
    held = [needle for needle in needles if all(term in needle for term in terms)]
    return min(((_place(needle, wanted), len(needle)) for needle in held), default=None)


def _place(needle: str, wanted: str) -> int:
    tests = (
        needle == wanted,
        needle.startswith(wanted),
        f" {wanted}" in needle or f"-{wanted}" in needle,
        wanted in needle,
    )
    return tests.index(True) if True in tests else len(tests)


def _listed(revision: Revision, entry: Entry) -> Listed:
    names = dict.fromkeys(fold(each) for each in (*entry.names.values(), *entry.aliases, entry.id))
    return Listed(
        entry.id, entry.kind, entry.city, entry.names, revision.number, revision.author, revision.at, tuple(names)
    )
