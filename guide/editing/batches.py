"""Undoing what was published together: the revisions before come back, and no later edit is lost on the way.

A batch is everything that one content_version made live. An entry that nobody touched since goes back to what it was.
One that was edited since goes back only in the parts the batch changed and the edit left alone; where both changed the
same part, or the batch made the entry, it is left as it is and listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from guide.editing import differences
from guide.errors import NotFound
from guide.storage.revisions import Revisions
from guide.types import Change, Entry, Revision


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking back a batch would do, by entry id. Nothing is written until its changes are published."""

    version: int
    made: tuple[Revision, ...]
    """The revisions of the batch."""
    changes: tuple[Change, ...] = ()
    back: tuple[str, ...] = ()
    """As they were before."""
    merged: tuple[str, ...] = ()
    """As they were before, but for what was edited since."""
    kept: tuple[str, ...] = ()
    """Edited since in the same place: left alone."""
    gone: tuple[str, ...] = ()
    """As they were already: nothing to take back."""

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities of the entries that it would change, after and before."""
        changed = {each.entry_id: each.entry for each in self.changes}
        made = (each.entry for each in self.made if each.entry_id in changed)
        return tuple(sorted({each.city for each in (*changed.values(), *made) if each}))


@dataclass(slots=True)
class _Sorted:
    changes: list[Change] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def undoing(revisions: Revisions, version: int) -> Undoing:
    """What it means to undo a batch now. Raises NotFound for a version that published nothing."""
    made = revisions.of_version(version)
    if not made:
        raise NotFound(f"nothing was published as version {version}")
    before, now = revisions.before_version(version), revisions.newest(each.entry_id for each in made)
    found = _Sorted()
    for each in made:
        earlier = before.get(each.entry_id)
        _sort(found, each, earlier.entry if earlier else None, now[each.entry_id])
    return Undoing(
        version, tuple(made), tuple(found.changes), tuple(found.back), tuple(found.merged), tuple(found.kept),
        tuple(found.gone),
    )  # fmt: skip


def _sort(found: _Sorted, made: Revision, before: Entry | None, now: Revision) -> None:
    entry_id = made.entry_id
    if now.entry == before:
        found.gone.append(entry_id)
    elif now.number == made.number or now.entry == made.entry:
        found.back.append(entry_id)
        found.changes.append(Change(entry_id, before, now.number))
    elif (joined := _joined(made.entry, before, now.entry)) is None:
        found.kept.append(entry_id)
    elif joined == now.entry:
        found.gone.append(entry_id)
    else:
        found.merged.append(entry_id)
        found.changes.append(Change(entry_id, joined, now.number))


def _joined(made: Entry | None, before: Entry | None, now: Entry | None) -> Entry | None:
    """The entry of today without what the batch did; None where that cannot be told apart from an edit since."""
    if made is None or before is None or now is None:
        return None
    clashes = differences.clashes(made, before, now)
    if any(each.both for each in clashes):
        return None
    return differences.joined(before, now, {each.part: each.natural or "theirs" for each in clashes})
