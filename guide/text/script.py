"""Folding of spellings that mean the same: width, case, traditional, simplified and Japanese forms, accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import opencc

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HALVES = re.compile(r"[\ud800-\udfff]")
_HAN_ONE = re.compile(f"[{HAN}]")
_PARTICLE = "著"
"""As written in Taiwan for the particle 着, which only the converter of that way of writing takes for one: 開著."""
_QUOTES = str.maketrans("“”‘’", "「」『』")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‐": "-", "·": "·", "•": "·"})


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def convert(text: str, config: str) -> str:
    """Convert by an OpenCC configuration: t2s, s2t, s2tw, jp2t."""
    return str(_converter(config).convert(whole(text)))


def traditional(text: str) -> str:
    """Simplified Chinese in the characters of Taiwan, 濕 and not 溼, and its quotation marks; the words stay those of
    the place. Phrases that the converter does not know are in phrases.txt.
    """
    known, pattern = _phrases()
    parts = (known.get(part) or convert(part, "s2tw") for part in pattern.split(text))
    return "".join(parts).translate(_QUOTES)


@cache
def _phrases() -> tuple[Mapping[str, str], re.Pattern[str]]:
    lines = (files(__package__) / "phrases.txt").read_text(encoding="utf-8").splitlines()
    known = dict(line.split() for line in lines if line and not line.startswith("#"))
    return known, re.compile(f"({'|'.join(map(re.escape, known))})")


def japanese(text: str) -> str:
    """Simplified Chinese in the characters of Japan: 庭園 and 広場."""
    return convert(convert(text, "s2t"), "t2jp")


def whole(text: str) -> str:
    """The text without halves of characters, which JSON may carry and no other library takes."""
    return _HALVES.sub("\ufffd", text)


@lru_cache(8192)
def fold(text: str) -> str:
    """The form names and questions are compared in. Not for showing, and not of the same length as `text`."""
    text = unicodedata.normalize("NFKC", whole(text)).translate(_APOSTROPHES).casefold()
    if _HAN_ONE.search(text):
        # Simplified first: read as Japanese, a traditional 餅 would turn into a form that nobody else writes.
        text = convert(convert(convert(text, "tw2s" if _PARTICLE in text else "t2s"), "jp2t"), "t2s")
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
