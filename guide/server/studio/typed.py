"""What somebody had typed into a form that could not be acted on: how the log-in page carries it, and reads it back.

Passwords, codes and files are never carried: the first two are secrets, and a page cannot hold the third.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote_plus

from guide.server import bodies
from guide.server.studio.auth import Visit

CELL = "held:"
"""Before the name of each cell that is carried, so that none is taken for one of the log-in page's own."""
TO, PAGE, FILE, CUT = "held_to", "held_page", "held_file", "held_cut"
SECRETS = frozenset({"password", "new", "again", "code", "secret"})
_OWN = frozenset({"csrf", PAGE})
MOST_BYTES = bodies.MOST_BYTES - 50_000
"""Of the cells as a browser sends them; what is beyond would make the log-in too large to be sent."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: to which address, from which page, with what in its cells."""

    to: str = ""
    page: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    has_file: bool = False
    """A file was chosen, which is to be chosen again."""
    is_cut: bool = False
    """It was more than can be carried: the longest cells are missing."""

    def hidden(self) -> dict[str, str]:
        """As hidden cells of the log-in page; nothing where nothing is carried."""
        if not self.to:
            return {}
        flags = {FILE: self.has_file, CUT: self.is_cut}
        told = {TO: self.to, PAGE: self.page, **{name: "1" for name, is_so in flags.items() if is_so}}
        return {**told, **{CELL + name: text for name, text in self.cells.items()}}


def sent(visit: Visit) -> Typed:
    """What a form sent that is not acted on now."""
    cells = {name: text for name, text in visit.form.items() if name not in SECRETS | _OWN}
    kept = _bounded(cells)
    has_file, is_cut = visit.file is not None, len(kept) < len(cells)
    return Typed(visit.request.url.path, visit.form.get(PAGE, ""), kept, has_file, is_cut)


def carried(form: Mapping[str, str]) -> Typed:
    """What a log-in page carried."""
    cells = {name.removeprefix(CELL): text for name, text in form.items() if name.startswith(CELL)}
    return Typed(form.get(TO, ""), form.get(PAGE, ""), cells, FILE in form, CUT in form)


def _bounded(cells: Mapping[str, str]) -> dict[str, str]:
    """All cells, or the shorter ones where they are too much together; in the order they were sent."""
    sizes = {name: len(quote_plus(f"{CELL}{name}={text}&")) for name, text in cells.items()}
    kept, room = set(), MOST_BYTES
    for name in sorted(sizes, key=lambda each: sizes[each]):
        room -= sizes[name]
        if room < 0:
            break
        kept.add(name)
    return {name: text for name, text in cells.items() if name in kept}
