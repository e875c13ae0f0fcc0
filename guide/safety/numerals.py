"""Numbers in words as digits: 一百二十, "a hundred and twenty", 半小时, half past eight, 세 시간.

Works on folded text (guide.text.script.fold) and leaves everything else as it stands, so that one set of patterns
reads figures afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from guide.safety.lexicon import Lexicon

_HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_HAN_RUN = re.compile("[〇零一二两三四五六七八九十百千万亿]+")
_KOREAN = {char: str(value) for value, char in enumerate("영일이삼사오육칠팔구")}
_KOREAN |= {"십": "十", "백": "百", "천": "千", "만": "万"}
_HALF_CLOCK = re.compile(r"(?<=\d点)半|(?<=\d点钟)半")
_TENTH = re.compile(r"(?<![\d.])(\d+)([米块元])(\d)(?![\d.米块元个:])")
_AND_HALF = re.compile(r"(\d+)(个|天|年)半|(\d+) and a half|(\d+) et demie?|(\d+)(시간) 반")
_WORD = re.compile(r"[a-z]+")
_SPACED_RUN = re.compile(r"[a-z]+(?:(?:-|\s+)[a-z]+)*")


def digits(folded: str, lexicon: Lexicon) -> str:
    """The text with every number in words written in digits. Idioms that only look like numbers are blanked."""
    text = lexicon.pattern("not_numbers").sub(" ", folded)
    text = lexicon.halved(text)
    text = _HAN_RUN.sub(partial(_han, lexicon.pattern("number_units_next")), text)
    if lexicon.numbers:
        text = _words(text, lexicon)
    text = _clock_words(_TENTH.sub(r"\1.\3\2", text), lexicon)
    text = _AND_HALF.sub(_and_half, _HALF_CLOCK.sub("30分", text))
    return _scaled(text, lexicon)


def han_value(run: str) -> str | None:
    """A run of Chinese numerals as digits: 二〇一八 is 2018, 一百二 120, 两三 "2-3"; None where it is no number."""
    if not any(char in _HAN_SCALES for char in run):
        values = [str(_HAN_DIGITS[char]) for char in run]
        rising = len(values) == 2 and int(values[1]) == int(values[0]) + 1
        return "-".join(values) if rising else "".join(values)
    if run[0] in "百千万亿":
        return None
    total, section, digit, scale = 0, 0, 0, 1
    for char in run:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
            continue
        scale = _HAN_SCALES[char]
        if scale >= 10_000:
            total, section = (total + section + digit) * scale, 0
        else:
            section += (digit or (1 if scale == 10 else 0)) * scale
        digit = 0
    tail = digit * scale // 10 if run[-1] in _HAN_DIGITS and scale >= 100 and run[-2] in _HAN_SCALES else digit
    return str(total + section + tail)


def _han(unit_next: re.Pattern[str], match: re.Match[str]) -> str:
    """One numeral alone counts only before a unit: 一座 is an article, 一小时 an hour."""
    run = match[0]
    if match.string[: match.start()][-1:].isdigit():
        return run
    ordinal = match.string[: match.start()].endswith("第")
    if run == "一" and not ordinal and not unit_next.match(match.string, match.end()):
        return " "
    return han_value(run) or " "


def _words(text: str, lexicon: Lexicon) -> str:
    if lexicon.spaced:
        return _SPACED_RUN.sub(partial(_spaced, lexicon), text)
    unit = rf"(?=\s?{lexicon.any('number_units')})"
    native = re.compile(rf"(?<![가-힣])({'|'.join(lexicon.numbers)}){unit}")
    sino = re.compile(rf"(?<![가-힣])([일이삼사오육칠팔구십백천만]+){unit}")
    text = native.sub(lambda match: str(int(lexicon.numbers[match[1]])), text)
    return sino.sub(lambda match: _korean(match[1]), text)


def _korean(run: str) -> str:
    han = "".join(_KOREAN[char] for char in run)
    named = "".join("〇一二三四五六七八九"[int(char)] if char.isdigit() else char for char in han)
    named = re.sub("^(?=[百千万])", "一", named)
    return han_value(named) or run


def _spaced(lexicon: Lexicon, match: re.Match[str]) -> str:
    """Replaces the stretches of number words in a stretch of words."""
    text, out, at = match[0], "", 0
    words = list(_WORD.finditer(text))
    while at < len(words):
        size = _stretch([word[0] for word in words[at:]], lexicon)
        gap = text[words[at - 1].end() : words[at].start()] if at else ""
        if size:
            stretch = [word[0] for word in words[at : at + size]]
            after = match.string[match.start() + words[at + size - 1].end() :].lstrip(" -")
            out += gap + (_value(stretch, lexicon, after) or text[words[at].start() : words[at + size - 1].end()])
        else:
            out += gap + words[at][0]
        at += max(1, size)
    return out


def _stretch(words: list[str], lexicon: Lexicon) -> int:
    """How many of the first words make one number, `and` only between two of them."""
    size = 0
    for place, word in enumerate(words):
        if word in lexicon.numbers:
            size = place + 1
        elif not (size == place and place and word in lexicon.words("number_joins")):
            break
    return size


def _value(words: list[str], lexicon: Lexicon, after: str) -> str | None:
    """The number, or None for a bare article ("a garden"); an article before a unit counts ("an hour")."""
    articles = lexicon.words("articles")
    values = [int(lexicon.numbers[word]) for word in words if word in lexicon.numbers]
    if len(words) == 1 and words[0] in articles and not lexicon.pattern("number_units_next").match(after):
        return None
    if len(values) == 1 and values[0] >= 100:
        return None
    if len(values) == 2 and 0 < values[0] <= 12 and 10 <= values[1] < 60 and values[1] != 12:
        return f"{values[0]}:{values[1]:02d}"
    total, current = 0.0, 0.0
    for word in words:
        value = lexicon.numbers.get(word, 0)
        if value >= 1000:
            total, current = total + max(1, current) * value, 0
        elif value in (100, 12) and current:
            current *= value
        else:
            current += value
    return f"{total + current:g}" if total + current < 1e6 else str(int(total + current))


def _clock_words(text: str, lexicon: Lexicon) -> str:
    """`half past 8` as 8:30."""
    for words, shift in lexicon.clock_words.items():
        text = re.sub(rf"\b{words} (\d{{1,2}})\b", partial(_shifted, int(shift)), text)
    return text


def _shifted(shift: int, match: re.Match[str]) -> str:
    minutes = int(match[1]) * 60 + shift
    return f"{minutes // 60}:{minutes % 60:02d}"


def _and_half(match: re.Match[str]) -> str:
    number = next(group for group in match.groups() if group and group.isdigit())
    return f"{number}.5{match[2] or match[6] or ''}"


def _scaled(text: str, lexicon: Lexicon) -> str:
    scales: Mapping[str, float] = lexicon.scales
    if not scales:
        return text
    names = "|".join(sorted(scales, key=len, reverse=True))
    multiply: Callable[[re.Match[str]], str] = lambda match: f"{float(match[1]) * scales[match[2]]:.0f}"  # noqa: E731
    return re.sub(rf"(\d+(?:\.\d+)?)\s?({names})(?![a-z])", multiply, text)
