"""Entries cut into passages: one for each stretch of prose, one for each field."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from guide.text.script import is_cjk
from guide.text.worded import in_any
from guide.types import NOTATIONS, NOTICE, UNNAMED, Entry, Fact, Lang, Passage, Value

Label = Callable[[Lang, str], str]
"""The word for a field in a language; an unknown column is its own word."""

LONGEST = 360
"""Characters of prose in one passage: a few sentences, so that what is found is what answers."""
LISTED = 20
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_FULL_WIDTH = "，。！？：；、“”‘’（）《》"
_QUOTES = "“”‘’"
_CLOSING = ".。!！?？;；:：,，"
_SENTENCE = re.compile(
    r".+?(?:[。！？!?]+[”’」』）)]*|(?<!\bNo)(?<!\bSt)(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\b[A-Z])\.(?=\s|$)|$)", re.DOTALL
)


def of_entry(entry: Entry, label: Label) -> tuple[Passage, ...]:
    """The passages of one entry, prose first; none of a point without a name, which is found by where it lies,
    and none of a notice, which is told only while it holds."""
    if UNNAMED in entry.tags or entry.kind == NOTICE:
        return ()
    return (*_prose(entry), *_facts(entry, label))


def name_in(entry: Entry, lang: Lang) -> str:
    """The entry's name in a language, else in its own, else its id."""
    return entry.names.get(lang) or in_any(entry.names, entry.lang) or entry.id


def sections(markdown: str) -> Iterator[tuple[str, str]]:
    """Headings and paragraphs of a Markdown body; the heading is "" before the first one."""
    heading = ""
    for block in re.split(r"\n\s*\n|(?<=\n)(?=#)", markdown.strip()):
        lines = block.strip().splitlines()
        if lines and (match := _HEADING.match(lines[0])):
            heading, lines = match[1], lines[1:]
        if text := joined(filter(None, map(_line, lines))):
            yield heading, text


def _line(line: str) -> str:
    """A line of prose; an item of a list becomes a sentence."""
    item = _BULLET.sub("", line).strip()
    if not item or item == line.strip() or item[-1] in _CLOSING:
        return item
    return f"{item}。" if _unspaced(item[-1]) else f"{item}."


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with its own closing mark."""
    return [each.strip() for each in _SENTENCE.findall(text) if each.strip()]


def joined(parts: Iterable[str]) -> str:
    """Lines or sentences in a row: with a blank between them, but none beside Chinese."""
    text = ""
    for part in parts:
        text += part if not text or _are_unspaced(text[-1], part[0]) else f" {part}"
    return text


def _are_unspaced(before: str, after: str) -> bool:
    """Whether no blank is written between two characters; beside a quotation mark the other one tells."""
    if before in _QUOTES or after in _QUOTES:
        return _unspaced(after if before in _QUOTES else before)
    return _unspaced(before) or _unspaced(after)


def _unspaced(character: str) -> bool:
    """Whether no blank is written beside it: Chinese and Japanese, not Korean."""
    return character in _FULL_WIDTH or is_cjk(character) and not "\uac00" <= character <= "\ud7a3"


def _prose(entry: Entry) -> Iterator[Passage]:
    for lang, markdown in entry.texts.items():
        for heading, text in sections(markdown):
            for piece in _pieces(text):
                yield Passage(entry.id, entry.city, lang, "", _titled(name_in(entry, lang), heading), piece)


def _titled(name: str, heading: str) -> str:
    return f"{name} · {heading}" if heading else name


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for sentence in sentences(text):
        if piece and len(piece) + len(sentence) > LONGEST:
            yield piece
            piece = ""
        piece = joined(filter(None, (piece, sentence)))
    if piece:
        yield piece


def _facts(entry: Entry, label: Label) -> Iterator[Passage]:
    for field in dict.fromkeys(fact.field for fact in entry.facts if fact.field not in NOTATIONS):
        spoken = (tongue for fact in entry.of(field) if isinstance(fact.value, Mapping) for tongue in fact.value)
        for lang in dict.fromkeys((entry.lang, *(each for each in ("en",) if each in entry.names), *spoken)):
            words = "; ".join(filter(None, (_said(fact, lang) for fact in entry.of(field))))
            if words:
                yield Passage(entry.id, entry.city, lang, field, f"{name_in(entry, lang)} {label(lang, field)}", words)


def _said(fact: Fact, lang: Lang) -> str:
    value = plain_value(fact.value, lang)
    which = (fact.label or {}).get(lang, "")
    return f"{which} {value}".strip()


def plain_value(value: Value, lang: Lang) -> str:
    """A value as plain words for searching; "" when it has none in this language."""
    if isinstance(value, Mapping):
        return value.get(lang, "")
    if isinstance(value, tuple):
        return ", ".join(value[:LISTED])
    return str(value)


def training_pairs(
    entries: Sequence[Entry], label: Label, cues: Callable[[Lang, str], Sequence[str]], seed: int
) -> list[tuple[str, str]]:
    """Question-like texts with the passage that answers, for fitting an embedder on the base itself.

    `cues` are words visitors use for a field. The same entries and seed give the same pairs.
    """
    chance = random.Random(seed)
    pairs: list[tuple[str, str]] = []
    for entry in entries:
        for passage in of_entry(entry, label):
            name = name_in(entry, passage.lang)
            for asked in _questions(passage, name, label, cues, chance):
                pairs.append((asked, f"{passage.heading}\n{passage.text}"))
    return pairs


def _questions(
    passage: Passage, name: str, label: Label, cues: Callable[[Lang, str], Sequence[str]], chance: random.Random
) -> Iterator[str]:
    if passage.field:
        yield f"{name} {label(passage.lang, passage.field)}"
        words = cues(passage.lang, passage.field)
        if words:
            yield f"{name} {chance.choice(words)}"
    else:
        yield passage.heading.replace(" · ", " ")
        yield chance.choice(sentences(passage.text))
