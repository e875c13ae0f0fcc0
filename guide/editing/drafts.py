"""An entry as an editor's form holds it: every cell a string, so that nothing typed is lost before it can be read.

A draft is made from an entry (`of`) or from what a form sent (`from_form`), written back as form cells (`to_form`), and
read as an entry again by guide.editing.reading.
Form names are `name:<lang>`, `text:<lang>`, `aliases`, ... and `<group>.<number>.<cell>` for rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from guide.editing.prefill import has_blank
from guide.types import Entry, Fact, Lang, Source, Value

Cells: TypeAlias = Mapping[str, str]

GROUPS = ("facts", "sources", "links")
SHAPES = ("words", "list", "figure", "flag", "plain")
"""How a value is typed in: words by language, one item a line, a figure, yes or no, one line for every language."""

_SHAPE_OF_TYPE = {
    "text": "words", "list": "list", "places": "list", "money": "figure", "number": "figure", "duration": "figure",
    "flag": "flag", "data": "plain", "hours": "plain", "latest": "plain", "rule": "plain",
}  # fmt: skip
_SINGLE = ("aliases", "coined", "tags", "lat", "lon", "precision", "as_of", "confidence")
DATES = ("when", "source", "as_of", "valid_from", "valid_until", "confidence")
BOOKKEEPING = ("field", "shape", "origin", "confirmed", "key")
_CELL = re.compile(r"(?:(?:name|text):[A-Za-z-]{2,20}|" + "|".join(_SINGLE) + r")")
_ROW = re.compile(r"(" + "|".join(GROUPS) + r")\.(\d{1,5})\.([a-z][a-z_]{0,19}(?::[A-Za-z-]{2,20})?)")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form shows. `cells` are the single inputs; the rest are rows of cells."""

    cells: Cells
    facts: tuple[Cells, ...] = ()
    sources: tuple[Cells, ...] = ()
    links: tuple[Cells, ...] = ()

    def langs(self, kind: str) -> tuple[Lang, ...]:
        """Languages that have a `name` or a `text` cell, in the order of the form."""
        return tuple(key.partition(":")[2] for key in self.cells if key.startswith(f"{kind}:"))


def shape_for(field_type: str | None, value: Value | None = None) -> str:
    """The shape of a value, or of a new row for a field of this type (None: a column of the entry's own)."""
    by_type = _SHAPE_OF_TYPE.get(field_type or "text", "words")
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, int | float):
        return "figure"
    if isinstance(value, tuple):
        return "list"
    if isinstance(value, Mapping):
        return "words"
    return "plain" if isinstance(value, str) and by_type in ("list", "flag") else by_type


def of(entry: Entry, fields: Mapping[str, str], always: Iterable[Lang] = ()) -> Draft:
    """An entry as a draft. Languages in `always` get a name and a prose cell even when still empty."""
    langs = dict.fromkeys((entry.lang, *always))
    position = entry.position
    cells = {f"name:{lang}": entry.names.get(lang, "") for lang in dict.fromkeys((*langs, *entry.names))}
    cells |= {f"text:{lang}": entry.texts.get(lang, "") for lang in dict.fromkeys((*langs, *entry.texts))}
    cells |= {
        "aliases": "\n".join(entry.aliases), "coined": "\n".join(entry.coined), "tags": "\n".join(entry.tags),
        "lat": str(position.lat) if position else "", "lon": str(position.lon) if position else "",
        "precision": str(position.precision) if position and position.precision else "",
        "as_of": entry.as_of or "", "confidence": entry.confidence or "",
    }  # fmt: skip
    return Draft(
        cells,
        tuple({**fact_cells(fact, entry.lang, fields), "origin": str(at)} for at, fact in enumerate(entry.facts)),
        tuple(_source_cells(key, source) for key, source in entry.sources.items()),
        tuple({"relation": link.relation, "target": link.target} for link in entry.links),
    )


def from_form(form: Mapping[str, str]) -> Draft:
    """What a form sent, as a draft. Names that are no cells are left out; rows keep their order."""
    single = {name: clean(text) for name, text in form.items() if _CELL.fullmatch(name)}
    rows: dict[str, dict[int, dict[str, str]]] = {group: {} for group in GROUPS}
    for name, text in form.items():
        if match := _ROW.fullmatch(name):
            rows[match[1]].setdefault(int(match[2]), {})[match[3]] = clean(text)
    return Draft(single, **{group: tuple(found[at] for at in sorted(found)) for group, found in rows.items()})


def to_form(draft: Draft) -> dict[str, str]:
    """A draft as form names and texts; `from_form(to_form(draft)) == draft`."""
    rows = {
        f"{group}.{at}.{name}": text
        for group in GROUPS
        for at, row in enumerate(getattr(draft, group))
        for name, text in row.items()
    }
    return {**draft.cells, **rows}


def first_blank(draft: Draft) -> str:
    """The name of the first cell in which something is still to be written; empty where nothing is."""
    return next((name for name, text in to_form(draft).items() if has_blank(text)), "")


def with_fact(draft: Draft, field: str, fields: Mapping[str, str], own: Lang) -> tuple[Draft, int]:
    """The draft with an empty row for `field` after the rows of that field, and the number of the new row."""
    row = fact_cells(Fact(field, ""), own, fields) | {"shape": shape_for(fields.get(field))}
    same = [at for at, each in enumerate(draft.facts) if each.get("field") == field]
    at = same[-1] + 1 if same else len(draft.facts)
    return replace(draft, facts=(*draft.facts[:at], row, *draft.facts[at:])), at


def with_source(draft: Draft) -> Draft:
    """The draft with an empty source under the next free key."""
    taken = {row.get("key") for row in draft.sources}
    key = next(f"s{n}" for n in range(1, len(taken) + 2) if f"s{n}" not in taken)
    return replace(draft, sources=(*draft.sources, _source_cells(key, Source())))


def with_link(draft: Draft) -> Draft:
    """The draft with an empty link."""
    return replace(draft, links=(*draft.links, {"relation": "", "target": ""}))


def with_target(draft: Draft, at: str, target: str) -> Draft:
    """The draft with the other end of one link put in; a number that is no row changes nothing."""
    links = tuple({**row, "target": target} if at == str(n) else row for n, row in enumerate(draft.links))
    return replace(draft, links=links)


def with_language(draft: Draft, lang: Lang) -> Draft:
    """The draft with a name and a prose cell in one more language."""
    return replace(
        draft,
        cells={**draft.cells, **{f"{kind}:{lang}": draft.cells.get(f"{kind}:{lang}", "") for kind in ("name", "text")}},
    )


def without_row(draft: Draft, group: str, at: int) -> Draft:
    """The draft without one row; a number that is no row changes nothing."""
    if group not in GROUPS:
        return draft
    rows = getattr(draft, group)
    kept: dict[str, Any] = {group: (*rows[:at], *rows[at + 1 :])}
    return replace(draft, **kept)


def is_empty(row: Cells) -> bool:
    """Whether nothing was typed into a row: such a row is dropped."""
    return not any(text.strip() for name, text in row.items() if name not in BOOKKEEPING)


def fact_cells(fact: Fact, own: Lang, fields: Mapping[str, str]) -> dict[str, str]:
    """A fact as the cells of its row. The confirmation is no cell: nobody types it."""
    shape = shape_for(fields.get(fact.field), fact.value)
    cells = {"field": fact.field, "shape": shape, **_value_cells(fact.value, shape, own)}
    for name, text in (("label", fact.label), ("note", fact.note)):
        cells |= {f"{name}:{lang}": words for lang, words in (text or {}).items()}
    return cells | {name: getattr(fact, name) or "" for name in DATES}


def _value_cells(value: Value, shape: str, own: Lang) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {f"value:{lang}": words for lang, words in value.items()}
    if isinstance(value, bool):
        return {"value": "yes" if value else "no"}
    text = "\n".join(value) if isinstance(value, tuple) else str(value)
    return {f"value:{own}" if shape == "words" else "value": text}


def _source_cells(key: str, source: Source) -> dict[str, str]:
    return {"key": key, "title": source.title or "", "url": source.url or "", "tier": source.tier or ""}


def origin(row: Cells, base: Entry) -> Fact | None:
    """The fact of the base entry that a row was made from; a row cannot claim one of another field."""
    at = row.get("origin", "")
    found = base.facts[int(at)] if at.isdecimal() and len(at) < 6 and int(at) < len(base.facts) else None
    return found if found and found.field == row.get("field") else None


def is_untouched(row: Cells, base: Entry, fields: Mapping[str, str]) -> bool:
    """Whether a row says what the fact it was made from says, and no more."""
    fact = origin(row, base)
    if fact is None or row.get("confirmed"):
        return False
    return _said(row) == _said(fact_cells(fact, base.lang, fields))


def grounded(draft: Draft, base: Entry, fields: Mapping[str, str]) -> Draft:
    """The draft with each row tied to the fact of `base` that says the very same, where there is one.

    For rows that were made from another text: a row that is tied to no fact would lose its confirmation.
    """
    free = {at: _said(fact_cells(fact, base.lang, fields)) for at, fact in enumerate(base.facts)}
    rows: list[Cells] = []
    for row in draft.facts:
        said = _said(row)
        at = next((at for at, each in free.items() if each == said), None)
        if at is not None:
            del free[at]
        rows.append({**{key: text for key, text in row.items() if key != "origin"}, **_origin(at)})
    return replace(draft, facts=tuple(rows))


def _origin(at: int | None) -> dict[str, str]:
    return {} if at is None else {"origin": str(at)}


def _said(row: Cells) -> dict[str, str]:
    kept = ("field", *(name for name in row if name not in BOOKKEEPING))
    return {name: clean(row.get(name, "")).strip() for name in kept if row.get(name, "").strip()}


def clean(text: str) -> str:
    """Text as it is kept: a form sends CR LF, and NUL is no text."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
