"""Parts of a country that are named for where to go: the areas that places say they lie in, and the stops of walks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from guide.dialogue.conversation import Turn
from guide.retrieval.index import Snapshot
from guide.retrieval.surfaces import plain
from guide.skills.itinerary.places import DISTRICT
from guide.skills.itinerary.rules import KINDS, is_house
from guide.types import Entry

MOST = 60
_FEWEST = 2
_SHARE = 0.5
"""An area that has more of its city's places than this is the city, and nobody means less by it."""
_FIRST = re.compile(r"[（(,，;；、/·]")
_KIND = re.compile(r"(?:市|区|县|镇| district| county| city| county level city)$")
_ON_THE_WAY = ("stop", "place")


def stops(walk: Entry, snapshot: Snapshot) -> tuple[str, ...]:
    """The places that an entry on a walk or a trip names, in its order."""
    for relation in _ON_THE_WAY:
        found = tuple(
            link.target for link in walk.links if link.relation == relation and _is_sight(link.target, snapshot)
        )
        if found:
            return found[:MOST]
    return ()


class Areas:
    """The areas of what is published, made anew only when that changed."""

    def __init__(self) -> None:
        self._made: tuple[Snapshot, Mapping[str, tuple[str, ...]]] | None = None

    def named(self, turn: Turn, snapshot: Snapshot) -> tuple[str, ...]:
        """The places of the area that a turn names; none where it names none."""
        if self._made is None or self._made[0] is not snapshot:
            self._made = snapshot, _areas(snapshot)
        found = (ids for word, ids in self._made[1].items() if _says(word, turn.words))
        return next(found, ())


def _says(word: str, words: str) -> bool:
    return word in words and (not word.isascii() or re.search(rf"\b{re.escape(word)}\b", words) is not None)


def _areas(snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
    """The places of each area, by its name in any language; the smallest areas first."""
    places: dict[str, set[str]] = {}
    cities: dict[str, int] = {}
    for entry in (each for each in snapshot.entries() if each.kind in KINDS):
        cities[entry.city] = cities.get(entry.city, 0) + 1
        for word in _words(entry):
            places.setdefault(word, set()).add(entry.id)
    small = {
        word: tuple(sorted(ids)[:MOST])
        for word, ids in places.items()
        if _FEWEST <= len(ids) <= _SHARE * cities[snapshot.by_id[min(ids)].city]
    }
    return dict(sorted(small.items(), key=lambda each: (len(each[1]), each[0])))


def _words(entry: Entry) -> Iterator[str]:
    for fact in entry.of("area"):
        texts = fact.value.values() if isinstance(fact.value, Mapping) else (str(fact.value),)
        for text in texts:
            district = DISTRICT.match(text)
            for part in dict.fromkeys((_FIRST.split(text)[0], district[1] if district else "")):
                word = _KIND.sub("", plain(part))
                if len(word) > 1:
                    yield word


def _is_sight(entry_id: str, snapshot: Snapshot) -> bool:
    entry = snapshot.entry(entry_id)
    return entry is not None and (entry.kind in KINDS or is_house(entry))
