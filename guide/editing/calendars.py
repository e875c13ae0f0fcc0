"""What is wrong with the calendars of a knowledge folder, calendar/*.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guide.editing.problems import Place, problem
from guide.errors import Problem
from guide.visiting.calendar import BadCalendar, read

FOLDER = "calendar"


def faults(folder: Path) -> Iterator[Problem]:
    """Every fault of the calendars in a knowledge folder; none where it has no calendar."""
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        try:
            read(path)
        except BadCalendar as error:
            for where, what in error.faults:
                yield problem("bad-calendar", Place(f"{FOLDER}/{path.name}", 1), where=where, what=what)
