"""The entries as editors meet them: found by any of their names, read, changed on a named base, and taken back.

The list is kept in memory and caught up by content_version, so that a search over thousands of entries needs no query.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from guide.editing.gate import Checked, Gate, Held
from guide.editing.publish import Publisher
from guide.editing.signed import Signed
from guide.errors import NotFound
from guide.ports import Progress, unseen
from guide.storage.database import Beside, nothing_else
from guide.storage.revisions import Revisions
from guide.text.script import fold
from guide.types import PERISHABLE, Change, Entry, Lang, Revision, Text

LONGEST_QUERY = 200
TOGETHER_SECONDS = 10.0
"""How long saved questions may be asked before a batch is published."""


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
    langs: tuple[Lang, ...] = ()
    """Languages it has prose in."""
    sure: str = ""
    """The least confidence of it or any of its facts."""
    since: str = ""
    """The date of what was confirmed longest ago, of the facts that go out of date where it has any."""


@dataclass(frozen=True, slots=True)
class Published:
    """Changes that went live together, who made them, and what the gate had found of them."""

    changes: tuple[Change, ...]
    author: str
    checked: Checked


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An entry that visitors do not see any more: the revision that took it away, and what it said last."""

    gone: Revision
    entry: Entry
    number: int
    """The revision of what it said."""


class Entries:
    """Finding, reading and changing entries. Several threads may use one. `on_published` is told of what went live."""

    def __init__(self, revisions: Revisions, publisher: Publisher, gate: Gate | None = None) -> None:
        self.gate = gate
        self._revisions = revisions
        self._publisher = publisher
        self._lock = Lock()
        self._version = -1
        self._listed: Mapping[str, Listed] = {}
        self.on_published: Callable[[Published], None] = lambda done: None

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

    def knows(self, entry_id: str) -> bool:
        """Whether there is or ever was an entry of this id."""
        return self._revisions.current(entry_id) is not None

    def city_of(self, entry_id: str) -> str:
        """The city of an entry as it is published, or was before it was withdrawn; "" for one that never was."""
        if found := self.listed().get(entry_id):
            return found.city
        if not self.knows(entry_id):
            return ""
        return next((each.entry.city for each in self.history(entry_id) if each.entry), "")

    def revision(self, entry_id: str, number: int) -> Revision:
        """One revision. Raises NotFound."""
        return self._revisions.revision(entry_id, number)

    def history(self, entry_id: str) -> list[Revision]:
        """All revisions, the newest first. Raises NotFound."""
        return self._revisions.history(entry_id)[::-1]

    def save(self, entry: Entry, base: int | None, author: str, comment: str) -> int:
        """Publish an entry on top of `base` and return its new revision. Raises Conflict when the base is stale."""
        self.publish_from_studio(Change(entry.id, entry, base), author, comment)
        return (base or 0) + 1

    def publish_from_studio(
        self, change: Change, author: str, comment: str, override: str = "", beside: Beside = nothing_else
    ) -> Checked:
        """The one door from the studio to visitors: forms, restored revisions, drafts and what was scheduled pass here.

        It is held against the saved questions it touches. Raises Held where it would spoil one, unless `override` says
        why it may, which goes into the comment; Conflict when the base is stale; NotFound for withdrawing what never
        was. `beside` is stored in the same transaction, and what it raises is raised.
        """
        checked = self._checked(change, override)
        if checked.reds:
            raise Held(checked)
        self._publisher.publish((change,), author, Signed(author, comment, override).reason, beside=beside)
        self.on_published(Published((change,), author, checked))
        return checked

    def publish_together(self, changes: Iterable[Change], signed: Signed, progress: Progress = unseen) -> int:
        """The same door for a table, a calendar, or a batch that is taken back: one publication, all or none.

        Returns its content_version. Raises Held, Conflict. `progress` is told that saved questions are asked, too.
        """
        changes = tuple(changes)
        progress("asking", 0, len(changes))
        checked = self._checked_together(changes, bool(signed.override))
        if checked.reds:
            raise Held(checked)
        version = self._publisher.publish(changes, signed.author, signed.reason, progress)
        self.on_published(Published(changes, signed.author, checked))
        return version

    def spoils(self, changes: Iterable[Change], seconds: float) -> Checked:
        """The saved questions that publishing these together would spoil, asked for at most so many seconds."""
        return self.gate.check_all(changes, seconds) if self.gate else Checked()

    def _checked_together(self, changes: Sequence[Change], is_overridden: bool) -> Checked:
        if self.gate is None:
            return Checked()
        return self.gate.passed_all(changes) if is_overridden else self.gate.check_all(changes, TOGETHER_SECONDS)

    def _checked(self, change: Change, override: str) -> Checked:
        if self.gate is None:
            return Checked()
        return self.gate.passed(change) if override else self.gate.check(change)

    def withdrawn(self) -> list[Withdrawn]:
        """Every entry that was taken away from visitors, the latest first."""
        pairs = self._revisions.withdrawn()
        return [Withdrawn(gone, last.entry, last.number) for gone, last in pairs if last.entry]

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
    said = {entry.confidence, *(fact.confidence for fact in entry.facts)}
    return Listed(
        entry.id, entry.kind, entry.city, entry.names, revision.number, revision.author, revision.at, tuple(names),
        tuple(lang for lang, text in entry.texts.items() if text.strip()),
        next((each for each in ("low", "medium", "high") if each in said), ""), _since(entry),
    )  # fmt: skip


def _since(entry: Entry) -> str:
    perishable = [fact for fact in entry.facts if fact.field in PERISHABLE] or entry.facts
    dates = (fact.checked_on or fact.as_of or entry.as_of or "" for fact in perishable)
    return min(dates, default=entry.as_of or "")
