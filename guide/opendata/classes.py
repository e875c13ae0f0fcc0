"""Who may read a column: everybody, the editors, or the editors because it tells of a person.

The known fields have their class in prompts/fields.yaml. A city's own columns have the one that an administrator gave
them; until then they are no part of the open data, though the guide answers with them as with any column that was
brought in. A heading that is spelled in several ways is one column, and the strictest class that anybody gave counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

PUBLIC, INTERNAL, PERSONAL = "public", "internal", "personal"
CLASSES = (PUBLIC, INTERNAL, PERSONAL)
"""From what anybody may read to what nobody may pass on."""
UNDECIDED = ""


@lru_cache(8192)
def folded(heading: str) -> str:
    """What two spellings of one column have in common."""
    return " ".join(unicodedata.normalize("NFKC", heading).casefold().split())


def strictest(*classes: str) -> str:
    """The one that lets the fewest read; UNDECIDED where none is given."""
    return max((each for each in classes if each in CLASSES), key=CLASSES.index, default=UNDECIDED)


def by_column(chosen: Mapping[str, str]) -> dict[str, str]:
    """Classes by folded heading, of choices made by heading; what is undecided is left out."""
    found: dict[str, str] = {}
    for heading, each in chosen.items():
        found[folded(heading)] = strictest(each, found.get(folded(heading), UNDECIDED))
    return {heading: each for heading, each in found.items() if each}


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of now: `known` by field, `own` by folded heading."""

    known: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict)

    def of(self, column: str) -> str:
        """The class that was given; UNDECIDED for a city's own column that nobody has looked at."""
        plain = folded(column)
        alike = self.known.get(plain, UNDECIDED)
        told = self.known.get(column, UNDECIDED), self.own.get(plain, UNDECIDED)
        return strictest(*told, UNDECIDED if alike == PUBLIC else alike)

    @property
    def closed(self) -> Unless:
        """What is no part of the open data: all that is not public in so many words."""
        return Unless(self, frozenset({PUBLIC}))

    @property
    def hidden(self) -> Unless:
        """What no visitor is told by any door: all that somebody kept for the editors."""
        return Unless(self, frozenset({PUBLIC, UNDECIDED}))


@dataclass(frozen=True, slots=True)
class Unless:
    """The columns whose class is none of these; asked one by one, for whatever a city may bring in."""

    classes: Classes
    passing: frozenset[str]

    def __contains__(self, column: object) -> bool:
        return isinstance(column, str) and self.classes.of(column) not in self.passing
