"""Folding of spellings that mean the same: width, case, traditional, simplified and Japanese forms, accents."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HALVES = re.compile(r"[\ud800-\udfff]")
_HAN_ONE = re.compile(f"[{HAN}]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "·": "·", "•": "·"})


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def convert(text: str, config: str) -> str:
    """Convert by an OpenCC configuration: t2s, s2t, s2tw, jp2t."""
    return str(_converter(config).convert(whole(text)))


def traditional(text: str) -> str:
    """Simplified Chinese in the characters of Taiwan, 濕 and not 溼; the words stay those of the place."""
    return convert(text, "s2tw")


def whole(text: str) -> str:
    """The text without halves of characters, which JSON may carry and no other library takes."""
    return _HALVES.sub("\ufffd", text)


@lru_cache(8192)
def fold(text: str) -> str:
    """The form names and questions are compared in. Not for showing, and not of the same length as `text`."""
    text = unicodedata.normalize("NFKC", whole(text)).translate(_APOSTROPHES).casefold()
    if _HAN_ONE.search(text):
        # Simplified first: read as Japanese, a traditional 餅 would turn into a form that nobody else writes.
        text = convert(convert(convert(text, "t2s"), "jp2t"), "t2s")
    return _without_accents(text)


def _without_accents(text: str) -> str:
    """Latin letters lose their accents; Hangul and kana are left whole."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    kept = (c for c in decomposed if not (unicodedata.combining(c) and c not in "\u3099\u309a"))
    return unicodedata.normalize("NFC", "".join(kept))


def has_han(text: str) -> bool:
    """Whether any Chinese character is in the text."""
    return _HAN_ONE.search(text) is not None


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script written without spaces between words (or, in Hangul, with particles)."""
    if character < "\u2e80":
        return False
    return character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or character >= "\uf900" and _is_rare(character)


def _is_rare(character: str) -> bool:
    return character <= "\ufaff" or "\U00020000" <= character <= "\U0003ffff"
