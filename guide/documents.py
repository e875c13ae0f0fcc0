"""Entries as plain documents (dicts of YAML and JSON values) and back. One codec for files, database and studio.

The shape of a document is described for editors in docs/knowledge.md:

    id, kind, city, lang, names, aliases, coined, tags, position, as_of, confidence, sources, links, facts, texts

Every fact of a field is a value alone (`phone: 0514-87357803`), a mapping with `value` and its dates, or a list of
those.
Writing is canonical: `read(write(entry)) == entry` when the facts of one field and the links of one relation stand
together, and equal entries give equal documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from guide.types import Entry, Fact, Link, Position, Source, Value

Document = dict[str, Any]

_FACT_KEYS = tuple(each.name for each in fields(Fact) if each.name not in ("field", "value"))
_PLAIN_KEYS = ("as_of", "confidence")
KEYS = (
    "id", "kind", "city", "lang", "names", "aliases", "coined", "tags", "position", *_PLAIN_KEYS,
    "sources", "links", "facts", "texts",
)  # fmt: skip


def read(document: Mapping[str, Any]) -> Entry:
    """A document as an entry. Raises ValueError or KeyError on a shape no validator let through."""
    unknown = set(document) - set(KEYS)
    if unknown:
        raise ValueError(f"unknown field {sorted(unknown)[0]!r}")
    position = document.get("position")
    return Entry(
        id=str(document["id"]),
        kind=str(document["kind"]),
        city=str(document["city"]),
        lang=str(document.get("lang", "zh-Hans")),
        names=dict(document.get("names") or {}),
        aliases=tuple(map(str, document.get("aliases") or ())),
        coined=tuple(map(str, document.get("coined") or ())),
        facts=tuple(_facts(document.get("facts") or {})),
        texts=dict(document.get("texts") or {}),
        position=Position(**position) if position else None,
        tags=tuple(map(str, document.get("tags") or ())),
        links=tuple(Link(relation, target) for relation, target in _links(document.get("links") or {})),
        sources={key: Source(**value) for key, value in (document.get("sources") or {}).items()},
        **{key: _date(document.get(key)) for key in _PLAIN_KEYS},
    )


def write(entry: Entry) -> Document:
    """An entry as a document, empty parts left out, in the order of KEYS."""
    facts: dict[str, Any] = {}
    for fact in entry.facts:
        facts.setdefault(fact.field, []).append(_fact_document(fact))
    links: dict[str, list[str]] = {}
    for link in entry.links:
        links.setdefault(link.relation, []).append(link.target)
    everything = {
        "id": entry.id, "kind": entry.kind, "city": entry.city,
        "lang": entry.lang if entry.lang != "zh-Hans" else None,
        "names": dict(entry.names), "aliases": list(entry.aliases), "coined": list(entry.coined),
        "tags": list(entry.tags),
        "position": _without_empty(entry.position, ("lat", "lon", "precision")) if entry.position else None,
        "as_of": entry.as_of, "confidence": entry.confidence,
        "sources": {key: _without_empty(source, ("title", "url", "tier")) for key, source in entry.sources.items()},
        "links": links,
        "facts": {key: _several(values) for key, values in facts.items()},
        "texts": dict(entry.texts),
    }  # fmt: skip
    return {key: value for key, value in everything.items() if value not in (None, {}, [])}


def _facts(fields_: Mapping[str, Any]) -> Iterable[Fact]:
    for field_id, raw in fields_.items():
        several = isinstance(raw, list) and any(isinstance(item, Mapping) for item in raw)
        for item in raw if several else [raw]:
            yield _fact(str(field_id), item)


def _fact(field_id: str, item: Any) -> Fact:
    if not (isinstance(item, Mapping) and "value" in item):
        return Fact(field_id, _value(item))
    unknown = set(item) - {"value", *_FACT_KEYS}
    if unknown:
        raise ValueError(f"{field_id}: unknown field {sorted(unknown)[0]!r}")
    rest = {key: item[key] for key in _FACT_KEYS if item.get(key) is not None}
    for key in ("as_of", "checked_on", "valid_from", "valid_until"):
        if key in rest:
            rest[key] = _date(rest[key])
    return Fact(field_id, _value(item["value"]), **rest)


def _value(raw: Any) -> Value:
    if isinstance(raw, list | tuple):
        return tuple(map(str, raw))
    if isinstance(raw, Mapping):
        return {str(key): str(value) for key, value in raw.items()}
    if isinstance(raw, str | int | float | bool):
        return raw
    return str(raw)


def _date(raw: Any) -> str | None:
    return None if raw is None else str(raw)


def _links(raw: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for relation, targets in raw.items():
        for target in [targets] if isinstance(targets, str) else targets:
            yield str(relation), str(target)


def _fact_document(fact: Fact) -> Any:
    value = list(fact.value) if isinstance(fact.value, tuple) else fact.value
    value = dict(value) if isinstance(value, Mapping) else value
    rest = {key: getattr(fact, key) for key in _FACT_KEYS if getattr(fact, key) is not None}
    rest = {key: dict(item) if isinstance(item, Mapping) else item for key, item in rest.items()}
    bare = not rest and not isinstance(value, dict)
    return value if bare else {"value": value, **rest}


def _several(documents: list[Any]) -> Any:
    """One fact stands alone. Bare facts in a row would read back as one list value, so the first is spelt out."""
    if len(documents) == 1:
        return documents[0]
    if any(isinstance(document, dict) for document in documents):
        return documents
    return [{"value": documents[0]}, *documents[1:]]


def _without_empty(value: Any, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: getattr(value, key) for key in keys if getattr(value, key) not in (None, 0) or key in ("lat", "lon")}
