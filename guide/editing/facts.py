"""What is wrong with one fact: its value against the field's type, its dates, source, languages and hours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from guide import pictures
from guide.editing.faults import CONFIDENCE, NEGATIVE, is_date
from guide.editing.frontmatter import Path
from guide.editing.shape import Wrong
from guide.retrieval import notices
from guide.settings import LANGUAGES
from guide.types import CHANGE, NOTATIONS, NOTICE, PICTURE, RECURRENCES, Entry, Fact, Lang
from guide.visiting import booking, changes, concessions, hours, opening, recurrence, tariff

QUANTITIES = ("money", "number", "duration")
_SOURCED = ("money", "number", "hours", "latest", "rule")
_UNREAD = {
    concessions.FIELD: "bad-concession", booking.FIELD: "bad-booking", **dict.fromkeys(RECURRENCES, "bad-dates"),
    CHANGE: "bad-change", NOTICE: "bad-notice", PICTURE: "bad-picture",
}  # fmt: skip
_NEEDED: Lang = "en"
"""Words by language have this and the entry's own; other languages are read from these two."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What facts are held against. `last_day` is the latest day that has begun anywhere on earth."""

    fields: Mapping[str, str]
    last_day: date
    ids: AbstractSet[str] = frozenset()
    """Of all entries, and of those that may lie beside them; empty when they are not known."""


def wrong(fact: Fact, entry: Entry, at: Path, rules: Rules) -> Iterator[Wrong]:
    """Every fault of a fact; `at` is where it stands in the document."""
    kind = rules.fields.get(fact.field)
    if kind is None:
        yield from _column(fact.field, at, rules.fields)
    yield from _value(fact, kind or "text", at)
    yield from _times(fact, kind, at)
    yield from _notation(fact, entry, at, rules)
    yield from dates(fact, at, rules.last_day)
    if fact.confidence is not None and fact.confidence not in CONFIDENCE:
        yield (*at, "confidence"), "bad-confidence", {"value": fact.confidence}
    yield from _source(fact, kind, entry, at)
    yield from languages(fact.value, fact.field, entry.lang, (*at, "value"))
    for key in ("label", "note"):
        yield from languages(getattr(fact, key), f"{fact.field}.{key}", entry.lang, (*at, key))


def dates(holder: Fact | Entry, at: Path, last_day: date) -> Iterator[Wrong]:
    """Dates that are none, a confirmation yet to come, and a period that ends before it begins."""
    for key in ("as_of", "checked_on", "valid_from", "valid_until"):
        text = getattr(holder, key, None)
        if text is not None and not is_date(text) and not _is_minute(holder, key):
            yield (*at, key), "bad-date", {"field": key, "value": text}
    if not isinstance(holder, Fact):
        return
    checked, since, until = holder.checked_on, holder.valid_from, holder.valid_until
    if checked and is_date(checked) and checked > last_day.isoformat()[: len(checked)]:
        yield (*at, "checked_on"), "future-date", {"field": "checked_on", "value": checked}
    # Cut to the coarser of the two: "2026" to "2026-03" is a period, "2026-05" to "2026-03" is none.
    if since and until and is_date(since[:10]) and is_date(until[:10]) and since[: len(until)] > until[: len(since)]:
        yield (*at, "valid_until"), "ends-before", {"since": since, "until": until}


def _is_minute(holder: Fact | Entry, key: str) -> bool:
    """Whether a date may be a minute and is one: what a notice tells comes and goes within a day."""
    text = getattr(holder, key)
    is_notice = isinstance(holder, Fact) and holder.field == NOTICE
    return is_notice and key.startswith("valid") and notices.is_moment(text)


def languages(text: Any, field: str, own: Lang, at: Path) -> Iterator[Wrong]:
    """Words by language in a language the guide has not, or without English or the entry's own."""
    if not isinstance(text, Mapping):
        return
    for lang in text:
        if lang not in LANGUAGES:
            yield (*at, lang), "unknown-language", {"lang": lang, "known": ", ".join(LANGUAGES)}
    for lang in dict.fromkeys((own, _NEEDED)):
        if not str(text.get(lang, "")).strip():
            yield at, "missing-translation", {"field": field, "lang": lang}


def _column(field: str, at: Path, fields: Mapping[str, str]) -> Iterator[Wrong]:
    near = get_close_matches(field, fields, n=1, cutoff=0.85)
    if near:
        yield at, "misspelt-field", {"field": field, "near": near[0]}
    else:
        yield at, "unknown-column", {"field": field}


def _value(fact: Fact, kind: str, at: Path) -> Iterator[Wrong]:
    value, at = fact.value, (*at, "value")
    said = {"field": fact.field, "value": str(value), "type": kind}
    if isinstance(value, bool):
        if kind not in ("text", "flag"):
            yield at, "wrong-type", said
    elif isinstance(value, int | float):
        if kind not in (*QUANTITIES, "latest") or not math.isfinite(value):
            yield at, "wrong-type", said
        elif value < 0:
            yield at, "negative", said
    elif isinstance(value, str) and kind in QUANTITIES and NEGATIVE.fullmatch(value.strip()):
        yield at, "negative", said  # As words: an import keeps what it could not read.
    elif isinstance(value, tuple) and kind in (*QUANTITIES, "hours", "latest", "rule", "flag"):
        yield at, "wrong-type", said


def _times(fact: Fact, kind: str | None, at: Path) -> Iterator[Wrong]:
    value = fact.value
    if kind == "hours" and isinstance(value, str) and hours.looks_like_notation(value):
        if hours.has_holidays(value):
            yield (*at, "value"), "holiday-hours", {"value": value}
        elif not hours.is_notation(value):
            yield (*at, "value"), "bad-hours", {"value": value}
    if kind == "latest" and not isinstance(value, Mapping) and opening.limit_of(value) is None:
        yield (*at, "value"), "bad-latest", {"value": str(value)}
    if kind == "rule" and isinstance(value, str) and opening.read_rule(fact) is None:
        yield (*at, "value"), "bad-rule", {"value": value}
    if fact.when is not None and not hours.is_selector(fact.when):
        yield (*at, "when"), "bad-when", {"value": fact.when}


def _notation(fact: Fact, entry: Entry, at: Path, rules: Rules) -> Iterator[Wrong]:
    """Rules that code cannot read, ids in them that are no entries, and an unsourced one: they decide what is paid."""
    if fact.field not in NOTATIONS:
        return
    said = {"field": fact.field, "value": str(fact.value)}
    if fact.source is None:
        yield at, "no-source", {"field": fact.field}
    named = _ids(fact, entry)
    if named is None:
        yield (*at, "value"), _UNREAD.get(fact.field, "bad-ids"), said
    if fact.field == PICTURE and not fact.note:
        yield at, "no-alt", said
    for each in named or ():
        if rules.ids and each not in rules.ids:
            yield (*at, "value"), "dead-id", {**said, "target": each}


def _ids(fact: Fact, entry: Entry) -> tuple[str, ...] | None:
    """The entries that a rule names; None where it cannot be read, or where a ticket opens nothing else."""
    value = str(fact.value)
    if fact.field == concessions.FIELD:
        rule = concessions.read(value)
        return (*rule.at, *rule.cards) if rule else None
    if fact.field == booking.FIELD:
        return () if booking.read(value) else None
    if fact.field == NOTICE:
        said = notices.read(fact.value)
        return said.ids if said and notices.bounds(fact, entry)[1] else None
    if fact.field == PICTURE:
        return () if pictures.is_name(fact.value) else None
    if fact.field == CHANGE:
        return () if changes.is_change(value) else None
    if fact.field in RECURRENCES:
        return () if recurrence.is_rule(value) else None
    named = tariff.ids(fact)
    return named if set(named) - {entry.id} else None


def _source(fact: Fact, kind: str | None, entry: Entry, at: Path) -> Iterator[Wrong]:
    if fact.source is not None and fact.source not in entry.sources:
        yield (*at, "source"), "dead-source", {"source": fact.source}
    figure = isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
    if fact.source is None and (figure or kind in _SOURCED or fact.field == "phone"):
        yield at, "no-source", {"field": fact.field}
