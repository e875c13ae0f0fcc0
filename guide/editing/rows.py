"""One row of a spreadsheet as an entry, or the part of an entry that the row tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from guide.editing import cells, slugs
from guide.editing.grid import Cell, Row
from guide.editing.headings import FACT, UNKNOWN, Column, Headings
from guide.errors import Problem
from guide.text.script import convert
from guide.types import Entry, Fact, Lang, Position, Source, Text

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_URL = re.compile(r"https?://[^\s，。、；]+")
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What fills a missing column: --kind, --city and the language of the file."""

    kind: str | None = None
    city: str | None = None
    lang: Lang | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as far as one row tells it. Empty id, kind, city: the row does not say."""

    entry: Entry
    line: int
    given: frozenset[str]
    """Which of id, kind, city and lang stand in the row itself."""
    cleared: frozenset[str]
    """Fields whose cell is a dash: nothing there, or nothing any more."""
    revision: int | None
    city: str
    """The city in the row's own words."""
    problems: tuple[Problem, ...]
    columns: tuple[Column, ...]


@dataclass(slots=True)
class _Parts:
    """What the columns of a row add up to."""

    single: dict[str, str] = field(default_factory=dict)
    names: dict[Lang, str] = field(default_factory=dict)
    texts: dict[Lang, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    facts: list[tuple[Column, Fact]] = field(default_factory=list)
    cleared: set[str] = field(default_factory=set)
    problems: list[tuple[str, str, str]] = field(default_factory=list)


def tell(row: Row, headings: Headings, defaults: Defaults, file: str) -> Told:
    """Read one row. Nothing of it is lost: what cannot be used as meant is kept as a fact under its own heading."""
    kind_word = _kind_word(row, headings)
    kind = (headings.kind(kind_word) or slugs.slug(kind_word)) if kind_word else defaults.kind or ""
    pairs = [(headings.column(heading, kind), cell) for heading, cell in row.cells]
    told_lang = _first(pairs, "lang")
    lang = _language(told_lang, headings) or defaults.lang or language(row, pairs)
    parts = _Parts()
    for column, cell in pairs:
        _place(parts, column, cell, lang, headings)
    where = f"{file} [{row.sheet}]" if row.sheet else file
    problems = tuple(Problem(where, row.line, code, message, fix, "warning") for code, message, fix in parts.problems)
    city = parts.single.get("city") or defaults.city or ""
    entry = _entry(parts, kind, slugs.city_id(city) if city else "", lang)
    said = {"kind": kind_word, "city": parts.single.get("city"), "lang": told_lang, "id": entry.id}
    given = frozenset(key for key, value in said.items() if value)
    revision = int(parts.single["revision"]) if parts.single.get("revision", "").isdigit() else None
    columns = tuple(column for column, _ in pairs)
    return Told(entry, row.line, given, frozenset(parts.cleared), revision, city, problems, columns)


def language(row: Row, pairs: list[tuple[Column, Cell]]) -> Lang:
    """The language of a row by its script; Latin letters are taken for English unless the file says otherwise."""
    own = [cell for column, cell in pairs if column.role in ("name", "text") and not column.lang]
    text = " ".join(map(str, own)) or " ".join(str(cell) for _, cell in row.cells)
    han, kana, hangul = (len(pattern.findall(text)) for pattern in (_HAN, _KANA, _HANGUL))
    if hangul > han:
        return "ko"
    if kana * 4 > han + kana:
        return "ja"
    if han * 4 >= len(_LATIN.findall(text)) and han:
        return "zh-Hant" if convert(text, "t2s") != text and convert(text, "s2t") == text else "zh-Hans"
    return "ru" if _CYRILLIC.search(text) else "en"


def _kind_word(row: Row, headings: Headings) -> str:
    columns = [(headings.column(heading), cell) for heading, cell in row.cells]
    told = _first(columns, "kind")
    if told:
        return told
    kindred = (
        cell for column, cell in columns if column.heading.strip().casefold() in ("type", "类型", "类别", "分类")
    )
    return next((cell for cell in kindred if isinstance(cell, str) and headings.kind(cell)), "")


def _first(pairs: list[tuple[Column, Cell]], role: str) -> str:
    return next((cell for column, cell in pairs if column.role == role and isinstance(cell, str)), "")


def _language(word: str, headings: Headings) -> Lang | None:
    if not word:
        return None
    return headings.language(word) or (word if _TAG.fullmatch(word) else None)


def _place(parts: _Parts, column: Column, cell: Cell, lang: Lang, headings: Headings) -> None:
    """Put one cell where its column says."""
    if cells.is_placeholder(cell):
        parts.cleared.add(column.field or column.role)
        return
    tongue = column.lang or lang
    by_language = _by_language(cell, headings)
    if column.role in ("name", "text"):
        target = parts.names if column.role == "name" else parts.texts
        taken = [
            each
            for each, words in (by_language or {tongue: _words(cell)}).items()
            if target.setdefault(each, words) != words
        ]
        if not taken:
            return
        column = replace(column, role=UNKNOWN, field=column.heading.strip())
    if column.role in ("aliases", "tags"):
        (parts.aliases if column.role == "aliases" else parts.tags).extend(_items(cell))
    elif column.role == "checked":
        message = f"{column.heading!r} is not taken over: only a person in the studio confirms a fact"
        parts.problems.append(("checked-on", message, "remove the column"))
    elif column.role in (FACT, UNKNOWN):
        _place_fact(parts, column, cell, by_language, tongue, headings)
    elif not _single(parts, column, cell):
        _place_fact(
            parts, replace(column, role=UNKNOWN, field=column.heading.strip(), lang=None), cell, None, lang, headings
        )


def _place_fact(
    parts: _Parts, column: Column, cell: Cell, by_language: Text | None, lang: Lang, headings: Headings
) -> None:
    if by_language:
        parts.facts.append((column, Fact(column.field, by_language)))
        return
    kind = headings.types.get(column.field, "") if column.role == FACT else ""
    parts.facts.extend((column, fact) for fact in cells.facts(cell, column, kind, lang, headings.marks))


def _single(parts: _Parts, column: Column, cell: Cell) -> bool:
    """A column an entry has one of. False when its cell is not such a thing, or the second of its kind."""
    text = _words(cell)
    if column.role in parts.single:
        return parts.single[column.role] == text
    fit, fix = _FITS.get(column.role, (None, ""))
    if fit and not fit(text):
        parts.problems.append(
            (f"bad-{column.role}", f"{column.heading!r}: {text[:60]!r} cannot be read; kept as words", fix)
        )
        return False
    parts.single[column.role] = text
    return True


_FITS = {
    "as_of": (lambda text: cells.day(text) is not None, "write 2026, 2026-05 or 2026-05-01"),
    "lat": (lambda text: _degrees(text, 90) is not None, "write degrees, like 32.41"),
    "lon": (lambda text: _degrees(text, 180) is not None, "write degrees, like 119.42"),
    "position": (lambda text: cells.position(text) is not None, "write latitude,longitude in degrees, like 32.41,119.42"),
    "lonlat": (lambda text: cells.position(text, "lonlat") is not None, "write longitude,latitude in degrees, like 119.42,32.41"),
    "latlon": (lambda text: cells.position(text, "latlon") is not None, "write latitude,longitude in degrees, like 32.41,119.42"),
    "precision": (str.isdigit, "write metres, like 50"),
    "revision": (str.isdigit, "leave it as the export wrote it"),
}  # fmt: skip


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(text.rstrip("°NSEWnsew "))
    except ValueError:
        return None
    return value if abs(value) <= most else None


def _by_language(cell: Cell, headings: Headings) -> Text | None:
    if not isinstance(cell, Mapping):
        return None
    tongues = {headings.language(key): value for key, value in cell.items()}
    return {str(key): value for key, value in tongues.items()} if tongues and None not in tongues else None


def _words(cell: Cell) -> str:
    if isinstance(cell, Mapping):
        return "; ".join(f"{key}: {value}" for key, value in cell.items())
    return "; ".join(cell) if isinstance(cell, tuple) else cell


def _items(cell: Cell) -> Iterator[str]:
    for each in cell if isinstance(cell, tuple) else cell.values() if isinstance(cell, Mapping) else [cell]:
        yield from cells.pieces(each, "、;；|\n,，/")


def _entry(parts: _Parts, kind: str, city: str, lang: Lang) -> Entry:
    if lang not in parts.names and parts.names:
        lang = lang if lang in parts.texts else next(iter(parts.names))
    key, source = _source(parts.single)
    facts = tuple(replace(fact, source=key) for fact in _joined(parts.facts, lang))
    given = parts.single.get("id", "")
    return Entry(
        id=slugs.entry_id(given, city, kind) if given else "", kind=kind, city=city, lang=lang, names=parts.names,
        aliases=tuple(dict.fromkeys(parts.aliases)), facts=facts, texts=parts.texts, position=_position(parts.single),
        tags=tuple(dict.fromkeys(parts.tags)), sources={key: source} if key and source else {},
        as_of=cells.day(parts.single.get("as_of", "")),
    )  # fmt: skip


def _source(single: Mapping[str, str]) -> tuple[str | None, Source | None]:
    words, address = single.get("source", ""), single.get("source_url", "")
    url = next(iter(_URL.findall(address) or _URL.findall(words)), None)
    title = _URL.sub("", words).strip(" ,;，；()（）") or (address if not url else "") or None
    if not (title or url):
        return None, None
    return slugs.slug(title or urlsplit(str(url)).netloc), Source(title, url)


def _position(single: Mapping[str, str]) -> Position | None:
    found = next(
        (cells.position(single[role], role) for role in ("lonlat", "latlon", "position") if role in single), None
    )
    if "lat" in single and "lon" in single:
        found = cells.place(_degrees(single["lat"], 90) or 0, _degrees(single["lon"], 180) or 0)
    return replace(found, precision=int(single.get("precision", 0))) if found else None


def _joined(facts: list[tuple[Column, Fact]], lang: Lang) -> list[Fact]:
    """Facts in column order: the columns of one field in several languages are one fact, equal ones are said once."""
    joined: list[Fact] = []
    for column, fact in facts:
        if column.lang and column.lang != lang or _waits(joined, fact, column, lang):
            _merge(joined, fact, column.lang or lang, lang)
        elif fact not in joined:
            joined.append(fact)
    return joined


def _waits(joined: list[Fact], fact: Fact, column: Column, lang: Lang) -> bool:
    """Whether a translation of this fact came first."""
    return any(
        each.field == fact.field and isinstance(each.value, Mapping) and lang not in each.value for each in joined
    )


def _merge(joined: list[Fact], fact: Fact, tongue: Lang, lang: Lang) -> None:
    words = (
        "; ".join(fact.value)
        if isinstance(fact.value, tuple)
        else fact.value
        if isinstance(fact.value, Mapping)
        else str(fact.value)
    )
    for number, each in enumerate(joined):
        if each.field == fact.field and isinstance(each.value, str | Mapping) and not isinstance(words, Mapping):
            values = {lang: each.value} if isinstance(each.value, str) else dict(each.value)
            if tongue not in values:
                joined[number] = replace(each, value={**values, tongue: words})
                return
    joined.append(replace(fact, value={tongue: words} if isinstance(words, str) else words))
