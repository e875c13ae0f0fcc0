"""The written forms of all entries, kept between starts: making them anew is half of opening a big base.

A file of lines. The first tells the rules by which forms are made: the words of the base and the programs that read
names. Each other line is a JSON list: the print of what an entry is called, then its forms, each followed by its
strength. What is not there, or was made by other rules, is made again, so the file may be of any age.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from guide.retrieval import surfaces
from guide.retrieval.entities import Linker
from guide.retrieval.names import Names
from guide.retrieval.surfaces import Surface, Vocabulary
from guide.text import script
from guide.types import NOTICE, UNNAMED, Entry

Forms: TypeAlias = tuple[Surface, ...]
_NAME = "names.jsonl"


def made(entries: Iterable[Entry], vocabulary: Vocabulary, kept: Mapping[str, Forms] | None = None) -> dict[str, Forms]:
    """The forms of each entry, by its id; those that are kept, by their print, are not made again."""
    return {each.id: _kept(each, kept) or tuple(surfaces.of_entry(each, vocabulary)) for each in entries}


class NameFile:
    """The linker of a base, and the file of the process that serves it; without a folder there is no file."""

    def __init__(self, folder: Path | None, vocabulary: Vocabulary) -> None:
        self._file, self._vocabulary = folder / _NAME if folder else None, vocabulary
        self._kept: Linker | None = None

    def linker(self, entries: Collection[Entry]) -> Linker:
        """The names of all entries; what an earlier start made of them is not made again."""
        kept = read(self._file, self._vocabulary) if self._file else {}
        linker = Linker(Names(self._vocabulary).changed((), made(entries, self._vocabulary, kept)))
        if all(print_of(each) in kept for each in entries):
            self._kept = linker
        self.save(linker, entries)
        return linker

    def save(self, linker: Linker, entries: Iterable[Entry]) -> None:
        """Keep names for the next start, where the file does not hold these already."""
        if self._file and linker is not self._kept:
            write(self._file, self._vocabulary, entries, linker.names.of_entry)
            self._kept = linker


def read(file: Path, vocabulary: Vocabulary) -> dict[str, Forms]:
    """What a file keeps, by print; nothing where it is missing, broken or made by other rules."""
    try:
        with file.open(encoding="utf-8") as lines:
            if next(lines, "").strip() != _rules(vocabulary):
                return {}
            return dict(map(_line, lines))
    except (OSError, ValueError, TypeError, IndexError):
        return {}


def write(file: Path, vocabulary: Vocabulary, entries: Iterable[Entry], held: Mapping[str, Forms]) -> None:
    """Keep the forms of entries. Written aside and renamed, so that a killed process leaves the older file whole."""
    aside = file.with_suffix(".part")
    with aside.open("w", encoding="utf-8") as lines:
        lines.write(f"{_rules(vocabulary)}\n")
        lines.writelines(_lines(entries, held))
    aside.replace(file)


def _kept(entry: Entry, kept: Mapping[str, Forms] | None) -> Forms | None:
    return kept.get(print_of(entry)) if kept else None


def _lines(entries: Iterable[Entry], held: Mapping[str, Forms]) -> Iterator[str]:
    for entry in entries:
        told = chain.from_iterable((each.text, each.strength) for each in held.get(entry.id, ()))
        yield json.dumps([print_of(entry), *told], ensure_ascii=False, separators=(",", ":")) + "\n"


def _line(line: str) -> tuple[str, Forms]:
    name, *told = json.loads(line)
    return name, tuple(Surface(str(text), int(sure)) for text, sure in zip(told[::2], told[1::2], strict=True))


def print_of(entry: Entry) -> str:
    """A print of all that the forms of an entry are made of."""
    called = (entry.kind == NOTICE, UNNAMED in entry.tags, sorted(entry.names.items()), entry.aliases)
    return blake2b(repr(called).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@cache
def _rules(vocabulary: Vocabulary) -> str:
    """A print of the words and programs that make forms."""
    programs = [inspect.getsource(each) for each in (surfaces, script)]
    libraries = [version(each) for each in ("pypinyin", "opencc")]
    ordered = (vocabulary.places, vocabulary.endings, vocabulary.calques)
    words = (ordered, sorted(vocabulary.common), sorted(vocabulary.naming))
    return blake2b(repr((programs, libraries, words)).encode(), digest_size=16).hexdigest()
