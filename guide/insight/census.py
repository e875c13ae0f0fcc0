"""What a body of knowledge holds and lacks, counted: kinds, languages, confidence, age, sources, gaps, links, twins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from guide.insight.recheck import contested
from guide.retrieval.positions import Positions
from guide.text.script import fold
from guide.types import FEATURED, NOTATIONS, PICTURE, UNNAMED, City, Entry, Fact, Lang

VISITED = ("attraction", "museum", "venue", "restaurant")
"""Kinds with a gate: hours, prices and a position are missed there."""
WANTED = ("position", "hours", "price", "phone", "address", "transport", "duration", PICTURE)
CHECKED, UNDATED = "checked", "undated"
NEEDED_LINKS = 3
TWINS = 30
"""Metres: two positions of one kind closer than this may be one place."""
LETTERS = re.compile(r"[A-Za-zÀ-ÿА-я0-9'’]+")


@dataclass(frozen=True, slots=True)
class Length:
    """How long the prose of one language is: characters of Chinese, Japanese and Korean, words of the others."""

    lang: Lang
    texts: int
    shortest: int
    median: int
    longest: int


@dataclass(frozen=True, slots=True)
class Census:
    """All that the report tells. Counters go from most to least where that is asked of them."""

    entries: int
    facts: int
    kinds: Mapping[str, Counter[str]]
    """City by kind."""
    names: Counter[Lang]
    coined: Counter[Lang]
    prose: Mapping[str, Counter[Lang]]
    """Language by kind; the kind `featured` are the entries with that tag."""
    lengths: tuple[Length, ...]
    sure: Counter[str]
    """Entries by confidence."""
    fact_sure: Counter[str]
    years: Counter[str]
    """Facts by the year they speak of; `checked` were confirmed by a person."""
    tiers: Counter[str]
    """Facts by the tier of their source."""
    missing: Mapping[str, tuple[str, ...]]
    """Ids by the field they lack, of the kinds with a gate."""
    gated: int
    links: int
    relations: Counter[str]
    lonely: tuple[str, ...]
    """Ids with fewer neighbours than NEEDED_LINKS, seen from both ends."""
    twins: tuple[tuple[str, str, str], ...]
    """Pairs that may be one thing, and why: the name they share, or the metres between them."""
    contested: tuple[tuple[str, str], ...]
    """Id and field where values contradict each other."""


def take(entries: Sequence[Entry], cities: Mapping[str, City]) -> Census:
    """Count a body of knowledge."""
    gated = [entry for entry in entries if entry.kind in VISITED]
    stated = [(entry, fact) for entry in entries for fact in entry.facts]
    return Census(
        entries=len(entries),
        facts=len(stated),
        kinds=_kinds(entries, cities),
        names=Counter(lang for entry in entries for lang in entry.names),
        coined=Counter(lang for entry in entries for lang in entry.coined),
        prose=_prose(entries),
        lengths=tuple(_lengths(entries)),
        sure=Counter(entry.confidence or "unsaid" for entry in entries),
        fact_sure=Counter(fact.confidence or entry.confidence or "unsaid" for entry, fact in stated),
        years=Counter(_year(entry, fact) for entry, fact in stated),
        tiers=Counter(_tier(entry, fact.source) for entry, fact in stated),
        missing={field: tuple(each.id for each in gated if not _has(each, field)) for field in WANTED},
        gated=len(gated),
        links=sum(len(entry.links) for entry in entries),
        relations=Counter(link.relation for entry in entries for link in entry.links),
        lonely=tuple(each for each, others in _neighbours(entries).items() if len(others) < NEEDED_LINKS),
        twins=tuple(_twins(entries)),
        contested=tuple(_contested(entries)),
    )


def _kinds(entries: Iterable[Entry], cities: Mapping[str, City]) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for entry in entries:
        name = cities[entry.city].names.get("en", entry.city) if entry.city in cities else entry.city
        found.setdefault(entry.kind, Counter())[name] += 1
    return dict(sorted(found.items(), key=lambda each: -each[1].total()))


def _prose(entries: Iterable[Entry]) -> Mapping[str, Counter[Lang]]:
    found: dict[str, Counter[Lang]] = {}
    for entry in entries:
        for group in (entry.kind, *((FEATURED,) if FEATURED in entry.tags else ())):
            found.setdefault(group, Counter()).update(lang for lang, text in entry.texts.items() if text.strip())
    return found


def _lengths(entries: Iterable[Entry]) -> Iterator[Length]:
    sizes: dict[Lang, list[int]] = {}
    for entry in entries:
        for lang, text in entry.texts.items():
            sizes.setdefault(lang, []).append(size(text, lang))
    for lang, each in sorted(sizes.items(), key=lambda item: -len(item[1])):
        ordered = sorted(each)
        yield Length(lang, len(ordered), ordered[0], ordered[len(ordered) // 2], ordered[-1])


def size(text: str, lang: Lang) -> int:
    """Words of prose without its headings; of Chinese, Japanese and Korean its characters."""
    body = re.sub(r"(?m)^#.*$", "", text)
    return len(re.findall(r"\w", body)) if lang[:2] in ("zh", "ja", "ko") else len(LETTERS.findall(body))


def _year(entry: Entry, fact: Fact) -> str:
    said = fact.as_of or entry.as_of
    return CHECKED if fact.checked_on else said[:4] if said else UNDATED


def _tier(entry: Entry, source: str | None) -> str:
    known = entry.sources.get(source or "")
    return (known.tier or "own") if known else "none"


def _has(entry: Entry, field: str) -> bool:
    return entry.position is not None if field == "position" else bool(entry.of(field))


def _contested(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for field in dict.fromkeys(fact.field for fact in entry.facts if fact.field not in NOTATIONS):
            if field != "point" and contested(entry.of(field)):
                yield entry.id, field


def _twins(entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    told = [entry for entry in entries if UNNAMED not in entry.tags]
    first: dict[tuple[str, str], Entry] = {}
    for entry in told:
        for name in dict.fromkeys(fold(each) for each in (*entry.names.values(), *entry.aliases)):
            other = first.setdefault((entry.kind, name), entry)
            if other is not entry:
                yield other.id, entry.id, name
    yield from _beside(told)


def _beside(entries: Sequence[Entry]) -> Iterator[tuple[str, str, str]]:
    """Pairs of one kind that stand on one spot."""
    positions, order = Positions(entries), {entry.id: at for at, entry in enumerate(entries)}
    for entry in entries:
        if entry.position:
            at = (entry.position.lat, entry.position.lon)
            for near in positions.near(at, (entry.kind,), TWINS, len(entries)):
                if order[near.entry.id] > order[entry.id] and near.metres < TWINS:
                    yield entry.id, near.entry.id, f"{near.metres:.0f} m"


def _neighbours(entries: Iterable[Entry]) -> Mapping[str, set[str]]:
    """The others each entry is tied to, seen from both ends."""
    found: dict[str, set[str]] = {entry.id: set() for entry in entries}
    for entry in entries:
        for link in entry.links:
            if link.target in found and link.target != entry.id:
                found[entry.id].add(link.target)
                found[link.target].add(entry.id)
    return found
