"""The cells of the forms of events: read into what the editing knows, and filled from an entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from guide.editing import agenda, happenings
from guide.editing.entries import Listed
from guide.editing.happenings import NEEDED, ONCE, Sketch, Turn, When
from guide.skills.events import TIME, Listing
from guide.types import Entry, Source, Text
from guide.visiting import changes
from guide.visiting.changes import ANNOUNCED, MOVED, OFF, Change, Span

LANGUAGES = ("zh-Hans", "en", "ja", "ko")
"""The languages a name can be given in here; prose and reasons are in the first two."""
_TIER = "A"
_LONGEST_SOURCE, _LONGEST_URL = 100, 500

Find = Callable[[str], Listed | None]
"""The place of a name, where the name says which."""


def sketch_of(form: Mapping[str, str], find: Find) -> tuple[Sketch, str]:
    """A new event as the form has it, and the name that means no place."""
    source, as_of = source_of(form)
    where, unknown = place_of(form, find)
    cost = form.get("cost", "")
    price = "0" if cost == "free" else form.get("amount", "").strip() if cost == "paid" else ""
    found = Sketch(
        form.get("city", ""), text_of(form, "name", LANGUAGES), when_of(form), source, as_of,
        where.id if where else "", text_of(form, "where"), price or _lacking(cost), text_of(form, "words"),
    )  # fmt: skip
    return found, unknown


def turn_of(form: Mapping[str, str], was: Span, find: Find) -> tuple[Turn, str]:
    """What becomes of a time, and the name that means no place. Without new days a move keeps the old ones."""
    source, as_of = source_of(form)
    where, unknown = place_of(form, find)
    verb = form.get("verb", "")
    verb = verb if verb in (*OFF, MOVED, ANNOUNCED) else ""
    to = None if verb in OFF else happenings.span_of(form.get("to", ""), form.get("to_last", ""))
    named: Text = dict(where.names) if where else text_of(form, "where")
    if verb == MOVED and not form.get("to") and named:
        to = was
    return Turn(Change(verb, was, to), source, as_of, text_of(form, "why"), {} if verb in OFF else named), unknown


def when_of(form: Mapping[str, str]) -> When:
    """The days as a form has them."""
    return When(*(form.get(each, "").strip()[:16] for each in ("repeat", "first", "last", "begins", "ends")))


def source_of(form: Mapping[str, str]) -> tuple[Source, str]:
    """Who says it, and as of which day."""
    title, url = form.get("source", "").strip()[:_LONGEST_SOURCE], form.get("url", "").strip()[:_LONGEST_URL]
    return Source(title or None, url or None, _TIER), form.get("as_of", "").strip()[:10]


def place_of(form: Mapping[str, str], find: Find) -> tuple[Listed | None, str]:
    """The place that is named, and the name where it means none."""
    name = form.get("place", "").strip()[:200]
    found = find(name) if name else None
    return found, name if name and found is None else ""


def text_of(form: Mapping[str, str], cell: str, langs: tuple[str, ...] = NEEDED) -> Text:
    """Words by language, as far as there are any."""
    return {lang: text for lang in langs if (text := form.get(f"{cell}:{lang}", "").strip())}


def cells_of(entry: Entry, time: Listing | None, today: date) -> dict[str, str]:
    """The form of an event as it stands."""
    clock = next((str(fact.value) for fact in entry.of(TIME)), "")
    begins, _, ends = clock.partition("-")
    cells = {"repeat": happenings.repeat_of(entry) or ONCE, "begins": begins, "ends": ends, "as_of": today.isoformat()}
    if time is None:
        return cells
    span = agenda.original(time)
    cells |= {"at": str(span), **_days(span, "first", "last")}
    said = entry.sources.get((time.change or time.fact).source or "") or Source()
    cells |= {"source": said.title or "", "url": said.url or ""} if said.tier == _TIER else {}
    if time.change is None:
        return cells
    change = changes.read(str(time.change.value))
    to = _days(change.to, "to", "to_last") if change.to else {}
    why = {f"why:{lang}": text for lang, text in (time.change.note or {}).items()}
    return {**cells, **to, **why, "verb": change.verb, **_placed(time.change.label)}


def _days(span: Span, first: str, last: str) -> dict[str, str]:
    """Two cells of days; of one day the second stays empty."""
    return {first: span.first.isoformat(), last: "" if span.first == span.last else span.last.isoformat()}


def _placed(label: Text | None) -> dict[str, str]:
    return {"place": next(iter(label.values()))} if label else {}


def _lacking(cost: str) -> str:
    """What stands for an amount that was left out: no figure, so that it is asked for."""
    return "?" if cost == "paid" else ""
