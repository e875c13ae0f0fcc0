"""A draft read as an entry. A row that nobody touched is read as the very fact it came from.

A program never confirms a fact: `checked_on` is set only for rows that the editor ticked, and a confirmation falls away
when what it confirmed is changed. Call `faults.of` first: reading expects numbers to be numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from guide.editing import drafts
from guide.editing.drafts import Cells, Draft
from guide.types import Entry, Fact, Lang, Link, Position, Source, Text, Value

_Item = TypeVar("_Item", Fact, Link)
_FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,14})(\.\d{1,9})?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who confirms a fact by ticking it, and the day where the place is."""

    editor: str
    today: date


def facts_of(draft: Draft, base: Entry, stamp: Stamp, fields: Mapping[str, str]) -> list[tuple[int, Fact]]:
    """The facts of a faultless draft, each with the number of its row."""
    rows = ((at, row) for at, row in enumerate(draft.facts) if not drafts.is_empty(row))
    return [(at, _fact(row, base, stamp, fields)) for at, row in rows]


def entry_of(draft: Draft, base: Entry, stamp: Stamp, fields: Mapping[str, str]) -> Entry:
    """The entry a faultless draft means. What the form does not show is taken from `base`."""
    cells = draft.cells
    typed = {
        group: [row for row in getattr(draft, group) if not drafts.is_empty(row)] for group in ("sources", "links")
    }
    links = (Link(row.get("relation", "").strip(), row.get("target", "").strip()) for row in typed["links"])
    return replace(
        base,
        names=_by_lang(cells, "name", base.names),
        aliases=_lines(cells.get("aliases", "")),
        coined=_lines(cells.get("coined", "")),
        facts=_together((fact for _, fact in facts_of(draft, base, stamp, fields)), lambda fact: fact.field),
        texts=_by_lang(cells, "text", base.texts),
        position=_position(cells),
        tags=_lines(cells.get("tags", "")),
        links=_together(links, lambda link: link.relation),
        sources={row["key"]: _source(row, base.sources.get(row["key"])) for row in typed["sources"]},
        as_of=cells.get("as_of", "").strip() or None,
        confidence=cells.get("confidence") or None,
    )


def _fact(row: Cells, base: Entry, stamp: Stamp, fields: Mapping[str, str]) -> Fact:
    """A row as a fact. A confirmation stays only while what it confirmed stays."""
    before = drafts.origin(row, base)
    old = drafts.fact_cells(before, base.lang, fields) if before else {}
    if before and not row.get("confirmed") and _typed(row) == _typed(old):
        return before
    fresh = _new_fact(row, base.lang)
    if row.get("confirmed"):
        return replace(fresh, checked_on=stamp.today.isoformat(), checked_by=stamp.editor)
    if before and _typed(row, drafts.DATES[1:]) == _typed(old, drafts.DATES[1:]):
        return replace(fresh, checked_on=before.checked_on, checked_by=before.checked_by)
    return fresh


def _typed(row: Cells, but: Iterable[str] = ()) -> dict[str, str]:
    skipped = {*drafts.BOOKKEEPING, *but}
    return {name: drafts.clean(text).strip() for name, text in row.items() if text.strip() and name not in skipped}


def _new_fact(row: Cells, own: Lang) -> Fact:
    label, note = (_words(row, name) or None for name in ("label", "note"))
    dates = {name: row.get(name, "").strip() or None for name in drafts.DATES}
    return Fact(row["field"], _value(row, own), label, dates.pop("when"), note, **dates)


def _value(row: Cells, own: Lang) -> Value:
    shape, text = row.get("shape"), row.get("value", "").strip()
    if shape == "list":
        return _lines(text)
    if shape == "flag":
        return text == "yes"
    if shape == "figure" and (match := _FIGURE.fullmatch(text)):
        return float(text) if match[1] else int(text)
    if shape != "words":
        return text
    words = _words(row, "value")
    return words[own] if set(words) == {own} else words


def _words(row: Cells, name: str) -> Text:
    start = f"{name}:"
    return {
        key.removeprefix(start): text.strip() for key, text in row.items() if key.startswith(start) and text.strip()
    }


def _source(row: Cells, before: Source | None) -> Source:
    return replace(before or Source(), **{name: row.get(name, "").strip() or None for name in ("title", "url", "tier")})


def _position(cells: Cells) -> Position | None:
    lat, lon, precision = (cells.get(name, "").strip() for name in ("lat", "lon", "precision"))
    return Position(float(lat), float(lon), int(precision or 0)) if lat and lon else None


def _by_lang(cells: Cells, kind: str, before: Text) -> Text:
    """Words by language; a text that only lost its outer white space stays as it was."""
    typed = {key.partition(":")[2]: text for key, text in cells.items() if key.startswith(f"{kind}:") and text.strip()}
    kept = {
        lang: before[lang] if before.get(lang, "").strip() == text.strip() else text.strip()
        for lang, text in typed.items()
    }
    return {lang: kept[lang] for lang in dict.fromkeys((*before, *kept)) if lang in kept}


def _together(items: Iterable[_Item], by: Callable[[_Item], str]) -> tuple[_Item, ...]:
    """Items of one field or relation side by side, as the document keeps them."""
    groups: dict[str, list[_Item]] = {}
    for item in items:
        groups.setdefault(by(item), []).append(item)
    return tuple(item for group in groups.values() for item in group)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
