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
from guide.errors import StorageError
from guide.types import PICTURE, Entry, Source, Text

FOLDER = "pictures"
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
LARGEST = 2_000_000
"""Bytes of one picture: more is no picture for a phone."""
SMALL_WIDTH = 480
"""Pixels across of the copy for lists and cards."""
_SIZED = re.compile(r"(?P<stem>.+-(?P<width>\d{2,4})x(?P<height>\d{2,4}))\.webp")
"""A picture an editor sent: its name tells its size."""
_SENT = re.compile(r".+-[0-9a-f]{12}(?:-\d{2,4}x\d{2,4}(?:-small)?)?\.webp")
"""What an editor sent: the entry, a digest of the pixels, their size."""
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
    small: str = ""
    """The file of its smaller copy; "" where there is none."""

    @property
    def address(self) -> str:
        """Where a page finds it."""
        return f"/pictures/{self.file}"

    @property
    def thumb(self) -> str:
        """Where a list finds it, in the least size there is."""
        return f"/pictures/{self.small or self.file}"

    @property
    def srcset(self) -> str:
        """Its sizes for a browser to choose from; "" where there is but one."""
        sized = _SIZED.fullmatch(self.file)
        return f"{self.thumb} {SMALL_WIDTH}w, {self.address} {sized['width']}w" if sized and self.small else ""


def is_name(text: object) -> bool:
    """Whether a value names a picture file: lower-case letters, figures and hyphens, and a known ending."""
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


def small_name(name: str) -> str:
    """What the smaller copy of a picture is called; "" for one whose name tells no size, or that is small itself."""
    sized = _SIZED.fullmatch(name)
    return f"{sized['stem']}-small.webp" if sized and int(sized["width"]) > SMALL_WIDTH else ""


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
                small = small_name(fact.value)
                source = entry.sources.get(fact.source or "", Source())
                return Picture(fact.value, fact.note or {}, source, small=small if self.path(small) else "")
        kind = self._kinds.get(entry.kind) or self._kinds.get("place")
        return Picture(kind["file"], kind["alt"], Source(kind["credit"]), of_kind=True) if kind else None

    def thumb(self, name: str) -> str:
        """Where a list finds a picture, in the least size there is."""
        small = small_name(name)
        return f"/pictures/{small if self.path(small) else name}"

    def keep(self, name: str, content: bytes) -> None:
        """Store a picture under a name that says what it is; it appears whole. Raises StorageError."""
        assert is_name(name), name
        path = self._own / name
        part = path.with_suffix(".part")
        try:
            self._own.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(path)
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}; free some space") from error

    def sent(self) -> tuple[Path, ...]:
        """The files of the data folder that editors sent, with their smaller copies."""
        return tuple(sorted(path for path in self._own.glob("*.webp") if _SENT.fullmatch(path.name)))

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
        for name in sorted(names | {small_name(each) for each in names}):
            if path := self.path(name):
                (folder / FOLDER).mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, folder / FOLDER / name)


def _kinds(folders: Iterable[Path]) -> Mapping[str, Any]:
    """The drawing of each kind, by the first folder that says it."""
    path = next((path for each in folders if (path := each / _KINDS).is_file()), None)
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path else {}
