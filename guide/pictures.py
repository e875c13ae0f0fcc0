"""Pictures of entries: files by name, those of the data folder before those that ship.

A picture is a fact of the field `picture`: its value is the file's name, its note the alternative text by language, its
source whose work it is and under which licence. An entry without one gets the drawing of its kind.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from guide import shipped
from guide.types import PICTURE, Entry, Source, Text

FOLDER = "pictures"
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
LARGEST = 2_000_000
"""Bytes of one picture: more is no picture for a phone."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:svg|png|jpg|webp)")
_KINDS = "kinds.yaml"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a page shows it. `alt` is empty for one that only adorns."""

    file: str
    alt: Text
    source: Source
    of_kind: bool = False
    """It shows any thing of its kind, not this one."""


def is_name(text: object) -> bool:
    """Whether a value names a picture file: lower-case letters, figures and hyphens, and a known ending."""
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


class Pictures:
    """The pictures of a data folder and those that ship."""

    def __init__(self, data: Path) -> None:
        self._own = data / FOLDER
        self._folders = (self._own, shipped.folder("knowledge") / FOLDER)
        self._kinds = _kinds(self._folders)

    def path(self, name: str) -> Path | None:
        """The file of a picture; None where there is none, or the name is no picture's."""
        if not is_name(name):
            return None
        return next((path for each in self._folders if (path := each / name).is_file()), None)

    def of(self, entry: Entry) -> Picture | None:
        """The picture of an entry, else that of its kind."""
        for fact in entry.of(PICTURE):
            if isinstance(fact.value, str) and self.path(fact.value):
                return Picture(fact.value, fact.note or {}, entry.sources.get(fact.source or "", Source()))
        kind = self._kinds.get(entry.kind) or self._kinds.get("place")
        return Picture(kind["file"], kind["alt"], Source(kind["credit"]), of_kind=True) if kind else None

    def take(self, folder: Path) -> int:
        """Copy the pictures of a knowledge folder into the data folder; returns how many are new or changed."""
        taken = 0
        for path in sorted(each for each in (folder / FOLDER).glob("*") if is_name(each.name) and each.is_file()):
            known = self.path(path.name)
            if path.stat().st_size <= LARGEST and (known is None or known.read_bytes() != path.read_bytes()):
                self._own.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, self._own / path.name)
                taken += 1
        return taken

    def give(self, entries: Iterable[Entry], folder: Path) -> None:
        """Write the pictures of entries into a knowledge folder."""
        names = {str(fact.value) for entry in entries for fact in entry.of(PICTURE)}
        for name in sorted(names):
            if path := self.path(name):
                (folder / FOLDER).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, folder / FOLDER / name)


def _kinds(folders: Iterable[Path]) -> Mapping[str, Any]:
    """The drawing of each kind, by the first folder that says it."""
    path = next((path for each in folders if (path := each / _KINDS).is_file()), None)
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path else {}
