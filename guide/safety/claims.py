"""What a clause claims: figures, days, free or paid, open or closed, allowed or not, and whether it denies.

A claim has a sign and the words it is about, so that "no dogs" is not taken for "no photographs".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from guide.safety.figures import Figure
from guide.safety.lexicon import Lexicon
from guide.safety.readers import read
from guide.text.script import has_han
from guide.text.words import search_tokens

TOPICS = {"free": ("free", "paid"), "open": ("open", "closed"), "allow": ("allowed", "forbidden")}
_CLAUSE = re.compile(r"[,;](?!\d{3}(?!\d))|[。!?\n()]|(?<![a-z\d])\.|\.(?!\d|\w)|, ")
_WEEK_RUN = re.compile(r"(周|星期|礼拜)([一二三四五六日天])\s?([至到-])\s?(?=[一二三四五六日天])")
_NOON = re.compile(r"(?<![a-z])([ap])\.m\.?")
_FIGURES = re.compile(r"[\d:%¥$€]+")


Sign = tuple[str, int]
"""A topic (free, open, allow, is) and +1 or -1; `is` has only -1: the clause denies something."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, read."""

    lang: str
    figures: tuple[Figure, ...] = ()
    signs: frozenset[Sign] = frozenset()
    weekdays: frozenset[int] = frozenset()
    content: frozenset[str] = frozenset()
    labels: tuple[frozenset[str], ...] = ()
    """Of evidence: the words of the ticket, season or door it is for, one set for each language."""
    general: bool = False
    """Of evidence: it holds without any condition, like the price of a place that has only one."""

    @property
    def waits(self) -> bool:
        """Whether it names days and says nothing of them yet."""
        return bool(self.weekdays) and not self.signs and not self.figures


def clauses(folded: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """The clauses of a folded text with where they start."""
    folded = _NOON.sub(lambda match: f"{match[1]}m".ljust(len(match[0])), folded)
    ends = [(match.start(), match.end()) for match in _CLAUSE.finditer(folded)]
    ends += [(match.start(), match.start()) for match in lexicon.pattern("new_clause").finditer(folded)]
    at = 0
    for end, start in sorted(ends):
        if folded[at:end].strip():
            yield at, folded[at:end]
        at = max(at, start)
    if folded[at:].strip():
        yield at, folded[at:]


def clause(text: str, lexicon: Lexicon) -> Clause:
    """Read one clause of folded text whose names were blanked."""
    days, rest = _weekdays(_WEEK_RUN.sub(r"\1\2\3\1", text), lexicon)
    figures = read(rest, lexicon)
    for key in ("open_nouns", "not_negation"):
        rest = _blank(lexicon.pattern(key), rest)
    if any(figure.role in ("end", "last") and not figure.ranged for figure in figures):
        rest = _blank(lexicon.pattern("closing"), rest)  # it says when it closes, not that it is closed
    signs: set[Sign] = set()
    for topic, (positive, negative) in TOPICS.items():
        found, rest = _signs(rest, lexicon, positive, negative)
        signs |= {(topic, sign) for sign in found}
    advice = lexicon.pattern("advice").search(rest)  # "don't be late" denies nothing, "don't plan 90 minutes" does
    rest = _blank(lexicon.pattern("advice"), rest)
    denies = lexicon.pattern("negators").search(rest) or advice and figures
    rest = _blank(lexicon.pattern("negators"), rest)
    if denies:
        signs ^= {("allow", 1), ("allow", -1)} if ("allow", 1) in signs else {("is", -1)}
    return Clause(lexicon.lang, figures, frozenset(signs), days, content(rest, lexicon))


def following(said: Clause, before: Clause | None) -> Clause:
    """A clause with what it takes over from the one before: the day of "avoid Monday, it is closed", the time of
    "come before 17:00, when it shuts", the condition of "if you are over 70, it is free".
    """
    if before is None:
        return said
    topics = {topic for topic, _ in said.signs}
    if "free" in topics and "free" not in {topic for topic, _ in before.signs}:
        said = replace(said, content=said.content | before.content, figures=(*before.figures, *said.figures))
    times = tuple(each for each in before.figures if each.kind == "time" and each.role in (None, "end"))
    if times and ("open", -1) in said.signs and not said.weekdays:
        ends = tuple(replace(each, role="end") for each in times)
        return replace(said, signs=said.signs - {("open", -1)}, figures=said.figures + ends)
    if before.waits and not said.weekdays:
        return replace(said, weekdays=before.weekdays)
    return said


def content(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The words a clause is about, without small words, figures and what was already read."""
    bare = _FIGURES.sub(" ", lexicon.pattern("stop").sub(" ", text))
    tokens = (_stem(token) if lexicon.spaced else token for token in search_tokens(bare))
    return frozenset(token for token in tokens if len(token) > 1 or has_han(token)) | _characters(bare)


def _stem(word: str) -> str:
    """Smoke and smoking, bloom and bloomed share a stem."""
    for ending in ("ing", "ed", "es", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _characters(text: str) -> frozenset[str]:
    """Single Chinese characters: 带着狗 shares 带 and 狗 with 带狗, and no word."""
    return frozenset(character for character in text if has_han(character))


def _signs(text: str, lexicon: Lexicon, positive: str, negative: str) -> tuple[set[int], str]:
    """(+1 and -1 as they are said, the text without the words that said so). 不收费 is free, not "not" and "paid"."""
    spans = _longest(text, ((lexicon.pattern(positive), 1), (lexicon.pattern(negative), -1)))
    signs = {-sign if _right_before("negators", text[:start], lexicon) else sign for start, _, sign in spans}
    for start, end, _ in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return signs, text


def _longest(text: str, patterns: Sequence[tuple[re.Pattern[str], int]]) -> list[tuple[int, int, int]]:
    found = [(match.start(), match.end(), sign) for pattern, sign in patterns for match in pattern.finditer(text)]
    taken: list[tuple[int, int, int]] = []
    for span in sorted(found, key=lambda each: (each[0] - each[1], each[0])):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in taken):
            taken.append(span)
    return taken


def _right_before(key: str, before: str, lexicon: Lexicon) -> bool:
    """Whether a word of the list ends what stands before."""
    before = before.rstrip()
    return any(match.end() == len(before) for match in lexicon.pattern(key).finditer(before))


def _weekdays(text: str, lexicon: Lexicon) -> tuple[frozenset[int], str]:
    """The days of the week a text says, ranges filled in, and the text without them."""
    found = sorted(
        (match.start(), match.end(), day)
        for day, pattern in enumerate(lexicon.weekdays)
        for match in pattern.finditer(text)
    )
    spared = {day for start, _, day in found if _right_before("excepting", text[:start], lexicon)}
    days = {day for _, _, day in found} - spared
    for one, other in zip(found, found[1:], strict=False):
        if re.fullmatch(rf"\s*(?:-|~|{lexicon.any('ranges')})\s*", text[one[1] : other[0]]):
            days |= {(one[2] + step) % 7 for step in range((other[2] - one[2]) % 7 + 1)}
    for start, end, _ in found:
        text = text[:start] + " " * (end - start) + text[end:]
    if spared:
        text, days = _blank(lexicon.pattern("excepting"), text), days or set(range(7))
    for key, group in (("weekends", (5, 6)), ("workdays", range(5)), ("every_day", range(7))):
        if lexicon.pattern(key).search(text):
            days |= set(group)
            text = _blank(lexicon.pattern(key), text)
    return frozenset(days - spared), text


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)
