"""The files as they lie on disk: made once for a state of the data, part by part; only what changed is made anew.

<folder>/parts/<shard>-<digest>-<file>    a part of a file, for as long as nothing in it changes
<folder>/<number>/<file>.gz               the files of one state
<folder>/current.json                     which state, of what it was made, and how large the files are
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from guide.opendata import deflate
from guide.opendata.deflate import Made, Part
from guide.opendata.formats import FORMATS, Format
from guide.opendata.records import Record, Scribe, next_days
from guide.opendata.register import Register, Row
from guide.types import CHANGE

SHARD = 256
"""Entries of one part, or as many as come from dividing into halves often enough: few to make anew for one change."""
_CURRENT = "current.json"
Pause = Callable[[], bool]
Describe = Callable[[Row, Register, Scribe], Record]
"""An entry in schema.org's terms."""


class Interrupted(Exception):
    """The files were not made to the end: the program ends. What was made of them is there when it begins again."""


@dataclass(frozen=True, slots=True)
class State:
    """What files are made of; `setting` is a digest of terms, classes of fields and the program."""

    version: int
    setting: str
    day: str


@dataclass(frozen=True, slots=True)
class Dump:
    """The files of one state."""

    state: State
    number: int
    made_at: str
    seconds: float
    files: dict[str, Made]


@dataclass(frozen=True, slots=True)
class Source:
    """All that goes into the files of a state."""

    register: Register
    scribe: Scribe
    describe: Describe
    state: State


class Shelf:
    """A folder of files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def current(self) -> Dump | None:
        """The newest files; None where there are none, or not all of them."""
        try:
            told = json.loads((self._folder / _CURRENT).read_text("utf-8"))
            dump = _read(told)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return dump if all(self.path(dump, name).is_file() for name in dump.files) else None

    def path(self, dump: Dump, name: str) -> Path:
        """Where a file lies."""
        return self._folder / str(dump.number) / f"{name}.gz"

    def make(self, source: Source, clock: Callable[[], tuple[str, float]], pause: Pause = lambda: True) -> Dump:
        """Make the files of a state and put them in the place of the older ones. Raises OSError, Interrupted.

        `clock` tells the moment in ISO and in seconds. `pause` is called between parts, so that whoever answers
        visitors comes first, and tells whether to go on.
        """
        begun = clock()[1]
        shards, before = _shards(source), self.current()
        digests = [_digest(source, rows) for rows in shards]
        number = before.number + 1 if before else 1
        target = self._folder / str(number)
        shutil.rmtree(target, ignore_errors=True)
        for each in (target, self._folder / "parts"):
            each.mkdir(parents=True, exist_ok=True)
        self._fill(source, zip(digests, shards, strict=True), pause)
        files = {each.name: deflate.write(target / f"{each.name}.gz", self._parts(each, digests)) for each in FORMATS}
        at, ended = clock()
        dump = Dump(source.state, number, at, round(ended - begun, 3), files)
        self._publish(dump)
        self._sweep(dump, set(digests))
        return dump

    def _fill(self, source: Source, shards: Iterable[tuple[str, Sequence[Row]]], pause: Pause) -> None:
        """Make the parts that are not there."""
        for digest, rows in shards:
            if not all(self._part(digest, each).is_file() for each in FORMATS):
                for each, part in zip(FORMATS, _packed(source, rows), strict=True):
                    _put(self._part(digest, each), part.write())
                if not pause():
                    raise Interrupted

    def _parts(self, kind: Format, digests: Sequence[str]) -> Iterator[Part]:
        yield deflate.pack(kind.head)
        has_any = False
        for digest in digests:
            part = deflate.read(self._part(digest, kind).read_bytes())
            if part.rows and has_any and kind.between:
                yield deflate.pack(kind.between)
            has_any = has_any or part.rows > 0
            yield part
        yield deflate.pack(kind.foot)

    def _part(self, digest: str, kind: Format) -> Path:
        return self._folder / "parts" / f"{digest}-{kind.name}"

    def _publish(self, dump: Dump) -> None:
        _put(self._folder / _CURRENT, json.dumps(asdict(dump)).encode())

    def _sweep(self, dump: Dump, digests: set[str]) -> None:
        """Take away what no file is made of any more; the files before these stay for whoever began to load them."""
        for each in self._folder.iterdir():
            if each.name.isdecimal() and int(each.name) < dump.number - 1:
                shutil.rmtree(each, ignore_errors=True)
        for part in (self._folder / "parts").iterdir():
            if part.name.partition("-")[0] not in digests:
                part.unlink(missing_ok=True)


def _packed(source: Source, rows: Sequence[Row]) -> list[Part]:
    """A part of each file."""
    told = [(source.scribe.record(row.entry, row.stand), source.describe(row, source.register, source.scribe))
            for row in rows]  # fmt: skip
    made = []
    for kind in FORMATS:
        lines = [line for record, linked in told for line in kind.lines(record, linked)]
        made.append(deflate.pack(kind.between.join(lines), len(lines)))
    return made


def _shards(source: Source) -> list[list[Row]]:
    """The entries by a digest of their ids, so that a new one shifts no other."""
    count = 1 << (len(source.register.rows) // SHARD).bit_length()
    found: list[list[Row]] = [[] for _ in range(count)]
    for row in source.register.after(""):
        found[int.from_bytes(sha256(row.entry.id.encode()).digest()[:4]) % count].append(row)
    return found


def _digest(source: Source, rows: Sequence[Row]) -> str:
    """Changes whenever anything does that a part is made of: its entries, what they lead to, an event's next days."""
    told = [
        (row.entry.id, row.stand.number, [_number(source, each.target) for each in row.entry.links],
         next_days(row.entry, source.scribe.today), bool(row.entry.of(CHANGE)) and source.state.day)
        for row in rows
    ]  # fmt: skip
    return sha256(repr((source.state.setting, told)).encode()).hexdigest()[:24]


def _number(source: Source, entry_id: str) -> int:
    row = source.register.rows.get(entry_id)
    return row.stand.number if row else 0


def _put(path: Path, data: bytes) -> None:
    """Write aside and rename: what is under the name is whole."""
    aside = path.with_suffix(path.suffix + ".new")
    aside.write_bytes(data)
    aside.replace(path)


def _read(told: dict[str, Any]) -> Dump:
    files = {name: Made(**each) for name, each in told["files"].items()}
    return Dump(**{**told, "state": State(**told["state"]), "files": files})
