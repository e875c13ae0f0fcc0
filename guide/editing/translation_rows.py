"""A translator's table read back: by key and by the revision each row was made from, in any order and however partial.

A row says something only where its translation is another one than that revision had. What it was translated from, and
what stood there as a translation, must still be so: otherwise the row is a clash, which is shown and not applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from guide.editing import cells, tables, translation_checks, units
from guide.editing.grid import Row, clean
from guide.editing.problems import Place, problem
from guide.editing.spreadsheets import LONGEST, defused
from guide.editing.translation_tables import key_parts
from guide.editing.translation_words import KEY, NEEDED, NOTE, REVISION, STATE, TRANSLATION, TableWords
from guide.editing.translations import Translations
from guide.editing.units import Pair, Unit
from guide.errors import Problem
from guide.settings import LANGUAGES
from guide.storage.pairs import Agreed
from guide.types import Entry, Revision

_LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Said:
    """What one row says."""

    place: Place
    entry_id: str
    part: str
    pair: Pair
    revision: int
    text: str
    """Its translation; empty says nothing."""
    is_right: bool
    """Whether its state says that the translation is still right."""
    note: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that changes a translation, or calls one still right (`before` and `after` are the same then)."""

    said: Said
    entry: Entry
    unit: Unit
    """As it is now: its part may have moved since the table was made."""
    after: str

    @property
    def before(self) -> str:
        """The translation as it is now."""
        return self.unit.target

    @property
    def agreed(self) -> Agreed:
        """That whoever wrote it calls both texts right together."""
        return Agreed(self.said.entry_id, self.said.pair.target, units.mark(self.unit.source, self.after))


@dataclass(frozen=True, slots=True)
class Clash:
    """A row that is not applied, because what it was made from has changed: `why` is "source" or "translation"."""

    said: Said
    why: str
    then: Unit
    """As it was in the row's revision."""
    now: Unit | None
    """As it is; None where that text is gone."""
    current: Revision


@dataclass(frozen=True, slots=True)
class Folded:
    """A whole table."""

    taken: tuple[Taken, ...] = ()
    right: tuple[Taken, ...] = ()
    clashes: tuple[Clash, ...] = ()
    problems: tuple[Problem, ...] = ()
    idle: int = 0
    """Rows that say nothing new."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a table is held against."""

    newest: Callable[[Iterable[str]], Mapping[str, Revision]]
    revision: Callable[[str, int], Revision | None]
    translations: Translations
    listed: Callable[[str], tuple[str, ...]]
    """The operator's listed words in a text."""
    may: Callable[[str], bool]
    """Whether the editor may change entries of a city."""


@dataclass(slots=True)
class _Folding:
    ground: Ground
    newest: Mapping[str, Revision]
    taken: list[Taken] = field(default_factory=list)
    right: list[Taken] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    idle: int = 0
    cut: dict[tuple[str, int, Pair], dict[str, Unit]] = field(default_factory=dict)
    known: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)


def is_table(path: Path, words: TableWords) -> bool:
    """Whether a file is a translation table."""
    first = next((each for each in tables.read(path) if isinstance(each, Row)), None)
    return first is not None and set(words.roles(first.headings).values()) >= NEEDED


def read(path: Path, words: TableWords) -> Iterator[Said | Problem]:
    """The rows of a table, and what cannot be read of it."""
    for each in tables.read(path):
        yield each if isinstance(each, Problem) else _said(each, str(path), words)


def fold(rows: Iterable[Said | Problem], ground: Ground) -> Folded:
    """What the rows come to, whatever their order."""
    every = list(rows)
    said = [each for each in every if isinstance(each, Said)]
    folding = _Folding(ground, ground.newest({each.entry_id for each in said}))
    folding.problems += [each for each in every if isinstance(each, Problem)]
    for each in said:
        _judge(folding, each)
    taken = tuple(_once(folding))
    return Folded(taken, tuple(folding.right), tuple(folding.clashes), tuple(folding.problems), folding.idle)


def entries(taken: Iterable[Taken], known: Callable[[str, str], frozenset[str]]) -> Iterator[Entry]:
    """The entries that a table makes anew. `known` are the marks of an entry in a language."""
    by_entry: dict[str, dict[Pair, list[Taken]]] = {}
    for each in taken:
        by_entry.setdefault(each.entry.id, {}).setdefault(each.said.pair, []).append(each)
    for pairs in by_entry.values():
        entry = next(iter(pairs.values()))[0].entry
        for pair in sorted(pairs, key=lambda each: (each.target, each.source)):
            filled = {each.unit.part: each.after for each in pairs[pair]}
            entry = units.put(entry, pair, filled, known(entry.id, pair.target))
        yield entry


def _said(row: Row, file: str, words: TableWords) -> Said | Problem:
    roles, place = words.roles(row.headings), row.place(file)
    told = {roles[heading]: cells.words(cell) for heading, cell in row.cells if heading in roles}
    key, number = key_parts(told.get(KEY, "")), told.get(REVISION, "")
    if key is None or not {key[2].source, key[2].target} <= set(LANGUAGES):
        return problem("table-key", place)
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        return problem("table-revision", place, revision=number or "–")
    text = told.get(TRANSLATION, "")
    return Said(
        place, key[0], key[1], key[2], int(number), "" if cells.is_nothing(text) else text,
        words.says_right(told.get(STATE, "")), told.get(NOTE, ""),
    )  # fmt: skip


def _judge(folding: _Folding, said: Said) -> None:
    current = folding.newest.get(said.entry_id)
    if current is None or current.entry is None:
        folding.problems.append(problem("table-gone", said.place, id=said.entry_id))
        return
    if not folding.ground.may(current.entry.city):
        folding.problems.append(problem("other-city", said.place, id=said.entry_id, city=current.entry.city))
        return
    same = said.revision == current.number
    base = current if same else folding.ground.revision(said.entry_id, said.revision)
    then = _cut(folding, base, said.pair).get(said.part) if base else None
    if then is None:
        code = "table-part" if base else "table-revision"
        folding.problems.append(problem(code, said.place, revision=str(said.revision), part=said.part))
        return
    _compare(folding, said, then, current, current.entry)


def _compare(folding: _Folding, said: Said, then: Unit, current: Revision, entry: Entry) -> None:
    now = _still(_cut(folding, current, said.pair), then)
    is_new = bool(said.text) and not _same(said.text, then.target)
    says_right = said.is_right and not is_new
    if not is_new and not says_right or is_new and now and _same(said.text, now.target):
        folding.idle += 1
    elif now is None or not _same(now.source, then.source):
        folding.clashes.append(Clash(said, "source", then, now, current))
    elif not _same(now.target, then.target):
        folding.clashes.append(Clash(said, "translation", then, now, current))
    elif says_right:
        _agree(folding, Taken(said, entry, now, now.target))
    elif faults := list(translation_checks.errors(now, said.text, folding.ground.listed)):
        folding.problems += [problem(code, said.place, **values) for code, values in faults]
    else:
        warnings = translation_checks.warnings(now, said.text)
        folding.problems += [problem(code, said.place, **values) for code, values in warnings]
        folding.taken.append(Taken(said, entry, now, said.text))


def _agree(folding: _Folding, right: Taken) -> None:
    known = folding.known.setdefault(
        (right.entry.id, right.said.pair.target),
        folding.ground.translations.pairs.one(right.entry.id, right.said.pair.target),
    )
    if not right.before.strip():
        folding.problems.append(problem("table-nothing-right", right.said.place))
    elif right.agreed.mark in known:
        folding.idle += 1
    else:
        folding.right.append(right)


def _once(folding: _Folding) -> Iterator[Taken]:
    """Each text once: two rows that differ about one are both left out and named."""
    by_text: dict[tuple[str, str, str], list[Taken]] = {}
    for each in folding.taken:
        by_text.setdefault((each.entry.id, each.unit.part, each.said.pair.target), []).append(each)
    for same in by_text.values():
        if len({each.after for each in same}) == 1:
            yield min(same, key=lambda each: each.said.place)
            folding.idle += len(same) - 1
            continue
        lines = sorted({each.said.place.line for each in same})
        told = ", ".join(map(str, lines))
        folding.problems += [problem("table-twice", each.said.place, lines=told) for each in same]


def _still(found: Mapping[str, Unit], then: Unit) -> Unit | None:
    """The text of a row as it is now: in its place, or where else in its field it has moved to."""
    here = found.get(then.part)
    if here and _same(here.source, then.source):
        return here
    stem = then.part.rpartition(".")[0] or then.part
    moved = (each for each in found.values() if (each.part.rpartition(".")[0] or each.part) == stem)
    return next((each for each in moved if _same(each.source, then.source)), here)


def _cut(folding: _Folding, revision: Revision, pair: Pair) -> Mapping[str, Unit]:
    key = (revision.entry_id, revision.number, pair)
    if key not in folding.cut:
        known = folding.ground.translations.pairs.one(revision.entry_id, pair.target) if revision.entry else frozenset()
        found = folding.ground.translations.of(revision.entry, pair, known) if revision.entry else ()
        folding.cut[key] = {each.part: each for each in found}
    return folding.cut[key]


def _same(one: str, other: str) -> bool:
    """Whether two texts are the same once they have been through a cell."""
    return clean(defused(one[:LONGEST])) == clean(defused(other[:LONGEST]))
