"""What an entry is tied to, by role: who built it, what was written of it, which routes stop there, what lies near."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from guide.dialogue.addresses import page_of
from guide.dialogue.wording import Wording
from guide.server.locales import Words
from guide.server.served import Snapshot
from guide.types import Entry

STOP, ROUTE, PLACE, EVENT = "stop", "route", "place", "event"
HELD = "in.event"
"""What is held at a place."""
ORDER = (
    "in.event", "in.stop", "out.route", "in.route", "in.part-of", "out.part-of", "out.builder", "out.designer",
    "out.owner", "out.founder", "out.restorer", "out.resident", "out.worked", "out.namer", "out.named-from",
    "out.inscriber", "out.honours", "out.buried", "out.master", "out.member", "out.author",
    "out.visitor", "out.about", "out.made-at",
    "in.builder", "in.designer", "in.owner", "in.founder", "in.restorer", "in.resident", "in.worked", "in.namer",
    "in.named-from", "in.inscriber", "in.honours", "in.buried", "in.master", "in.member", "in.author", "in.visitor",
    "in.about", "in.made-at", "out.person", "in.person", "out.work", "in.work", "out.dish", "in.dish", "out.craft",
    "in.craft", "out.place", "in.place", "out.seasonal", "in.seasonal", "out.near",
)  # fmt: skip
"""Roles as the page lists them: where to go first, then who, then what; an entry has its first role only."""
_BOTH_WAYS = frozenset({"near"})


@dataclass(frozen=True, slots=True)
class Tied:
    """One entry to go on to."""

    id: str
    name: str
    page: str
    kind: str


@dataclass(frozen=True, slots=True)
class Role:
    """All entries of one role."""

    key: str
    label: str
    tied: tuple[Tied, ...]


@dataclass(slots=True)
class Ties:
    """The links of a snapshot from their far ends, gathered once."""

    snapshot: Snapshot | None = None
    inward: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def of(self, entry: Entry, snapshot: Snapshot) -> Mapping[str, list[str]]:
        """For each role the ids of the entries that have it."""
        if self.snapshot is not snapshot:
            self.inward = _gathered(snapshot)
            self.snapshot = snapshot
        found: dict[str, list[str]] = {}
        for role, other in (*_own(entry), *self.inward.get(entry.id, ())):
            found.setdefault(role, []).append(other)
        return found


def roles(found: Mapping[str, list[str]], snapshot: Snapshot, wording: Wording, words: Words) -> Iterator[Role]:
    """The roles in order, each entry once."""
    seen: set[str] = set()
    for key in ORDER:
        ids = [each for each in dict.fromkeys(found.get(key, ())) if each not in seen]
        entries = [entry for each in ids if (entry := snapshot.entry(each))]
        seen.update(entry.id for entry in entries)
        if entries:
            tied = (Tied(each.id, wording.name(each, words.lang), page_of(each), each.kind) for each in entries)
            yield Role(key, words(f"role.{key}"), tuple(tied))


def _own(entry: Entry) -> Iterator[tuple[str, str]]:
    for link in entry.links:
        if not (entry.kind == ROUTE and link.relation == STOP):  # A route shows its stops themselves.
            yield f"out.{link.relation}", link.target


def _gathered(snapshot: Snapshot) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in snapshot.entries():
        for link in entry.links:
            side = "out" if link.relation in _BOTH_WAYS else "in"
            role = HELD if entry.kind == EVENT and link.relation == PLACE else f"{side}.{link.relation}"
            found.setdefault(link.target, []).append((role, entry.id))
    return found
