"""Takes out of a text what names a person: nothing else of a question is needed to improve the answers.

It errs on the side of taking too much: a phone of a museum goes too. Dates, times, prices and years stay.
"""

from __future__ import annotations

import re

MASK = "▒"
"""Stands for whatever was taken out; one sign, so that its length tells nothing."""

# Begins only where a run of its letters begins: from every letter of a long run it would take quadratic time.
_MAIL = re.compile(r"(?<![\w.%+'-])[\w.%+'-]+[@＠][A-Za-z0-9-]+(?:[.．][A-Za-z0-9-]+)+", re.ASCII)
_SEPARATORS = r"[\s().（）·\-‐‑–—－−]{0,3}"
_DIGITS = re.compile(rf"[+＋(（]?\d(?:{_SEPARATORS}\d){{6,}}[xXｘＸ]?")
_SPOKEN = re.compile(r"[〇○零一二三四五六七八九幺]{7,}")
# Where more digits follow, it is a longer number: taken as a document, the rest of it would stay.
_DOCUMENT = re.compile(rf"(?<![^\W_])[A-Za-z]{{1,3}}[\s-]?\d{{6,9}}[A-Za-z]?(?![^\W_])(?!{_SEPARATORS}\d)", re.ASCII)
_MIXED = re.compile(r"(?<![A-Za-z0-9])(?=(?:[A-Z]*\d){4})[A-Z][A-Z0-9]{7,9}(?![A-Za-z0-9])")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(rf"[{_PROVINCES}][A-Za-z][·\s-]?[A-Za-z0-9]{{5,6}}(?![A-Za-z0-9])")
_DATES = re.compile(r"(?:(?:1[89]|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)[\s–—-]{0,3})+")
_TIMES = re.compile(r"(?:(?:[01]?\d|2[0-4])[.:][0-5]\d[\s–—-]{0,3}){2}")
_YEARS = re.compile(r"(?:1\d|20)\d\d\s?[-–—]\s?(?:1\d|20)\d\d")


def redact(text: str) -> str:
    """`text` without e-mail addresses, phone, identity card, passport and plate numbers, and long runs of digits."""
    for pattern in (_MAIL, _PLATE, _DOCUMENT, _MIXED):
        text = pattern.sub(MASK, text)
    return _SPOKEN.sub(MASK, _DIGITS.sub(_masked, text))


def _masked(match: re.Match[str]) -> str:
    """A run that is nothing but dates, hours or years stays; a date in front of a number does not save the number."""
    run = match.group()
    return run if any(each.fullmatch(run) for each in (_DATES, _TIMES, _YEARS)) else MASK
