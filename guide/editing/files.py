"""A knowledge folder: `<city>/<id>.md` for an entry, `<city>/<id>.<lang>.md` for its translations, `<city>/_city.yaml`.

Reading never stops at a bad file: it becomes a problem with its line, the rest loads. Writing is canonical, so that
`read_folder` gives back what `write_folder` took and a second writing changes no byte; prose is kept without the blank
space around it. Neither leaves the folder: a link that points outside is a problem.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from guide import documents
from guide.editing import frontmatter, shape
from guide.editing.frontmatter import Fault, Parsed
from guide.editing.problems import Place, problem
from guide.errors import KnowledgeError, Problem
from guide.settings import LANGUAGES
from guide.types import City, Entry

CITY_FILE = "_city.yaml"
LARGEST = 4_000_000
"""Bytes of one file; a book belongs elsewhere."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_BOUNDS = ("south", "west", "north", "east")


@dataclass(frozen=True, slots=True)
class Marks:
    """Where an entry was read: its file and the line of each value in it."""

    file: str
    lines: Mapping[frontmatter.Path, int] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """The line of a value, or of the nearest thing around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a folder holds, and what in it could not be used."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    cities: Mapping[str, City] = field(default_factory=dict)
    revisions: Mapping[str, int] = field(default_factory=dict)
    """Revision an entry's file says it came from, by entry id."""
    marks: Mapping[str, Marks] = field(default_factory=dict)
    """Where each entry stands, by entry id."""


@dataclass(slots=True)
class _Found:
    """What reading has gathered so far."""

    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    cities: dict[str, City] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    marks: dict[str, Marks] = field(default_factory=dict)


def is_id(text: str) -> bool:
    """Whether a text can be an id: lower-case words joined by hyphens, and a file name on every system."""
    return len(text) <= 100 and _ID.fullmatch(text) is not None and _RESERVED.fullmatch(text) is None


def read_folder(folder: Path) -> Loaded:
    """Read a folder of cities, or one city's folder. Raises KnowledgeError when there is no such folder."""
    if not folder.is_dir():
        raise KnowledgeError(problem("no-folder", Place(str(folder))))
    found, folder = _Found(), folder.resolve()
    alone = (folder / CITY_FILE).is_file()
    for city in [folder] if alone else sorted(path for path in folder.iterdir() if path.is_dir()):
        _read_city(city, folder, found)
    return Loaded(
        tuple(found.entries[key] for key in sorted(found.entries, key=lambda key: found.marks[key].file)),
        tuple(sorted(found.problems, key=lambda each: (each.file, each.line))),
        found.cities, found.revisions, found.marks,
    )  # fmt: skip


def _read_city(city: Path, root: Path, found: _Found) -> None:
    translations = []
    for path in sorted(city.iterdir()):
        name = f"{city.name}/{path.name}"
        if path.name != CITY_FILE and (path.suffix != ".md" or path.name.startswith((".", "_"))):
            continue
        try:
            parsed = _parse(path, root)
            if path.name == CITY_FILE:
                _add_city(parsed, name, found)
            elif "." in path.stem:
                translations.append((name, parsed))
            else:
                _add_entry(parsed, name, found)
        except Fault as fault:
            found.problems.append(problem(fault.code, Place(name, fault.line), **fault.values))
    for name, parsed in translations:
        _add_translation(parsed, name, found)


def _parse(path: Path, root: Path) -> Parsed:
    if not path.resolve().is_relative_to(root):
        raise Fault(0, "outside")
    if not path.is_file() or path.stat().st_size > LARGEST:
        raise Fault(0, "too-large", most=LARGEST)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault(path.read_bytes().count(b"\n", 0, error.start) + 1, "not-utf8") from error
    if path.name == CITY_FILE:
        places: dict[frontmatter.Path, int] = {}
        return Parsed(frontmatter.load(text, places), "", places)
    return frontmatter.parse(text)


def _add_city(parsed: Parsed, name: str, found: _Found) -> None:
    document, marks = parsed.document or {}, Marks(name, parsed.lines)
    if _faults(shape.city_faults(document), marks, found):
        return
    bounds = document.get("bounds")
    city = name.split("/")[0]
    rest = {key: document[key] for key in ("zone", "currency") if document.get(key)}
    rest |= {key: tuple(document[key]) for key in ("prose", "featured_prose") if document.get(key)}
    rest |= {"water": tuple(map(tuple, document["water"]))} if document.get("water") else {}
    box = tuple(bounds[key] for key in _BOUNDS) if bounds else None
    found.cities[city] = City(city, document.get("names") or {}, box, **rest)


def _add_entry(parsed: Parsed, name: str, found: _Found) -> None:
    city, stem = name.removesuffix(".md").split("/")
    document, marks = parsed.document, Marks(name, parsed.lines)
    if document is None:
        raise Fault(1, "no-front-matter")
    if _faults([*_misplaced(document, city, stem), *shape.entry_faults(document)], marks, found):
        return
    if stem in found.entries:
        first = found.marks[stem].file
        found.problems.append(problem("duplicate-id", marks.place("id"), id=stem, other=first))
        return
    revision = document.pop("revision", None)
    entry = documents.read({"id": stem, "city": city, **document})
    found.entries[stem] = replace(entry, texts={entry.lang: parsed.body}) if parsed.body else entry
    found.marks[stem] = marks
    if revision is not None:
        found.revisions[stem] = revision


def _misplaced(document: Mapping[str, Any], city: str, stem: str) -> Iterator[shape.Wrong]:
    for key, name in (("id", stem), ("city", city)):
        if not is_id(name):
            yield (), "bad-id", {"id": name}
        elif document.get(key, name) != name:
            yield (key,), "misplaced", {"field": key, "value": str(document[key]), "name": name}
    if not document.get("kind"):
        yield (), "no-kind", {}


def _add_translation(parsed: Parsed, name: str, found: _Found) -> None:
    stem, lang = name.removesuffix(".md").split("/")[1].split(".", 1)
    entry = found.entries.get(stem)
    said = (parsed.document or {}).get("lang", lang)
    if lang not in LANGUAGES or said != lang:
        found.problems.append(problem("unknown-language", Place(name, 1), lang=lang, known=", ".join(LANGUAGES)))
    elif entry is None or lang == entry.lang or found.marks[stem].file.split("/")[0] != name.split("/")[0]:
        found.problems.append(problem("stray-translation", Place(name, 1), id=stem, lang=lang))
    elif parsed.body:
        found.entries[stem] = replace(entry, texts={**entry.texts, lang: parsed.body})


def _faults(wrong: Iterable[shape.Wrong], marks: Marks, found: _Found) -> bool:
    problems = [problem(code, marks.place(*path), **values) for path, code, values in wrong]
    found.problems.extend(problems)
    return bool(problems)


def write_folder(
    entries: Iterable[Entry],
    folder: Path,
    revisions: Mapping[str, int] | None = None,
    cities: Mapping[str, City] | None = None,
) -> None:
    """Write entries and cities. Files of other entries stay; of these, translations that are gone go.

    Raises KnowledgeError, before the first byte is written, for an id that cannot be a file name.
    """
    entries = tuple(entries)
    cities = cities or {}
    _refuse(entries, cities, folder)
    texts: dict[Path, str] = {}
    for entry in entries:
        texts.update(_texts(entry, folder / entry.city, (revisions or {}).get(entry.id)))
    for city in cities.values():
        texts[folder / city.id / CITY_FILE] = frontmatter.dump(_city_document(city))
    for path, text in texts.items():
        _save(path, text.encode("utf-8"))
    ids = {entry.id for entry in entries}
    for path in folder.glob("*/*.md"):
        if path.name.split(".")[0] in ids and path not in texts and not path.parent.is_symlink():
            path.unlink()


def _refuse(entries: Iterable[Entry], cities: Mapping[str, City], folder: Path) -> None:
    names = {name for entry in entries for name in (entry.id, entry.city)} | {city.id for city in cities.values()}
    problems = [problem("bad-id", Place(str(folder)), id=name) for name in sorted(names) if not is_id(name)]
    inside = {entry.city for entry in entries} | {city.id for city in cities.values()}
    problems += [problem("outside", Place(str(folder / name))) for name in inside if (folder / name).is_symlink()]
    if problems:
        raise KnowledgeError(*problems)


def _texts(entry: Entry, city: Path, revision: int | None) -> Iterator[tuple[Path, str]]:
    document = documents.write(replace(entry, texts={}))
    if revision is not None:
        document["revision"] = revision
    yield city / f"{entry.id}.md", frontmatter.write(document, entry.texts.get(entry.lang, ""))
    for lang, text in entry.texts.items():
        if lang != entry.lang and text.strip():
            # A body that opens like front matter, or with a byte order mark, needs front matter of its own before it.
            matter = {"lang": lang} if text.strip().startswith((frontmatter.FENCE, "\ufeff")) else None
            body = f"{text.strip()}\n"
            yield city / f"{entry.id}.{lang}.md", frontmatter.write(matter, body) if matter else body


def _city_document(city: City) -> dict[str, Any]:
    bounds = dict(zip(_BOUNDS, city.bounds, strict=True)) if city.bounds else None
    document = {
        "names": dict(city.names), "bounds": bounds, "zone": city.zone, "currency": city.currency,
        "prose": list(city.prose), "featured_prose": list(city.featured_prose),
        "water": [list(each) for each in city.water],
    }  # fmt: skip
    return {key: value for key, value in document.items() if value}


def _save(path: Path, content: bytes) -> None:
    if path.is_file() and not path.is_symlink() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(content)
    os.replace(aside, path)
