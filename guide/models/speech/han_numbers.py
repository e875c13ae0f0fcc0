"""Figures as Chinese says them: 120 is 一百二十, 2018年 is 二零一八年, 2点 is 两点, 0514 is 零五幺四."""

from __future__ import annotations

import re

DIGITS = "零一二三四五六七八九"
_CALLED = DIGITS.replace("一", "幺")
"""Digits as they are called out one by one: yi and qi are easily mistaken."""
_SCALES = ("", "十", "百", "千")
_SECTIONS = ("", "万", "亿", "万亿")
_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_COUNTED = re.compile("[个位人点时小分元块天公千米里处座条家种张次岁间层日月周排名件本亩万亿]")
"""What two of is 两; a day of the month and a floor are 二 all the same."""
_ORDERED = re.compile("[日号月楼层路期]")
_LONGEST = 16


def read(text: str) -> str:
    """The text with every figure in Chinese characters."""
    return _FIGURE.sub(lambda match: _said(match[0].replace(",", ""), text, match), text)


def _said(figure: str, text: str, match: re.Match[str]) -> str:
    whole, _, part = figure.partition(".")
    after = text[match.end() : match.end() + 1]
    if part:
        return f"{value(whole)}点{''.join(DIGITS[int(each)] for each in part)}"
    if after == "年" and len(whole) == 4:
        return "".join(DIGITS[int(each)] for each in whole)
    if (len(whole) > 6 and not whole.endswith("000")) or (len(whole) > 1 and whole[0] == "0"):
        return "".join(_CALLED[int(each)] for each in whole)
    ordered = _ORDERED.match(after) or text[: match.start()].endswith("第")
    return "两" if whole == "2" and _COUNTED.match(after) and not ordered else value(whole)


def value(whole: str) -> str:
    """A whole number, of decimal digits: 10 is 十, 205 二百零五 with 两 for two hundred, 10 050 一万零五十."""
    number = int(whole)
    if number == 0 or len(whole) > _LONGEST:
        return "".join(DIGITS[int(each)] for each in whole)
    sections = []
    while number:
        number, section = divmod(number, 10_000)
        sections.append(section)
    said, gap = "", False
    for at in reversed(range(len(sections))):
        section = sections[at]
        if not section:
            gap = gap or bool(said)
            continue
        said += ("零" if said and (gap or section < 1000) else "") + _section(section) + _SECTIONS[at]
        gap = False
    return re.sub("^一十", "十", said)


def _section(section: int) -> str:
    """A number under ten thousand."""
    said, gap = "", False
    for place in reversed(range(4)):
        digit = section // 10**place % 10
        if not digit:
            gap = bool(said)
            continue
        name = "两" if digit == 2 and place > 1 else DIGITS[digit]
        said += ("零" if gap else "") + name + _SCALES[place]
        gap = False
    return said
