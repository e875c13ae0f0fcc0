"""What a sentence rests on, and whether that still stands: traces are made here and held against the entry as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b

from guide.editing.copydesk.values import NAME, POSITION, PROSE, Telling, Trace
from guide.retrieval.passages import sections, sentences
from guide.text.script import convert
from guide.text.words import search_tokens
from guide.types import NOTATIONS, PERISHABLE, Entry, Fact, FoundFact, Lang, Source

_LIKE = 0.34
"""Share of a sentence's words that a fact must hold to be one that the sentence tells."""
_MOST = 3
_LINKED = ("A", "B")


def of_fact(entry: Entry, fact: Fact, lang: Lang, telling: Telling) -> Trace:
    """The trace of a fact."""
    source = entry.sources.get(fact.source or "") or Source()
    return Trace(
        entry.id, fact.field, _said(entry, replace(fact, note=None), lang, telling), mark(fact, lang, telling),
        source.title or source.url or "", _address(source), fact.as_of or entry.as_of or "", fact.checked_on or "",
        fact.checked_by or "", fact.confidence or "", telling.in_words(fact.note or {}, lang), fact.valid_until or "",
    )  # fmt: skip


def of_name(entry: Entry, lang: Lang, telling: Telling) -> Trace:
    """The trace of what a place is called."""
    name = telling.name(entry, lang)
    return Trace(entry.id, NAME, name, digest(name), as_of=entry.as_of or "")


def of_position(entry: Entry) -> Trace:
    """The trace of where a place lies."""
    said = _point(entry)
    return Trace(entry.id, POSITION, said, digest(said), as_of=entry.as_of or "")


def of_prose(entry: Entry, sentence: str, heading: str) -> Trace:
    """The trace of a sentence that is written of a place. Prose rests on the entry's sources, the best one first."""
    ranked = sorted(entry.sources.values(), key=lambda each: each.tier or "Z")
    source = ranked[0] if ranked else Source()
    return Trace(
        entry.id, PROSE, heading, digest(sentence), source.title or source.url or "", _address(source),
        entry.as_of or "", confidence=entry.confidence or "",
    )  # fmt: skip


def told_by(entry: Entry, sentence: str, lang: Lang, telling: Telling) -> tuple[Trace, ...]:
    """The facts of an entry that a sentence tells, by the words they share, the most alike first."""
    words = set(search_tokens(sentence)) - set(search_tokens(telling.name(entry, lang)))
    ranked = sorted(
        ((_share(words, said), at, fact) for at, (fact, said) in enumerate(_sayable(entry, lang, telling))),
        key=lambda each: (-each[0], each[1]),
    )
    return tuple(of_fact(entry, fact, lang, telling) for share, _, fact in ranked[:_MOST] if share >= _LIKE)


def _sayable(entry: Entry, lang: Lang, telling: Telling) -> Iterator[tuple[Fact, str]]:
    for fact in entry.facts:
        if fact.field not in NOTATIONS and telling.spoken(fact.value, lang).split("-")[0] == lang.split("-")[0]:
            yield fact, _said(entry, fact, lang, telling)


def _said(entry: Entry, fact: Fact, lang: Lang, telling: Telling) -> str:
    return telling.values(FoundFact(entry, fact.field, (fact,)), lang)


def _share(words: set[str], said: str) -> float:
    """How much of a sentence's words a fact holds, or of the fact's the sentence: a short fact may be one clause."""
    known = set(search_tokens(said))
    shared = sum(map(len, words & known))
    if not shared or len(words & known) < 2:
        return 0.0
    return max(shared / sum(map(len, words)), 0.8 * shared / max(1, sum(map(len, known))))


def changed(trace: Trace, entry: Entry | None, lang: Lang, telling: Telling) -> str:
    """What happened to a fact since: "" where it still stands, else withdrawn, gone or changed."""
    if entry is None:
        return "withdrawn"
    if trace.field == NAME:
        return "" if trace.mark in map(digest, entry.names.values()) or _is_converted(trace, entry) else "changed"
    if trace.field == POSITION:
        return "" if trace.mark == digest(_point(entry)) else "changed"
    if trace.field == PROSE:
        return "" if trace.mark in _prose(entry) else "changed"
    facts = entry.of(trace.field)
    if any(mark(fact, lang, telling) == trace.mark for fact in facts):
        return ""
    return "changed" if facts else "gone"


def now_said(trace: Trace, entry: Entry | None, lang: Lang, telling: Telling) -> str:
    """What the entry says today in the field of a trace."""
    if entry is None or trace.field in (POSITION, PROSE):
        return ""
    if trace.field == NAME:
        return telling.name(entry, lang)
    facts = entry.of(trace.field)
    return telling.values(FoundFact(entry, trace.field, facts), lang) if facts else ""


def flags(trace: Trace, today: date, review_months: int) -> tuple[str, ...]:
    """What an editor should know of a fact before it is printed: ended, stale, unchecked, doubtful."""
    found = []
    if trace.valid_until and today.isoformat()[: len(trace.valid_until)] > trace.valid_until:
        found.append("ended")
    since = trace.checked_on or trace.as_of
    if trace.field in PERISHABLE and (not since or _months(since, today) >= review_months):
        found.append("stale")
    elif trace.field in PERISHABLE and not trace.checked_on:
        found.append("unchecked")
    if trace.confidence == "low":
        found.append("doubtful")
    return tuple(found)


def mark(fact: Fact, lang: Lang, telling: Telling) -> str:
    """The digest of what a fact says in a language, without where and when it was read or confirmed: a translation
    that is added beside it changes nothing."""
    words = [telling.in_words(text or {}, lang) for text in (fact.label, fact.note)]
    value = telling.in_words(fact.value, lang) if isinstance(fact.value, Mapping) else fact.value
    return digest(repr((value, *words, fact.when, fact.valid_from, fact.valid_until)))


def digest(text: str) -> str:
    """A short digest of a text."""
    return blake2b(text.encode(), digest_size=9).hexdigest()


def _is_converted(trace: Trace, entry: Entry) -> bool:
    """Whether a name is the simplified one in traditional characters."""
    return convert(trace.said, "t2s") in entry.names.values()


def _prose(entry: Entry) -> set[str]:
    return {digest(each) for text in entry.texts.values() for _, part in sections(text) for each in sentences(part)}


def _point(entry: Entry) -> str:
    return f"{entry.position.lat}, {entry.position.lon}" if entry.position else ""


def _address(source: Source) -> str:
    """The address of a source that may be linked: of a good tier, and of the web and nothing else."""
    url = source.url or ""
    return url if source.tier in _LINKED and url.startswith(("http://", "https://")) else ""


def _months(iso: str, today: date) -> int:
    """Whole months since a date; a year counts from its end, as everywhere in the guide."""
    parts: Sequence[int] = [int(part) for part in iso.split("-")[:2] if part.isdecimal()] or [today.year]
    month = parts[1] if len(parts) > 1 else 12
    return (today.year - parts[0]) * 12 + today.month - month
