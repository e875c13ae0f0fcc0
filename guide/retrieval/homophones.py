"""Names written with characters that sound alike, as phones and speech recognition offer them: 兽西湖 for 瘦西湖.

Both sides are read character by character, without tones and with the sounds that speakers of the lower Yangtze do not
tell apart. A name of two characters is found only where one of them stands as it is and the other is its kind (园, 寺)
or has the same tone: 三晚 is no 三湾.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from guide.retrieval.copies import posted
from guide.retrieval.typos import Match
from guide.text.script import HAN
from guide.text.words import boundaries

SHORTEST, LONGEST = 2, 10
"""Characters of a name that is compared by its sound."""
_KINDS = "园寺湖桥塔阁亭街观楼"
"""A last character that tells the kind of place, in the simplified form names are compared in."""
_HAN_RUN = re.compile(f"[{HAN}]+")
_MERGED = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"([ei])ng$"), r"\1n"))
"""zh, ch, sh as z, c, s; eng and ing as en and in."""


@dataclass(frozen=True, slots=True)
class SoundIndex:
    """Finds the name that a stretch of a text sounds like. Immutable; `changed` makes the next."""

    names: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def changed(self, gone: Iterable[str], fresh: Iterable[str]) -> SoundIndex:
        """The index without some surfaces and with others."""
        return SoundIndex(posted(self.names, _sounding(gone), _sounding(fresh)))

    def nearest(self, text: str) -> Match | None:
        """The longest name in plain text that is written otherwise, or None."""
        return next(self.matches(text), None)

    def matches(self, text: str) -> Iterator[Match]:
        """Every stretch that sounds like a name, those of long names first, of several the one most like it."""
        runs = [(run.start(), run.group(), _sounds(run.group())) for run in _HAN_RUN.finditer(text)]
        for size in range(LONGEST, SHORTEST - 1, -1):
            for start, run, sounds in runs:
                for at in range(len(run) - size + 1):
                    for name in _likest(run[at : at + size], self.names.get(sounds[at : at + size], ())):
                        if _is_slip(run[at : at + size], name) and _is_free(text, start + at, size):
                            yield start + at, start + at + size, name


def _sounding(surfaces: Iterable[str]) -> dict[str, tuple[tuple[str, ...]]]:
    """Surfaces that may be meant by their sound, with it."""
    meant = (each for each in surfaces if SHORTEST <= len(each) <= LONGEST and _HAN_RUN.fullmatch(each))
    return {each: (_sounds(each),) for each in meant}


def _likest(written: str, names: Sequence[str]) -> Sequence[str]:
    return sorted(names, key=lambda each: (-_same(written, each), each)) if len(names) > 1 else names


def _same(written: str, name: str) -> int:
    """How many characters stand as they are."""
    return sum(a == b for a, b in zip(written, name, strict=True))


def _is_slip(written: str, name: str) -> bool:
    """Whether enough of a name is written as it is."""
    same = _same(written, name)
    if len(name) > SHORTEST:
        return same < len(name) and same * 2 >= len(name)
    return same == 1 and (written[0] == name[0] and name[-1] in _KINDS or _tones(written) == _tones(name))


def _is_free(text: str, start: int, size: int) -> bool:
    """Whether a short stretch is words of its own, and no word: 个院 in 那个院子 is neither."""
    if size > SHORTEST:
        return True
    cuts = boundaries(text)
    return {start, start + size} <= cuts and start + 1 in cuts


def _sounds(text: str) -> tuple[str, ...]:
    return tuple(_reading(character)[0] for character in text)


def _tones(text: str) -> tuple[str, ...]:
    return tuple(_reading(character)[1] for character in text)


@lru_cache(16384)
def _reading(character: str) -> tuple[str, str]:
    """Syllable, merged, and tone of the commonest reading of a character."""
    (spelled,) = lazy_pinyin(character, style=Style.TONE3, neutral_tone_with_five=True)
    syllable, tone = (spelled[:-1], spelled[-1]) if spelled[-1:].isdigit() else (spelled, "")
    for pattern, merged in _MERGED:
        syllable = pattern.sub(merged, syllable)
    return syllable, tone
