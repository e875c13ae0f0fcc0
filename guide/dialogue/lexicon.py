"""The question words of one language, compiled from prompts/<lang>/ask.yaml and talk.yaml.

All patterns run over `plain` text in which place names are masked, so 开放 in a name is no question about hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from guide.dialogue.strangers import Strangers
from guide.text.script import has_han
from guide.text.words import search_tokens

_AROUND = 6
"""Characters that an ask for places around counts for: filler between "near" and the kind is no evidence."""
_GLUED = re.compile(r"(?<=[\uac00-\ud7a3]) (?=[\uac00-\ud7a3(])|(?<=\)) (?=[\uac00-\ud7a3])")
"""A blank in a Korean pattern: in plain text there is none beside Hangul."""
_OF_PERSONS = ("built", "people")
_TALK = (
    "back", "seeking", "correction", "ellipsis", "offering", "locating", "topics", "figure", "tying", "era",
    "asked_near", "fillers", "has_what", "other", "part_of", "of_persons",
)  # fmt: skip
"""Patterns of prompts/<lang>/talk.yaml."""
MASK = "\x1f"
"""Stands for one character of a place's name."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Words that ask for a field; several fields mean: the first of them that the place has."""

    fields: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of one message say, before it is known which place they are about."""

    asks: tuple[Ask, ...]
    kinds: tuple[str, ...]
    ordinal: int | None
    points_back: bool
    wants_intro: bool
    wants_more: bool
    seeks: bool
    corrects: bool
    elliptic: bool
    is_asking: bool
    on_topic: bool
    ties_person: bool
    wants_figure: bool
    smalltalk: str | None
    nouns: tuple[str, ...] = ()
    """Nouns that point back, the longest first: the memorial hall of "his memorial hall", the tower of "the tower"."""
    means_other: bool = False
    """It speaks of the other one of two."""
    of_persons: bool = False
    """It only names for whom: "and for children?"."""


class Lexicon:
    """Reads the messages of one language."""

    def __init__(self, ask: Mapping[str, Any], talk: Mapping[str, Any]) -> None:
        macros = {key: f"(?:{value})" for key, value in (ask.get("macros") or {}).items()}
        self._fields = [
            (tuple(key.split()), any_of(patterns, macros)) for key, patterns in (ask.get("fields") or {}).items()
        ]
        self.evidence = {key: str(words).format() for key, words in (ask.get("evidence") or {}).items()}
        """By field, the words of a sentence that answers for it."""
        self._intro, self._more, self._asking = (
            any_of(ask.get(key) or (), macros) for key in ("intro", "more", "asking")
        )
        self._parts = any_of([ask["paid_parts"]] if "paid_parts" in ask else (), {})
        self.sum = str(ask.get("sum") or r"(?!)")
        """How a sentence names a sum of money."""
        self.question_ends = re.compile(str(talk["question_ends"])) if "question_ends" in talk else None
        """Where a question ends and another may begin, in a message as it was typed."""
        self._kinds = {kind: any_of([pattern], {}) for kind, pattern in (talk.get("kinds") or {}).items()}
        self._ordinals = {int(n): any_of([pattern], {}) for n, pattern in (talk.get("ordinals") or {}).items()}
        self._talk = {key: any_of([talk[key]] if key in talk else (), {}) for key in _TALK}
        self._nouns = [any_of([pattern], {}) for pattern in talk.get("nouns") or ()]
        self._also = {field: any_of([pattern], {}) for field, pattern in (talk.get("also") or {}).items()}
        self._before = {field: any_of([pattern], {}) for field, pattern in (talk.get("before") or {}).items()}
        self._empty = frozenset(map(str, talk.get("empty_words") or ()))
        self._measures = [
            (any_of([asked], {}), str(evidence)) for asked, evidence in (talk.get("measures") or {}).items()
        ]
        self._paid_once = [(any_of([asked], {}), str(told)) for asked, told in (talk.get("paid_once") or {}).items()]
        self._particulars = [any_of([pattern], {}) for pattern in talk.get("particulars") or ()]
        self._counted = [
            (any_of([asked], {}), str(evidence)) for asked, evidence in (talk.get("counted") or {}).items()
        ]
        self._strangers = Strangers(talk)
        self._smalltalk = {key: any_of([pattern], {}) for key, pattern in (talk.get("smalltalk") or {}).items()}

    def read(self, masked: str, raw: str) -> Reading:
        """Read one message: `masked` is plain text with names masked, `raw` is folded text with its punctuation."""
        asks = tuple(self._with_also(_longest(self._asks(masked)), masked))
        rest = _blank(masked, asks)
        return Reading(
            asks=asks,
            kinds=tuple(self._kinds_in(rest)),
            ordinal=next((n for n, pattern in self._ordinals.items() if pattern.search(rest)), None),
            points_back=self._says("back", rest),
            wants_intro=bool(self._intro.search(masked)),
            wants_more=bool(self._more.search(masked)),
            seeks=self._says("seeking", masked),
            corrects=self._says("correction", masked),
            elliptic=self._says("ellipsis", masked),
            is_asking=bool(self._asking.search(raw)),
            on_topic=self._says("topics", rest),
            ties_person=self._ties_person(masked, asks),
            wants_figure=self._says("figure", masked),
            smalltalk=next((key for key, pattern in self._smalltalk.items() if pattern.search(masked)), None),
            nouns=tuple(self._pointing(masked)),
            means_other=self._says("other", masked),
            of_persons=self._says("of_persons", masked),
        )

    def content(self, masked: str) -> frozenset[str]:
        """The tokens that carry what is asked: no name, no word that every question has."""
        said = self._talk["fillers"].sub(" ", masked.replace(MASK, " "))
        tokens = (token for token in search_tokens(said) if len(token) > 1)
        return frozenset(token for token in tokens if not self._is_empty(token))

    def measured(self, masked: str) -> str:
        """What a sentence says that tells the size asked for, where nothing else is asked, or how many are counted."""
        for asked, evidence in self._measures:
            if asked.search(masked) and not self.content(asked.sub(" ", masked)):
                return evidence
        counted = ((asked.search(masked), evidence) for asked, evidence in self._counted)
        return next((evidence.replace("{noun}", re.escape(found["noun"])) for found, evidence in counted if found), "")

    def _is_empty(self, token: str) -> bool:
        """Function words; in Chinese any token with a function character, for a bigram crosses words."""
        return token in self._empty or has_han(token) and any(each in self._empty for each in token)

    def paid_part(self, masked: str) -> str:
        """What a message names that is paid beside the ticket, a boat, a cart; or ""."""
        match = self._parts.search(masked)
        return match[0] if match else ""

    def has_what(self, masked: str) -> bool:
        """Whether it is asked if the place named has something."""
        return self._says("has_what", masked)

    def paid_once(self, masked: str) -> str:
        """What a sentence says that tells the sum once paid, where a message asks for that; ""."""
        return next((told for asked, told in self._paid_once if asked.search(masked)), "")

    def particular(self, masked: str) -> str:
        """A pattern of what a message asks for by name; ""."""
        return next((pattern.pattern for pattern in self._particulars if pattern.search(masked)), "")

    def stranger_within(self, masked: str) -> str:
        """An unknown name of something in a place that is known, or ""."""
        return self._strangers.within(masked)

    def stranger(self, text: str, masked: str, asks: Iterable[Ask]) -> str:
        """A name in a message that is not known, or ""."""
        return self._strangers.find(text, _blank(masked, asks))

    def offers(self, masked: str) -> bool:
        """Whether a reply offers the places it names."""
        return self._says("offering", masked)

    def locates(self, before: str) -> bool:
        """Whether the words before a name make it a part of where something is."""
        return self._says("locating", before)

    def is_whole(self, after: str) -> bool:
        """Whether the words after a name make it the whole of which another name is a part: 瘦西湖 in 瘦西湖的白塔."""
        return self._talk["part_of"].match(after) is not None

    def asks_whether_near(self, before: str, after: str) -> bool:
        """Whether a name between these words is asked to be near what is in talk: 天坛在它附近吗."""
        return self._says("asked_near", f"{before}{MASK}{after}")

    def _says(self, key: str, text: str) -> bool:
        return self._talk[key].search(text) is not None

    def _ties_person(self, masked: str, asks: Iterable[Ask]) -> bool:
        """Whether somebody named would be said to have built or lived here; an emperor's years are no person."""
        asked = any(field in _OF_PERSONS for ask in asks for field in ask.fields)
        return (asked or self._says("tying", masked)) and not self._says("era", masked)

    def _asks(self, masked: str) -> Iterator[Ask]:
        for fields, pattern in self._fields:
            for match in pattern.finditer(masked):
                if match.end() > match.start():
                    yield Ask(fields, match.start(), match.end())

    def _with_also(self, asks: list[Ask], masked: str) -> Iterator[Ask]:
        """Asks for places around go on to the next kind: "what sights and hotels are near it?"."""
        for ask in asks:
            if ask.fields[0].startswith("nearby") and (earlier := self._also_before(ask.start, masked)):
                yield earlier
            yield ask
            while ask.fields[0].startswith("nearby") and (more := self._also_at(ask.end, masked)):
                ask = more
                yield ask

    def _also_before(self, at: int, masked: str) -> Ask | None:
        found = ((field, pattern.search(masked, 0, at)) for field, pattern in self._before.items())
        return next((Ask((field,), match.start(), at) for field, match in found if match), None)

    def _also_at(self, at: int, masked: str) -> Ask | None:
        found = ((field, pattern.match(masked, at)) for field, pattern in self._also.items())
        return next((Ask((field,), at, match.end()) for field, match in found if match), None)

    def _pointing(self, masked: str) -> Iterator[str]:
        """What each group of a pattern of nouns holds; a longer one is worth trying before the one within it."""
        for pattern in self._nouns:
            for match in pattern.finditer(masked):
                yield from (noun.strip() for noun in match.groups() if noun)

    def _kinds_in(self, rest: str) -> list[str]:
        """Kinds named outside the asking words, the last first."""
        found = [(match.end(), kind) for kind, pattern in self._kinds.items() for match in pattern.finditer(rest)]
        return [kind for _, kind in sorted(found, reverse=True)]


def any_of(patterns: Any, macros: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern of several over plain text; `{name}` stands for a macro, and only with macros are braces doubled."""
    each = [str(pattern) for pattern in patterns]
    filled = [pattern.format(**macros) if macros else pattern for pattern in each]
    joined = "|".join(f"(?:{pattern})" for pattern in filled) or r"(?!)"
    return _compiled(_GLUED.sub(" ?", joined).replace("'", " ?"))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled once in a process: the live guide and the one that drafts are asked of have the same lexicons."""
    return re.compile(pattern)


def _longest(asks: Iterator[Ask]) -> list[Ask]:
    """Of overlapping asks the one with most words; of places around, the one whose kind is named first."""
    taken: list[Ask] = []
    for ask in sorted(asks, key=lambda a: (-_weight(a), a.end - a.start, -len(a.fields))):
        if all(ask.end <= other.start or ask.start >= other.end for other in taken):
            taken.append(ask)
    return sorted(taken, key=lambda a: a.start)


def _weight(ask: Ask) -> int:
    return _AROUND if ask.fields[0].startswith("nearby") else ask.end - ask.start


def _blank(text: str, asks: Iterable[Ask]) -> str:
    for ask in asks:
        text = text[: ask.start] + " " * (ask.end - ask.start) + text[ask.end :]
    return text
