"""The language of a row that does not say it, by its script. Latin letters are English unless the file says more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guide.editing.cells import words
from guide.editing.grid import Cell
from guide.editing.headings import FACT, UNKNOWN, Column
from guide.text.script import HAN, convert
from guide.types import Lang

_HAN, _KANA, _HANGUL = (
    re.compile(f"[{HAN}]"),
    re.compile(r"[\u3041-\u3096\u30a1-\u30fa]"),
    re.compile(r"[\uac00-\ud7a3]"),
)
_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z\u00c0-\u024f]")
_LETTER = re.compile(r"[^\W\d_]")
_OWN_SCRIPTS = ("zh-Hans", "zh-Hant", "ja", "ko", "ru")
_SAMPLE = 400


def of_row(pairs: Sequence[tuple[Column, Cell]]) -> Lang:
    """The language of a row's plain words: of its name and prose where it has them, else of its facts.

    Where all its words stand under headings that name a language, it is the first of those.
    """
    plain = [(column.role, words(cell)[:_SAMPLE]) for column, cell in pairs if not column.lang]
    for roles in (("name", "text"), (FACT, UNKNOWN)):
        text = " ".join(cell for role, cell in plain if role in roles)
        if _LETTER.search(text):
            return by_script(text)
    return next((column.lang for column, _ in pairs if column.lang), "en")


def of_name(name: str, lang: Lang) -> Lang:
    """The language of a name that stands in a row of `lang`: that one, unless its script says otherwise."""
    script = by_script(name)
    return lang if script == "en" and lang not in _OWN_SCRIPTS else script


def by_script(text: str) -> Lang:
    """zh-Hans, zh-Hant, ja, ko, ru or en. A Chinese character weighs as much as four Latin letters."""
    han, kana, hangul, latin, cyrillic = (
        len(script.findall(text)) for script in (_HAN, _KANA, _HANGUL, _LATIN, _CYRILLIC)
    )
    if hangul > han:
        return "ko"
    if kana * 4 > han + kana:
        return "ja"
    if han and han * 4 >= latin:
        return "zh-Hant" if convert(text, "t2s") != text and convert(text, "s2t") == text else "zh-Hans"
    return "ru" if cyrillic > latin else "en"
