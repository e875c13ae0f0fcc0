"""What the templates of the tables' room need to know of a preview and of a batch, line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guide.editing import differences
from guide.editing.batches import Undoing
from guide.editing.differences import Difference
from guide.editing.overview import Preview
from guide.errors import Conflict
from guide.server.studio.form_view import source_names
from guide.types import Change, Entry, Revision

SHOWN = ("changed", "new", "problems", "conflicts", "unchanged")
"""The parts of a preview; the first one that is not empty is shown first."""
SHOWN_OF_TABLE = ("taken", "clashes", "right", "problems")
"""The same of a translation table."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a list: where it stands in the file, what becomes of it."""

    entry: Entry
    row: int
    """Its line in the file; 0 where it came from none."""
    changes: tuple[Difference, ...]
    sources: Mapping[str, str]
    """Its sources as people call them, by key."""


@dataclass(frozen=True, slots=True)
class Held:
    """One conflict: what is published, and the revision that the row was made from."""

    now: Revision
    stated: int | None
    row: int


@dataclass(frozen=True, slots=True)
class Made:
    """One entry of a batch: what was done with it, and what undoing would do."""

    id: str
    entry: Entry | None
    done: str
    """new, changed or withdrawn."""
    parts: tuple[str, ...]
    undone: str
    """back, merged, kept or gone."""


def shares(found: Preview, is_table: bool = False) -> dict[str, int]:
    """How many lines each part of a preview has."""
    folded = found.folded
    if is_table:
        told = (len(folded.taken), len(folded.clashes), len(folded.right), len(found.problems))
        return dict(zip(SHOWN_OF_TABLE, told, strict=True))
    plan = found.plan
    counted = {"new": plan.new, "changed": plan.changed, "unchanged": plan.unchanged, "conflicts": plan.conflicts}
    return {each: len(counted[each]) if each in counted else len(found.problems) for each in SHOWN}


def change_lines(found: Preview, changes: Sequence[Change]) -> list[Line]:
    """New or changed entries in the order of the file."""
    lines = []
    for each in changes:
        if each.entry is None:
            continue
        told, before = found.read.told.get(each.entry_id), found.plan.before.get(each.entry_id)
        old = before.entry if before else None
        parts = differences.told(old, each.entry)
        lines.append(Line(each.entry, told.place.line if told else 0, parts, source_names(each.entry, old)))
    return lines


def conflict_lines(found: Preview) -> list[Held]:
    """Entries that were changed since the file was written."""

    def held(conflict: Conflict) -> list[Held]:
        told = found.read.told.get(conflict.entry_id)
        now = conflict.current
        return [Held(now, conflict.base, told.place.line if told else 0)] if now else []

    return [each for conflict in found.plan.conflicts for each in held(conflict)]


def batch_lines(undoing: Undoing, before: Mapping[str, Revision]) -> list[Made]:
    """The entries of a batch; those that cannot be taken back come first."""
    fates = {entry_id: fate for fate in ("kept", "merged", "back", "gone") for entry_id in getattr(undoing, fate)}
    lines = []
    for each in undoing.made:
        earlier = before.get(each.entry_id)
        old = earlier.entry if earlier else None
        done = "withdrawn" if each.entry is None else "changed" if old else "new"
        parts = tuple(part.part for part in differences.told(old, each.entry)) if done == "changed" else ()
        lines.append(Made(each.entry_id, each.entry or old, done, parts, fates[each.entry_id]))
    return sorted(lines, key=lambda line: ("kept", "merged", "back", "gone").index(line.undone))
