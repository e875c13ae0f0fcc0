"""Where entries contradict each other: two tell of the same thing, and not the same.

Three ways lead to one thing: a fact whose label names another entry (a joint ticket that lists its gardens), two
entries of one name, and a sentence of prose that names one entry alone and states a price or an hour of it. Nothing is
decided here: what is found is a hint for whoever edits. Figures are compared, words are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from guide.types import Entry, Fact, Lang, Value

MOST = 12
"""Hints that are told at once."""
_SHORTEST = 2
"""Characters of a name from which a mention of it is no chance; letters need twice as many."""
_PATTERNS = {
    "price": re.compile(
        r"(?<![\d.])(\d{1,5}(?:\.\d{1,2})?)\s*(?:元|圆|yuan\b|RMB\b|CNY\b)|(?:¥|￥|RMB\s?|CNY\s?)(\d{1,5}(?:\.\d{1,2})?)",
        re.I,
    ),
    "hours": re.compile(r"(?<![\d:])([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)"),
    "phone": re.compile(r"(?<!\d)(0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4})(?!\d)"),
}
"""What of a sentence is a value of a field: money with its unit, times of day, telephone numbers."""
_CUES = {
    "price": re.compile(r"门票|票价|票|ticket|admission|entry fee", re.I),
    "hours": re.compile(r"开放|营业|开门|关门|闭馆|open|clos", re.I),
    "phone": re.compile(""),
}
"""What a sentence must speak of, for its figures to be of that field."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One thing told twice: what the entry says of a field, and what stands elsewhere."""

    field: str
    here: str
    there: str
    other: str
    """The id of the entry that says otherwise; the entry's own where its prose does."""
    sentence: str = ""
    """The sentence in which it stands; "" for a fact."""
    lang: Lang = ""


def of(entry: Entry, others: Iterable[Entry]) -> tuple[Contradiction, ...]:
    """What contradicts an entry, the facts first."""
    rest = [each for each in others if each.id != entry.id]
    names = _names(entry)
    found = [*_labelled(entry, rest, names), *_alike(entry, rest), *_told(entry, rest, names)]
    return tuple(dict.fromkeys(found))[:MOST]


def _labelled(entry: Entry, others: Iterable[Entry], names: frozenset[str]) -> Iterator[Contradiction]:
    """Facts of other entries whose label is a name of this one, and the other way round."""
    labels = {word for fact in entry.facts for word in (fact.label or {}).values()}
    for other in others:
        if about := [each for each in other.facts if _is_of(each, names)]:
            yield from _differing(entry.facts, about, other.id)
        if not labels.isdisjoint((*other.names.values(), *other.aliases)):
            theirs = _names(other)
            yield from _differing([each for each in entry.facts if _is_of(each, theirs)], other.facts, other.id)


def _alike(entry: Entry, others: Iterable[Entry]) -> Iterator[Contradiction]:
    """The same place entered twice: of one city, called by the same name."""
    own = set(entry.names.values())
    for other in others:
        if other.city == entry.city and not own.isdisjoint(other.names.values()):
            yield from _differing(entry.facts, other.facts, other.id)


def _differing(here: Iterable[Fact], there: Iterable[Fact], other: str) -> Iterator[Contradiction]:
    """Fields that both tell of, under the same conditions, with no value in common."""
    ours, theirs = _by_field(here), _by_field(there)
    for field in ours.keys() & theirs.keys():
        if not ours[field] & theirs[field]:
            yield Contradiction(field, _joined(ours[field]), _joined(theirs[field]), other)


def _told(entry: Entry, others: Iterable[Entry], names: frozenset[str]) -> Iterator[Contradiction]:
    """Sentences, of other entries or of this one, that state another figure of a field than its facts do."""
    stated = {field: _figures(entry, field) for field in _PATTERNS}
    if not any(stated.values()):
        return
    for each in (entry, *others):
        for lang, prose in each.texts.items():
            for sentence in _about(prose, names, is_own=each is entry):
                yield from _otherwise(sentence, lang, each.id, stated)


def _about(prose: str, names: frozenset[str], *, is_own: bool) -> Iterator[str]:
    """The sentences of a text that name the entry; of its own text every sentence is about it."""
    if not is_own and not any(name in prose for name in names):
        return
    for sentence in _SENTENCE.findall(prose):
        if is_own or any(name in sentence for name in names):
            yield sentence.strip()


def _otherwise(sentence: str, lang: Lang, other: str, stated: Mapping[str, frozenset[str]]) -> Iterator[Contradiction]:
    for field, known in stated.items():
        told = _read(field, sentence)
        if known and told and _CUES[field].search(sentence) and not told & known:
            yield Contradiction(field, _joined(known), _joined(told), other, sentence, lang)


def _figures(entry: Entry, field: str) -> frozenset[str]:
    """Every figure that the facts of a field hold."""
    return frozenset(each for fact in entry.of(field) for each in _of_value(field, fact.value))


def _of_value(field: str, value: Value) -> frozenset[str]:
    if isinstance(value, bool) or value is None:
        return frozenset()
    if isinstance(value, int | float):
        return frozenset({f"{value:g}"})
    words = " ".join(value.values()) if isinstance(value, Mapping) else value if isinstance(value, str) else ""
    if field == "hours":
        return frozenset(f"{int(hour)}:{minute}" for hour, minute in _CLOCK.findall(words))
    return _read(field, words)


def _read(field: str, sentence: str) -> frozenset[str]:
    """The values of a field that a sentence states, written alike: 60, 9:00, 0514-1110001."""
    found = _PATTERNS[field].findall(sentence)
    if field == "price":
        return frozenset(f"{float(first or second):g}" for first, second in found)
    if field == "hours":
        return frozenset(f"{int(hour)}:{minute}" for hour, minute in found)
    return frozenset(each for each in found if each)


def _by_field(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for each in facts:
        if each.field in _PATTERNS and (values := _of_value(each.field, each.value) or _whole(each.value)):
            found[each.field] = found.get(each.field, frozenset()) | values
    return found


def _whole(value: Value) -> frozenset[str]:
    """A value that is one figure as it stands, like a telephone number."""
    return frozenset({value}) if isinstance(value, str) and any(each.isdigit() for each in value) else frozenset()


def _is_of(fact: Fact, names: frozenset[str]) -> bool:
    return bool(fact.label) and not names.isdisjoint((fact.label or {}).values())


def _names(entry: Entry) -> frozenset[str]:
    """As they are written: comparing them folded would read the whole base letter by letter."""
    written = (*entry.names.values(), *entry.aliases)
    return frozenset(each for each in written if len(each) >= (_SHORTEST * 2 if each.isascii() else _SHORTEST))


def _joined(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))
