"""Whether plain front matter has the shape of an entry or a city, before the codec reads it.

The codec trusts its input. A hand-written file gets its faults named here, each with the line it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any, TypeAlias

from guide.documents import KEYS
from guide.editing.frontmatter import Path
from guide.types import Fact

Wrong: TypeAlias = tuple[Path, str, dict[str, str]]
"""Path, code of the fault and the values of its words."""

_FACT_KEYS = tuple(each.name for each in fields(Fact) if each.name != "field")
_BY_LANGUAGE = ("label", "note")
_WORD_KEYS = tuple(key for key in _FACT_KEYS if key not in ("value", *_BY_LANGUAGE))
_TEXT_KEYS = ("id", "kind", "city", "lang", "as_of", "confidence")
_ENTRY_KEYS = (*(key for key in KEYS if key != "texts"), "revision")
_CITY_KEYS = ("names", "bounds", "zone", "currency", "prose", "featured_prose", "water")


def entry_faults(document: Mapping[str, Any]) -> Iterator[Wrong]:
    """What keeps front matter from being an entry."""
    yield from _unknown(document, _ENTRY_KEYS, ())
    for key in _TEXT_KEYS:
        yield from _text(document.get(key), (key,))
    yield from _words(document.get("names"), ("names",))
    for key in ("aliases", "coined", "tags"):
        yield from _list(document.get(key), (key,))
    yield from _figures(document.get("position"), ("position",), {"lat", "lon"}, {"precision"})
    yield from _each(document.get("sources"), ("sources",), _source)
    yield from _each(document.get("links"), ("links",), _targets)
    yield from _each(document.get("facts"), ("facts",), _facts)
    if not isinstance(document.get("revision", 0), int):
        yield ("revision",), "not-a-number", {"field": "revision"}


def city_faults(document: Mapping[str, Any]) -> Iterator[Wrong]:
    """What keeps a `_city.yaml` from being a city."""
    yield from _unknown(document, _CITY_KEYS, ())
    yield from _words(document.get("names"), ("names",))
    yield from _figures(document.get("bounds"), ("bounds",), {"south", "west", "north", "east"}, set())
    for key in ("zone", "currency"):
        yield from _text(document.get(key), (key,))
    for key in ("prose", "featured_prose"):
        yield from _list(document.get(key), (key,))
    yield from _lists(document.get("water"), ("water",))


def _unknown(document: Mapping[str, Any], known: tuple[str, ...], path: Path) -> Iterator[Wrong]:
    for key in document:
        if key not in known:
            near = (get_close_matches(key, known, n=1) or [", ".join(known)])[0]
            yield (*path, key), "unknown-field", {"field": key, "near": near}


def _text(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, str | None):
        yield path, "not-text", {"field": str(path[-1])}


def _words(value: Any, path: Path) -> Iterator[Wrong]:
    if value is None:
        return
    if not isinstance(value, Mapping):
        yield path, "not-by-language", {"field": str(path[-1])}
        return
    for lang, words in value.items():
        if not isinstance(words, str):
            yield (*path, lang), "not-text", {"field": f"{path[-1]}.{lang}"}


def _list(value: Any, path: Path) -> Iterator[Wrong]:
    if value is None:
        return
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        yield path, "not-a-list", {"field": str(path[-1])}


def _lists(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, list | None):
        yield path, "not-lists", {"field": str(path[-1])}
        return
    for n, item in enumerate(value or ()):
        if not isinstance(item, list) or not all(isinstance(word, str) for word in item):
            yield (*path, n), "not-lists", {"field": str(path[-1])}


def _figures(value: Any, path: Path, needed: set[str], allowed: set[str]) -> Iterator[Wrong]:
    if value is None:
        return
    if not isinstance(value, Mapping) or not needed <= set(value) <= needed | allowed:
        yield path, "not-a-place", {"field": str(path[-1]), "keys": ", ".join(sorted(needed))}
        return
    for key, figure in value.items():
        whole = key in allowed
        if isinstance(figure, bool) or not isinstance(figure, int if whole else int | float):
            yield (*path, key), "not-a-number", {"field": key}


def _each(value: Any, path: Path, check: Any) -> Iterator[Wrong]:
    if value is None:
        return
    if not isinstance(value, Mapping):
        yield path, "not-a-map", {"field": str(path[-1])}
        return
    for key, item in value.items():
        yield from check(item, (*path, key))


def _source(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, Mapping):
        yield path, "not-a-source", {"field": str(path[-1])}
        return
    yield from _unknown(value, ("title", "url", "tier"), path)
    for key, item in value.items():
        yield from _text(item, (*path, key))


def _targets(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, str):
        yield from _list([] if value is None else value, path)


def _facts(value: Any, path: Path) -> Iterator[Wrong]:
    if not isinstance(value, list):
        yield from _fact(value, path)
        return
    for n, item in enumerate(value):
        yield from _fact(item, (*path, n))


def _fact(value: Any, path: Path) -> Iterator[Wrong]:
    name = str(path[1])
    if isinstance(value, Mapping) and "value" in value:
        yield from _unknown(value, _FACT_KEYS, path)
        for key in _BY_LANGUAGE:
            yield from _words(value.get(key), (*path, key))
        for key in _WORD_KEYS:
            yield from _text(value.get(key), (*path, key))
        path, value = (*path, "value"), value["value"]
    if value is None:
        yield path, "empty-value", {"field": name}
    elif isinstance(value, Mapping):
        yield from _words(value, path)
    elif isinstance(value, list):
        yield from _list(value, path)
