"""A file that was sent, looked over: what applying it would do now, by the rules of the house.

A row is left out and named where it is wrong, holds a listed word, or is of a city in which its sender may change
nothing. What is left is held against the saved questions it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from guide import shipped
from guide.editing import amenities, differences, imports, listed, translation_rows, validate
from guide.editing.amenities import Amenities
from guide.editing.bearers import bearers, settled
from guide.editing.columns import Choice, chosen
from guide.editing.gate import Checked, Gate
from guide.editing.headings import Headings
from guide.editing.imports import Imported, ImportPlan
from guide.editing.problems import Place, problem
from guide.editing.rows import Told
from guide.editing.translation_rows import Folded, Ground
from guide.editing.translation_words import TableWords
from guide.editing.translations import Translations
from guide.editing.uploads import TRANSLATIONS, Upload
from guide.errors import NotFound, Problem
from guide.storage.revisions import Revisions
from guide.types import Change, City, Entry, Revision

PREVIEW_SECONDS = 2.0
"""How long saved questions may be asked before a preview is shown."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an import is held against."""

    fields: Mapping[str, str]
    """Known fields and their types."""
    cities: Callable[[], Mapping[str, City]]
    add_cities: Callable[[Iterable[City]], None]
    listed: Callable[[str], tuple[str, ...]]
    """The operator's listed words in a text."""
    published: Callable[[], Iterable[Entry]]
    """Every published entry."""
    give_pictures: Callable[[Iterable[Entry], Path], None]
    """Writes the pictures of entries into a folder."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The cities in which somebody may change something; None is all."""

    cities: frozenset[str] | None = None

    def may(self, city: str) -> bool:
        """Whether a city is among them."""
        return self.cities is None or city in self.cities


@dataclass(frozen=True, slots=True)
class Preview:
    """What applying a file would do now."""

    seen: int
    """The content_version it was made on."""
    read: Imported
    plan: ImportPlan
    folded: Folded = Folded()
    """Row by row, where it is a translation table."""
    checked: Checked = Checked()
    """The saved questions that it would spoil."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All faults by row."""
        found = {repr(each): each for each in (*self.read.problems, *self.plan.problems)}.values()
        return tuple(sorted(found, key=lambda each: (each.file, each.line)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The faults because of which a row is not applied."""
        return tuple(each for each in self.problems if each.severity == "error")

    @property
    def touched(self) -> tuple[str, ...]:
        """The entries it changes, or whose translation it calls right."""
        right = (each.entry.id for each in self.folded.right)
        return tuple(dict.fromkeys((*(each.entry_id for each in self.plan.changes), *right)))

    @property
    def cities(self) -> frozenset[str]:
        """The cities in which it changes something."""
        before = (self.plan.before.get(each.entry_id) for each in self.plan.changes)
        after = (each.entry for each in self.plan.changes)
        right = (each.entry.city for each in self.folded.right)
        return frozenset({*(each.entry.city for each in before if each and each.entry),
                          *(each.city for each in after if each), *right})  # fmt: skip


class Overview:
    """Looks files over; nothing changes by it."""

    def __init__(self, revisions: Revisions, known: Known, headings: Headings, translations: Translations) -> None:
        self._revisions, self._known, self._headings = revisions, known, headings
        self._translations = translations
        self._amenities: Amenities = amenities.load(shipped.folder("prompts"))

    def of(self, upload: Upload, path: Path, reach: Reach, words: TableWords) -> Preview:
        """The preview of a file, without the saved questions."""
        version = self._revisions.content_version()
        if upload.sort == TRANSLATIONS:
            return self._table(version, path, reach, words)
        read = settled(self._read(upload, path), bearers(self._known.published()))
        newest = self._revisions.newest(each.id for each in read.entries)
        plan = listed.held(imports.plan(read, newest.get), read, self._known.listed)
        return Preview(version, read, self._sound(read, _within(read, plan, reach)))

    def _read(self, upload: Upload, path: Path) -> Imported:
        choices = {heading: each for heading, each in upload.choices.items() if each != Choice()}
        types = self._known.fields
        decided = {heading: partial(chosen, choice=choice, types=types) for heading, choice in choices.items()}
        defaults = imports.Defaults(upload.kind or None, upload.city or None, upload.lang or None, upload.datum)
        return imports.read_file(path, self._headings.deciding(decided), defaults, self._amenities)

    def _table(self, version: int, path: Path, reach: Reach, words: TableWords) -> Preview:
        newest: dict[str, Revision] = {}

        def current(ids: Iterable[str]) -> Mapping[str, Revision]:
            newest.update(self._revisions.newest(ids))
            return newest

        ground = Ground(current, self._revision, self._translations, self._known.listed, reach.may)
        folded = translation_rows.fold(translation_rows.read(path, words), ground)
        read = Imported((), folded.problems, {}, told={each.entry.id: _told(each.entry, each.said.place)
                                                       for each in reversed(folded.taken)})  # fmt: skip
        after = translation_rows.entries(folded.taken, self._translations.pairs.one)
        changed = [Change(each.id, each, newest[each.id].number) for each in after]
        parts = {each.entry_id: _parts(newest[each.entry_id].entry, each.entry) for each in changed}
        plan = self._sound(read, ImportPlan(changed=tuple(changed), before=newest, parts=parts))
        sound = {each.entry_id for each in plan.changed}
        kept = replace(folded, taken=tuple(each for each in folded.taken if each.entry.id in sound))
        return Preview(version, read, plan, kept)

    def _revision(self, entry_id: str, number: int) -> Revision | None:
        try:
            return self._revisions.revision(entry_id, number)
        except NotFound:
            return None

    def _sound(self, read: Imported, plan: ImportPlan) -> ImportPlan:
        """The plan without entries that would come out of it with a fault they did not have; each is named at its row.

        It is what stops an edit in the form, too.
        """
        after = [each.entry for each in plan.changes if each.entry]
        before = [revision.entry for each in after if (revision := plan.before.get(each.id)) and revision.entry]
        old = {(each.file, each.message) for each in self._faults(before)}
        wrong = {each.file.split("/")[-1]: each for each in self._faults(after) if (each.file, each.message) not in old}
        named = tuple(replace(each, **_where(read, entry_id)) for entry_id, each in wrong.items())
        return _without(plan, wrong, named)

    def _faults(self, entries: Sequence[Entry]) -> list[Problem]:
        targets = {link.target for entry in entries for link in entry.links}
        there = self._revisions.newest(targets)
        found = validate.check(entries, self._known.cities(), self._known.fields, there)
        own = {f"{entry.city}/{entry.id}" for entry in entries}
        return [each for each in found if each.severity == "error" and each.file in own]


def sparing(preview: Preview, ids: Collection[str]) -> Preview:
    """The preview without some entries."""
    folded = preview.folded
    taken, right = (tuple(each for each in some if each.entry.id not in ids) for some in (folded.taken, folded.right))
    plan = _without(preview.plan, dict.fromkeys(ids), ())
    return replace(preview, plan=plan, folded=replace(folded, taken=taken, right=right))


def gated(preview: Preview, gate: Gate | None, seconds: float) -> Preview:
    """The preview with the saved questions that it would spoil."""
    return replace(preview, checked=gate.check_all(preview.plan.changes, seconds)) if gate else preview


def _within(read: Imported, plan: ImportPlan, reach: Reach) -> ImportPlan:
    """The plan without entries of cities in which its sender may change nothing, before or after."""
    if reach.cities is None:
        return plan
    wrong: dict[str, Problem] = {}
    for each in plan.changes:
        before = plan.before.get(each.entry_id)
        cities = {entry.city for entry in (each.entry, before.entry if before else None) if entry}
        if beyond := sorted(city for city in cities if not reach.may(city)):
            told = read.told.get(each.entry_id)
            place = told.place if told else Place(each.entry_id)
            wrong[each.entry_id] = problem("other-city", place, id=each.entry_id, city=beyond[0])
    return _without(plan, wrong, tuple(wrong.values()))


def _without(plan: ImportPlan, wrong: Mapping[str, object], named: tuple[Problem, ...]) -> ImportPlan:
    return replace(
        plan,
        new=tuple(each for each in plan.new if each.entry_id not in wrong),
        changed=tuple(each for each in plan.changed if each.entry_id not in wrong),
        problems=(*plan.problems, *named),
    )


def _parts(before: Entry | None, after: Entry | None) -> tuple[str, ...]:
    return tuple(each.part for each in differences.between(before, after))


def _told(entry: Entry, place: Place) -> Told:
    return Told(entry, place, frozenset(), frozenset())


def _where(read: Imported, entry_id: str) -> dict[str, Any]:
    told = read.told.get(entry_id)
    return {"file": told.place.file, "line": told.place.line} if told else {}
