"""What the mouth does for each phoneme: IPA to ten shapes, and phonemes with their times to a track."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from guide.types import Track

REST = "rest"
_SYMBOLS = {
    "closed": "pbmɓʙ",
    "bite": "fvɱʋ",
    "tongue": "tdnlθðɾrɬɫʎʈɖɳɭ",
    "teeth": "szɕʑcɟ",
    "pucker": "ʂʐʃʒɹɻwuyɥʊøœʏʍ",
    "open": "aɑɐæʌɒäɶ",
    "spread": "eiɛɪjɨɲʲ",
    "round": "oɔɵ",
    "back": "kɡghŋxɣχħɦqɤəɚɜɝɘɯʔʁʀ",
}
_SHAPES = {symbol: shape for shape, symbols in _SYMBOLS.items() for symbol in symbols}
_AFFRICATE = re.compile("[tdʈɖ](?=\\u0361?[szɕʑʂʐʃʒ])")
_OWN_NAMES = (("ts.", "ʈʂ"), ("s.", "ʂ"), ("i.", "ɻ"), ("o-", "ɤ"), ("i̪", "z"))
"""espeak-ng's names that are no IPA: the Mandarin zh, sh and the vowels of zhi, zhe and zi."""
_LABIALS = frozenset("pbm")
_OPENING = frozenset("aɑɐæʌɒäeiɛɪɨᵻoɔɵuʊøœyəɚɜɝɤɘɯjwɥlɫrɹːʲ\u0303\u031e\u1d5d")
"""What the mouth opens to: vowels, glides and liquids, and the marks that end their names."""
_HELD, _REACHED = 45.0, 38.0
"""Milliseconds that lips stay shut before a stop, and after which they meet behind a vowel."""
_SHORT_PAUSE = 90
"""Milliseconds under which a pause between words does not bring the mouth to rest."""


def shapes(phoneme: str) -> tuple[str, ...]:
    """The shapes of one phoneme in order: two for a diphthong, none for a mark that has no shape of its own."""
    for own, ipa in _OWN_NAMES:
        phoneme = phoneme.replace(own, ipa)
    plain = _AFFRICATE.sub("", unicodedata.normalize("NFC", phoneme))
    plain = re.sub("(?<=[pbtdkɡɕʂs])h", "", plain)  # the breath after a stop has no shape
    found = [_SHAPES[symbol] for symbol in plain if symbol in _SHAPES]
    return tuple(shape for number, shape in enumerate(found) if number == 0 or shape != found[number - 1])


def track(events: Sequence[tuple[float, str]], end: float) -> Track:
    """A track from (milliseconds, phoneme) pairs, each lasting until the next; a pause has no phoneme."""
    made: list[tuple[float, str]] = []
    for number, (start, phoneme) in enumerate(events):
        until = events[number + 1][0] if number + 1 < len(events) else end
        if phoneme[:1] in _LABIALS:
            made.append((_closing(events, number, until), "closed"))
            continue
        if not phoneme:
            made += [(start, REST)] if until - start >= _SHORT_PAUSE or number + 1 == len(events) else []
            continue
        parts = shapes(phoneme)
        made += [(start + (until - start) * at / len(parts), shape) for at, shape in enumerate(parts)]
    return closed_off(made, end)


def _closing(events: Sequence[tuple[float, str]], number: int, until: float) -> float:
    """When the lips meet for p, b or m: before the phoneme's own time where it opens a syllable, within it elsewhere.

    espeak-ng's time of a stop before a vowel is its release, the silence in front belongs to what was said before; that
    of a consonant behind a vowel begins with the vowel's way to it. The lengths are those of its sounds at usual pace.
    """
    start, phoneme = events[number]
    before = events[number - 1] if number else (start, "")
    after = events[number + 1][1] if number + 1 < len(events) else ""
    if after[:1] in _OPENING:
        early = {"p": _HELD, "b": _HELD / 2}.get(phoneme[0], 0.0)
        return max(start - early, (before[0] + start) / 2 if before[1] else before[0])
    if before[1][-1:] not in _OPENING:
        return start
    return start + (until - start) * 0.55 if phoneme[0] == "m" else start + min(_REACHED, (until - start) * 0.45)


def closed_off(steps: Iterable[tuple[float, str]], end: float) -> Track:
    """Whole milliseconds from 0 to a rest at the end, ascending; a shape follows itself only there."""
    last = round(end)
    made: list[tuple[int, str]] = [(0, REST)]
    for at, shape in steps:
        moment = min(max(round(at), made[-1][0]), last)
        if moment == made[-1][0]:
            made.pop()
        if not made or made[-1][1] != shape:
            made.append((moment, shape))
    return (*(step for step in made if step[0] < last), (last, REST))
