"""One row of a spreadsheet as an entry, or as the part of an entry that the row tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from guide.editing import cells, points, slugs, statements
from guide.editing.grid import Cell, Row, shown
from guide.editing.headings import FACT, LEFT_OUT, UNKNOWN, Column, Headings, unknown
from guide.editing.problems import Place, problem
from guide.editing.tongues import of_row
from guide.errors import Problem
from guide.types import Entry, Fact, Lang, Position, Source

_URL = re.compile(r"https?://[^\s，。、；）)]+")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NAMES = "、;；|\n,，/"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What fills a missing column: --kind, --city and the language of the file."""

    kind: str | None = None
    city: str | None = None
    lang: Lang | None = None
    datum: str = "wgs-84"
    """What coordinates are measured on, where no column says."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as far as one row tells it. Empty id, kind, city: the row does not say."""

    entry: Entry
    place: Place
    given: frozenset[str]
    """Which of id, kind, city and lang stand in the row itself."""
    emptied: frozenset[str]
    """Fields and roles whose cell is a dash: nothing there, or nothing any more."""
    revision: int | None = None
    city: str = ""
    """The city in the row's own words."""


@dataclass(slots=True)
class _Parts:
    """What the columns of a row add up to."""

    lang: Lang
    single: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[Lang, str]] = field(default_factory=lambda: {"name": {}, "text": {}})
    lists: dict[str, list[str]] = field(default_factory=lambda: {"aliases": [], "tags": []})
    stated: list[statements.Stated] = field(default_factory=list)
    emptied: set[str] = field(default_factory=set)
    faults: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def tell(row: Row, headings: Headings, defaults: Defaults, file: str) -> tuple[Told, list[Problem]]:
    """Read one row. Nothing of it is lost: what cannot be used as meant is kept as a fact under its own heading."""
    kind_told = kind_word(row, headings)
    kind = headings.kind(kind_told) or slugs.kind_id(kind_told) if kind_told else defaults.kind or ""
    every = ((headings.column(heading, kind), cell) for heading, cell in row.cells)
    pairs = [(column, cell) for column, cell in every if column.role != LEFT_OUT]
    lang_word = _first(pairs, "lang")
    own = headings.language(lang_word) or (lang_word if _TAG.fullmatch(lang_word) else None)
    parts = _Parts(own or defaults.lang or of_row(pairs))
    if lang_word and not own:
        parts.faults.append(("unknown-language-word", {"words": shown(lang_word), "lang": parts.lang}))
    for column, cell in pairs:
        _place(parts, column, cell, headings)
    parts.single.setdefault("datum", defaults.datum)
    entry = _entry(parts, kind, parts.single.get("city") or defaults.city or "")
    said = {"kind": kind_told, "city": parts.single.get("city"), "lang": own, "id": entry.id}
    revision = int(parts.single["revision"]) if "revision" in parts.single else None
    told = Told(
        entry, row.place(file), frozenset(key for key, value in said.items() if value), frozenset(parts.emptied),
        revision, parts.single.get("city") or defaults.city or "",
    )  # fmt: skip
    return told, [problem(code, row.place(file), **values) for code, values in parts.faults]


def kind_word(row: Row, headings: Headings) -> str:
    """The row's word for its kind: of a column for that, else of any column headed "type" that names a known kind."""
    columns = [(headings.column(heading), cell) for heading, cell in row.cells]
    told = _first(columns, "kind")
    kindred = (cell for column, cell in columns if headings.is_type(column.heading) and isinstance(cell, str))
    return told or next((cell for cell in kindred if headings.kind(cell)), "")


def _first(pairs: list[tuple[Column, Cell]], role: str) -> str:
    return next((cell for column, cell in pairs if column.role == role and isinstance(cell, str)), "")


def _place(parts: _Parts, column: Column, cell: Cell, headings: Headings) -> None:
    """Put one cell where its column says."""
    if cells.is_nothing(cell):
        parts.emptied.update([] if column.lang else [column.field or column.role])
    elif column.role == "checked":
        parts.faults.append(("refused-column", {"heading": shown(column.heading)}))
    elif column.role in parts.lists:
        parts.lists[column.role].extend(_items(cell))
    elif column.role in (FACT, UNKNOWN):
        _state(parts, column, cell, headings)
    elif column.role in parts.texts:
        if not _say(parts, column, _by_language(cell, headings) or {column.lang or parts.lang: cells.words(cell)}):
            _state(parts, unknown(column), cell, headings)
    elif not _single(parts, column, cell, headings):
        _state(parts, unknown(column), cell, headings)


def _items(cell: Cell) -> Iterator[str]:
    for each in cell if isinstance(cell, tuple) else cell.values() if isinstance(cell, Mapping) else [cell]:
        yield from cells.pieces(each, _NAMES)


def _state(parts: _Parts, column: Column, cell: Cell, headings: Headings) -> None:
    spoken = _by_language(cell, headings)
    if spoken:
        parts.stated.append((column, Fact(column.field, spoken)))
        return
    for fact in cells.facts(cell, column, column.lang or parts.lang):
        parts.stated.append((column, fact))
        if cells.is_no_amount(fact.value, column):
            values = {"heading": shown(column.heading), "words": shown(str(fact.value))}
            parts.faults.append(("no-amount", values))


def _by_language(cell: Cell, headings: Headings) -> dict[Lang, str] | None:
    """A JSON object whose keys all name languages is one thing said in several."""
    if not isinstance(cell, Mapping):
        return None
    spoken = {headings.language(key) or "": words for key, words in cell.items()}
    return spoken if spoken and "" not in spoken and len(spoken) == len(cell) else None


def _say(parts: _Parts, column: Column, spoken: Mapping[Lang, str]) -> bool:
    """A name or prose. False when another column already gave another one in that language."""
    taken = parts.texts[column.role]
    if any(taken.get(lang, words) != words for lang, words in spoken.items()):
        return False
    taken.update(spoken)
    return True


def _single(parts: _Parts, column: Column, cell: Cell, headings: Headings) -> bool:
    """A thing an entry has one of. False when the cell is no such thing, or the second one."""
    text = _point(cell, headings) if column.role == "position" else cells.words(cell)
    if column.role in parts.single:
        return parts.single[column.role] == text
    fits, example = _FITS.get(column.role, (bool, ""))
    if not fits(text):
        values = {"heading": shown(column.heading), "words": shown(text), "example": example}
        parts.faults.append(("unread-cell", values))
        return False
    parts.single[column.role] = text
    return True


def _point(cell: Cell, headings: Headings) -> str:
    """{"lng": 119.42, "lat": 32.41} as "32.41,119.42"."""
    if not isinstance(cell, Mapping):
        return ",".join(cell) if isinstance(cell, tuple) else cell
    axes = {headings.column(key).role: value for key, value in cell.items()}
    return f"{axes['lat']},{axes['lon']}" if {"lat", "lon"} <= set(axes) else cells.words(cell)


_FITS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "as_of": (cells.day, "2026-05-01"),
    "lat": (lambda text: points.degrees(text, 90) is not None, "32.41"),
    "lon": (lambda text: points.degrees(text, 180) is not None, "119.42"),
    "position": (points.position, "32.41,119.42"),
    points.LAT_FIRST: (points.position, "32.41,119.42"),
    points.LON_FIRST: (points.position, "119.42,32.41"),
    "datum": (points.datum, "GCJ-02"),
    "precision": (lambda text: text.isascii() and text.isdigit() and len(text) < 7, "50"),
    "revision": (lambda text: text.isascii() and text.isdigit() and len(text) < 10, "7"),
}


def _entry(parts: _Parts, kind: str, city_word: str) -> Entry:
    names, texts, given = parts.texts["name"], parts.texts["text"], parts.single.get("id", "")
    city = slugs.city_id(city_word) if city_word else ""
    key, source = _source(parts.single)
    facts = statements.joined(parts.stated, parts.lang)
    return Entry(
        id=slugs.entry_id(given, city, kind) if given else "", kind=kind, city=city, lang=parts.lang, names=names,
        aliases=tuple(dict.fromkeys(parts.lists["aliases"])),
        facts=tuple(replace(fact, source=key) for fact in facts) if key else facts,
        texts=texts, position=_position(parts), tags=tuple(dict.fromkeys(parts.lists["tags"])),
        sources={key: source} if key and source else {}, as_of=cells.day(parts.single.get("as_of", "")),
    )  # fmt: skip


def _source(single: Mapping[str, str]) -> tuple[str | None, Source | None]:
    words, address = single.get("source", ""), single.get("source_url", "")
    url = next(iter(_URL.findall(address) or _URL.findall(words)), None)
    title = _URL.sub("", words).strip(" ,;，；:：()（）") or (address if not url else "") or None
    if not (title or url):
        return None, None
    return slugs.slug(title or urlsplit(str(url)).netloc), Source(title, url)


def _position(parts: _Parts) -> Position | None:
    single = parts.single
    orders = (points.LON_FIRST, points.LAT_FIRST, "position")
    found = next((points.position(single[order], order) for order in orders if order in single), None)
    if "lat" in single and "lon" in single:
        lat, lon = points.degrees(single["lat"], 90), points.degrees(single["lon"], 180)
        found = points.place(lat or 0, lon or 0)
    if found is None:
        return None
    found = points.converted(found, points.datum(single["datum"]) or "wgs-84")
    return replace(found, precision=int(single.get("precision", 0)))
