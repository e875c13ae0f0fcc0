"""What stops a draft from being an entry: each fault with the cell it stands in, so that the form can show it there.

The words for a fault are looked up by its `code` in the editor's language.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from urllib.parse import urlsplit

from guide.editing import drafts
from guide.editing.drafts import Cells, Draft
from guide.retrieval import links, notices
from guide.types import NOTICE, Lang

CONFIDENCE = ("high", "medium", "low")
TIERS = ("A", "B", "C", "R")
RELATIONS = tuple(links.RELATIONS)
"""In the order the form offers them."""
LONGEST = 50_000
"""Characters in one cell: several times the longest article on one place."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
NEGATIVE = re.compile(r"-[\d.]+", re.ASCII)
_METRES = re.compile(r"\d{1,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right. `place` is the form name of the cell, or empty when it is about the whole entry."""

    place: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)


def of(draft: Draft, own: Lang, known: Container[str]) -> tuple[Fault, ...]:
    """Every fault of a draft, in the order of the form. `own` is the entry's language, `known` the ids that exist."""
    sources = {row.get("key", "") for row in draft.sources if not drafts.is_empty(row)}
    return (
        *_too_long(drafts.to_form(draft)),
        *_about(draft.cells, own),
        *_each("facts", draft.facts, partial(_fact, own=own, sources=sources)),
        *_each("sources", draft.sources, _source),
        *_each("links", draft.links, partial(_link, known=known)),
    )


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that exists: 2018, 2018-03, 2018-03-09."""
    match = _DATE.fullmatch(text)
    if not match:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


def _each(group: str, rows: Iterable[Cells], check: Callable[[Cells], Iterable[Fault]]) -> Iterator[Fault]:
    for at, row in enumerate(rows):
        if not drafts.is_empty(row):
            yield from (replace(fault, place=f"{group}.{at}.{fault.place}") for fault in check(row))


def _too_long(form: Cells) -> Iterator[Fault]:
    for name, text in form.items():
        if len(text) > LONGEST:
            yield Fault(name, "too_long", {"most": str(LONGEST)})


def _about(cells: Cells, own: Lang) -> Iterator[Fault]:
    if not cells.get(f"name:{own}", "").strip():
        yield Fault(f"name:{own}", "no_name")
    lat, lon = (cells.get(name, "").strip() for name in ("lat", "lon"))
    for name, text, most in (("lat", lat, 90), ("lon", lon, 180)):
        if not text and (lat or lon):
            yield Fault(name, "half_position")
        elif text and not _is_degrees(text, most):
            yield Fault(name, "degrees", {"most": str(most)})
    precision = cells.get("precision", "").strip()
    if precision and not _METRES.fullmatch(precision):
        yield Fault("precision", "metres")
    yield from _dates(cells, ("as_of",))
    yield from _one_of(cells, "confidence", CONFIDENCE)


def _fact(row: Cells, own: Lang, sources: Container[str]) -> Iterator[Fault]:
    if not row.get("field", "").strip() or row.get("shape") not in drafts.SHAPES:
        yield Fault("value", "no_field")
        return
    values = {name: text.strip() for name, text in row.items() if name.partition(":")[0] == "value"}
    if not any(values.values()):
        yield Fault(f"value:{own}" if row["shape"] == "words" else "value", "no_value")
    if row["shape"] == "figure" and NEGATIVE.fullmatch(values.get("value", "")):
        yield Fault("value", "negative")
    if row.get("source") and row["source"] not in sources:
        yield Fault("source", "no_such_source", {"source": row["source"]})
    yield from _dates(row, ("as_of", *(name for name in ("valid_from", "valid_until") if not _is_minute(row, name))))
    start, end = (row.get(name, "").strip() for name in ("valid_from", "valid_until"))
    # Cut to the coarser of the two, so that "2026" to "2026-03" is a period and "2026-05" to "2026-03" is none.
    if is_date(start[:10]) and is_date(end[:10]) and start[: len(end)] > end[: len(start)]:
        yield Fault("valid_until", "ends_before_it_starts")
    yield from _one_of(row, "confidence", CONFIDENCE)


def _source(row: Cells) -> Iterator[Fault]:
    url = row.get("url", "").strip()
    if url and not _is_web(url):
        yield Fault("url", "not_a_link")
    if not row.get("key") or not (row.get("title", "").strip() or url):
        yield Fault("title", "no_title")
    yield from _one_of(row, "tier", TIERS)


def _link(row: Cells, known: Container[str]) -> Iterator[Fault]:
    target = row.get("target", "").strip()
    if not row.get("relation", "").strip():
        yield Fault("relation", "no_relation")
    if target not in known:
        yield Fault("target", "no_such_entry", {"target": target})


def _dates(cells: Cells, names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        text = cells.get(name, "").strip()
        if text and not is_date(text):
            yield Fault(name, "date", {"text": text})


def _is_minute(row: Cells, name: str) -> bool:
    """Whether a notice begins or ends at a minute."""
    return row.get("field") == NOTICE and notices.is_moment(row.get(name, "").strip())


def _one_of(cells: Cells, name: str, allowed: Iterable[str]) -> Iterator[Fault]:
    if cells.get(name) and cells[name] not in allowed:
        yield Fault(name, "choice", {"text": cells[name]})


def _is_degrees(text: str, most: int) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    return math.isfinite(number) and abs(number) <= most


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
