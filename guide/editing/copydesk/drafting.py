"""Drafts a text from templates: at once, from facts alone, and the same for the same brief.

What is said of a place is what its entry says of it, whole sentences in the order they were written; around them stand
greetings that claim nothing, and rows of facts. Each form has a plan of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from guide.editing.copydesk import route, tracing
from guide.editing.copydesk.draft import Draft
from guide.editing.copydesk.material import Material
from guide.editing.copydesk.values import Block, Brief, Line, Telling, Trace
from guide.editing.copydesk.voice import Voice
from guide.prompts import Prompts
from guide.types import PERISHABLE, City, Entry

ROWS_OF = {
    "post": ("season", "date", "hours", "last_entry", "price", "booking", "duration", "address"),
    "poster": ("season", "date", "hours", "price", "address"),
    "leaflet": ("hours", "price", "duration", "address"),
    "label": ("built", "heritage", "level", "people"),
}
_ONE_ROW = 2
"""Facts in one row of a poster."""
_SHORT = {"zh": 40, "ja": 46, "ko": 56, "en": 110}
"""Characters of a line on a poster, by language."""
_T = TypeVar("_T")
_PARAGRAPH = 2
"""Sentences that there must be room for before another paragraph begins."""
_OPENINGS = 2
"""Sections whose first sentence tells what a place is; the later ones tell how to see it, and begin elsewhere."""


def draft(brief: Brief, entries: Sequence[Entry], prompts: Prompts, house: House) -> tuple[Block, ...]:
    """The text of a brief."""
    materials = [Material(entry, brief.lang, house.telling) for entry in entries]
    city = house.cities.get(entries[0].city, City(entries[0].city))
    named = house.telling.in_words(city.names, brief.lang) or city.id
    made = Draft(brief, materials, Voice(prompts, brief), named, house.stands)
    return tuple(block for block in PLANS[brief.form](made) if block.lines)


@dataclass(frozen=True, slots=True)
class House:
    """What of the guide a draft needs: its way of saying facts, and the cities as they are now."""

    telling: Telling
    cities: Mapping[str, City]
    stands: Callable[[str], bool] = lambda text: True
    """Whether a sentence holds no listed word and no boast; one that does is left out."""


def _post(draft: Draft) -> Iterator[Block]:
    def told(material: Material) -> Iterator[Block]:
        yield from _body(draft, material)
        yield Block("facts", tuple(_rows(draft, material)), material.entry.id)

    yield from _place_by_place(draft, told)
    yield _tags(draft)


def _poster(draft: Draft) -> Iterator[Block]:
    several = len(draft.materials) > 1
    most, rows = (1, ("date", "hours")) if several else (3, ())

    def told(material: Material) -> Iterator[Block]:
        yield Block("body", tuple(_slogans(draft, material, most)), material.entry.id)
        yield Block("facts", tuple(_rows(draft, material, rows, _ONE_ROW)), material.entry.id)

    return _place_by_place(draft, told)


def _place_by_place(draft: Draft, told: Callable[[Material], Iterator[Block]]) -> Iterator[Block]:
    """What is told of each place, under its name where there are several, between a beginning and an end."""
    yield draft.framed("title", "title")
    yield draft.framed("lead", "lead")
    for material in draft.materials:
        if len(draft.materials) > 1:
            yield _heading(draft, material)
        yield from told(material)
    yield from _closing(draft)


def _leaflet(draft: Draft) -> Iterator[Block]:
    yield draft.framed("title", "title")
    lead = draft.framed("lead", "lead")
    way = route.whole(draft.materials, draft.voice)
    yield replace(lead, lines=(*lead.lines, *way))
    for number, material in enumerate(draft.materials):
        yield _heading(draft, material, number + 1)
        yield from _body(draft, material, 2)
        yield Block("facts", tuple(_rows(draft, material)), material.entry.id)
        if number + 1 < len(draft.materials):
            step = route.step(material, draft.materials[number + 1], draft.voice)
            yield Block("small", step, material.entry.id)
    yield from _closing(draft)


def _label(draft: Draft) -> Iterator[Block]:
    several = len(draft.materials) > 1
    if several:
        yield draft.framed("title", "title")
    for material in draft.materials:
        yield Block("heading" if several else "title", (material.named(material.name),), material.entry.id)
        yield Block("lead", tuple(_other_name(material)), material.entry.id)
        yield from _body(draft, material, 3, 0)
        yield Block("facts", tuple(_rows(draft, material)), material.entry.id)
    yield Block("small", tuple(_caution(draft)))


PLANS: Mapping[str, Callable[[Draft], Iterator[Block]]] = {
    "post": _post,
    "poster": _poster,
    "leaflet": _leaflet,
    "label": _label,
}


def _heading(draft: Draft, material: Material, number: int = 0) -> Block:
    text = draft.voice.say(f"heading.{draft.brief.form}", material.entry.id, name=material.name, number=number)
    return Block("heading", (material.named(text),), material.entry.id)


def _body(draft: Draft, material: Material, most: int = 0, begin: int | None = None) -> list[Block]:
    """Sections from their beginning, a paragraph each, in the order they were written: which of them, the seed tells,
    and how much, the number of places that share the text. Without sections, single statements as one paragraph."""
    count, by = len(draft.materials), draft.brief.seed if begin is None else begin
    left = most or (8 if count == 1 else 4 if count <= 3 else 2)
    written = material.sections() or [_turned(material.points(), by)]
    said: dict[int, list[Line]] = {}
    for at in _turned(range(len(written)), by):
        if said and left < _PARAGRAPH:
            break
        before = [line for lines in said.values() for line in lines]
        said[at] = [each for each in written[at] if draft.may_say(each, before)][:left]
        left -= len(said[at])
    return [Block("body", tuple(said[at]), material.entry.id) for at in sorted(said) if said[at]]


def _slogans(draft: Draft, material: Material, most: int) -> list[Line]:
    """The shortest things said of a place that a passer-by can read: no hours and no prices, they have rows."""
    practical = draft.voice.pattern("practical")
    openings = [section[0] for section in material.sections()[:_OPENINGS] if section]
    fit = [each for each in (*openings, *material.points()) if not practical or not re.search(practical, each.text)]
    longest = _SHORT.get(draft.brief.lang.split("-")[0], _SHORT["en"])
    fit = [each for each in fit if len(each.text) <= longest] or sorted(fit, key=lambda each: len(each.text))[:1]
    lines: list[Line] = []
    for each in _turned(fit, draft.brief.seed):
        if len(lines) < most and draft.may_say(each, lines):
            lines.append(each)
    return lines


def _rows(draft: Draft, material: Material, fields: Sequence[str] = (), most: int = 4) -> Iterator[Line]:
    for field in fields or ROWS_OF[draft.brief.form]:
        if found := material.row(field, most):
            value, facts = found
            yield material.traced(draft.voice.say(f"row.{field}", value=value, name=material.name), facts)


def _other_name(material: Material) -> Iterator[Line]:
    """The name in the other of the two languages that a label in China has."""
    other = "en" if material.lang.startswith("zh") else "zh-Hans"
    if name := material.entry.names.get(other):
        trace = tracing.of_name(material.entry, other, material.telling)
        yield Line(name, (trace,))


def _closing(draft: Draft) -> Iterator[Block]:
    close = draft.framed("close", "close")
    yield close
    yield Block("small", tuple(_caution(draft)))


def _caution(draft: Draft) -> Iterator[Line]:
    """From when the facts in rows are that go out of date, the oldest first; nothing of those a person confirmed."""
    rows = [
        material.traced("", found[1])
        for material in draft.materials
        for field in ROWS_OF[draft.brief.form]
        if field in PERISHABLE and (found := material.row(field))
    ]
    traces = [trace for row in rows for trace in row.traces if not trace.checked_on and trace.as_of]
    if traces:
        oldest: Trace = min(traces, key=lambda each: each.as_of)
        date = draft.materials[0].telling.date(oldest.as_of, draft.brief.lang)
        yield Line(draft.voice.say("caution", date=date), (oldest,))


def _tags(draft: Draft) -> Block:
    names = dict.fromkeys([draft.city, *(each.name for each in draft.materials)])
    text = " ".join("#" + re.sub(r"\W", "", name) for name in names)
    traces = tuple(tracing.of_name(each.entry, each.lang, each.telling) for each in draft.materials)
    return Block("tags", (Line(text, traces),))


def _turned(items: Sequence[_T], by: int) -> list[_T]:
    start = by % len(items) if items else 0
    return [*items[start:], *items[:start]]
