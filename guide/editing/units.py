"""The texts of an entry that are translated one by one: its name, sections of its prose, the words of its facts.

A translation unit (XLIFF's word) has a part that names it within its entry:

    name                the name
    text, text.2        the prose, or its second section where it has several
    address.value.1     the words of the first fact of a field; likewise `label` and `note`

Sections are told apart by Markdown headings. Those of two languages belong together by their order when both have as
many; otherwise by the pairs that a person called right before (`known`); otherwise the prose is one unit as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from guide.types import NOTATIONS, Entry, Fact, Lang, Text
from guide.visiting.notation import looks_like_notation

NAME, TEXT = "name", "text"
ROLES = ("value", "label", "note")
_WORDS = ("text", "rule", "hours", "duration", "latest")
"""Types of fields whose values may be words of the entry's own language."""
_LETTER = re.compile(r"[^\W\d_]")
_HEADING = re.compile(r"#{1,6}\s")
_FENCE = re.compile(r"\s*(?:```|~~~)")


@dataclass(frozen=True, slots=True)
class Pair:
    """From which language into which."""

    source: Lang
    target: Lang


@dataclass(frozen=True, slots=True)
class Unit:
    """One text in both languages; `target` is empty where there is no translation."""

    part: str
    source: str
    target: str

    @property
    def mark(self) -> str:
        """The digest of both texts: what a person calls right."""
        return mark(self.source, self.target)


def mark(source: str, target: str) -> str:
    """The digest by which two texts that belong together are known."""
    return blake2b(f"{source.strip()}\0{target.strip()}".encode(), digest_size=12).hexdigest()


def units(entry: Entry, pair: Pair, types: Mapping[str, str], known: Collection[str] = ()) -> tuple[Unit, ...]:
    """The units that have a source text, in the order of the form. `types` are those of the known fields."""
    if pair.source == pair.target:
        return ()
    return tuple(each for each in _all(entry, pair, types, known) if each.source.strip())


def put(entry: Entry, pair: Pair, filled: Mapping[str, str], known: Collection[str] = ()) -> Entry:
    """The entry with translations put in, by part. What is not in `filled` stays; unknown parts are left out."""
    names, texts, target = dict(entry.names), dict(entry.texts), pair.target
    if filled.get(NAME):
        names[target] = filled[NAME]
    if prose := _prose(entry, pair, filled, known):
        texts[target] = prose
    return replace(entry, names=names, texts=texts, facts=tuple(_facts(entry, pair, filled)))


def is_prose(part: str) -> bool:
    """Whether a part is of the prose."""
    return part == TEXT or part.removeprefix(f"{TEXT}.").isdecimal()


def whole(entry: Entry | None, pair: Pair) -> Unit:
    """The prose as one unit."""
    texts: Text = entry.texts if entry else {}
    return Unit(TEXT, texts.get(pair.source, ""), texts.get(pair.target, ""))


def sections(text: str) -> list[str]:
    """Prose cut before its headings; a heading in a block of code is none."""
    found: list[list[str]] = [[]]
    is_code = False
    for line in text.strip().splitlines():
        is_code ^= bool(_FENCE.match(line))
        if _HEADING.match(line) and not is_code and any(each.strip() for each in found[-1]):
            found.append([])
        found[-1].append(line)
    return ["\n".join(each).strip() for each in found if any(line.strip() for line in each)]


def headings(text: str) -> int:
    """How many headings a text has."""
    return sum(bool(_HEADING.match(each)) for each in sections(text))


def _all(entry: Entry, pair: Pair, types: Mapping[str, str], known: Collection[str]) -> Iterator[Unit]:
    yield Unit(NAME, entry.names.get(pair.source, ""), entry.names.get(pair.target, ""))
    yield from _text_units(entry, pair, known)
    for fact, stem, number in _numbered(entry):
        if fact.field in NOTATIONS:
            continue
        own = _own_words(fact, entry.lang, types.get(fact.field, "text"))
        for role, said in zip(ROLES, (own, fact.label or {}, fact.note or {}), strict=True):
            yield Unit(f"{stem}.{role}.{number}", said.get(pair.source, ""), said.get(pair.target, ""))


def _numbered(entry: Entry) -> Iterator[tuple[Fact, str, int]]:
    """Each fact with its field and which of that field's facts it is, from 1."""
    counts: dict[str, int] = {}
    for fact in entry.facts:
        counts[fact.field] = counts.get(fact.field, 0) + 1
        yield fact, fact.field, counts[fact.field]


def _own_words(fact: Fact, lang: Lang, kind: str) -> Text:
    """A value by language; nothing where it reads the same in all of them, and for lists, which have no languages."""
    if isinstance(fact.value, Mapping):
        return fact.value
    if not isinstance(fact.value, str) or kind not in _WORDS:
        return {}
    return {lang: fact.value} if _LETTER.search(fact.value) and not looks_like_notation(fact.value) else {}


def _text_units(entry: Entry, pair: Pair, known: Collection[str]) -> list[Unit]:
    ours = sections(entry.texts.get(pair.source, ""))
    found = _aligned(ours, sections(entry.texts.get(pair.target, "")), known)
    if found is None or len(ours) < 2:
        return [whole(entry, pair)]
    return [Unit(f"{TEXT}.{n}", *each) for n, each in enumerate(zip(ours, found, strict=True), 1)]


def _aligned(ours: Sequence[str], theirs: Sequence[str], known: Collection[str]) -> list[str] | None:
    """For each section of the source its translation, "" where it has none; None where that cannot be told."""
    if len(ours) == len(theirs):
        return list(theirs)
    left = list(theirs)
    found = []
    for each in ours:
        is_next = bool(left) and mark(each, left[0]) in known
        found.append(left.pop(0) if is_next else "")
    return None if left else found


def _prose(entry: Entry, pair: Pair, filled: Mapping[str, str], known: Collection[str]) -> str:
    """The translated prose anew, "" where nothing of it was filled in."""
    found = _text_units(entry, pair, known)
    if not any(filled.get(each.part) for each in found):
        return ""
    return "\n\n".join(text for each in found if (text := filled.get(each.part) or each.target))


def _facts(entry: Entry, pair: Pair, filled: Mapping[str, str]) -> Iterator[Fact]:
    for fact, stem, number in _numbered(entry):
        value, label, note = (filled.get(f"{stem}.{role}.{number}") for role in ROLES)
        changed = fact
        if value and isinstance(fact.value, str | Mapping):
            own = fact.value if isinstance(fact.value, Mapping) else {entry.lang: fact.value}
            changed = replace(changed, value={**own, pair.target: value})
        if label:
            changed = replace(changed, label={**(fact.label or {}), pair.target: label})
        if note:
            changed = replace(changed, note={**(fact.note or {}), pair.target: note})
        yield changed
