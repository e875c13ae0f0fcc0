"""Prose, quoted: the sentences that answer, an introduction, and what has not been told yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from guide.retrieval.index import Snapshot
from guide.retrieval.passages import joined, plain_value, sections, sentences
from guide.retrieval.surfaces import plain
from guide.text.words import search_tokens
from guide.types import Entry, Fact, Finding, FoundFact, FoundText, Lang, Question

INTRO_LENGTH = 180
"""Characters of an introduction: what a listener takes in before the next question."""
AT_ONCE = 3
"""Sentences told at once when a visitor asks for more."""
_ENOUGH = 1 / 3
_CERTAIN = 1 / 2
"""Shares of a question's content words a sentence must have: to answer, and to answer before an introduction."""
_FIGURED = 1.5
"""What a figure is worth in shared words, where one is asked."""
TOGETHER = 2
"""Words that a sentence shares with what a topic was called by: one alone may be there by chance."""
_MARK = re.compile(r"\s?\[\d+\]")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千]")
_TOLD_APART = 16
"""Characters at its start that tell one sentence from another."""


def answering(question: Question, entry: Entry) -> FoundText | None:
    """The sentence of the entry's prose or points that answers, with the one after it; None when none does."""
    words = wanted(question, entry)
    proof = re.compile(question.evidence) if question.evidence else None
    least = _CERTAIN if question.wants_intro else _ENOUGH
    best: tuple[float, FoundText] | None = None
    for lang, heading, text in _readable(entry, question.lang):
        parts = sentences(text)
        for at, sentence in enumerate(parts):
            proves = proof is not None and proof.search(sentence) is not None
            score = _score(question, sentence, words, least, tells_figure=proof is None or proves)
            score += 2 if proves else 0
            if score and (best is None or score > best[0]):
                best = score, FoundText(entry, lang, heading, joined(parts[at : at + (1 if proof else 2)]))
    return best[1] if best else None


def is_in_names(question: Question, text: FoundText, snapshot: Snapshot) -> bool:
    """Whether all that a text shares with a question lies in names that the question does not say."""
    words = wanted(question, text.entry)
    left = unnamed(text.text, question, snapshot)
    return bool(words & set(search_tokens(text.text))) and not words & set(search_tokens(left))


def unnamed(text: str, question: Question, snapshot: Snapshot) -> str:
    """A text without the names that a question does not say: an Angling Terrace is no word on angling."""
    left, asked = plain(text), plain(question.text)
    for mention in reversed(snapshot.linker.link(text, False)):
        if left[mention.start : mention.end] not in asked:
            left = f"{left[: mention.start]} {left[mention.end :]}"
    return left


def called(question: Question, entry: Entry) -> FoundText | None:
    """The sentence that speaks of what a topic was called by: an alias of it is what a visitor asks, not its name."""
    said = frozenset(search_tokens(question.text))
    by_alias = said & {token for alias in entry.aliases for token in search_tokens(alias)}
    names = {token for name in entry.names.values() for token in search_tokens(name)}
    words = (question.content | by_alias) - names
    best: tuple[float, FoundText] | None = None
    for lang, heading, text in _readable(entry, question.lang):
        parts = sentences(text)
        for at, sentence in enumerate(parts):
            shared = len(words & set(search_tokens(sentence)))
            score = shared + (_FIGURED if question.wants_figure and _FIGURE.search(sentence) else 0)
            if shared >= TOGETHER and (best is None or score > best[0]):
                best = score, FoundText(entry, lang, heading, joined(parts[at : at + 2]))
    return best[1] if best else None


def shared(question: Question, found: Finding) -> int:
    """How many content words of a question the texts and statements that were found have."""
    told = [text.text for text in found.texts]
    told += [plain_value(fact.value, question.lang) for each in found.facts for fact in each.facts]
    return len(question.content & {token for text in told for token in search_tokens(text)})


def holding(entry: Entry, lang: Lang, words: AbstractSet[str], pattern: re.Pattern[str]) -> FoundText | None:
    """The first sentence of an entry that has any of some search tokens and what a pattern finds."""
    return next((each for each in _said(entry, lang, pattern) if words & set(search_tokens(each.text))), None)


def likeliest(entry: Entry, lang: Lang, words: AbstractSet[str], pattern: re.Pattern[str]) -> FoundText | None:
    """The sentence of an entry that has what a pattern finds, of several the one with most of some search tokens."""
    found = _said(entry, lang, pattern)
    return max(found, key=lambda each: len(words & set(search_tokens(each.text))), default=None)


def saying(entry: Entry, lang: Lang, pattern: re.Pattern[str]) -> FoundText | None:
    """The first sentence of an entry that has what a pattern finds."""
    return next(_said(entry, lang, pattern), None)


def _said(entry: Entry, lang: Lang, pattern: re.Pattern[str]) -> Iterator[FoundText]:
    """The sentences of an entry that have what a pattern finds."""
    for spoken, heading, text in _readable(entry, lang):
        for sentence in sentences(text):
            if pattern.search(sentence):
                yield FoundText(entry, spoken, heading, sentence)


def wanted(question: Question, entry: Entry) -> frozenset[str]:
    """What the question asks beyond the entry's name."""
    names = {token for name in (*entry.names.values(), *entry.aliases) for token in search_tokens(name)}
    return question.content - names


def introduced(question: Question, blank: Finding) -> Finding:
    """What each entry is: its first sentences, else its points, else what kind of place it is and where."""
    pointed = [entry for entry in blank.entries if entry.of("point") and tells_by_points(entry, question.lang)]
    texts = tuple(text for each in blank.entries if each not in pointed and (text := _intro(each, question.lang)))
    points = tuple(FoundFact(entry, "point", entry.of("point")[:AT_ONCE]) for entry in pointed)
    if texts or points:
        return replace(blank, texts=texts, facts=points)
    described = tuple(
        FoundFact(entry, field, entry.of(field))
        for entry in blank.entries[:1]
        for field in ("features", "category", "cuisine", "hotel_type", "address")
        if entry.of(field)
    )[:2]
    return replace(blank, facts=described, intent="unknown.about", answered=bool(described))


def more(question: Question, blank: Finding) -> Finding:
    """The first sentences not said yet, of one section; then the points; then no more."""
    entry = blank.entries[0]
    chosen = None if tells_by_points(entry, question.lang) else text_language(entry.texts, question.lang)
    said = plain(_MARK.sub("", question.said))
    for heading, text in sections(entry.texts[chosen]) if chosen else ():
        unsaid = [part for part in sentences(text) if not _was_said(part, said)]
        if unsaid and chosen:
            return replace(blank, texts=(FoundText(entry, chosen, heading, joined(unsaid[:AT_ONCE])),))
    points = tuple(fact for fact in entry.of("point") if not any(_was_said(each, said) for each in words_of(fact)))
    if points:
        return replace(blank, facts=(FoundFact(entry, "point", points[:AT_ONCE]),))
    return replace(blank, intent="unknown.no_more")


def unsaid(question: Question, entry: Entry) -> Iterator[FoundFact]:
    """What of the fields asked before was not told yet: the dishes after the first one."""
    said = plain(_MARK.sub("", question.said))
    for field in dict.fromkeys(each for fields in question.again for each in fields):
        if facts := tuple(left for fact in entry.of(field) if (left := _left(fact, said))):
            yield FoundFact(entry, field, facts)


def _left(fact: Fact, said: str) -> Fact | None:
    """A fact of words without the items told already; None where all of it was told, and for figures."""
    if isinstance(fact.value, tuple):
        items = tuple(item for item in fact.value if plain(item) not in said)
        return replace(fact, value=items) if items else None
    is_words = isinstance(fact.value, Mapping)
    return fact if is_words and not any(_was_said(each, said) for each in words_of(fact)) else None


def text_language(texts: Mapping[Lang, str], lang: Lang) -> Lang | None:
    """The language to quote a text in: the visitor's, the other Chinese script, English, or what there is."""
    for each in (lang, "zh-Hans" if lang == "zh-Hant" else lang, "en", "zh-Hans", *texts):
        if texts.get(each):
            return each
    return None


def tells_by_points(entry: Entry, lang: Lang) -> bool:
    """Whether its statements are told and not its prose: it has none, or none in a language its statements are in."""
    chosen = text_language(entry.texts, lang)
    if chosen is None:
        return True
    if chosen.split("-")[0] == lang.split("-")[0]:
        return False
    return any(isinstance(fact.value, Mapping) and fact.value.get(lang) for fact in entry.of("point"))


def speaks_of(entry: Entry, words: str) -> bool:
    """Whether plain words stand anywhere in what is known about an entry."""
    return any(words in plain(text) for text in all_said(entry))


def all_said(entry: Entry) -> Iterator[str]:
    """Everything that is known of an entry, as texts."""
    yield from (*entry.names.values(), *entry.aliases, *entry.texts.values())
    yield from (plain_value(fact.value, lang) for fact in entry.facts for lang in (entry.lang, "en"))


def _score(question: Question, sentence: str, wanted: frozenset[str], least: float, *, tells_figure: bool) -> float:
    """Shared content words; a sentence with a figure leads where a figure is asked. 0: it shares too few."""
    shared = len(wanted & set(search_tokens(sentence)))
    if not shared or shared < least * len(wanted):
        return 0
    return shared + (_FIGURED if tells_figure and question.wants_figure and _FIGURE.search(sentence) else 0)


def _readable(entry: Entry, lang: Lang) -> Iterator[tuple[Lang, str, str]]:
    """Language, heading and text of every stretch of prose a visitor can be quoted."""
    chosen = None if tells_by_points(entry, lang) else text_language(entry.texts, lang)
    if chosen:
        yield from ((chosen, heading, text) for heading, text in sections(entry.texts[chosen]))
    for fact in entry.of("point"):
        if isinstance(fact.value, Mapping) and (spoken := text_language(fact.value, lang)):
            yield spoken, "", fact.value[spoken]


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


def _was_said(sentence: str, said: str) -> bool:
    """Whether a sentence stands in what was said, plain and without its marks."""
    return plain(sentence)[:_TOLD_APART] in said


def words_of(fact: Fact) -> tuple[str, ...]:
    """A statement in each language it is there in."""
    return tuple(fact.value.values()) if isinstance(fact.value, Mapping) else (str(fact.value),)
