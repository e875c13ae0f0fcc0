"""Explain: the fact that is asked for, else the sentences that answer, else what the place is, else an honest no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rapidfuzz import fuzz

from guide.retrieval.index import Snapshot
from guide.retrieval.passages import joined, name_in, sections, sentences
from guide.retrieval.surfaces import plain
from guide.text.words import search_tokens
from guide.types import Entry, Fact, Finding, FoundFact, FoundText, Lang, Passage, Question

MOST_ENTRIES = 3
INTRO_LENGTH = 180
"""Characters of an introduction: what a listener takes in before the next question."""
_LISTED_IN = ("facilities", "rooms", "dishes")
_SIMILAR = 80
_AT_ONCE = 3
_MARK = re.compile(r"\s?\[\d+\]")
_TOLD_APART = 16
"""Characters at its start that tell one sentence from another."""
_TOLD_BY_INTRO = ("features", "category")
"""Fields that an introduction answers where an entry has none of them."""


def find(question: Question, snapshot: Snapshot) -> Finding:
    """What the knowledge says to this question."""
    entries = tuple(entry for each in question.entries[:MOST_ENTRIES] if (entry := snapshot.entry(each)))
    blank = Finding("explain", question.lang, question.standalone, entries=entries)
    if not entries or _leaves_the_place(question):
        return _without_place(question, snapshot, replace(blank, entries=()))
    facts = tuple(fact for entry in entries for fact in _facts(question, entry))
    if any(fact.facts for fact in facts):
        return replace(blank, facts=facts)
    listed = () if facts else tuple(found for entry in entries if (found := _listed(question, entry)))
    if listed:
        return replace(blank, facts=listed)
    texts = _answering(question, snapshot, entries[0])
    if facts and texts:
        return replace(blank, texts=texts)
    if facts and not all(fact.field in _TOLD_BY_INTRO for fact in facts):
        return replace(blank, facts=facts, intent="unknown.fact", answered=False)
    if question.wants_more:
        return _more(question, blank)
    if texts and not question.wants_intro:
        return replace(blank, texts=texts)
    return _introduced(question, blank)


def _leaves_the_place(question: Question) -> bool:
    """Whether the place in talk is not meant: a topic of its own, or a word or two that may be an unknown name."""
    bare = not (question.is_asking or question.fields or question.wants_intro or question.wants_more)
    return not question.named and (question.on_topic or bare)


def _facts(question: Question, entry: Entry) -> Iterator[FoundFact]:
    seen: set[str] = set()
    for fields in question.fields:
        found = _resolve(question, entry, fields)
        if found.field not in seen:
            seen.add(found.field)
            yield found


def _resolve(question: Question, entry: Entry, fields: tuple[str, ...]) -> FoundFact:
    """The first asked field the entry has; of a list, the item that the question names."""
    for field in fields:
        facts = entry.of(field)
        if facts:
            return FoundFact(entry, field, _chosen(question, facts), _aspect(question, facts))
    listed = _listed(question, entry)
    return listed or FoundFact(entry, _likeliest(fields, entry.kind))


def _likeliest(fields: tuple[str, ...], kind: str) -> str:
    """Which of several fields a question means where the entry has none: what is paid depends on the kind of place."""
    by_kind = {"hotel": "room_price", "restaurant": "spend", "food": "spend"}
    return by_kind[kind] if by_kind.get(kind) in fields else fields[0]


def _chosen(question: Question, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Of several facts of a field, those whose label the question names; else all that hold now."""
    asked = plain(question.text)
    labelled = tuple(fact for fact in facts if any(plain(word) in asked for word in (fact.label or {}).values()))
    today = question.now.date().isoformat()
    valid = tuple(fact for fact in facts if (fact.valid_from or "") <= today <= (fact.valid_until or "9999"))
    return labelled or valid or facts


def _aspect(question: Question, facts: tuple[Fact, ...]) -> str | None:
    """The item of a list that a question is about: one of the other places it names, or one it spells out."""
    items = [item for fact in facts if isinstance(fact.value, tuple) for item in fact.value]
    for name in question.aspects:
        for item in items:
            if plain(name) in plain(item) or plain(item) in plain(name):
                return item
    asked = plain(question.text)
    return next((item for item in items if len(plain(item)) > 1 and plain(item) in asked), None)


def _listed(question: Question, entry: Entry) -> FoundFact | None:
    """The item of the entry's facilities, rooms or dishes that a question asks for in its own words."""
    asked = plain(question.text)
    for field in _LISTED_IN:
        for fact in entry.of(field):
            for item in fact.value if isinstance(fact.value, tuple) else ():
                if fuzz.partial_ratio(plain(item), asked) >= _SIMILAR:
                    return FoundFact(entry, field, (fact,), item)
    return None


def _answering(question: Question, snapshot: Snapshot, entry: Entry) -> tuple[FoundText, ...]:
    """The one to three sentences of the entry's prose that share most with the question, if any shares enough."""
    wanted = _content(question.text, entry)
    if question.evidence and (proof := _proof(question, entry)):
        return (proof,)
    if not wanted:
        return ()
    best: tuple[int, Passage] | None = None
    for hit in snapshot.search(question.text, 6, entry.id, question.lang):
        shared = len(wanted & set(search_tokens(hit.passage.text)))
        if not hit.passage.field and shared > (best[0] if best else len(wanted) // 3):
            best = shared, hit.passage
    return (_cut(entry, best[1], wanted),) if best else ()


def _proof(question: Question, entry: Entry) -> FoundText | None:
    """The sentence of the prose or the points that has the words of an answer, the earliest of the best."""
    pattern = re.compile(question.evidence)
    wanted = _content(question.text, entry)
    best: tuple[int, FoundText] | None = None
    for lang, heading, text in _readable(entry, question.lang):
        for sentence in sentences(text):
            if pattern.search(sentence):
                shared = len(wanted & set(search_tokens(sentence)))
                if best is None or shared > best[0]:
                    best = shared, FoundText(entry, lang, heading, sentence)
    return best[1] if best else None


def _readable(entry: Entry, lang: Lang) -> Iterator[tuple[Lang, str, str]]:
    """Language, heading and text of every stretch of prose a visitor can be quoted."""
    chosen = text_language(entry.texts, lang)
    if chosen:
        yield from ((chosen, heading, text) for heading, text in sections(entry.texts[chosen]))
    for fact in entry.of("point"):
        if isinstance(fact.value, Mapping) and (spoken := text_language(fact.value, lang)):
            yield spoken, "", fact.value[spoken]


def _content(text: str, entry: Entry) -> set[str]:
    names = {token for name in (*entry.names.values(), *entry.aliases) for token in search_tokens(name)}
    return {token for token in search_tokens(text) if len(token) > 1} - names


def _cut(entry: Entry, passage: Passage, wanted: set[str]) -> FoundText:
    parts = sentences(passage.text)
    shared = [len(wanted & set(search_tokens(part))) for part in parts]
    at = shared.index(max(shared))
    heading = passage.heading.rpartition(" · ")[2]
    return FoundText(entry, passage.lang, heading, joined(parts[at : at + 2]))


def _introduced(question: Question, blank: Finding) -> Finding:
    texts = tuple(text for entry in blank.entries if (text := _intro(entry, question.lang)))
    points = tuple(
        FoundFact(entry, "point", entry.of("point")[:3])
        for entry in blank.entries
        if not entry.texts and entry.of("point")
    )
    if texts or points:
        return replace(blank, texts=texts, facts=points)
    described = tuple(
        FoundFact(entry, field, entry.of(field))
        for entry in blank.entries[:1]
        for field in ("features", "category", "cuisine", "hotel_type", "address")
        if entry.of(field)
    )[:2]
    return replace(blank, facts=described, intent="unknown.about", answered=bool(described))


def _intro(entry: Entry, lang: Lang) -> FoundText | None:
    """The first sentences of the entry's prose, in the visitor's language where there is any."""
    chosen = text_language(entry.texts, lang)
    if chosen is None:
        return None
    for heading, text in sections(entry.texts[chosen]):
        kept: list[str] = []
        for part in sentences(text):
            if kept and len(joined((*kept, part))) > INTRO_LENGTH * (1 if chosen.startswith(("zh", "ja", "ko")) else 2):
                break
            kept.append(part)
        return FoundText(entry, chosen, heading, joined(kept))
    return None


def _more(question: Question, blank: Finding) -> Finding:
    """The first sentences not said yet, of one section; then the points; then no more."""
    entry = blank.entries[0]
    chosen = text_language(entry.texts, question.lang)
    said = plain(_MARK.sub("", question.said))
    for heading, text in sections(entry.texts[chosen]) if chosen else ():
        unsaid = [part for part in sentences(text) if not _was_said(part, said)]
        if unsaid and chosen:
            return replace(blank, texts=(FoundText(entry, chosen, heading, joined(unsaid[:_AT_ONCE])),))
    points = tuple(fact for fact in entry.of("point") if not any(_was_said(each, said) for each in _words(fact)))
    if points:
        return replace(blank, facts=(FoundFact(entry, "point", points[:_AT_ONCE]),))
    return replace(blank, intent="unknown.no_more")


def _was_said(sentence: str, said: str) -> bool:
    """Whether a sentence stands in what was said, plain and without its marks."""
    return plain(sentence)[:_TOLD_APART] in said


def _words(fact: Fact) -> tuple[str, ...]:
    return tuple(fact.value.values()) if isinstance(fact.value, Mapping) else (str(fact.value),)


def text_language(texts: Mapping[Lang, str], lang: Lang) -> Lang | None:
    """The language to quote a text in: the visitor's, the other Chinese script, English, or what there is."""
    for each in (lang, "zh-Hans" if lang == "zh-Hant" else lang, "en", "zh-Hans", *texts):
        if texts.get(each):
            return each
    return None


def _without_place(question: Question, snapshot: Snapshot, blank: Finding) -> Finding:
    """No place is in talk: a passage that plainly answers, else an honest no."""
    wanted = {token for token in search_tokens(question.text) if len(token) > 1}
    for hit in snapshot.search(question.text, 5, lang=question.lang):
        entry = snapshot.entry(hit.passage.entry_id)
        names = set(search_tokens(name_in(entry, hit.passage.lang))) if entry else set()
        shared = wanted & set(search_tokens(f"{hit.passage.heading} {hit.passage.text}"))
        if entry and len(shared) * 2 > len(wanted) and (names & wanted or len(shared) > 2):
            return _from_passage(entry, hit.passage, wanted, blank)
    kind = "unknown.place" if question.fields else "unknown.question"
    return replace(blank, intent=kind, answered=False)


def _from_passage(entry: Entry, passage: Passage, wanted: set[str], blank: Finding) -> Finding:
    if passage.field:
        return replace(blank, entries=(entry,), facts=(FoundFact(entry, passage.field, entry.of(passage.field)),))
    return replace(blank, entries=(entry,), texts=(_cut(entry, passage, wanted),))
