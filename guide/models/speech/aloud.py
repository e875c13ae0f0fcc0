"""A written answer as it is read out: no marks and addresses of the web, times, ranges, units and telephone numbers in
words. What the words are, prompts/<language>/sentences/aloud.yaml says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from guide.text.script import whole
from guide.types import Lang

Say = Callable[[Lang, str, Mapping[str, Any]], str]

_LEFT_OUT = re.compile(
    r"\[\d{1,3}\](?!\()|(?:https?://|www\.)[^\s<>（）。，、]+|[\w.+-]+@[\w-]+\.[\w.-]+[a-z]",
    re.IGNORECASE,
)
"""Marks of sources, links, addresses of mail."""
_UNSPOKEN = ("So", "Sk", "Cs", "Co", "Cn")
"""Categories of characters without a sound: pictures, and what nobody has assigned."""
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_DRESSING = re.compile(r"(?m)^\s*(?:[-*•#>]+\s+)+|\*\*|__|`|~~")
_HIDDEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufe0f\\ufeff]")
_TELEPHONE = re.compile(
    r"(?<![\d.,:-])(?:\+86[- ]?)?(?:0\d{2,3}[- ]\d{3,4}[- ]?\d{3,4}|400[- ]?\d{3}[- ]?\d{4}|1[3-9]\d{9}|12[0-3]\d{2})"
    r"(?![\d.,:]*\d)(?!\s?(?:元|米|年|人|yuan|m\b|km\b|위안|円|€))"
)
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-4]):([0-5]\d)(?![\d:])")
_RANGE = re.compile(r"(?<![\d.:/-])(\d[\d.,]*)\s?[–—~～-]\s?(?=\d)(?!\d+[-/]\d)")
_SPAN = re.compile(r"(?<=[^\W\d_])\s?[–～~]\s?(?=\w)|(?<=\w)\s?[–～~]\s?(?=[^\W\d_])")
"""Between words: March–November, 十二月～翌年二月."""
_UNIT = re.compile(
    r"(\d[\d.,]*)\s?(km²|km|m²|㎡|cm|mm|m|kg|mu|ha|%|％|°C|℃)(?![A-Za-z²])|(?:[¥￥]\s?|\b(?:CNY|RMB)\s?)(\d[\d.,]*)"
)
_UNITS = {"km²": "square_kilometres", "km": "kilometres", "m²": "square_metres", "㎡": "square_metres",
          "cm": "centimetres", "mm": "millimetres", "m": "metres", "kg": "kilograms", "mu": "mu", "ha": "hectares",
          "%": "percent", "％": "percent", "°C": "degrees", "℃": "degrees", None: "yuan"}  # fmt: skip
_BRACKETS = re.compile(r"\s*[()（）\[\]【】{}〔〕|]\s*")
_SLASH = re.compile(r"(?<!\d)/|/(?!\d)")
_TIMES = re.compile(r"(?<=:\d\d)\s?[–—~～-]\s?(?=\d{1,2}:\d\d)")
_ENDED = re.compile("[。.!！?？][”’」』»\"')]*$")
_DOUBLE = re.compile(r"\s*([,，、;；:：。．.!！?？])(?:\s*[,，、;；:：])+")
_BEFORE_END = re.compile(r"\s*[,，、;；:：]+\s*(?=[。.!！?？]|$)")
_AT_START = re.compile(r"^[\s,，、;；:：。.]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """The pause and the stop of a script."""

    pause: str = ", "
    stop: str = "."


_MARKS = {"zh-Hans": Marks("，", "。"), "zh-Hant": Marks("，", "。"), "ja": Marks("、", "。")}


class Aloud:
    """Texts as they are read out, with the sentences of `say` and what `words` has for a language."""

    def __init__(self, say: Say, words: Callable[[Lang, str], Mapping[str, Any]]) -> None:
        self._say, self._words = say, words
        self._swaps = cache(self._swaps_of)

    def __call__(self, text: str, lang: Lang) -> str:
        """One text; "" where nothing of it can be said. Never raises."""
        stop = _MARKS.get(lang, Marks()).stop
        lines = (self._line(line, lang) for line in _bare(text).split("\n"))
        said = [line for line in lines if any(each.isalnum() for each in line)]
        return "\n".join(line if _ENDED.search(line) else f"{line}{stop}" for line in said)

    def _line(self, line: str, lang: Lang) -> str:
        for pattern, replacement in self._swaps(lang):
            line = pattern.sub(replacement, line)
        line = _TELEPHONE.sub(partial(self._telephone, lang), line)
        line = _RANGE.sub(lambda match: f"{match[1]}{self._between(lang)}", line)
        line = _TIMES.sub(self._between(lang), line)
        line = _TIME.sub(partial(self._time, lang), line)
        line = _UNIT.sub(partial(self._unit, lang), line)
        return _tidied(_SPAN.sub(self._between(lang), line), _MARKS.get(lang, Marks()).pause)

    def _swaps_of(self, lang: Lang) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What prompts/<language>/readings.yaml says otherwise than it is written."""
        swaps = self._words(lang, "readings").get("swaps") or {}
        return tuple((re.compile(str(pattern)), str(said)) for pattern, said in swaps.items())

    def _between(self, lang: Lang) -> str:
        return self._say(lang, "aloud.range", {}).replace("_", " ")

    def _telephone(self, lang: Lang, match: re.Match[str]) -> str:
        groups = [each for each in re.split(r"[- ]", match[0].removeprefix("+86")) if each]
        words = "zh-Hans" if lang == "zh-Hant" else lang  # 幺 must stay what it is: the converter takes it for 么
        said = [self._say(words, "aloud.called", {"digits": list(group)}) for group in groups]
        return f" {_MARKS.get(lang, Marks()).pause.join(said)} "

    def _time(self, lang: Lang, match: re.Match[str]) -> str:
        return self._say(lang, "aloud.time", {"hour": int(match[1]), "minute": int(match[2])})

    def _unit(self, lang: Lang, match: re.Match[str]) -> str:
        return (
            self._say(lang, f"aloud.unit.{_UNITS[match[2]]}", {"n": (match[1] or match[3]).rstrip(".,")})
            + (re.search(r"[.,]*$", match[1] or match[3]) or match).group()
        )


def _bare(text: str) -> str:
    """The words of a text, without what is only for the eye."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", whole(text)))
    text = _LEFT_OUT.sub("", _LINK.sub(r"\1", text))
    plain = _DRESSING.sub("", text)
    return "".join(
        each for each in plain if unicodedata.category(each) not in ("So", "Sk", "Cs", "Co", "Cn") or each in "℃"
    )


def _tidied(line: str, pause: str) -> str:
    """Brackets are pauses; no two pauses follow each other, none begins or ends a line."""
    line = _DOUBLE.sub(r"\1", _SLASH.sub(" ", _BRACKETS.sub(pause, line).replace("…", ".")))
    line = re.sub(r"\s{2,}", " ", _BEFORE_END.sub("", line))
    return _AT_START.sub("", re.sub(r"\s+([,.;:!?，。、])", r"\1", line)).strip()
