"""What a question may not be about. Deterministic: patterns of each language, layered so that history is not mistaken.

A visitor may ask of wars, faiths and courtesans in verse; the same words about today, or about how to do it, are
declined. Nothing a question says can change these rules: they are code and files, not a prompt.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

TOPICS = ("instructions", "abuse", "adult", "illegal", "medical", "legal", "politics")
"""What is declined, in the order in which a question that is several of them is named."""
Lexicon = Mapping[str, re.Pattern[str]]
"""The patterns of a language by name, prompts/<lang>/hear/safety.yaml.

`<topic>` declines always, `<topic>.now` unless something of `past` is said. `<topic>.weak` declines only in its
`.frame` (who asks, and for what) and where nothing is said that a guide is asked for (`guided`) either. `harmless` is
blanked before any of them reads.
"""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANK = "\x1f"
"""Stands for harmless words: no pattern reads across it."""


def bare(text: str) -> str:
    """The text without signs that cannot be seen: nothing hides behind them."""
    return _INVISIBLE.sub("", text)


def topic(words: str, lexicons: Sequence[Lexicon], anchored: bool = False, spared: Collection[str] = ()) -> str | None:
    """What the plain words of a question are about that the guide leaves aside; None for a question it may answer.

    `anchored`: the question names a place or a kind of place that the guide knows, so that a weak word means nothing.
    `spared` are topics that are let pass: who complains of abuse quotes it.
    """
    sure = {each for lexicon in lexicons for each in _sure(words, lexicon)}
    excused = anchored or any(_says(lexicon, "past", words) for lexicon in lexicons)
    found = sure or (set() if excused else {each for lexicon in lexicons for each in _weak(words, lexicon)})
    return next((each for each in TOPICS if each in found and each not in spared), None)


def is_elsewhere(words: str, lexicons: Sequence[Lexicon]) -> bool:
    """Whether the plain words speak of nothing that has to do with a visit or with the past."""
    names = ("past", "guided", "visit")
    return bool(words) and not any(_says(lexicon, name, words) for lexicon in lexicons for name in names)


def _sure(words: str, lexicon: Lexicon) -> Iterator[str]:
    yield from _named(words, lexicon, "")
    if not _says(lexicon, "past", words):
        yield from _named(words, lexicon, ".now")


def _weak(words: str, lexicon: Lexicon) -> Iterator[str]:
    guided = _says(lexicon, "guided", words)
    named = (each for each in _named(words, lexicon, ".weak") if not guided or each == "abuse")
    return (each for each in named if f"{each}.frame" not in lexicon or _says(lexicon, f"{each}.frame", words))


def _named(words: str, lexicon: Lexicon, layer: str) -> Iterator[str]:
    rest = lexicon["harmless"].sub(_BLANK, words) if "harmless" in lexicon else words
    return (each for each in TOPICS if _says(lexicon, each + layer, rest))


def _says(lexicon: Lexicon, name: str, words: str) -> bool:
    return name in lexicon and lexicon[name].search(words) is not None
