"""`guide check`: everything that is wrong with entries that could be read, each with its file, line and fix.

Pure over its arguments but for the day it is, which is only asked whether a confirmation lies in the future.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

from guide import geo, shipped
from guide.editing import calendars, facts, files
from guide.editing.faults import CONFIDENCE, TIERS
from guide.editing.problems import Place, problem
from guide.editing.shape import Wrong
from guide.errors import Problem
from guide.pictures import Pictures, is_name
from guide.prompts import Prompts
from guide.retrieval.links import RELATIONS
from guide.settings import LANGUAGES
from guide.text.script import fold, traditional
from guide.types import FEATURED, NOTICE, PICTURE, UNNAMED, City, Entry, Fact, Link, Position

_AHEAD = timedelta(hours=14)
"""The easternmost clock: a day is in the future when it has begun nowhere on earth."""
_WEB = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True, slots=True)
class _Base:
    """What each entry is held against. `ids` are those a link may name, `marks` tell where an entry was read."""

    cities: Mapping[str, City]
    rules: facts.Rules
    ids: AbstractSet[str]
    entries: Mapping[str, Entry]
    """Those that are checked, by id: a link may also name one of another city's folder, which is not read."""
    marks: Mapping[str, files.Marks] = field(default_factory=dict)

    def problem(self, entry: Entry, wrong: Wrong) -> Problem:
        path, code, values = wrong
        marks = self.marks.get(entry.id)
        return problem(code, marks.place(*path) if marks else Place(f"{entry.city}/{entry.id}"), **values)


def check(
    entries: Sequence[Entry], cities: Mapping[str, City], fields: Mapping[str, str], beside: Iterable[str] = ()
) -> list[Problem]:
    """The faults of entries that came from no file; `fields` gives the type of each known field.

    `beside` are the ids of entries that are not checked and yet there for a link to name.
    """
    ids = {entry.id for entry in entries} | set(beside)
    return _check(entries, _Base(cities, _rules(fields, ids), ids, _by_id(entries)))


def check_folder(path: Path) -> list[Problem]:
    """The faults of a knowledge folder or of one city's. Raises KnowledgeError when there is no such folder."""
    loaded = files.read_folder(path)
    ids = {entry.id for entry in loaded.entries} | _neighbours(path)
    rules = _rules(Prompts(shipped.folder("prompts")).fields, ids)
    base = _Base(loaded.cities, rules, ids, _by_id(loaded.entries), loaded.marks)
    found = [*_check(loaded.entries, base), *_pictures(loaded.entries, base, path)]
    return sorted([*loaded.problems, *found, *calendars.faults(path)], key=lambda each: (each.file, each.line))


def _pictures(entries: Sequence[Entry], base: _Base, path: Path) -> Iterator[Problem]:
    """Pictures whose file is neither in the folder nor among those that ship."""
    beside = Pictures(path if not (path / files.CITY_FILE).is_file() else path.resolve().parent)
    for entry in entries:
        for fact in entry.of(PICTURE):
            if is_name(fact.value) and not beside.path(str(fact.value)):
                yield base.problem(entry, (("facts", PICTURE), "lost-picture", {"value": str(fact.value)}))


def _by_id(entries: Sequence[Entry]) -> dict[str, Entry]:
    return {entry.id: entry for entry in entries}


def _rules(fields: Mapping[str, str], ids: AbstractSet[str]) -> facts.Rules:
    return facts.Rules(fields, (datetime.now(UTC) + _AHEAD).date(), ids)


def _neighbours(path: Path) -> set[str]:
    """Ids of the other cities beside a folder that is one city alone: a link may name them."""
    alone = (path / files.CITY_FILE).is_file()
    beside = path.resolve().parent.glob(f"*/{files.CITY_FILE}") if alone else ()
    return {each.stem for city in beside for each in city.parent.glob("*.md") if "." not in each.stem}


@cache
def _zones() -> AbstractSet[str]:
    """Every zone there is; kept, because it is gathered from hundreds of files."""
    return available_timezones()


def _check(entries: Sequence[Entry], base: _Base) -> list[Problem]:
    found = [base.problem(entry, wrong) for entry in entries for wrong in _entry(entry, base)]
    found += [base.problem(entry, wrong) for entry, wrong in _repeated(entries)]
    found += [problem("bad-zone", Place(f"{city.id}/{files.CITY_FILE}"), value=city.zone)
              for city in base.cities.values() if city.zone not in _zones()]  # fmt: skip
    found += [problem("dead-id", Place(f"{city.id}/{files.CITY_FILE}"), field="water", target=place)
              for city in base.cities.values() for place in sum(city.water, ()) if place not in base.ids]  # fmt: skip
    missing = {entry.city: entry for entry in reversed(entries) if entry.city not in base.cities}
    found += [base.problem(entry, (("city",), "unknown-city", {"city": city})) for city, entry in missing.items()]
    return found


def _entry(entry: Entry, base: _Base) -> Iterator[Wrong]:
    yield from _names(entry)
    yield from _prose(entry, base.cities.get(entry.city))
    yield from facts.dates(entry, (), base.rules.last_day)
    if entry.confidence is not None and entry.confidence not in CONFIDENCE:
        yield ("confidence",), "bad-confidence", {"value": entry.confidence}
    yield from _position(entry, base.cities.get(entry.city))
    yield from _sources(entry)
    yield from _links(entry, base)
    lines = base.marks[entry.id].lines if entry.id in base.marks else {}
    for fact, at in _places(entry.facts, lines):
        yield from facts.wrong(fact, entry, at, base.rules)


def _places(
    all_facts: Sequence[Fact], lines: Mapping[tuple[str | int, ...], int]
) -> Iterator[tuple[Fact, tuple[str | int, ...]]]:
    """Each fact with its path in the document: a field's only fact may stand without a list around it."""
    numbers: dict[str, int] = {}
    for fact in all_facts:
        at = numbers[fact.field] = numbers.get(fact.field, -1) + 1
        numbered = ("facts", fact.field, at)
        listed = at or ("facts", fact.field, 1) in lines or (*numbered, "value") in lines
        bare_list = isinstance(fact.value, tuple) and (*numbered, "value") not in lines
        yield fact, numbered if listed and not bare_list else numbered[:2]


def _names(entry: Entry) -> Iterator[Wrong]:
    for lang in entry.names:
        if lang not in LANGUAGES:
            yield ("names", lang), "unknown-language", {"lang": lang, "known": ", ".join(LANGUAGES)}
    if not entry.names.get(entry.lang, "").strip():
        yield ("names",), "no-name", {"lang": entry.lang}
    if entry.lang != "en" and not entry.names.get("en", "").strip():
        yield ("names",), "missing-name", {"lang": "en"}
    for lang in entry.coined:
        if lang not in entry.names:
            yield ("coined",), "coined-nothing", {"lang": lang}
    given = entry.names.get("zh-Hant")
    if given is not None and given == traditional(entry.names.get("zh-Hans", "")):
        yield ("names", "zh-Hant"), "same-hant", {}


def _prose(entry: Entry, city: City | None) -> Iterator[Wrong]:
    """Prose is whole in its own language and in English, and in whatever languages its city asks for."""
    told = any(text.strip() for text in entry.texts.values())
    is_told_of = entry.kind != NOTICE and UNNAMED not in entry.tags
    asked = (*city.prose, *(city.featured_prose if FEATURED in entry.tags else ())) if city and is_told_of else ()
    for lang in dict.fromkeys((*((entry.lang, "en") if told else ()), *asked)):
        if not entry.texts.get(lang, "").strip():
            name = f"{entry.id}.md" if lang == entry.lang else f"{entry.id}.{lang}.md"
            yield (), "missing-prose", {"lang": lang, "file": name}


def _position(entry: Entry, city: City | None) -> Iterator[Wrong]:
    at = entry.position
    if at is None:
        return
    said = {"lat": str(at.lat), "lon": str(at.lon), "city": entry.city}
    if not (math.isfinite(at.lat) and math.isfinite(at.lon) and abs(at.lat) <= 90 and abs(at.lon) <= 180):
        yield ("position",), "bad-position", said
    elif city and city.bounds and not _is_inside(at, city.bounds):
        yield ("position",), "outside-city", said


def _is_inside(at: Position, bounds: Sequence[float]) -> bool:
    south, west, north, east = bounds
    return geo.is_within(at, (west, south, east, north))


def _sources(entry: Entry) -> Iterator[Wrong]:
    for key, source in entry.sources.items():
        if source.url and not _WEB.fullmatch(source.url):
            yield ("sources", key, "url"), "bad-url", {"url": source.url}
        if source.tier is not None and source.tier not in TIERS:
            yield ("sources", key, "tier"), "bad-tier", {"tier": source.tier}


def _links(entry: Entry, base: _Base) -> Iterator[Wrong]:
    for link in entry.links:
        said = {"relation": link.relation, "target": link.target}
        if link.relation not in RELATIONS:
            yield ("links", link.relation), "unknown-relation", {**said, "known": ", ".join(RELATIONS)}
        if link.target == entry.id:
            yield ("links", link.relation), "self-link", said
        elif link.target not in base.ids:
            yield ("links", link.relation), "dead-link", said
        elif link.relation in RELATIONS:
            yield from _ends(entry, link, base.entries.get(link.target))


def _ends(entry: Entry, link: Link, target: Entry | None) -> Iterator[Wrong]:
    """A link held against both of its ends: what may bear the relation, what it may name, whether it is returned."""
    relation, at = RELATIONS[link.relation], ("links", link.relation)
    said = {"relation": link.relation, "target": link.target}
    if relation.of and entry.kind not in relation.of:
        yield at, "wrong-bearer", {**said, "kind": entry.kind, "kinds": ", ".join(sorted(relation.of))}
    if target is None:
        return
    if relation.to and target.kind not in relation.to:
        yield at, "wrong-target", {**said, "kind": target.kind, "kinds": ", ".join(sorted(relation.to))}
    if not relation.both_ways and Link(link.relation, entry.id) in target.links:
        yield at, "returned-link", said


def _repeated(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Wrong]]:
    """Ids that stand twice, and names of one city and kind that a visitor could not tell apart."""
    ids: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in ids:
            yield entry, (("id",), "duplicate-id", {"id": entry.id, "other": ids[entry.id].city})
        ids.setdefault(entry.id, entry)
    yield from _alike([entry for entry in entries if UNNAMED not in entry.tags])


def _alike(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Wrong]]:
    names: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        for folded, name in {fold(name): name for name in entry.names.values()}.items():
            first = names.setdefault((entry.city, entry.kind, folded), entry)
            if first is not entry:
                yield entry, (("names",), "duplicate-name", {"name": name, "other": first.id})
    for entry in entries:
        own = {fold(name) for name in entry.names.values()}
        for folded, alias in {fold(alias): alias for alias in entry.aliases}.items():
            first = names.get((entry.city, entry.kind, folded), entry)
            if first is not entry and folded not in own:
                yield entry, (("aliases",), "duplicate-name", {"name": alias, "other": first.id})
