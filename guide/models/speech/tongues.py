"""What espeak-ng is given for a text: each run of a script goes to the voice that reads it, in the form it reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from guide.models.speech import japanese, mandarin
from guide.models.speech.korean import Counting
from guide.text.script import HAN
from guide.types import Lang

VOICES = {"en": "en-us", "ko": "ko", "ja": "ja", "fr": "fr", "de": "de", "es": "es", "ru": "ru"}
LANGUAGES = ("zh-Hans", "zh-Hant", *VOICES)
_LATIN = r"A-Za-zÀ-ɏ"
_KANA, _HANGUL = r"\u3041-\u309f\u30a0-\u30ff", r"\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f"
_INSIDE = r"\d\s.,&'’·-"
_RUNS = {
    "en": re.compile(rf"[{_LATIN}](?:[{_LATIN}&'’. -]*[{_LATIN}])?"),
    "zh": re.compile(rf"[{HAN}](?:[{HAN}{_INSIDE}、，。]*[{HAN}])?(?:\d+[{HAN}])*"),
    "ja": re.compile(rf"[{_KANA}](?:[{_KANA}{HAN}]*[{_KANA}])?"),
    "ko": re.compile(rf"[{_HANGUL}](?:[{_HANGUL} ]*[{_HANGUL}])?"),
}
_READ_BY = {"zh": ("en", "ko", "ja"), "ja": ("en", "ko"), "ko": ("en", "ja", "zh"), "ru": ("en", "zh", "ja", "ko")}
"""The scripts a language hands to other voices; those in Latin letters hand on the three of the East."""
_YEAR = re.compile(r"(?<![\d.,:])(1[1-9]|20)([0-9]{2})(?![\d.,]\d|\d|\s?(?:yuan|met|kilo|people|steps|seats|square))")


class Tongues:
    """Parts for the voices. `readings` are the tables prompts/<language>/readings.yaml by language."""

    def __init__(self, readings: Mapping[Lang, Mapping[str, Any]]) -> None:
        self._kana = japanese.Kana(readings["ja"])
        self._korean = Counting(readings["ko"])

    def parts(self, text: str, lang: Lang) -> list[tuple[str, str]]:
        """(voice, what it is given) in order."""
        base = lang.split("-")[0]
        others = _READ_BY.get(base, ("zh", "ja", "ko"))
        pattern = re.compile("|".join(f"(?P<{other}>{_RUNS[other].pattern})" for other in others))
        made: list[tuple[str, str]] = []
        at = 0
        for run in pattern.finditer(text):
            made += self._of(base, text[at : run.start()])
            made += self._of(str(run.lastgroup), run[0])
            at = run.end()
        return [*made, *self._of(base, text[at:])]

    def _of(self, base: str, text: str) -> list[tuple[str, str]]:
        if not any(each.isalnum() for each in text):
            return []
        if base == "zh":
            return mandarin.parts(text)
        if base == "ja":
            return [(VOICES["ja"], self._kana.read(text))]
        if base == "ko":
            return [(VOICES["ko"], self._korean.read(text))]
        return [(VOICES[base], _english(text) if base == "en" else text)]


def _english(text: str) -> str:
    """Years in pairs, 18 83 and 19 oh 5, and the halves of the day letter by letter, without the end of a sentence."""
    return re.sub(r"\b([AP])M\b", r"\1-M", _YEAR.sub(_year, text))


def _year(match: re.Match[str]) -> str:
    century, year = match[1], match[2]
    if century == "20" and year < "10":
        return match[0]
    return f"{century} hundred" if year == "00" else f"{century} oh {year[1]}" if year < "10" else f"{century} {year}"
