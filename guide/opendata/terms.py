"""On what terms the data leaves: whether at all, under which licence, named how; kept among the base's small values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

_KEY = "open_data"


class Values(Protocol):
    """Where small values are kept."""

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key."""
        ...

    def put(self, key: str, value: Any) -> None:
        """Keep a value."""
        ...


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its SPDX identifier, with where it can be read."""

    id: str
    title: str
    url: str


LICENCES: Mapping[str, Licence] = {
    each.id: each
    for each in (
        Licence("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        Licence("CC0-1.0", "Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        Licence(
            "CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        Licence("ODbL-1.0", "Open Data Commons Open Database License 1.0",
                "https://opendatacommons.org/licenses/odbl/1-0/"),
    )
}  # fmt: skip
"""What an administrator may choose from."""
DEFAULT = "CC-BY-4.0"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms. `attribution` is whom users name; "" leaves it to the name of the site."""

    is_on: bool = True
    licence: str = DEFAULT
    attribution: str = ""
    has_history: bool = True
    sealed: Mapping[str, int] = field(default_factory=dict)
    """By entry, the revision up to which its history stays in the house: something stood there that should not have."""
    by_source: Mapping[str, str] = field(default_factory=dict)
    """Other licences, by a part of the name or address of the source a fact was read in."""
    own: Mapping[str, str] = field(default_factory=dict)
    """By folded heading of a column of the city's own, its class (guide.opendata.classes); all others stay inside."""
    changed: str = ""
    """When they were last set, as an ISO moment."""

    @property
    def digest(self) -> str:
        """Changes whenever a term does."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:12]

    @property
    def about(self) -> Licence:
        """The licence in full."""
        return LICENCES.get(self.licence, LICENCES[DEFAULT])

    def licence_of(self, title: str, url: str) -> str:
        """The licence of a fact that was read in a source."""
        told = f"{title} {url}".casefold()
        return next((each for part, each in self.by_source.items() if part.casefold() in told), self.licence)


class TermsBook:
    """Where the terms are kept."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def current(self) -> Terms:
        """The terms of now."""
        return Terms(**self._values.get(_KEY, {}))

    def put(self, terms: Terms) -> None:
        """Set them."""
        self._values.put(_KEY, asdict(terms))
